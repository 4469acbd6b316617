"""The smallest acts inside a journey's transaction: logging a signature, cutting a checkpoint, proving, doing once."""

from collections.abc import Callable

from exchange.errors import Refusal
from exchange.jose import b64u
from exchange.node.parts import Node, Once
from exchange.record import Status
from exchange.store import LIST_SIZE, ListedRecord, Transaction
from exchange.tlog import Checkpoint, InclusionProof, prove, root_of, sign_checkpoint

_NONCE_BYTES = 32


def enter(node: Node, tx: Transaction, digest: str, *, kind: str) -> None:
    """Give a signature its entry in our log, in the same transaction as its effect."""
    tx.log.append(digest, kind=kind, nonce=node.random(_NONCE_BYTES), at=node.now())


def cut(node: Node, tx: Transaction) -> None:
    """Sign a checkpoint if the log has grown since the newest one."""
    size, newest = tx.log.size(), tx.log.newest_checkpoint()
    if size == (newest.size if newest else 0):
        return
    checkpoint = Checkpoint(node.log_key.name, size, root_of(size, tx.log.node))
    note = sign_checkpoint(checkpoint, key=node.log_key, signer=node.keyring.log)
    tx.log.add_checkpoint(size=size, root=checkpoint.root, note=note, at=node.now())


def proof_of(node: Node, tx: Transaction, digest: str) -> InclusionProof | None:
    """Our own inclusion proof of a signature, verified before it is handed out; None until a checkpoint covers it."""
    entry, checkpoint = tx.log.entry_of(digest), tx.log.newest_checkpoint()
    if entry is None:
        raise Refusal("not-found")
    if checkpoint is None or checkpoint.size <= entry.idx:
        return None
    return prove(
        digest,
        nonce=entry.nonce,
        index=entry.idx,
        note=checkpoint.note,
        origin=node.log_key.name,
        keys=[node.log_key],
        node=tx.log.node,
    )


def newest_status_list(tx: Transaction) -> int:
    """The number of the status list from which indexes are taken now.

    A new one is opened after as many log entries as half a list has room for. Each record has a log entry, so no list
    is ever more than half full, and a random free index is found at once.
    """
    return tx.log.size() // (LIST_SIZE // 2)


def own_status(tx: Transaction, record: ListedRecord) -> Status:
    """What our own status list says of a record that we made."""
    place = record.status_idx if record.status_idx is not None else -1
    return Status(tx.status.value_at(record.status_uri or "", place))


def once(node: Node, tx: Transaction, request: Once, act: Callable[[], str]) -> str:
    """Act, and remember the answer under the caller's key in the same transaction; a repeat gets the same answer.

    Refuses `idempotency-key-reused` when the key came with another request before.
    """
    answered = tx.idempotency.find(request.caller, request.key)
    asked = b64u(request.request_hash)
    if answered is None:
        answer = act()
        tx.idempotency.put(request.caller, request.key, request_hash=asked, status=201, body=answer, at=node.now())
        return answer
    if answered.request_hash != asked:
        raise Refusal("idempotency-key-reused")
    return answered.body
