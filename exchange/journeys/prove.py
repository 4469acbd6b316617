"""Prove: the public log's newest checkpoint, and proofs of entries for whoever holds what was signed."""

from collections.abc import Sequence

from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.node import Node, proof_of
from exchange.store import Transaction


def newest_checkpoint(node: Node) -> str:
    """The newest checkpoint as a signed note; refuses `not-found` while the log is empty."""
    checkpoint = node.store.read(lambda tx: tx.log.newest_checkpoint())
    if checkpoint is None:
        raise Refusal("not-found")
    return checkpoint.note


def prove_entries(node: Node, digests: Sequence[str]) -> list[JsonObject | None]:
    """The verified inclusion proof for each digest; None for what is not logged, or not covered by a checkpoint yet."""
    return node.store.read(lambda tx: [_prove(node, tx, digest) for digest in digests])


def _prove(node: Node, tx: Transaction, digest: str) -> JsonObject | None:
    if tx.log.entry_of(digest) is None:
        return None
    proof = proof_of(node, tx, digest)
    return proof.to_json() if proof else None
