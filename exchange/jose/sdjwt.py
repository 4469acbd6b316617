"""SD-JWT: one signature over parts that can be shown or kept back one by one (RFC 9901).

The issuer puts the digest of each concealed part into the signed payload and sends the parts beside it as
*disclosures*; leaving disclosures out changes neither the signature nor the count of what was left out. Every
rejection of §7.1 is made here, and more: digests only where they belong, no name that is reserved, no disclosure that
comes twice. Key binding and the JSON form are not used: a token ends in a tilde or is refused. No decoys either, so
that every digest without a disclosure *is* something withheld; `Concealed` says where.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.jose.disclosures import RESERVED, Part, write_disclosure
from exchange.jose.json import MAX_BYTES, JsonObject, JsonValue
from exchange.jose.jws import UnverifiedJws, parse_jws, sign_jws, verify_jws
from exchange.jose.keys import Keys, Signer, digest_of
from exchange.jose.unfolding import Concealed, OpenSdJwt, Path, Unfolded, digest_in, digests_of, pointer, unfold

__all__ = [
    "RESERVED",
    "Concealed",
    "Concealer",
    "OpenSdJwt",
    "Part",
    "Path",
    "ProcessedSdJwt",
    "Salts",
    "Unfolded",
    "UnverifiedSdJwt",
    "open_sdjwt",
    "open_unverified",
    "parse_sdjwt",
    "pointer",
    "sign_sdjwt",
    "unfold_unverified",
    "verify_sdjwt",
    "with_disclosures",
]

Salts: TypeAlias = Callable[[], str]

MAX_DISCLOSURES = 2_000
MAX_DISCLOSURE = 262_144


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
        self._made: set[str] = set()

    @property
    def disclosures(self) -> tuple[str, ...]:
        """The disclosures so far."""
        return tuple(self._disclosures)

    def member(self, into: JsonObject, name: str, value: JsonValue) -> None:
        """Add a concealed member to an object. Digests are kept sorted, which hides the order of the members."""
        if name in into or name in RESERVED:
            raise Refusal("disclosure-name")
        digests = [*digests_of(into), self._conceal([self._salts(), name, value])]
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
        if isinstance(value, list):
            for item in value:
                self._check_made_here(item)
        elif isinstance(value, dict):
            if not RESERVED.isdisjoint(value):
                digests = [digest_in(value)] if "..." in value else digests_of(value)
                if "_sd_alg" in value or not digests or not self._made.issuperset(digests):
                    raise Refusal("disclosure-name")
            for member in value.values():
                self._check_made_here(member)


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
    opened = open_sdjwt(unverified, keys=keys)
    unfolded = unfold(opened, visible)
    return ProcessedSdJwt(unfolded.claims, unfolded.disclosed, unfolded.concealed, opened.digest, opened.kid)


def unfold_unverified(unverified: UnverifiedSdJwt) -> Unfolded:
    """Put disclosures in place without any check of the signature: only for a token that we verified before."""
    return unfold(open_unverified(unverified), frozenset())


def open_sdjwt(unverified: UnverifiedSdJwt, *, keys: Keys) -> OpenSdJwt:
    """Check the signature and open the disclosures, for a reader that knows where every digest belongs.

    It refuses a digest anywhere else, takes every disclosure that it meets a digest of, and ends with `check_used`.
    """
    jws = verify_jws(unverified.jws, keys=keys)  # RFC 9901 §7.1 step 2
    return OpenSdJwt(jws.claims, unverified.disclosures, digest=jws.digest, kid=jws.kid)


def open_unverified(unverified: UnverifiedSdJwt) -> OpenSdJwt:
    """Open the disclosures without any check of the signature: only for a token that we verified before."""
    jws = unverified.jws
    return OpenSdJwt(jws.unverified_claims, unverified.disclosures, digest=jws.digest, kid=jws.kid)


def _split(token: str) -> tuple[str, list[str]]:
    jws, *disclosures = token.split("~")
    if not disclosures or disclosures.pop() or not token.isascii():  # RFC 9901 §7.3: no key binding, nothing after
        raise Refusal("sd-jwt-malformed")
    return jws, disclosures
