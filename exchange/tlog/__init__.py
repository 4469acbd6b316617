"""The public log of one council: a Merkle tree that only grows, and the signed notes that vouch for it.

Every signature that a council's record or message key makes has one entry here, so a signature without an entry proves
that a key was misused. An entry is SHA-256(nonce ‖ digest of the signing input): without the nonce, which stays with
the council and in evidence, it says nothing about anybody.

Formats: tree and proofs of RFC 6962 and RFC 9162; signed notes and checkpoints of C2SP (signed-note v1.0.0 and
tlog-checkpoint v1.0.0), signed with Ed25519 (type 0x01). Rules:

- A text has one reading: sizes are plain decimal digits, base64 is canonical, a checkpoint has three lines and no more.
- A signature by a key nobody vouched for is ignored; one by a known key that does not verify refuses the whole note.
- A proof is bound to the thing it proves: `verify_proof` is told the digest, the log and its keys, and believes nothing
  the proof says about them.

The tree is kept as the hashes of its complete subtrees, `node(level, index)`, each written once and never changed:
appending an entry, a root and an inclusion proof each read O(log n) of them.

    for level, index, hash in nodes_added(size, leaf_hash(entry_data(digest, nonce=nonce)), read):
        write(level, index, hash)
    note = sign_checkpoint(Checkpoint(key.name, size + 1, root_of(size + 1, read)), key=key, signer=signer)
    proof = prove(digest, nonce=nonce, index=size, note=note, origin=key.name, keys=[key], node=read)
    verify_proof(proof, digest=digest, origin=key.name, keys=[key])
"""

from exchange.tlog.checkpoints import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from exchange.tlog.keys import Ed25519Key, LogKey, log_keys
from exchange.tlog.notes import NoteSignature, UnverifiedNote, open_note, parse_note, sign_note
from exchange.tlog.proofs import InclusionProof, entry_data, prove, verify_entry, verify_proof
from exchange.tlog.tree import (
    EMPTY_ROOT,
    Node,
    ReadNode,
    inclusion_proof,
    leaf_hash,
    node_hash,
    nodes_added,
    root_of,
    verify_inclusion,
)

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Ed25519Key",
    "InclusionProof",
    "LogKey",
    "Node",
    "NoteSignature",
    "ReadNode",
    "UnverifiedNote",
    "entry_data",
    "inclusion_proof",
    "leaf_hash",
    "log_keys",
    "node_hash",
    "nodes_added",
    "open_checkpoint",
    "open_note",
    "parse_checkpoint",
    "parse_note",
    "prove",
    "root_of",
    "sign_checkpoint",
    "sign_note",
    "verify_entry",
    "verify_inclusion",
    "verify_proof",
]
