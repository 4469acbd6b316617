"""Putting disclosures in place: every digest is met once, every disclosure used once (RFC 9901 §7.1 steps 3 to 5)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from exchange.errors import Refusal
from exchange.jose.disclosures import RESERVED, Part, read_disclosures
from exchange.jose.json import MAX_DEPTH, JsonObject, JsonValue
from exchange.jose.keys import digest_of

Path: TypeAlias = tuple[str | int, ...]

_DIGEST = re.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")  # 32 bytes in canonical base64url
_CONTAINERS = (dict, list)
_NEVER_CONCEALED = frozenset({"iss", "aud", "exp", "nbf", "cnf"})  # RFC 9901 §9.7


class Concealed(NamedTuple):
    """A digest without a disclosure. `path` leads to the object that lacks a member, or to the item itself."""

    digest: str
    path: Path
    kind: Literal["member", "item"]

    @property
    def at(self) -> str:
        """The JSON pointer of the place in the signed skeleton."""
        return pointer(self.path)


@dataclass(frozen=True)
class Unfolded:
    """A payload with its disclosures in place. `disclosed` maps each digest that was used to its place."""

    claims: JsonObject
    disclosed: Mapping[str, Path]
    concealed: tuple[Concealed, ...]


class OpenSdJwt:
    """A payload whose disclosures are opened and not yet in place: each can be taken once, and all must be."""

    def __init__(self, claims: JsonObject, disclosures: Sequence[str], *, digest: str, kid: str) -> None:
        if claims.get("_sd_alg", "sha-256") != "sha-256":  # RFC 9901 §7.1 step 2d
            raise Refusal("sd-alg-unknown", "/_sd_alg")
        self.claims, self.digest, self.kid = claims, digest, kid
        digests = [digest_of(disclosure) for disclosure in disclosures]  # RFC 9901 §7.1 step 3a
        self._unused = dict(zip(digests, read_disclosures(disclosures), strict=True))
        if len(self._unused) != len(digests):
            raise Refusal("disclosure-unused")  # the second copy would be
        self._met: set[str] = set()

    def take(self, digest: str, *, length: int, at: Path) -> Part | None:
        """The disclosure of a digest that stands at `at`, with as many values as that place takes; None if withheld."""
        if digest in self._met:  # RFC 9901 §7.1 step 4
            raise Refusal("digest-twice", pointer(at))
        self._met.add(digest)
        part = self._unused.pop(digest, None)
        if part is None:
            _check_digest(digest, at)
            return None
        if len(part.values) != length or not isinstance(part.values[0], str):
            raise Refusal("disclosure-malformed", pointer(at))
        if len(at) > MAX_DEPTH:  # disclosures within disclosures
            raise Refusal("json-too-deep")
        return part

    def check_used(self) -> None:
        """Refuse disclosures that nothing mentioned."""
        if self._unused:  # RFC 9901 §7.1 step 5
            raise Refusal("disclosure-unused")


def unfold(opened: OpenSdJwt, visible: frozenset[str]) -> Unfolded:
    """Find every digest, wherever it may stand, and put its disclosure in place."""
    unfolding = _Unfolding(opened, visible | _NEVER_CONCEALED)
    claims = unfolding.object(opened.claims, ())
    opened.check_used()
    if not visible <= opened.claims.keys() and any(not each.path for each in unfolding.concealed):
        raise Refusal("claim-concealed")  # what is missing may be what the undisclosed digest stands for
    return Unfolded(claims, MappingProxyType(unfolding.disclosed), tuple(unfolding.concealed))


class _Unfolding:
    def __init__(self, opened: OpenSdJwt, visible: frozenset[str]) -> None:
        self.visible = visible
        self.disclosed: dict[str, Path] = {}
        self.concealed: list[Concealed] = []
        self._take = opened.take

    def object(self, value: JsonObject, path: Path) -> JsonObject:
        if "..." in value or (path and "_sd_alg" in value):  # RFC 9901 §4.1.1, §4.2.4.2
            raise Refusal("digest-misplaced", pointer(path))
        kept: JsonObject = {}
        for name, member in value.items():
            if name not in RESERVED:
                kept[name] = self._any(member, (*path, name)) if isinstance(member, _CONTAINERS) else member
        for digest in digests_of(value, path):
            part = self._take(digest, length=3, at=path)  # RFC 9901 §7.1 step 3c.ii.1
            if part is None:
                self.concealed.append(Concealed(digest, path, "member"))  # RFC 9901 §7.1 step 3c.i
                continue
            place = self._place_of(part, kept, path)
            self.disclosed[digest] = place
            kept[str(place[-1])] = self._any(part.values[2], place) if part.nested else part.values[2]
        return kept

    def _place_of(self, part: Part, kept: JsonObject, path: Path) -> Path:
        name = part.values[1]
        if not isinstance(name, str):
            raise Refusal("disclosure-malformed", pointer(path))
        if name in RESERVED or name in kept:  # RFC 9901 §7.1 steps 3c.ii.2 and 3c.ii.3
            raise Refusal("disclosure-name", pointer(path))
        if not path and name in self.visible:
            raise Refusal("claim-concealed", pointer((name,)))
        return (*path, name)

    def _array(self, items: list[JsonValue], path: Path) -> list[JsonValue]:
        kept: list[JsonValue] = []
        for index, item in enumerate(items):
            place = (*path, index)
            if not isinstance(item, dict) or "..." not in item:
                kept.append(self._any(item, place))
                continue
            digest = digest_in(item, place)
            part = self._take(digest, length=2, at=place)  # RFC 9901 §7.1 step 3c.iii.1
            if part is None:
                self.concealed.append(Concealed(digest, place, "item"))  # RFC 9901 §7.1 step 3d
                continue
            self.disclosed[digest] = place
            kept.append(self._any(part.values[1], place) if part.nested else part.values[1])
        return kept

    def _any(self, value: JsonValue, path: Path) -> JsonValue:
        if isinstance(value, dict):
            return self.object(value, path)
        return self._array(value, path) if isinstance(value, list) else value


def digests_of(value: JsonObject, path: Path = ()) -> list[str]:
    """The digests that stand for members of an object; refuses `digest-misplaced`."""
    digests = value.get("_sd", [])
    if not isinstance(digests, list):
        raise Refusal("digest-misplaced", pointer(path))
    return [_text(digest, path) for digest in digests]


def digest_in(item: JsonObject, path: Path = ()) -> str:
    """The digest that stands for an item of an array; refuses `digest-misplaced`."""
    if len(item) != 1:  # RFC 9901 §4.2.4.2
        raise Refusal("digest-misplaced", pointer(path))
    return _text(item["..."], path)


def _text(value: JsonValue, path: Path) -> str:
    if not isinstance(value, str):
        raise Refusal("digest-misplaced", pointer(path))
    return value


def _check_digest(text: str, path: Path) -> None:
    if _DIGEST.fullmatch(text) is None:
        raise Refusal("digest-misplaced", pointer(path))


def pointer(path: Path) -> str:
    """Write a path as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)
