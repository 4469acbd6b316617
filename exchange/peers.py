"""Calls to other nodes of the federation: what is asked, and in which form the answer must be.

Every address comes from a verified trust chain or from the pinned anchor, never from a token that nobody verified.
Answers are handed on as unverified tokens; who asked verifies them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from exchange.errors import CODES, Refusal
from exchange.jose import JsonValue, dumps, loads
from exchange.outbound import Answer, Outbound
from exchange.trust import configuration_url

MAX_MESSAGES = 50
MAX_MESSAGES_BYTES = 8 * 1_048_576
_STATEMENT_BYTES = 65_536
_LIST_BYTES = 1_048_576
_STATUS_BYTES = 262_144
_PROOF_BYTES = 16_384


@dataclass(frozen=True)
class Result:
    """A peer's answer to one message: a receipt (unverified), or the code of a problem that may heal."""

    unverified_receipt: str | None
    problem: str | None


class Peers:
    """The other councils and the anchor, seen from here."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound

    def configuration(self, entity_id: str) -> str:
        """An entity's own configuration (OpenID Federation 1.0 §9)."""
        return self._statement(configuration_url(entity_id))

    def statement(self, anchor_id: str, *, subject_id: str) -> str:
        """What the anchor states about a subordinate (§8.1); refuses `entity-unknown` when it states nothing."""
        return self._statement(f"{anchor_id}/federation/fetch?sub={quote(subject_id, safe='')}")

    def member_ids(self, anchor_id: str) -> tuple[str, ...]:
        """The entities that the anchor lists (§8.2)."""
        url = f"{anchor_id}/federation/list?entity_type=care_council"
        answer = self._outbound.fetch(url, accept="application/json", limit=_LIST_BYTES)
        listed = _json(answer, url)
        if not isinstance(listed, list):
            raise Refusal("peer-answer", anchor_id)
        return tuple(entity_id for entity_id in listed if isinstance(entity_id, str))

    def deliver(self, origin: str, parcels: Sequence[str]) -> tuple[Result, ...]:
        """Hand over parcels, in order; one result for each."""
        answer = self._outbound.send(
            f"{origin}/federation/messages",
            dumps({"messages": list(parcels)}),
            media_type="application/json",
            accept="application/json",
            limit=MAX_MESSAGES_BYTES,
        )
        value = _json(answer, origin)
        results = value.get("results") if isinstance(value, dict) else None
        if not isinstance(results, list) or len(results) != len(parcels):
            raise Refusal("peer-answer", origin)
        return tuple(_result(result) for result in results)

    def proofs(self, origin: str, digests: Sequence[str]) -> tuple[JsonValue, ...]:
        """What a node's log gives for each digest: an inclusion proof (unverified), or null while it has none."""
        answer = self._outbound.send(
            f"{origin}/log/proofs",
            dumps({"digests": list(digests)}),
            media_type="application/json",
            accept="application/json",
            limit=_PROOF_BYTES * len(digests),
        )
        value = _json(answer, origin)
        proofs = value.get("proofs") if isinstance(value, dict) else None
        if not isinstance(proofs, list) or len(proofs) != len(digests):
            raise Refusal("peer-answer", origin)
        return tuple(proofs)

    def status_list(self, uri: str) -> str:
        """The status list token behind a record's `status` claim."""
        media_type = "application/statuslist+jwt"
        answer = self._outbound.fetch(uri, accept=media_type, limit=_STATUS_BYTES)
        _expect(answer, media_type, uri)
        return _ascii(answer.body, uri)

    def close(self) -> None:
        """Close every connection."""
        self._outbound.close()

    def _statement(self, url: str) -> str:
        media_type = "application/entity-statement+jwt"
        answer = self._outbound.fetch(url, accept=media_type, limit=_STATEMENT_BYTES)
        if answer.status == 404:
            raise Refusal("entity-unknown")
        _expect(answer, media_type, url)
        return _ascii(answer.body, url)


def _expect(answer: Answer, media_type: str, at: str) -> None:
    if answer.status in (429, 503):
        raise Refusal("peer-busy", at, retry_after_seconds=answer.retry_after)
    if answer.status != 200 or answer.media_type != media_type:
        raise Refusal("peer-answer", at)


def _json(answer: Answer, at: str) -> JsonValue:
    _expect(answer, "application/json", at)
    try:
        return loads(answer.body, limit=MAX_MESSAGES_BYTES)
    except Refusal as refusal:
        raise Refusal("peer-answer", at) from refusal


def _ascii(body: bytes, at: str) -> str:
    if not body.isascii():
        raise Refusal("peer-answer", at)
    return body.decode("ascii").strip()


def _result(value: JsonValue) -> Result:
    """One answer; what makes no sense is a problem with that one message."""
    match value:
        case {"receipt": str(receipt), **rest} if not rest:
            return Result(receipt, None)
        case {"problem": {"code": str(code)}, **rest} if not rest and code in CODES:
            return Result(None, code)
        case _:
            return Result(None, "peer-answer")
