"""SD-JWT: one signature over parts that can be shown or kept back one by one (RFC 9901).

The issuer puts the digest of each concealed part into the signed payload and sends the parts beside it as
*disclosures*; leaving disclosures out changes neither the signature nor the count of what was left out. Every
rejection of §7.1 is made here, and more: digests only where they belong, no name that is reserved, no disclosure that
comes twice. Key binding and the JSON form are not used: a token ends in a tilde or is refused. No decoys either, so
that every digest without a disclosure *is* something withheld; `Concealed` says where.
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from exchange.errors import Refusal
from exchange.jose.disclosures import RESERVED, Part, read_disclosure, write_disclosure
from exchange.jose.json import MAX_BYTES, MAX_DEPTH, JsonObject, JsonValue
from exchange.jose.jws import UnverifiedJws, parse_jws, sign_jws, verify_jws
from exchange.jose.keys import Keys, Signer, digest_of

Salts: TypeAlias = Callable[[], str]
Path: TypeAlias = tuple[str | int, ...]

MAX_DISCLOSURES = 2_000
MAX_DISCLOSURE = 262_144
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
class UnverifiedSdJwt:
    """A token in the right form whose signature and disclosures nobody has checked."""

    token: str
    jws: UnverifiedJws
    disclosures: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The digest that names the signed thing, whatever is disclosed of it."""
        return self.jws.digest


@dataclass(frozen=True)
class Unfolded:
    """A payload with its disclosures in place. `disclosed` maps each digest that was used to its place."""

    claims: JsonObject
    disclosed: Mapping[str, Path]
    concealed: tuple[Concealed, ...]


@dataclass(frozen=True)
class ProcessedSdJwt(Unfolded):
    """An unfolded payload whose signature was checked with the key `kid`."""

    digest: str
    kid: str


class Concealer:
    """Collects the disclosures of one token while its claims are written. Conceal the innermost parts first.

    A value may hold digests that were made here, and no other member with a reserved name (`disclosure-name`).
    """

    def __init__(self, salts: Salts) -> None:
        self._salts = salts
        self._disclosures: list[str] = []
        self._made: set[JsonValue] = set()

    @property
    def disclosures(self) -> tuple[str, ...]:
        """The disclosures so far."""
        return tuple(self._disclosures)

    def member(self, into: JsonObject, name: str, value: JsonValue) -> None:
        """Add a concealed member to an object. Digests are kept sorted, which hides the order of the members."""
        if name in into or name in RESERVED:
            raise Refusal("disclosure-name")
        digests = [*_digests_of(into), self._conceal([self._salts(), name, value])]
        into["_sd"] = list[JsonValue](sorted(digests))

    def item(self, value: JsonValue) -> JsonObject:
        """Give what stands in an array for a concealed item."""
        return {"...": self._conceal([self._salts(), value])}

    def _conceal(self, disclosure: list[JsonValue]) -> str:
        encoded, may_hold_digests = write_disclosure(disclosure)
        if may_hold_digests:
            self._check_made_here(disclosure[-1])
        digest = digest_of(encoded)
        self._disclosures.append(encoded)
        self._made.add(digest)
        return digest

    def _check_made_here(self, value: JsonValue) -> None:
        if isinstance(value, dict):
            digests = [*_digests_of(value), *([_digest_in(value, ())] if "..." in value else [])]
            if "_sd_alg" in value or not self._made.issuperset(digests):
                raise Refusal("disclosure-name")
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for each in inner:
            self._check_made_here(each)


def sign_sdjwt(claims: JsonObject, *, disclosures: Sequence[str], typ: str, signer: Signer) -> str:
    """Sign claims that hold the digests of these disclosures; the token discloses all of them."""
    jws = sign_jws({**claims, "_sd_alg": "sha-256"}, typ=typ, signer=signer)
    return "~".join((jws, *disclosures, ""))


def with_disclosures(token: str, *, keep: Container[str]) -> str:
    """The same token with only those disclosures whose digest is kept (keep a part only with what contains it)."""
    jws, disclosures = _split(token)
    return "~".join((jws, *(each for each in disclosures if digest_of(each) in keep), ""))


def parse_sdjwt(token: str, *, typ: str, limit: int = MAX_BYTES) -> UnverifiedSdJwt:
    """Take a token of exactly this type apart; sizes are checked before anything is decoded."""
    if len(token) > limit or token.count("~") > MAX_DISCLOSURES + 1:
        raise Refusal("too-large")
    jws, disclosures = _split(token)
    if any(len(disclosure) > MAX_DISCLOSURE for disclosure in disclosures):
        raise Refusal("too-large")
    return UnverifiedSdJwt(token, parse_jws(jws, typ=typ, limit=limit), tuple(disclosures))


