"""Messages: signed statements of one council to another (`transfer-message+sd-jwt`), and how they are read.

`prev` ties a message to the sender's one before it, `seen` to the newest of the other council's that the sender held;
together they say what the sender knew. `log` is the head of the sender's public log at that moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

from exchange.errors import Refusal
from exchange.jose import MAX_BYTES, JsonObject, JsonValue, Keys, Signer
from exchange.jose.sdjwt import (
    Concealer,
    Salts,
    Unfolded,
    UnverifiedSdJwt,
    parse_sdjwt,
    sign_sdjwt,
    unfold_unverified,
    verify_sdjwt,
)
from exchange.transfer.bodies import BODIES, AnyBody, MessageType
from exchange.transfer.conceal import check_whole, conceal, concealed_places
from exchange.transfer.strict import Count, Digest, Entity, Line, Model, Seconds, Uuid, read_model

TYP = "transfer-message+sd-jwt"
MAX_SEQ = 10_000  # of one council in one transfer


class LogHead(Model):
    """The sender's log as its newest checkpoint showed it; `root` in base64url."""

    origin: Line
    size: Count
    root: Digest


@dataclass(frozen=True)
class Place:
    """Where in its sender's part of the conversation a message stands, and what its sender had seen."""

    seq: int
    prev: str | None = None
    seen: str | None = None


@dataclass(frozen=True)
class UnverifiedMessage:
    """What a message claims about itself: enough to find the keys to verify it with, and to count attempts."""

    token: UnverifiedSdJwt
    digest: str
    kid: str
    iss: str
    aud: str
    transfer: str
    seq: int


@dataclass(frozen=True)
class Message:
    """A message whose signature was verified. Concealed members that were erased are None, and counted."""

    digest: str
    kid: str
    iss: str
    aud: str
    issued_at: datetime
    jti: str
    transfer: str
    seq: int
    prev: str | None
    seen: str | None
    type: MessageType
    body: AnyBody
    concealed: int
    log: LogHead


class _Claims(Model):
    iss: Entity
    aud: Entity
    iat: Seconds
    jti: Uuid
    transfer: Uuid
    seq: Annotated[Count, Field(ge=1, le=MAX_SEQ)]
    prev: Digest | None = None
    seen: Digest | None = None
    type: str
    body: dict[str, object]
    log: LogHead


_VISIBLE = frozenset(_Claims.model_fields)
_TYPES: Mapping[type, MessageType] = {model: kind for kind, model in BODIES.items()}


def compose(
    body: AnyBody,
    *,
    iss: str,
    aud: str,
    transfer: str,
    place: Place,
    jti: str,
    issued_at: datetime,
    log: LogHead,
    signer: Signer,
    salts: Salts,
) -> str:
    """Sign a message; its type follows from its body. Refuses what the addressee would refuse (`read_message`)."""
    concealer = Concealer(salts)
    claims: JsonObject = {
        "iss": iss, "aud": aud, "iat": int(issued_at.timestamp()), "jti": jti, "transfer": transfer, "seq": place.seq,
        "type": type_of(body), "body": conceal(body, concealer), "log": dict(log),
    }  # fmt: skip
    claims |= {name: digest for name, digest in (("prev", place.prev), ("seen", place.seen)) if digest is not None}
    _check_claims(claims)
    check_whole(body, at="/body")
    body.check_days(said_at=issued_at)
    return sign_sdjwt(claims, disclosures=concealer.disclosures, typ=TYP, signer=signer)


def type_of(body: AnyBody) -> MessageType:
    """The message type that has bodies of this class."""
    return next(_TYPES[model] for model in type(body).__mro__ if model in _TYPES)


def peek_message(token: str, *, limit: int = MAX_BYTES) -> UnverifiedMessage:
    """Read what a message claims about itself; nothing of it is verified."""
    parsed = parse_sdjwt(token, typ=TYP, limit=limit)
    claims = parsed.jws.unverified_claims
    iss, aud, transfer = (_text(claims, name) for name in ("iss", "aud", "transfer"))
    seq = claims.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool):
        raise Refusal("message-claims", "/seq")
    return UnverifiedMessage(parsed, parsed.digest, parsed.jws.kid, iss, aud, transfer, seq)


def read_message(message: str | UnverifiedMessage, *, keys: Keys, audience: str | None) -> Message:
    """Verify a message with its sender's message keys.

    With an audience it is read as it arrives: made out to that council, and whole. Without one it is read as it was
    kept: whatever was erased since is None, and `concealed` counts it.
    """
    unverified = message if isinstance(message, UnverifiedMessage) else peek_message(message)
    processed = verify_sdjwt(unverified.token, keys=keys, visible=_VISIBLE)
    return _message(processed, unverified, audience)


def recall_message(token: str) -> Message:
    """Read a message out of one's own store, where only verified ones are kept, sealed against every change."""
    unverified = peek_message(token)
    return _message(unfold_unverified(unverified.token), unverified, None)


def _message(unfolded: Unfolded, unverified: UnverifiedMessage, audience: str | None) -> Message:
    claims = _check_claims(unfolded.claims)
    if audience is not None and claims.aud != audience:
        raise Refusal("audience-wrong", "/aud")
    body = _read_body(unfolded, MessageType(claims.type), arriving=audience is not None)
    issued_at = datetime.fromtimestamp(claims.iat, UTC)
    body.check_days(said_at=issued_at)
    return Message(
        digest=unverified.digest, kid=unverified.kid, iss=claims.iss, aud=claims.aud, issued_at=issued_at,
        jti=claims.jti, transfer=claims.transfer, seq=claims.seq, prev=claims.prev, seen=claims.seen,
        type=MessageType(claims.type), body=body, concealed=len(unfolded.concealed), log=claims.log,
    )  # fmt: skip


def _check_claims(claims: JsonObject) -> _Claims:
    read = read_model(_Claims, claims, at="", code="message-claims")
    if (read.seq == 1) != (read.prev is None):
        raise Refusal("message-claims", "/prev")
    if read.iss == read.aud:
        raise Refusal("same-council", "/aud")
    if read.type not in BODIES:
        raise Refusal("message-type-unknown", "/type")
    return read


def _read_body(processed: Unfolded, kind: MessageType, *, arriving: bool) -> AnyBody:
    body = read_model(BODIES[kind], processed.claims["body"], at="/body", code="message-claims")
    if set(processed.disclosed.values()) != {("body", *path) for path in concealed_places(body)}:
        raise Refusal("message-claims", "/body")  # something permanent is concealed, or something personal is not
    if arriving and processed.concealed:
        raise Refusal("message-claims", processed.concealed[0].at)
    if not processed.concealed:
        check_whole(body, at="/body")
    return body


def _text(claims: JsonObject, name: str) -> str:
    value: JsonValue = claims.get(name)
    if not isinstance(value, str):
        raise Refusal("message-claims", f"/{name}")
    return value
