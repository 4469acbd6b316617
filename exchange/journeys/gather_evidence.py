"""Gather evidence: one file with all that is needed to check a transfer offline, years later.

Everything in it is what this council kept when it happened: what was signed, the chains it was judged by, our own
proofs, and those that were collected from the other council. What could not be collected yet is left out, and whoever
checks the file is told so.
"""

from collections.abc import Iterable, Iterator

from exchange.errors import Refusal
from exchange.evidence import EvidenceParts, PresentedRecord, assemble, schema_digests
from exchange.jose import digest_of, loads_signed
from exchange.jose.sdjwt import with_disclosures
from exchange.node import Node, cut, proof_of
from exchange.store import Attachment, StoredMessage, StoredReceipt, StoredRecord, Transaction
from exchange.tlog import InclusionProof
from exchange.transfer import Completed, recall_message


def gather_evidence(node: Node, transfer: str) -> bytes:
    """The evidence file of a transfer; refuses `transfer-unknown`."""
    node.store.write(lambda tx: cut(node, tx))
    return node.store.read(lambda tx: assemble(_parts(node, tx, transfer)))


def _parts(node: Node, tx: Transaction, transfer: str) -> EvidenceParts:
    messages, receipts = tx.messages.of_transfer(transfer), tx.receipts.of_transfer(transfer)
    if not messages:
        raise Refusal("transfer-unknown")
    attachments = [each for message in messages for each in tx.messages.attachments(message.digest)]
    records = [stored for each in attachments if (stored := tx.records.find(each.record)) is not None]
    attestations = [one for each in records for one in tx.attestations.of_record(each.digest)]
    new = [stored for digest in _new(messages) if (stored := tx.records.find(digest)) is not None]
    digests = [*_digests(messages, receipts, attachments), *(each.digest for each in attestations)]
    digests += [each.digest for each in new]
    chains = [*_chain_names(messages, receipts, [*records, *new]), *(each.chain for each in attestations)]
    return EvidenceParts(
        transfer=transfer,
        gathered_by=node.entity_id,
        gathered_at=node.now(),
        records=tuple(PresentedRecord(each.token, each.statement) for each in attachments),
        new_records=tuple(with_disclosures(each.token, keep=frozenset()) for each in new),
        attestations=tuple(each.token for each in attestations),
        messages=tuple(message.token for message in messages),
        receipts=tuple(receipt.token for receipt in receipts),
        chains=tuple(_chains(tx, chains)),
        status_lists=tuple(_status_lists(tx, {each.status_uri for each in records if each.status_uri})),
        proofs=tuple(_proofs(node, tx, digests)),
        schemas={vct: digest for vct, digest in schema_digests().items() if vct in {each.vct for each in records}},
    )


def _digests(
    messages: Iterable[StoredMessage], receipts: Iterable[StoredReceipt], attachments: Iterable[Attachment]
) -> Iterator[str]:
    """Everything that has an entry in a log."""
    yield from (message.digest for message in messages)
    yield from (digest_of(receipt.token.rpartition(".")[0]) for receipt in receipts)
    for attachment in attachments:
        yield attachment.record
        yield attachment.presentation


def _new(messages: Iterable[StoredMessage]) -> Iterator[str]:
    """The records that the receiving council made afterwards, as far as they are ours."""
    for message in messages:
        body = recall_message(message.token).body
        yield from body.records if isinstance(body, Completed) else ()


def _chain_names(
    messages: Iterable[StoredMessage], receipts: Iterable[StoredReceipt], records: Iterable[StoredRecord]
) -> Iterator[str | None]:
    yield from (message.chain for message in messages)
    yield from (receipt.chain for receipt in receipts)
    yield from (record.chain for record in records)


def _chains(tx: Transaction, names: Iterable[str | None]) -> Iterator[tuple[str, ...]]:
    yield from (tx.chains.find(name) for name in dict.fromkeys(names) if name is not None)


def _status_lists(tx: Transaction, uris: Iterable[str]) -> Iterator[str]:
    for uri in sorted(uris):
        newest = tx.status_tokens.newest(uri)
        if newest is not None:
            yield newest.token


def _proofs(node: Node, tx: Transaction, digests: Iterable[str]) -> Iterator[InclusionProof]:
    for digest in digests:
        own = tx.log.entry_of(digest) is not None
        proof = proof_of(node, tx, digest) if own else _collected(tx, digest)
        if proof is not None:
            yield proof


def _collected(tx: Transaction, digest: str) -> InclusionProof | None:
    text = tx.proofs.find(digest)
    return InclusionProof.from_json(loads_signed(text)) if text is not None else None
