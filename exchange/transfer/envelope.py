"""The envelope: a message and its attachments, encrypted to the addressee (JWE, RFC 7516).

Inside are compact tokens, one a line, the message first; then, for each document that the message names and in that
order, the record and its presentation statement; then any attestations over these records. The outside repeats sender
and addressee, for limits on rates only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.jose import PublicKey, UnverifiedJwe, digest_of, encrypt
from exchange.jose.sdjwt import parse_sdjwt
from exchange.transfer.bodies import MAX_DOCUMENTS, Document, documents_of
from exchange.transfer.messages import Message, UnverifiedMessage

MAX_PLAINTEXT = 6_000_000
"""Bytes in one envelope: encrypted and in base64url, that fits into one request of 8 MiB."""

MAX_ATTESTATIONS = 10
"""Attestations that travel with one record."""

_MAX_ATTACHMENTS = (2 + MAX_ATTESTATIONS) * MAX_DOCUMENTS
_ATTESTATION_TYP = "attestation+sd-jwt"
_MAX_ATTESTATION = 8_192


@dataclass(frozen=True)
class Parcel:
    """What was in an envelope: compact tokens, none of them verified."""

    message: str
    attachments: tuple[str, ...]


@dataclass(frozen=True)
class Attachment:
    """A record as it was attached (an SD-JWT) and its presentation statement: the ones named, not yet verified."""

    document: Document
    record: str
    statement: str


def seal_parcel(message: str, attachments: Sequence[str], *, to: PublicKey, iss: str, aud: str) -> str:
    """Encrypt a message and its attachments to one addressee; a fresh envelope each time it is called."""
    check_size(message, attachments)
    plaintext = "\n".join((message, *attachments)).encode("ascii")
    open_parcel(plaintext)
    return encrypt(plaintext, to=to, iss=iss, aud=aud)


def check_size(message: str, attachments: Sequence[str]) -> None:
    """Refuse (`too-large`) what no envelope can carry: asked before it is said, because it could never be sent."""
    if len(message) + sum(1 + len(token) for token in attachments) > MAX_PLAINTEXT:
        raise Refusal("too-large")


def open_parcel(plaintext: bytes) -> Parcel:
    """Take apart what was decrypted; refuses (`parcel-malformed`) what is not tokens on lines of their own."""
    lines = plaintext.split(b"\n", _MAX_ATTACHMENTS + 1)
    if len(lines) > _MAX_ATTACHMENTS + 1 or not all(line and line.isascii() for line in lines):
        raise Refusal("parcel-malformed")
    message, *attachments = (line.decode("ascii") for line in lines)
    return Parcel(message, tuple(attachments))


def check_envelope(outside: UnverifiedJwe, message: Message | UnverifiedMessage) -> None:
    """Refuse (`envelope-differs`) a message that is from, or for, someone else than its envelope says."""
    for name, without, within in (("iss", outside.iss, message.iss), ("aud", outside.aud, message.aud)):
        if without != within:
            raise Refusal("envelope-differs", f"/{name}")


def check_attachments(message: Message, parcel: Parcel) -> tuple[Attachment, ...]:
    """Pair each document that the message names with what is attached: all of them, in order, and nothing else.

    What follows them must be attestations over these records (`attestations_in`).

    Only digests are compared (`attachment-unnamed`): a record that then turns out not to be genuine is refused by
    itself, and does not reject its message.
    """
    documents = documents_of(message.body)
    attached, further = parcel.attachments[: 2 * len(documents)], attestations_in(parcel, of=message)
    named = {document.record for document in documents}
    if len(attached) != 2 * len(documents) or any(_about(token) not in named for token in further):
        raise Refusal("attachment-unnamed")
    pairs = zip(documents, attached[::2], attached[1::2], strict=True)
    return tuple(_pair(document, record, statement, index) for index, (document, record, statement) in enumerate(pairs))


def attestations_in(parcel: Parcel, *, of: Message) -> tuple[str, ...]:
    """What is attached after the records: attestations, none of them verified."""
    return parcel.attachments[2 * len(documents_of(of.body)) :]


def with_attestations(message: str, attachments: Sequence[str], attestations: Sequence[str]) -> tuple[str, ...]:
    """What is attached, with as many attestations as the envelope has room for: none of them may keep a record back."""
    room = MAX_PLAINTEXT - len(message) - sum(1 + len(token) for token in attachments)
    fitting: list[str] = []
    for token in attestations:
        room -= 1 + len(token)
        if room < 0 or len(attachments) + len(fitting) == _MAX_ATTACHMENTS:
            break
        fitting.append(token)
    return (*attachments, *fitting)


def _about(token: str) -> str | None:
    """The record that an attestation is over, as it claims."""
    try:
        about = parse_sdjwt(token, typ=_ATTESTATION_TYP, limit=_MAX_ATTESTATION).jws.unverified_claims.get("record")
    except Refusal:
        return None
    return about if isinstance(about, str) else None


def _pair(document: Document, record: str, statement: str, index: int) -> Attachment:
    if (_digest(record), _digest(statement)) != (document.record, document.presentation):
        raise Refusal("attachment-unnamed", f"/body/documents/{index}")
    return Attachment(document, record, statement)


def _digest(token: str) -> str:
    """The digest that names a signed thing: of its JWS signing input, whatever is disclosed beside it."""
    return digest_of(token.partition("~")[0].rpartition(".")[0])