def verify_sdjwt(unverified: UnverifiedSdJwt, *, keys: Keys, visible: frozenset[str]) -> ProcessedSdJwt:
    """Check signature and disclosures, and put the disclosures in place (RFC 9901 §7.1).

    `visible` names the top-level claims that must not be concealed (`claim-concealed`), optional ones included.
    Whether a claim must be there, and what times mean, is for the caller to check on the claims this returns.
    """
    jws = verify_jws(unverified.jws, keys=keys)  # RFC 9901 §7.1 step 2
    unfolded = _unfold(jws.claims, unverified.disclosures, visible)
    return ProcessedSdJwt(unfolded.claims, unfolded.disclosed, unfolded.concealed, jws.digest, jws.kid)


def unfold_unverified(unverified: UnverifiedSdJwt) -> Unfolded:
    """Put disclosures in place without any check of the signature: only for a token that we verified before."""
    return _unfold(unverified.jws.unverified_claims, unverified.disclosures, frozenset())


def pointer(path: Path) -> str:
    """Write a path as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def _split(token: str) -> tuple[str, list[str]]:
    jws, *disclosures = token.split("~")
    if not disclosures or disclosures.pop() or not token.isascii():  # RFC 9901 §7.3: no key binding, nothing after
        raise Refusal("sd-jwt-malformed")
    return jws, disclosures


def _unfold(claims: JsonObject, disclosures: Sequence[str], visible: frozenset[str]) -> Unfolded:
    if claims.get("_sd_alg", "sha-256") != "sha-256":  # RFC 9901 §7.1 step 2d
        raise Refusal("sd-alg-unknown", "/_sd_alg")
    unfolding = _Unfolding(disclosures, visible | _NEVER_CONCEALED)
    unfolded = unfolding.object(claims, ())
    if unfolding.unused:  # RFC 9901 §7.1 step 5
        raise Refusal("disclosure-unused")
    if not visible <= claims.keys() and any(not each.path for each in unfolding.concealed):
        raise Refusal("claim-concealed")  # what is missing may be what the undisclosed digest stands for
    return Unfolded(unfolded, MappingProxyType(unfolding.disclosed), tuple(unfolding.concealed))


class _Unfolding:
    def __init__(self, disclosures: Sequence[str], visible: frozenset[str]) -> None:
        digests = [digest_of(disclosure) for disclosure in disclosures]  # RFC 9901 §7.1 step 3a
        self.unused = dict(zip(digests, map(read_disclosure, disclosures), strict=True))
        if len(self.unused) != len(digests):
            raise Refusal("disclosure-unused")  # the second copy would be
        self.visible = visible
        self.disclosed: dict[str, Path] = {}
        self.concealed: list[Concealed] = []
        self._met: set[str] = set()

    def object(self, value: JsonObject, path: Path) -> JsonObject:
        if "..." in value or (path and "_sd_alg" in value):  # RFC 9901 §4.1.1, §4.2.4.2
            raise Refusal("digest-misplaced", pointer(path))
        kept: JsonObject = {}
        for name, member in value.items():
            if name not in RESERVED:
                kept[name] = self._any(member, (*path, name)) if isinstance(member, _CONTAINERS) else member
        for digest in _digests_of(value, path):
            part = self._take(digest, path, 3)  # RFC 9901 §7.1 step 3c.ii.1
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
            digest = _digest_in(item, place)
            part = self._take(digest, place, 2)  # RFC 9901 §7.1 step 3c.iii.1
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

    def _take(self, digest: str, path: Path, length: int) -> Part | None:
        if digest in self._met:  # RFC 9901 §7.1 step 4
            raise Refusal("digest-twice", pointer(path))
        self._met.add(digest)
        part = self.unused.pop(digest, None)
        if part is None:
            _check_digest(digest, path)
            return None
        if len(part.values) != length or not isinstance(part.values[0], str):
            raise Refusal("disclosure-malformed", pointer(path))
        if len(path) > MAX_DEPTH:  # disclosures within disclosures
            raise Refusal("json-too-deep")
        return part


def _digests_of(value: JsonObject, path: Path = ()) -> list[str]:
    digests = value.get("_sd", [])
    if not isinstance(digests, list):
        raise Refusal("digest-misplaced", pointer(path))
    return [_text(digest, path) for digest in digests]


def _digest_in(item: JsonObject, path: Path) -> str:
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
