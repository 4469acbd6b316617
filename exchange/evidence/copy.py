"""The file that a person keeps: one record as it was shown to them, and all that is needed to check it offline.

It is evidence of one record instead of a transfer: written in the same way, with the members that a copy cannot have
left out, and checked by the same code. What was withheld is not in it, in no form: only that something was.
"""

from typing import Final

from exchange.errors import Refusal
from exchange.evidence.file import FORMAT, MAX_EVIDENCE, MEMBERS, EvidenceParts, assemble, read_file
from exchange.jose import JsonObject, digest_of, dumps, loads_signed

COPY_FORMAT: Final = "assessment-exchange-copy/1"
AUDIENCE: Final = "the person"
"""Whom such a presentation is made out to: no council takes what is made out to somebody else."""

_START: Final = dumps({"format": COPY_FORMAT})[:-1]
_LEFT_OUT: Final[JsonObject] = {"transfer": "-", "newRecords": [], "attestations": [], "messages": [], "receipts": []}


def is_copy(data: bytes) -> bool:
    """Whether a file says that it is a person's copy."""
    return data.startswith(_START)


def assemble_copy(parts: EvidenceParts) -> bytes:
    """Write a person's copy; `transfer` is not in it. Refuses what `read_copy` would refuse."""
    data = _write(parts)
    read_copy(data)
    return data


def read_copy(data: bytes) -> EvidenceParts:
    """Read a person's copy; refuses `evidence-malformed`, or a code of the strict JSON reader. Nothing is verified."""
    document = loads_signed(data, limit=MAX_EVIDENCE)
    if document.get("format") != COPY_FORMAT or not _LEFT_OUT.keys().isdisjoint(document):
        raise Refusal("evidence-malformed")
    parts = read_file(_as_evidence(document))
    if len(parts.records) != 1 or _write(parts) != data:
        raise Refusal("evidence-malformed")
    return parts


def number_of_copy(data: bytes) -> str:
    """The number of a copy, by which its council knows it: the digest of the signed statement. Nothing is verified."""
    return digest_of(read_copy(data).records[0].statement.rpartition(".")[0])


def _write(parts: EvidenceParts) -> bytes:
    whole = loads_signed(assemble(parts), limit=MAX_EVIDENCE)
    document = {name: value for name, value in whole.items() if name not in _LEFT_OUT}
    return dumps({**document, "format": COPY_FORMAT})


def _as_evidence(document: JsonObject) -> bytes:
    """The same as a file of evidence, whose members stand in an order of their own."""
    whole: JsonObject = {**_LEFT_OUT, **document, "format": FORMAT}
    if whole.keys() != set(MEMBERS):
        raise Refusal("evidence-malformed")
    return dumps({name: whole[name] for name in MEMBERS})
