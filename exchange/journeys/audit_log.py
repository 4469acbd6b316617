"""Audit the log: its newest checkpoint, what is in it, and what other councils said of theirs."""

from dataclasses import dataclass
from datetime import datetime

from exchange.jose import b64u
from exchange.node import Node, council_of
from exchange.store import StoredCheckpoint, Transaction
from exchange.transfer import recall_message
from exchange.wire import Council


@dataclass(frozen=True)
class Told:
    """What a council's newest message said of its log: this many entries, and this root."""

    council: Council
    size: int
    root: str
    said_at: datetime


@dataclass(frozen=True)
class LogState:
    """`entries` by kind; `root` is that of the newest checkpoint, and `vkey` the key that signs it."""

    origin: str
    vkey: str
    size: int
    entries: dict[str, int]
    checkpoint: StoredCheckpoint | None
    root: str
    told: tuple[Told, ...]
    silent: tuple[Council, ...]


def audit_log(node: Node) -> LogState:
    """The state of this council's log, and what is known of the others'."""

    def step(tx: Transaction) -> LogState:
        newest, kinds = tx.log.newest_checkpoint(), tx.log.kinds()
        others = [each.entity_id for each in tx.members.all() if each.entity_id != node.entity_id]
        told = {each: _told(node, tx, each) for each in others}
        return LogState(
            origin=node.log_key.name,
            vkey=node.log_key.vkey(),
            size=tx.log.size(),
            entries=kinds,
            checkpoint=newest,
            root=b64u(newest.root) if newest else "",
            told=tuple(each for each in told.values() if each is not None),
            silent=tuple(council_of(node, tx, name) for name, each in told.items() if each is None),
        )

    return node.store.read(step)


def _told(node: Node, tx: Transaction, entity_id: str) -> Told | None:
    newest = tx.messages.newest_from(entity_id)
    if newest is None:
        return None
    message = recall_message(newest[0])
    return Told(council_of(node, tx, entity_id), message.log.size, message.log.root, message.issued_at)
