"""What nodes say to each other around the signed messages."""

from typing import Annotated

from pydantic import Field, JsonValue

from exchange.transfer.strict import Digest
from exchange.wire.parts import Wire


class Parcels(Wire):
    """Up to 50 encrypted messages from one council, in order."""

    messages: Annotated[tuple[str, ...], Field(min_length=1, max_length=50)]


class ParcelProblem(Wire):
    """Why a message was not taken now; nothing was stored."""

    code: str
    title: str
    detail: str
    retry: bool


class ParcelResult(Wire):
    """The answer to one message: a signed receipt, or a problem that may heal."""

    receipt: str | None = None
    problem: ParcelProblem | None = None


class ParcelResults(Wire):
    """One result for each message, in the same order."""

    results: tuple[ParcelResult, ...]


class Digests(Wire):
    """What someone holds and wants proven: digests of signed things."""

    digests: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=256)]


class Proofs(Wire):
    """One inclusion proof for each digest, in the same order; null for what is not logged, or not covered yet."""

    proofs: tuple[dict[str, JsonValue] | None, ...]
