"""The evidence file: what is in it, how it is written, and how it is read back.

There is one way to write the same evidence (`assemble`), and a file written in any other way is refused: no byte can
change in white space, escapes or the order of members without being noticed. Nearly everything inside is signed; the
few members that are not are listed in `UNSIGNED`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, dumps, loads_signed
from exchange.tlog import InclusionProof

FORMAT = "assessment-exchange-evidence/1"
MAX_EVIDENCE = 64 * 1_048_576
MAX_PARTS = 500  # of each kind: far more than a transfer has, and it bounds the work
MAX_TIME = 253_402_300_799  # the last second of the year 9999
MAX_PROOFS = 4 * MAX_PARTS
UNSIGNED = ("/gatheredBy", "/gatheredAt")
_Part = TypeVar("_Part")
MEMBERS = (
    "format", "transfer", "gatheredBy", "gatheredAt", "records", "newRecords", "attestations", "messages",
    "receipts", "chains", "statusLists", "proofs", "schemas",
)  # fmt: skip


@dataclass(frozen=True)
class PresentedRecord:
    """A record as it was passed on (an SD-JWT), and the statement that it was passed on with (`presentation+jwt`)."""

    record: str
    statement: str


@dataclass(frozen=True)
class EvidenceParts:
    """All that is needed to check one transfer: tokens as they were signed, and proofs.

    `new_records` are those that the receiving council made afterwards, without their content: what they cite is open.
    `chains` are trust chains, each `[EC(council), SS, …]`; a council has as many as it takes to vouch for its keys at
    the times at which it signed. `schemas` maps the `vct` of a record to the SHA-256 of its schema file, in hex.
    """

    transfer: str
    gathered_by: str
    gathered_at: datetime
    records: tuple[PresentedRecord, ...] = ()
    new_records: tuple[str, ...] = ()
    attestations: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    status_lists: tuple[str, ...] = ()
    proofs: tuple[InclusionProof, ...] = ()
    schemas: Mapping[str, str] | None = None


def assemble(parts: EvidenceParts) -> bytes:
    """Write an evidence file. What comes twice is written once; refuses what `read_file` would refuse."""
    data = _write(parts)
    read_file(data)
    return data


def read_file(data: bytes) -> EvidenceParts:
    """Read an evidence file; refuses `evidence-malformed`, or a code of the strict JSON reader. Nothing is verified."""
    document = loads_signed(data, limit=MAX_EVIDENCE)
    if tuple(document) != MEMBERS or document["format"] != FORMAT:
        raise Refusal("evidence-malformed")
    parts = EvidenceParts(
        transfer=_text(document["transfer"], "/transfer"),
        gathered_by=_text(document["gatheredBy"], "/gatheredBy"),
        gathered_at=_time(document["gatheredAt"], "/gatheredAt"),
        records=tuple(_record(each, at) for at, each in _items(document["records"], "/records")),
        new_records=tuple(_text(each, at) for at, each in _items(document["newRecords"], "/newRecords")),
        attestations=tuple(_text(each, at) for at, each in _items(document["attestations"], "/attestations")),
        messages=tuple(_text(each, at) for at, each in _items(document["messages"], "/messages")),
        receipts=tuple(_text(each, at) for at, each in _items(document["receipts"], "/receipts")),
        chains=tuple(_chain(each, at) for at, each in _items(document["chains"], "/chains")),
        status_lists=tuple(_text(each, at) for at, each in _items(document["statusLists"], "/statusLists")),
        proofs=_proofs(document["proofs"], "/proofs"),
        schemas={vct: _text(each, "/schemas") for vct, each in _object(document["schemas"], "/schemas").items()},
    )
    if _write(parts) != data:
        raise Refusal("evidence-malformed")
    return parts


def _write(parts: EvidenceParts) -> bytes:
    records: list[JsonValue] = [{"record": each.record, "statement": each.statement} for each in _once(parts.records)]
    chains: list[JsonValue] = [list[JsonValue](chain) for chain in _once(parts.chains)]
    proofs: list[JsonValue] = [proof.to_json() for proof in _once(parts.proofs)]
    schemas: JsonObject = dict(sorted((parts.schemas or {}).items()))
    document: JsonObject = {
        "format": FORMAT,
        "transfer": parts.transfer,
        "gatheredBy": parts.gathered_by,
        "gatheredAt": int(parts.gathered_at.timestamp()),
        "records": records,
        "newRecords": list[JsonValue](_once(parts.new_records)),
        "attestations": list[JsonValue](_once(parts.attestations)),
        "messages": list[JsonValue](_once(parts.messages)),
        "receipts": list[JsonValue](_once(parts.receipts)),
        "chains": chains,
        "statusLists": list[JsonValue](_once(parts.status_lists)),
        "proofs": proofs,
        "schemas": schemas,
    }
    return dumps(document)


def _once(items: Iterable[_Part]) -> list[_Part]:
    return list(dict.fromkeys(items))


def _items(value: JsonValue, at: str, *, limit: int = MAX_PARTS) -> list[tuple[str, JsonValue]]:
    if not isinstance(value, list) or len(value) > limit:
        raise Refusal("evidence-malformed", at)
    return [(f"{at}/{place}", each) for place, each in enumerate(value)]


def _record(value: JsonValue, at: str) -> PresentedRecord:
    members = _object(value, at)
    if tuple(members) != ("record", "statement"):
        raise Refusal("evidence-malformed", at)
    return PresentedRecord(_text(members["record"], f"{at}/record"), _text(members["statement"], f"{at}/statement"))


def _proofs(value: JsonValue, at: str) -> tuple[InclusionProof, ...]:
    return tuple(InclusionProof.from_json(each, place) for place, each in _items(value, at, limit=MAX_PROOFS))


def _chain(value: JsonValue, at: str) -> tuple[str, ...]:
    chain = tuple(_text(each, place) for place, each in _items(value, at))
    if not chain:
        raise Refusal("evidence-malformed", at)
    return chain


def _object(value: JsonValue, at: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Refusal("evidence-malformed", at)
    return value


def _text(value: JsonValue, at: str) -> str:
    if not isinstance(value, str) or not value:
        raise Refusal("evidence-malformed", at)
    return value


def _time(value: JsonValue, at: str) -> datetime:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_TIME:
        raise Refusal("evidence-malformed", at)
    return datetime.fromtimestamp(value, UTC)
