"""What the words of the trail are called on a page; a word that is not here is shown as it stands."""

from collections.abc import Mapping
from typing import Final

from exchange.pages.languages import Language, Voice
from exchange.pages.paper.prints import ACTS as DONE_WITH_RECORDS
from exchange.pages.paper.prints import WORK
from exchange.pages.words import ROLES
from exchange.record.purposes import PURPOSES

ACTS: Final[Mapping[str, str]] = {
    **DONE_WITH_RECORDS,
    "signed-in": "Signed in",
    "signed-out": "Signed out",
    "listed": "Looked at the list",
    "searched": "Searched the list",
    "checked": "Checked a file; nothing failed",
    "checked-failed": "Checked a file; something failed",
    "exported": "Took a list along",
    "disabled": "Disabled an account",
    "enrolled": "Enrolled a member",
    "suspended": "Suspended a member",
}
THINGS: Final[Mapping[str, str]] = {
    "account": "Account",
    "record": "A record",
    "transfer": "Transfer",
    "inbox": "List of moves",
    "evidence": "Evidence",
    "transfers": "List of transfers",
    "trail": "Trail",
    "member": "Member",
}
REASONS: Final[Mapping[str, str]] = {
    **WORK,
    "sign-in": "Signing in",
    "audit": "Auditing",
    "operation": "Keeping the service running",
    "federation": "Keeping the list of members",
}
_NAMELESS = frozenset({"list", "file", "sending", "receiving"})


def act_words(act: str, say: Voice) -> str:
    """What was done."""
    return say(ACTS.get(act, act))


def thing_words(kind: str, of: str, say: Voice) -> str:
    """To what it was done, with its id where it has one."""
    kind_of = say(THINGS.get(kind, kind))
    return kind_of if of in _NAMELESS or kind == "account" else f"{kind_of} {of}"


def reason_words(purpose: str, say: Voice) -> str:
    """For which purpose."""
    known = PURPOSES.get(purpose)
    if known is not None:
        return known.cy if say.language is Language.CY else known.en
    return say(REASONS.get(purpose, purpose))


def roles_words(roles: str, say: Voice) -> str:
    """In which roles."""
    return say.listed([say(ROLES.get(each, each)) for each in roles.split()])
