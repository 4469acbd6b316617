"""The public log's rows: entries, the hashes of complete subtrees, and signed checkpoints.

An entry, its nodes and the signature it vouches for are one transaction, and one writer at a time appends: indexes have
no gaps, and no two entries the same one. Nothing is remembered from one transaction to the next: another process may
have appended in between, and a transaction may be undone.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from exchange.errors import Refusal
from exchange.store.columns import table_of
from exchange.store.registers import CheckpointRow, LogEntryRow, LogNodeRow
from exchange.store.sql import Conflict, Sql, adding, columns_for
from exchange.tlog import entry_data, leaf_hash, nodes_added


@dataclass(frozen=True)
class Entry:
    """One entry: what was signed (`digest`), the nonce that hides it in the public tree, and where it stands."""

    idx: int
    digest: str
    kind: str
    nonce: bytes
    at: datetime


@dataclass(frozen=True)
class StoredCheckpoint:
    """A signed note over the first `size` entries."""

    size: int
    root: bytes
    note: str
    at: datetime


_ENTRIES = table_of(LogEntryRow)
_NODES = table_of(LogNodeRow)
_CHECKPOINTS = table_of(CheckpointRow)
_LAST = select(func.max(_ENTRIES.c.idx))
_ADD_ENTRY = adding(_ENTRIES)
_ADD_NODE = adding(_NODES)
_KINDS = select(_ENTRIES.c.kind, func.count()).group_by(_ENTRIES.c.kind).order_by(_ENTRIES.c.kind)
_ENTRY_OF = select(*columns_for(Entry, _ENTRIES)).where(_ENTRIES.c.digest == bindparam("of"))
_NODE = select(_NODES.c.hash).where(_NODES.c.level == bindparam("at_level"), _NODES.c.idx == bindparam("at_index"))
_ADD_CHECKPOINT = adding(_CHECKPOINTS)
_RENEW_CHECKPOINT = (
    update(_CHECKPOINTS)
    .where(_CHECKPOINTS.c.size == bindparam("of_size"), _CHECKPOINTS.c.root == bindparam("of_root"))
    .values(note=bindparam("new_note"), at=bindparam("now"))
)
_FULL = select(*columns_for(StoredCheckpoint, _CHECKPOINTS)).limit(1)
_NEWEST = _FULL.order_by(_CHECKPOINTS.c.size.desc())
_COVERING = _FULL.where(_CHECKPOINTS.c.size > bindparam("index")).order_by(_CHECKPOINTS.c.size)


class Log:
    """The log of one council."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def size(self) -> int:
        """How many entries there are."""
        row = self._sql.one(_LAST)
        return 0 if row is None or row[0] is None else row[0] + 1

    def kinds(self) -> dict[str, int]:
        """How many entries there are of each kind."""
        return {row[0]: int(row[1]) for row in self._sql.all(_KINDS)}

    def append(self, digest: str, *, kind: str, nonce: bytes, at: datetime) -> int:
        """Add the entry for one signature and return its index; raises `Conflict` if the digest has an entry."""
        index = self.size()
        self._sql.add(_ENTRIES, _ADD_ENTRY, idx=index, digest=digest, kind=kind, nonce=nonce, at=at)
        added = nodes_added(index, leaf_hash(entry_data(digest, nonce=nonce)), self.node)
        self._sql.add_many(_ADD_NODE, [{"level": level, "idx": place, "hash": hash_} for level, place, hash_ in added])
        return index

    def entry_of(self, digest: str) -> Entry | None:
        """The entry for something signed."""
        return self._sql.one_as(Entry, _ENTRY_OF, of=digest)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree (a `tlog.ReadNode`); refuses `store-damaged` if it is missing."""
        row = self._sql.one(_NODE, at_level=level, at_index=index)
        if row is None:
            raise Refusal("store-damaged", "log_nodes")
        return bytes(row[0])

    def add_checkpoint(self, *, size: int, root: bytes, note: str, at: datetime) -> None:
        """Store a signed checkpoint, or the newer note over the same tree.

        Raises `Conflict` if another root was signed for this size: two histories must never both be published.
        """
        if self._sql.run(_ADD_CHECKPOINT, size=size, root=root, note=note, at=at):
            return
        if self._sql.run(_RENEW_CHECKPOINT, of_size=size, of_root=root, new_note=note, now=at) == 0:
            raise Conflict(_CHECKPOINTS.name, ("size",))

    def newest_checkpoint(self) -> StoredCheckpoint | None:
        """The checkpoint over the most entries."""
        return self._sql.one_as(StoredCheckpoint, _NEWEST)

    def checkpoint_covering(self, index: int) -> StoredCheckpoint | None:
        """The smallest checkpoint that covers an entry."""
        return self._sql.one_as(StoredCheckpoint, _COVERING, index=index)
