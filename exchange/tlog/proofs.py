"""Entries, and proofs that a signed thing has its entry in a council's log.

An entry is 32 bytes, SHA-256(nonce ‖ digest). A proof carries the nonce, the place, the path and the checkpoint; it is
unsigned itself, but everything in it is bound: each change to it, or to the thing it is shown for, makes it refuse.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, b64u, unb64u
from exchange.tlog.checkpoints import MAX_SIZE, Checkpoint, open_checkpoint
from exchange.tlog.keys import LogKey
from exchange.tlog.tree import (
    HASH_BYTES,
    MAX_PATH,
    ReadNode,
    inclusion_proof,
    leaf_hash,
    verify_inclusion,
)

NONCE_BYTES = 32
_MEMBERS = {"digest", "nonce", "index", "size", "path", "checkpoint"}


@dataclass(frozen=True)
class InclusionProof:
    """That the log whose checkpoint this is had the entry of `digest` at `index` when it had `size` entries."""

    digest: str
    nonce: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    checkpoint_note: str

    def to_json(self) -> JsonObject:
        """The proof as it is written in evidence."""
        return {
            "digest": self.digest,
            "nonce": b64u(self.nonce),
            "index": self.index,
            "size": self.size,
            "path": [b64u(part) for part in self.path],
            "checkpoint": self.checkpoint_note,
        }

    @classmethod
    def from_json(cls, value: JsonValue, at: str = "") -> "InclusionProof":
        """Read a proof; a member more or less, or of another form, refuses (`proof-malformed`)."""
        if not isinstance(value, dict) or value.keys() != _MEMBERS or not isinstance(value["path"], list):
            raise Refusal("proof-malformed", at)
        path = tuple(_bytes_of(part, f"{at}/path/{place}") for place, part in enumerate(value["path"]))
        if len(path) > MAX_PATH:
            raise Refusal("proof-malformed", f"{at}/path")
        return cls(
            digest=b64u(_bytes_of(value["digest"], f"{at}/digest")),
            nonce=_bytes_of(value["nonce"], f"{at}/nonce"),
            index=_count_of(value["index"], f"{at}/index"),
            size=_count_of(value["size"], f"{at}/size"),
            path=path,
            checkpoint_note=_text_of(value["checkpoint"], f"{at}/checkpoint"),
        )


def entry_data(digest: str, *, nonce: bytes) -> bytes:
    """The 32 bytes that stand in the log for a signed thing: SHA-256(nonce ‖ digest)."""
    if len(nonce) != NONCE_BYTES:
        raise Refusal("proof-malformed")
    return hashlib.sha256(nonce + _bytes_of(digest, "")).digest()


def prove(
    digest: str, *, nonce: bytes, index: int, note: str, origin: str, keys: Sequence[LogKey], node: ReadNode
) -> InclusionProof:
    """Make a proof under the checkpoint `note`, and check it as its reader will before handing it out."""
    size = open_checkpoint(note, origin=origin, keys=keys).size
    proof = InclusionProof(digest, nonce, index, size, tuple(inclusion_proof(index, size, node)), note)
    verify_proof(proof, digest=digest, origin=origin, keys=keys)
    return proof


def verify_proof(proof: InclusionProof, *, digest: str, origin: str, keys: Sequence[LogKey]) -> Checkpoint:
    """The checkpoint under which `digest` is proven to stand in the log `origin`; refuses any other pairing."""
    checkpoint = open_checkpoint(proof.checkpoint_note, origin=origin, keys=keys)
    verify_entry(proof, digest=digest, checkpoint=checkpoint)
    return checkpoint


def verify_entry(proof: InclusionProof, *, digest: str, checkpoint: Checkpoint) -> None:
    """The same under a checkpoint that was opened already: many proofs may share one."""
    if proof.digest != digest:  # the proof of another thing, however valid, proves nothing here
        raise Refusal("proof-wrong", "digest")
    if proof.size != checkpoint.size:
        raise Refusal("proof-wrong", "size")
    leaf = leaf_hash(entry_data(digest, nonce=proof.nonce))
    verify_inclusion(leaf, index=proof.index, size=checkpoint.size, proof=proof.path, root=checkpoint.root)


def _bytes_of(value: JsonValue, at: str) -> bytes:
    if not isinstance(value, str):
        raise Refusal("proof-malformed", at)
    try:
        data = unb64u(value)
    except Refusal as error:
        raise Refusal("proof-malformed", at) from error
    if len(data) != HASH_BYTES:
        raise Refusal("proof-malformed", at)
    return data


def _count_of(value: JsonValue, at: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_SIZE:
        raise Refusal("proof-malformed", at)
    return value


def _text_of(value: JsonValue, at: str) -> str:
    if not isinstance(value, str):
        raise Refusal("proof-malformed", at)
    return value
