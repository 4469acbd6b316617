"""The books of councils, compared: what was lost, doubled, receipted without effect, signed without an entry.

    assert disagreements(world.councils) == []

The databases are read past the program's own store, which might be wrong in the same way as what it wrote.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.jose import digest_of
from exchange.journeys.receive import receive
from exchange.node import proof_of
from exchange.store import Transaction
from exchange.tlog import entry_data, leaf_hash
from exchange.transfer import read_receipt, seal_parcel
from tests.world import Running

Cell: TypeAlias = "str | int | bytes | None"
UNTIED = {"status-list", "statement"}  # signed anew now and then; only the newest is kept


@dataclass(frozen=True)
class Said:
    """A message as one council holds it."""

    transfer: str
    iss: str
    aud: str
    seq: int


@dataclass(frozen=True)
class Answered:
    """A receipt, or the code of a problem."""

    receipt: str | None
    code: str | None


@dataclass
class Book:
    """What one council holds."""

    entity_id: str
    entries: list[tuple[int, str, str, bytes]]
    checkpoints: list[tuple[int, bytes]]
    messages: dict[str, Said]
    receipts: dict[str, tuple[str, str]]  # by message: who signed it, and its bytes
    outbox: dict[str, str]
    events: Counter[tuple[str, str]]
    stages: dict[str, str]
    signed: set[str]
    records: set[str]
    attached: dict[str, set[str]] = field(default_factory=dict)
    held: int = 0

    def said_in(self, transfer: str) -> list[str]:
        """The messages of a transfer, in the order in which they were stored."""
        return [digest for digest, said in self.messages.items() if said.transfer == transfer]

    @classmethod
    def of(cls, council: Running) -> "Book":
        """Read a council's database, whether or not it runs."""
        with closing(sqlite3.connect(council.folder / "store.db")) as database:
            return _read(database, council.entity_id)


def disagreements(councils: Sequence[Running]) -> list[str]:
    """Everything that is wrong with the books of councils that have said and delivered all they had to."""
    books = {council.entity_id: Book.of(council) for council in councils}
    found: list[str] = []
    for council in councils:
        book = books[council.entity_id]
        found += [f"{council.folder.name}: {each}" for each in (*_log(book), *_effects(book), *_proofs(council))]
        for message, said in book.messages.items():
            if said.iss == book.entity_id and said.aud in books:
                found += [f"{message}: {each}" for each in _message(message, said, book, books[said.aud])]
                found += [f"{message}: {each}" for each in _receipt(message, said, book, councils)]
        for transfer, stage in book.stages.items():
            others = {each.stages.get(transfer, stage) for each in books.values()}
            found += [f"{transfer}: stages differ: {others}"] if others != {stage} else []
    return found


def sent_again(sender: Running, receiver: Running, digest: str) -> Answered:
    """What comes back when a message is sent, whether or not it was before: its receipt, or the code of a problem."""

    def parcel(tx: Transaction) -> str:
        stored = tx.messages.find(digest)
        assert stored is not None
        attached = [part for each in tx.messages.attachments(digest) for part in (each.token, each.statement)]
        to = receiver.node.keyring.encryption.public
        return seal_parcel(stored.token, attached, to=to, iss=sender.entity_id, aud=receiver.entity_id)

    (result,) = receive(receiver.node, [sender.node.store.read(parcel)]).results
    return Answered(result.receipt, result.problem.code if result.problem else None)


def _log(book: Book) -> Iterator[str]:
    if [index for index, *_ in book.entries] != list(range(len(book.entries))):
        yield "the log has a gap"
    logged = Counter(digest for _, digest, kind, _ in book.entries if kind not in UNTIED)
    yield from (f"signed without an entry: {digest}" for digest in book.signed - logged.keys())
    yield from (f"an entry for nothing that is held: {digest}" for digest in logged.keys() - book.signed)
    yield from (f"two entries: {digest}" for digest, count in logged.items() if count > 1)
    leaves = [leaf_hash(entry_data(digest, nonce=nonce)) for _, digest, _, nonce in book.entries]
    roots = dict(book.checkpoints)
    yield from (
        f"checkpoint {size} is over another tree" for size, root in roots.items() if _root(leaves[:size]) != root
    )


