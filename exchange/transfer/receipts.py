"""Receipts: the addressee's signed answer to one message (`receipt+jwt`).

A receipt says that the message is *delivered*, or refused for good; what was found on checking the attached records
stands beside it in `checked`, because a refused record does not reject its message. The same message gets the same
receipt for ever. What may heal is never rejected by a receipt: that is an unsigned problem, and the sender tries again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from exchange.errors import CODES, Refusal
from exchange.jose import JsonObject, Keys, Signer, UnverifiedJws, parse_jws, sign_jws, verify_jws
from exchange.transfer.bodies import MAX_DOCUMENTS
from exchange.transfer.messages import Message
from exchange.transfer.strict import Code, Different, Digest, Entity, Model, Seconds, Uuid, read_model

TYP = "receipt+jwt"
GENUINE = "genuine"
_LIMIT = 65_536

ReceiptOutcome: TypeAlias = Literal["delivered", "rejected"]


class Checked(Model):
    """What was found on checking one attached record: `genuine`, or the code of what is wrong."""

    digest: Digest
    verdict: Code


@dataclass(frozen=True)
class UnverifiedReceipt:
    """What a receipt claims about itself: enough to find the keys to verify it with."""

    token: UnverifiedJws
    digest: str
    kid: str
    iss: str


@dataclass(frozen=True)
class Receipt:
    """A receipt whose signature was verified. `code` says why, if and only if it is rejected."""

    digest: str
    kid: str
    iss: str
    aud: str
    issued_at: datetime
    transfer: str
    of: str
    outcome: ReceiptOutcome
    code: str | None
    checked: tuple[Checked, ...]

    def answers(self, message: Message) -> bool:
        """Whether this is the addressee's answer, to the sender, about this very message."""
        named = (self.of, self.transfer, self.iss, self.aud)
        return named == (message.digest, message.transfer, message.aud, message.iss)


class _Claims(Model):
    iss: Entity
    aud: Entity
    iat: Seconds
    transfer: Uuid
    of: Digest
    outcome: ReceiptOutcome
    code: Code | None = None
    checked: Annotated[tuple[Checked, ...], Field(max_length=MAX_DOCUMENTS), Different] = ()


def sign_receipt(
    *,
    iss: str,
    aud: str,
    transfer: str,
    of: str,
    outcome: ReceiptOutcome,
    issued_at: datetime,
    signer: Signer,
    code: str | None = None,
    checked: Sequence[Checked] = (),
) -> str:
    """Sign the answer to the message with digest `of`. Refuses to reject for good what may heal (`receipt-wrong`)."""
    claims: JsonObject = {
        "iss": iss, "aud": aud, "iat": int(issued_at.timestamp()), "transfer": transfer, "of": of, "outcome": outcome,
        "checked": [{"digest": each.digest, "verdict": each.verdict} for each in checked],
    }  # fmt: skip
    if code is not None:
        claims["code"] = code
    _check_claims(claims)
    if code is not None and (code not in CODES or CODES[code].heals):
        raise Refusal("receipt-wrong", "/code")
    return sign_jws(claims, typ=TYP, signer=signer)


def peek_receipt(token: str) -> UnverifiedReceipt:
    """Read who claims to have signed a receipt; nothing of it is verified."""
    parsed = parse_jws(token, typ=TYP, limit=_LIMIT)
    iss = parsed.unverified_claims.get("iss")
    if not isinstance(iss, str):
        raise Refusal("receipt-wrong", "/iss")
    return UnverifiedReceipt(parsed, parsed.digest, parsed.kid, iss)


def read_receipt(
    receipt: str | UnverifiedReceipt, *, keys: Keys, iss: str, aud: str | None = None, of: str | None = None
) -> Receipt:
    """Verify a receipt with the message keys of `iss`, whose answer it must be: to `aud`, about the message `of`."""
    unverified = receipt if isinstance(receipt, UnverifiedReceipt) else peek_receipt(receipt)
    verified = verify_jws(unverified.token, keys=keys)
    claims = _check_claims(verified.claims)
    for name, found, wanted in (("iss", claims.iss, iss), ("aud", claims.aud, aud), ("of", claims.of, of)):
        if wanted is not None and found != wanted:
            raise Refusal("receipt-wrong", f"/{name}")
    return _receipt(claims, unverified)


def recall_receipt(token: str) -> Receipt:
    """Read a receipt out of one's own store, where only verified ones are kept."""
    unverified = peek_receipt(token)
    return _receipt(_check_claims(unverified.token.unverified_claims), unverified)


def _receipt(claims: _Claims, unverified: UnverifiedReceipt) -> Receipt:
    return Receipt(
        digest=unverified.digest, kid=unverified.kid, iss=claims.iss, aud=claims.aud,
        issued_at=datetime.fromtimestamp(claims.iat, UTC), transfer=claims.transfer, of=claims.of,
        outcome=claims.outcome, code=claims.code, checked=claims.checked,
    )  # fmt: skip


def check_receipt(receipt: Receipt, *, message: Message) -> None:
    """Refuse (`receipt-wrong`) a receipt that is not the addressee's answer to this message."""
    if not receipt.answers(message):
        raise Refusal("receipt-wrong")


def rejected(messages: Iterable[Message], receipts: Iterable[Receipt]) -> frozenset[str]:
    """The digests of the messages that their addressee refused for good.

    A council that signed both answers is held to `delivered`: nobody gets rid of a duty by a second signature.
    """
    known = {message.digest: message for message in messages}
    answers = [receipt for receipt in receipts if receipt.of in known and receipt.answers(known[receipt.of])]
    delivered = {receipt.of for receipt in answers if receipt.outcome == "delivered"}
    return frozenset({receipt.of for receipt in answers} - delivered)


def _check_claims(claims: JsonObject) -> _Claims:
    read = read_model(_Claims, claims, at="", code="receipt-wrong")
    if (read.outcome == "rejected") != (read.code is not None):
        raise Refusal("receipt-wrong", "/code")
    if read.iss == read.aud:
        raise Refusal("receipt-wrong", "/aud")
    return read
