"""The part of a record that is never concealed: who sealed it, when, of which kind, and one entry for each section.

Every record of a kind has the same skeleton, `sections: [{id, kind, body}]`, in which each body is concealed (an empty
one too) and, in a list, each entry once more. So what is missing can be named, and nothing else can hide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.jose.sdjwt import Path, Unfolded, pointer
from exchange.record.kinds import KINDS, Kind, find_kind
from exchange.record.sections import SectionSpec
from exchange.record.status import StatusRef

TYP: Final = "dc+sd-jwt"
VISIBLE: Final = frozenset({"iss", "iat", "jti", "vct", "status", "supersedes", "sections"})
_REQUIRED: Final = VISIBLE - {"supersedes"}
_BARE: Final = {"id", "kind"}
_WITH_BODY: Final = _BARE | {"body"}
_SPECS: Final = {vct: {spec.name: spec for spec in kind.sections} for vct, kind in KINDS.items()}
_MAX_NAME = 512
_YEAR_10000 = 253_402_300_800
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGEST = re.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_SECTION = re.compile("[a-z][A-Za-z0-9]{0,63}")


@dataclass(frozen=True)
class Envelope:
    """The claims of a record that everyone sees."""

    iss: str
    jti: str
    vct: str
    kind: Kind
    issued_at: datetime
    status: StatusRef
    supersedes: str | None

    @property
    def version(self) -> str:
        """The version that the record says it has; its minor may be newer than the models that read it."""
        return self.vct.rpartition(":")[2]


class ItemPlace(NamedTuple):
    """The place of one entry of a list section, and whether the entry is disclosed."""

    position: int
    digest: str
    disclosed: bool


class Entry(NamedTuple):
    """One entry of the skeleton. `spec` is None for a section that this version does not know."""

    name: str
    spec: SectionSpec | None
    digest: str
    disclosed: bool
    body: JsonValue
    items: tuple[ItemPlace, ...]

    def shown(self) -> list[tuple[ItemPlace, JsonValue]]:
        """The disclosed entries of a list section, each with its place."""
        body = self.body if isinstance(self.body, list) and self.items else []
        return list(zip((place for place in self.items if place.disclosed), body, strict=True))


class _Slot(NamedTuple):
    """What the digests say of one skeleton entry."""

    bodies: list[tuple[str, bool]]
    items: list[ItemPlace]


def read_envelope(claims: JsonObject) -> Envelope:
    """Read the claims of a record (checked or not); refuses `record-claims` or `vct-unknown`."""
    if not _REQUIRED <= claims.keys() <= VISIBLE:
        raise Refusal("record-claims")
    vct = text(claims, "vct")
    supersedes = None
    if "supersedes" in claims:
        supersedes = text(claims, "supersedes", pattern=_DIGEST)
    return Envelope(
        text(claims, "iss"),
        text(claims, "jti", pattern=_UUID),
        vct,
        find_kind(vct),
        moment(claims, "iat"),
        _read_status(claims["status"]),
        supersedes,
    )


def text(claims: JsonObject, name: str, *, pattern: re.Pattern[str] | None = None, code: str = "record-claims") -> str:
    """A claim that is a string, and not an empty or an endless one."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_NAME or (pattern and not pattern.fullmatch(value)):
        raise Refusal(code, f"/{name}")
    return value


def uuid(claims: JsonObject, name: str, *, code: str) -> str:
    """A claim that is a UUID in lower case."""
    return text(claims, name, pattern=_UUID, code=code)


def digest(claims: JsonObject, name: str, *, code: str) -> str:
    """A claim that is a digest."""
    return text(claims, name, pattern=_DIGEST, code=code)


def moment(claims: JsonObject, name: str, *, code: str = "record-claims") -> datetime:
    """A claim that is a time in whole seconds."""
    seconds = claims.get(name)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds < _YEAR_10000:
        raise Refusal(code, f"/{name}")
    return datetime.fromtimestamp(seconds, UTC)


def section_name(name: str) -> str:
    """A section's name as it may stand in a skeleton: it can never be erased, so it must not say anything."""
    if not _SECTION.fullmatch(name):
        raise Refusal("record-claims", "/sections")
    return name