def _effects(book: Book) -> Iterator[str]:
    own = {message for message, said in book.messages.items() if said.iss == book.entity_id}
    yield from (f"receipt without effect: {message}" for message in book.receipts.keys() - book.messages.keys())
    yield from (f"in no outbox: {message}" for message in own - book.outbox.keys())
    yield from (f"{state} in the outbox: {each}" for each, state in book.outbox.items() if state != "settled")
    if book.held:
        yield f"{book.held} messages are held"
    places = Counter((said.transfer, said.iss, said.seq) for said in book.messages.values())
    yield from (f"two messages in one place: {place}" for place, count in places.items() if count > 1)
    for transfer, sender in {(said.transfer, said.iss) for said in book.messages.values()}:
        order = [said.seq for said in book.messages.values() if (said.transfer, said.iss) == (transfer, sender)]
        if order != list(range(1, len(order) + 1)):
            yield f"out of order: {transfer} {order}"


def _proofs(council: Running) -> Iterator[str]:
    """Every entry under the newest checkpoint is proven, by the program and with its own check."""
    book, node = Book.of(council), council.node
    covered, _ = max(book.checkpoints, default=(0, b""))

    def prove(tx: Transaction) -> Iterator[str]:
        for _, digest, *_ in book.entries[:covered]:
            try:
                if proof_of(node, tx, digest) is None:
                    yield f"not proven: {digest}"
            except Refusal as refusal:
                yield f"{refusal.code}: {digest}"

    yield from node.store.read(lambda tx: list(prove(tx)))


def _message(message: str, said: Said, sender: Book, receiver: Book) -> Iterator[str]:
    if receiver.messages.get(message) != said:
        yield "lost" if message not in receiver.messages else "differs"
    if receiver.receipts.get(message) != sender.receipts.get(message):
        yield "the two councils hold different receipts"
    for book, name in ((sender, "said"), (sender, "delivered"), (receiver, "received")):
        if (count := book.events[f"message.{name}", message]) != 1:
            yield f"{count} times {name}"
    if not sender.attached.get(message, set()) <= receiver.records:
        yield "a record that was attached is not there"


def _receipt(message: str, said: Said, sender: Book, councils: Sequence[Running]) -> Iterator[str]:
    signer, token = sender.receipts.get(message, ("", ""))
    receiver = next(each for each in councils if each.entity_id == said.aud)
    key = receiver.node.keyring.message
    try:
        receipt = read_receipt(token, keys={key.kid: key.public}, iss=said.aud, aud=said.iss, of=message)
    except Refusal as refusal:
        yield f"no good receipt: {refusal.code}"
    else:
        if receipt.outcome != "delivered" or signer != said.aud:
            yield f"{receipt.outcome} by {signer}"


def _root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    if not leaves:
        return sha256(b"").digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()


def _read(database: sqlite3.Connection, entity_id: str) -> Book:
    def rows(query: str) -> list[tuple[Cell, ...]]:
        return list(database.execute(query))

    def mapping(query: str) -> dict[str, str]:
        return {str(key): str(value) for key, value in database.execute(query)}

    messages = {
        str(digest): Said(str(transfer), str(iss), str(aud), int(str(seq)))
        for digest, transfer, iss, aud, seq in rows(
            "SELECT digest, transfer, iss, aud, seq FROM messages ORDER BY position"
        )
    }
    attachments = rows("SELECT message, record, presentation FROM attachments")
    receipts = {str(of): (str(iss), str(token)) for of, iss, token in rows("SELECT of, iss, token FROM receipts")}
    own = {message for message, said in messages.items() if said.iss == entity_id}
    signed = own | {str(shown) for message, _, shown in attachments if message in own}
    signed |= {digest_of(token.rpartition(".")[0]) for iss, token in receipts.values() if iss == entity_id}
    signed |= {str(digest) for (digest,) in rows("SELECT digest FROM records WHERE own")}
    book = Book(
        entity_id=entity_id,
        entries=database.execute("SELECT idx, digest, kind, nonce FROM log_entries ORDER BY idx").fetchall(),
        checkpoints=database.execute("SELECT size, root FROM checkpoints ORDER BY size").fetchall(),
        messages=messages,
        receipts=receipts,
        outbox=mapping("SELECT message, state FROM outbox"),
        events=Counter(
            (str(type_), json.loads(str(data)).get("message", ""))
            for type_, data in rows("SELECT type, data FROM events")
        ),
        stages=mapping("SELECT id, stage FROM transfers"),
        signed=signed,
        records={str(digest) for (digest,) in rows("SELECT digest FROM records")},
        held=len(rows("SELECT digest FROM held_messages")),
    )
    for message, record, _ in attachments:
        book.attached.setdefault(str(message), set()).add(str(record))
    return book
