"""The part of a record that is never concealed: who sealed it, when, of which kind, and one entry for each section.

Every record of a kind has the same skeleton, `sections: [{id, kind, body}]`, in which each body is concealed (an empty
one too) and, in a list, each entry once more. So what is missing can be named, and nothing else can hide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.jose.sdjwt import RESERVED, OpenSdJwt, Part, Path, pointer
from exchange.record.citations import Citation, read_basis
from exchange.record.kinds import KINDS, Kind, find_kind
from exchange.record.sections import SectionSpec
from exchange.record.status import StatusRef

TYP: Final = "dc+sd-jwt"
_REQUIRED: Final = {"iss", "iat", "jti", "vct", "_sd_alg", "status", "sections"}
_ALLOWED: Final = _REQUIRED | {"supersedes", "basis"}
_MEMBERS: Final = {"id", "kind", "_sd"}
_SPECS: Final = {vct: {spec.name: spec for spec in kind.sections} for vct, kind in KINDS.items()}
_MAX_NAME = 512
_YEAR_10000 = 253_402_300_800
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGEST = re.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+){0,9}")
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
    basis: tuple[Citation, ...]

    @property
    def version(self) -> str:
        """The version that the record says it has; its minor may be newer than the models that read it."""
        return self.vct.rpartition(":")[2]


class Entry(NamedTuple):
    """One entry of the skeleton. `spec` is None for a section that this version does not know.

    In a list section `items` holds the digest of every entry, and `body` only the entries that are disclosed: those
    whose position is not among the `concealed`.
    """

    name: str
    spec: SectionSpec | None
    digest: str
    disclosed: bool
    body: JsonValue = None
    items: tuple[str, ...] = ()
    concealed: tuple[int, ...] = ()

    def shown(self) -> list[tuple[int, JsonValue]]:
        """The disclosed entries of a list section, each with its position in the whole list."""
        body = self.body if isinstance(self.body, list) and self.items else []
        return list(zip(self.positions(), body, strict=True))

    def positions(self) -> list[int]:
        """The positions of the disclosed entries of a list section."""
        concealed = set(self.concealed)
        return [position for position in range(len(self.items)) if position not in concealed]


def read_envelope(claims: JsonObject) -> Envelope:
    """Read the claims of a record (checked or not); refuses `record-claims` or `vct-unknown`."""
    if "_sd" in claims:  # RFC 9901 §9.7: nothing of the envelope is concealed
        raise Refusal("claim-concealed")
    if not _REQUIRED <= claims.keys() <= _ALLOWED:
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
        read_basis(claims["basis"]) if "basis" in claims else (),
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


def day(claims: JsonObject, name: str, *, code: str) -> date:
    """A claim that is a day, written as 2026-12-01."""
    try:
        return date.fromisoformat(text(claims, name, pattern=_DAY, code=code))
    except ValueError:
        raise Refusal(code, f"/{name}") from None


def slug(claims: JsonObject, name: str, *, code: str) -> str:
    """A claim that is a code of an open list: words in lower case with hyphens between them."""
    return text(claims, name, pattern=_SLUG, code=code)


def is_section_name(name: str) -> bool:
    """Whether this may stand as a section's name where it can never be erased: it must not say anything."""
    return _SECTION.fullmatch(name) is not None


def section_name(name: str) -> str:
    """A section's name as it may stand in a skeleton."""
    if not is_section_name(name):
        raise Refusal("record-claims", "/sections")
    return name


def read_skeleton(opened: OpenSdJwt, *, kind: Kind) -> tuple[Entry, ...]:
    """The entries of a record's skeleton: every section of the kind, in order, and those that are not known here.

    Each entry conceals exactly its body, and the body of a list exactly its entries; a digest or a disclosure anywhere
    else is refused.
    """
    sections = opened.claims.get("sections")
    if not isinstance(sections, list):
        raise Refusal("record-claims", "/sections")
    specs = _SPECS[kind.vct]
    entries = tuple(_entry(opened, section, ("sections", n), specs) for n, section in enumerate(sections))
    opened.check_used()
    known = [entry.name for entry in entries if entry.spec]
    if known != list(specs) or len({entry.name for entry in entries}) != len(entries):
        raise Refusal("record-claims", "/sections")
    return entries


def _entry(opened: OpenSdJwt, section: JsonValue, path: Path, specs: Mapping[str, SectionSpec]) -> Entry:
    if not isinstance(section, dict) or section.keys() != _MEMBERS:
        raise _misplaced(path)
    name, digests = section["id"], section["_sd"]
    if not isinstance(name, str) or section["kind"] != name or not isinstance(digests, list) or len(digests) != 1:
        raise _misplaced(path)
    spec, digest = specs.get(name), digests[0]
    if not isinstance(digest, str) or (spec is None and not _SECTION.fullmatch(name)):
        raise _misplaced(path)
    part = opened.take(digest, length=3, at=path)
    if part is None:
        return Entry(name, spec, digest, disclosed=False)
    body = part.values[2]
    if part.values[1] != "body":
        raise _misplaced(path)
    if isinstance(body, list) and (spec.is_list if spec else _is_concealed(body)):
        return _list_entry(opened, body, path, Entry(name, spec, digest, disclosed=True))
    _refuse_digests(part, path)
    return Entry(name, spec, digest, disclosed=True, body=body)


def _list_entry(opened: OpenSdJwt, body: list[JsonValue], path: Path, entry: Entry) -> Entry:
    items: list[str] = []
    shown: list[JsonValue] = []
    concealed: list[int] = []
    for position, item in enumerate(body):
        digest = item.get("...") if isinstance(item, dict) and len(item) == 1 else None
        if not isinstance(digest, str):  # an entry in the clear
            raise _misplaced(path)
        items.append(digest)
        part = opened.take(digest, length=2, at=path)
        if part is None:
            concealed.append(position)
        else:
            _refuse_digests(part, path)
            shown.append(part.values[1])
    return entry._replace(body=shown, items=tuple(items), concealed=tuple(concealed))


def _is_concealed(body: list[JsonValue]) -> bool:
    """Whether a section that this version does not know is a list of concealed entries."""
    return any(isinstance(item, dict) and "..." in item for item in body)


def _refuse_digests(part: Part, path: Path) -> None:
    """Entries and the bodies of other sections are disclosed whole: no digest may stand in them."""
    found = [part.values[-1]] if part.nested else []
    while found:
        value = found.pop()
        if isinstance(value, dict):
            if not RESERVED.isdisjoint(value):
                raise _misplaced(path)
            found.extend(value.values())
        elif isinstance(value, list):
            found.extend(value)


def _misplaced(path: Path) -> Refusal:
    return Refusal("record-claims", pointer(path))


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
