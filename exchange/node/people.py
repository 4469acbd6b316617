"""People who sign in, and the programs beside them that read: who they are, and what they may do here."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from exchange.errors import Refusal
from exchange.settings import PersonRole
from exchange.settings import Role as NodeKind

Role: TypeAlias = PersonRole
Via: TypeAlias = Literal["local", "oidc"]

_LONGEST: Final = 100
_OF_COUNCILS = frozenset({Role.CASEWORKER, Role.AUDITOR, Role.OPERATOR})
_OF_THE_ANCHOR = frozenset({Role.FEDERATION_OPERATOR})


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in. `account` never changes, whatever they are called and whatever they do here."""

    account: str
    name: str
    roles: frozenset[Role]
    via: Via


@dataclass(frozen=True)
class Program:
    """A case system, by the name of its access token."""

    name: str


def roles_at(kind: NodeKind) -> frozenset[Role]:
    """The roles that there are at a node of this kind."""
    return _OF_THE_ANCHOR if kind is NodeKind.ANCHOR else _OF_COUNCILS


def roles_among(words: Iterable[str], *, kind: NodeKind) -> frozenset[Role]:
    """The roles that these words name at a node of this kind; any other word gives none."""
    return frozenset(role for role in roles_at(kind) if role.value in set(words))


def login_of(text: str) -> str:
    """A login as it is kept: one spelling for all ways to type it. Refuses `parameter-wrong`."""
    login = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).strip().casefold())
    if not 0 < len(login) <= _LONGEST or not login.isprintable() or " " in login:
        raise Refusal("parameter-wrong", "login")
    return login


def name_of(text: str) -> str:
    """A person's name as others will read it. Refuses `parameter-wrong`."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not 0 < len(name) <= _LONGEST or not name.isprintable():
        raise Refusal("parameter-wrong", "name")
    return name


def hash_of(secret: str) -> str:
    """What is kept of a secret of 256 random bits: for so many a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