def read_skeleton(unfolded: Unfolded, *, kind: Kind) -> tuple[Entry, ...]:
    """The entries of a record's skeleton: every section of the kind, in order, then those that are not known here.

    Each entry conceals exactly its body, and the body of a list exactly its entries; anything else is refused.
    """
    sections = unfolded.claims.get("sections")
    if not isinstance(sections, list):
        raise Refusal("record-claims", "/sections")
    slots = _slots(unfolded, len(sections))
    specs = _SPECS[kind.vct]
    entries = tuple(_entry(n, section, slots[n], specs) for n, section in enumerate(sections))
    known = [entry.name for entry in entries if entry.spec]
    names = {entry.name for entry in entries}
    if known != [spec.name for spec in kind.sections] or len(names) != len(entries):
        raise Refusal("record-claims", "/sections")
    return entries


def _slots(unfolded: Unfolded, length: int) -> list[_Slot]:
    slots = [_Slot([], []) for _ in range(length)]
    for digest, path in unfolded.disclosed.items():
        slot, inside = _slot_at(path, slots)
        if len(inside) == 1 and inside[0] == "body":
            slot.bodies.append((digest, True))
        else:
            slot.items.append(ItemPlace(_position(path), digest, disclosed=True))
    for digest, path, kind in unfolded.concealed:
        slot, inside = _slot_at(path, slots)
        if kind == "member" and not inside:
            slot.bodies.append((digest, False))
        elif kind == "member":
            raise _misplaced(path)
        else:
            slot.items.append(ItemPlace(_position(path), digest, disclosed=False))
    return slots


def _slot_at(path: Path, slots: list[_Slot]) -> tuple[_Slot, Path]:
    """The slot of the entry that a path leads into, and the rest of the path."""
    n = path[1] if len(path) > 1 and path[0] == "sections" else None
    if not isinstance(n, int) or n >= len(slots):  # concealed entries of the skeleton itself make it shorter
        raise _misplaced(path)
    return slots[n], path[2:]


def _position(path: Path) -> int:
    """The position of the list entry that a path leads to."""
    position = path[3] if len(path) == 4 and path[2] == "body" else None
    if not isinstance(position, int):
        raise _misplaced(path)
    return position


def _misplaced(path: Path) -> Refusal:
    return Refusal("record-claims", pointer(path[:3]) if path[:1] == ("sections",) else "")


def _entry(n: int, section: JsonValue, slot: _Slot, specs: Mapping[str, SectionSpec]) -> Entry:
    if not isinstance(section, dict) or len(slot.bodies) != 1:  # in the clear, or beside something else
        raise _misplaced(("sections", n))
    [(digest, disclosed)] = slot.bodies
    name = section.get("id")
    members = _WITH_BODY if disclosed else _BARE
    if not isinstance(name, str) or section.get("kind") != name or section.keys() != members:
        raise _misplaced(("sections", n))
    spec = specs.get(name)
    if spec is None:
        section_name(name)
    body = section.get("body")
    slot.items.sort()
    _check_items(slot.items, body, spec, ("sections", n, "body"))
    return Entry(name, spec, digest, disclosed, body, tuple(slot.items))


def _check_items(items: list[ItemPlace], body: JsonValue, spec: SectionSpec | None, path: Path) -> None:
    """Every entry of a list is concealed on its own and nothing else is; an unknown section shows whether it is one."""
    is_list = spec.is_list if spec else len(items) > 0
    length = len(body) if is_list and isinstance(body, list) else 0
    if sum(item.disclosed for item in items) != length or (items and not is_list):
        raise _misplaced(path)


def _read_status(value: JsonValue) -> StatusRef:
    status = value.get("status_list") if isinstance(value, dict) and value.keys() == {"status_list"} else None
    if not isinstance(status, dict) or status.keys() != {"idx", "uri"}:
        raise Refusal("record-claims", "/status")
    idx, uri = status["idx"], status["uri"]
    if not isinstance(idx, int) or isinstance(idx, bool) or idx < 0:
        raise Refusal("record-claims", "/status/status_list/idx")
    if not isinstance(uri, str) or not uri.startswith("https://") or len(uri) > _MAX_NAME:
        raise Refusal("record-claims", "/status/status_list/uri")
    return StatusRef(uri, idx)
