"""Is it genuine? What was checked of a record, in one plain sentence, what to do about it, and the details behind.

Every state has words of its own: nothing is said by a colour or a tick alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from exchange.errors import CODES
from exchange.journeys.read_record import Opened
from exchange.pages.languages import Language, Voice
from exchange.pages.saying import genuine_sentence
from exchange.pages.words import RECORD_STATUSES
from exchange.transfer.days import london_day
from exchange.wire import Attested, Record, RecordStatus, Verification
from exchange.wire.sentences import LOGGED, NOT_LOGGED, SIGNED


class State(StrEnum):
    """How far a record can be relied on, as a person has to know it."""

    CURRENT = "current"
    OWN = "own"
    STALE = "stale"
    NOT_FETCHED = "not-fetched"
    NOT_LOGGED = "not-logged"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"
    ENTERED_IN_ERROR = "entered-in-error"
    FAILED = "failed"
    BROKEN = "broken"
    ERASED = "erased"


TITLES: Final[Mapping[State, str]] = {
    State.CURRENT: "Genuine and current",
    State.OWN: "Our own record, and current",
    State.STALE: "Genuine; whether it is still current was last looked up some time ago",
    State.NOT_FETCHED: "Genuine; whether it is still current is not known yet",
    State.NOT_LOGGED: "Genuine and current; the proof of its log entry is missing",
    State.SUPERSEDED: "Genuine, but a newer version exists",
    State.SUSPENDED: "Genuine, but suspended",
    State.ENTERED_IN_ERROR: "Withdrawn: do not rely on it",
    State.FAILED: "Did not pass the checks: do not use it",
    State.BROKEN: "Damaged here: do not use it",
    State.ERASED: "Erased",
}
TODO: Final[Mapping[State, str]] = {
    State.CURRENT: "You can work with it. Ask the person what has changed since.",
    State.OWN: "You can send it, or work with it.",
    State.STALE: "You can read it. It is looked up again by itself; before you decide on it, ask the council whether "
    "it still stands.",
    State.NOT_FETCHED: "You can read it. It is looked up by itself within minutes; before you decide on it, come back "
    "to this page.",
    State.NOT_LOGGED: "You can work with it. The proof is asked for by itself; tell your operator if it is still "
    "missing tomorrow.",
    State.SUPERSEDED: "Do not decide on this one: read the newer version, or ask the council for it.",
    State.SUSPENDED: "Do not decide on what is disputed before you have spoken to the council.",
    State.ENTERED_IN_ERROR: "Do not work with it, and undo what rested on it. Ask the council for a corrected record.",
    State.FAILED: "Nothing of it is shown. Tell the council that sent it, and ask them to send it again.",
    State.BROKEN: "Nothing of it is shown. Tell your operator: it can be restored from a backup, or sent again.",
    State.ERASED: "Nothing of it can be read any more. That it was here, and what was signed, stays on record.",
}
_STATUSES: Final[Mapping[RecordStatus, State]] = {
    RecordStatus.SUPERSEDED: State.SUPERSEDED,
    RecordStatus.SUSPENDED: State.SUSPENDED,
    RecordStatus.ENTERED_IN_ERROR: State.ENTERED_IN_ERROR,
}
_GOOD: Final = frozenset({State.CURRENT, State.OWN, State.NOT_LOGGED})
_BAD: Final = frozenset({State.ENTERED_IN_ERROR, State.FAILED, State.BROKEN})


@dataclass(frozen=True)
class Detail:
    """One thing that was checked. `code`: a number for machines, which is set as such."""

    label: str
    text: str
    code: bool = False


@dataclass(frozen=True)
class Panel:
    """What a page says on whether a record is genuine."""

    state: State
    title: str
    tag: str
    colour: str
    sentences: tuple[str, ...]
    todo: str
    details: tuple[Detail, ...]
    attested: tuple[str, ...] = ()


def state_of(record: Record) -> State:
    """How far a record that holds can be relied on. What the list said before it expired still warns."""
    said = record.verification
    warned = _STATUSES.get(said.status) or _STATUSES.get(said.status_then or RecordStatus.NOT_FETCHED)
    if warned is not None:
        return warned
    if said.status is RecordStatus.NOT_FETCHED:
        return State.NOT_FETCHED if said.status_fetched_at is None else State.STALE
    if record.superseded_by is not None:
        return State.SUPERSEDED
    if not said.logged:
        return State.NOT_LOGGED
    return State.OWN if record.own else State.CURRENT


def panel_of(opened: Opened, _: Voice) -> Panel:
    """The panel of a record that somebody opened."""
    if opened.record is not None:
        panel = panel_of_record(opened.record, _)
        return _waiting(panel, _) if opened.quarantined else panel
    state = State.FAILED if opened.failed else State.ERASED if opened.erased_at else State.BROKEN
    details = (Detail(_("Number of the record"), opened.digest, code=True),)
    return _panel(state, tuple(_why_not(opened, _)), details, _)


def panel_of_record(record: Record, _: Voice) -> Panel:
    """The panel of a record that was verified just now."""
    sentences = (_checked(record, _), *_more(record, _))
    attested = tuple(_attested(each, _) for each in record.attestations)
    return _panel(state_of(record), sentences, tuple(_details(record, _)), _, attested=attested)


def line_of(record: Record, _: Voice) -> str:
    """The whole of it on one line, for a list."""
    return f"{_(TITLES[state_of(record)])}. {_checked(record, _)}"


def fault_line(code: str, _: Voice) -> str:
    """What a code of a check means."""
    return _(CODES[code].sentence) if code in CODES else _("The check failed for a reason that is not known here.")


def _panel(
    state: State, sentences: tuple[str, ...], details: tuple[Detail, ...], _: Voice, *, attested: tuple[str, ...] = ()
) -> Panel:
    good, bad = state in _GOOD, state in _BAD
    tag = _("You can rely on it") if good else _("Do not rely on it") if bad else _("Take care")
    colour = "govuk-tag--green" if good else "govuk-tag--red" if bad else "govuk-tag--yellow"
    return Panel(state, _(TITLES[state]), tag, colour, sentences, _(TODO[state]), details, attested)


def _waiting(panel: Panel, _: Voice) -> Panel:
    """In quarantine the first thing to do is another."""
    colour = panel.colour if panel.state in _BAD else "govuk-tag--yellow"
    tag = panel.tag if panel.state in _BAD else _("Take care")
    return replace(
        panel, tag=tag, colour=colour, todo=_("First say whose record it is. Until then, do not work with it.")
    )


def _why_not(opened: Opened, _: Voice) -> Iterator[str]:
    if opened.failed:
        sender = _.council(opened.sender)
        yield _("It came from %(council)s and was checked on arrival. What was found:", council=sender)
        yield fault_line(opened.failed, _)
    elif opened.erased_at is not None:
        yield _("Its content was erased here on %(moment)s.", moment=_.moment(opened.erased_at))
    else:
        yield _("It was checked again just now, and it is no longer as it was kept.")
        yield fault_line(opened.broken, _)


def _checked(record: Record, _: Voice) -> str:
    """As a case system is told it; where the status list has expired, what it said last is told beside it instead."""
    said = record.verification
    if said.status is not RecordStatus.NOT_FETCHED or said.status_fetched_at is None:
        return genuine_sentence(said, _)
    signed = _(SIGNED, council=_.council(said.signed_by), day=_.day(london_day(said.signed_at)))
    return f"{signed} {_(LOGGED if said.logged else NOT_LOGGED)}"


def _more(record: Record, _: Voice) -> Iterator[str]:
    said = record.verification
    if said.logged_at is not None:
        yield _("It has been in the log since %(moment)s.", moment=_.moment(said.logged_at))
    if record.own:
        yield _("The key that signed it was our own then.")
    else:
        yield _("The key that signed it was the council's own when the record came here.")
    if said.status is RecordStatus.NOT_FETCHED and said.status_fetched_at is not None and said.status_then is not None:
        then = _(RECORD_STATUSES[said.status_then])
        yield _("It was last looked up on %(moment)s: %(then)s.", moment=_.moment(said.status_fetched_at), then=then)


def _details(record: Record, _: Voice) -> Iterator[Detail]:
    said = record.verification
    yield Detail(_("Signed by"), _.council(said.signed_by))
    yield Detail(_("Signed on"), _.moment(said.signed_at))
    yield Detail(_("Checked just now, on"), _.moment(said.checked_at))
    yield Detail(_("Log"), _log(said, _))
    yield Detail(_("Status"), _status(said, _))
    yield Detail(_("Who vouches for the council's key"), said.vouched_by, code=True)
    yield Detail(_("The key was the council's on"), _.moment(said.vouched_at))
    yield Detail(_("Number of the key"), said.key, code=True)
    yield Detail(_("Number of the record"), record.digest, code=True)


def _log(said: Verification, _: Voice) -> str:
    if said.log_entry is None:
        return _("No proof of an entry yet")
    return _("Entry %(number)s of the council's public log, proven", number=str(said.log_entry))


def _status(said: Verification, _: Voice) -> str:
    word = _(RECORD_STATUSES[said.status])
    if said.status_fetched_at is None:
        return word
    return _("%(status)s (list of %(moment)s)", status=word, moment=_.moment(said.status_fetched_at))


def _attested(said: Attested, _: Voice) -> str:
    sentence = said.sentence.cy if _.language is Language.CY else said.sentence.en
    return sentence if said.logged else f"{sentence} {_('Its entry in the log is not proven yet.')}"
