"""The books of councils, compared: what was lost, doubled, receipted without effect, signed without an entry.

    assert disagreements(world.councils) == []

The databases are read past the program's own store, which might be wrong in the same way as what it wrote. What is
asked of the program itself are its verdicts: that each entry is proven, and at which stage, and with whose duty, both
councils hold a transfer to be.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Protocol, TypeAlias

from sqlalchemy import Connection, create_engine

from exchange.errors import Refusal
from exchange.jose import digest_of
from exchange.node import Node, conversation_of, proof_of
from exchange.store import Transaction
from exchange.tlog import entry_data, leaf_hash
from exchange.transfer import Stage, read_receipt
from exchange.transfer.course import course_of
from exchange.transfer.duty import duty_on, reckon
from exchange.transfer.stages import stage_in

Cell: TypeAlias = "str | int | bytes | None"
UNTIED = {"status-list", "statement"}  # signed anew now and then; only the newest is kept
PROOFS = (
    2_000  # so many entries of each log are proven by the program; every entry is under a checkpoint that is checked
)


class Keeper(Protocol):
    """Whoever keeps a book: a council that can be asked, whether or not it serves."""

    @property
    def node(self) -> Node: ...


@dataclass(frozen=True)
class Said:
    """A message as one council holds it."""

    transfer: str
    iss: str
    aud: str
    seq: int
    type: str = ""


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
    tries: int = 0

    def said_in(self, transfer: str) -> list[str]:
        """The messages of a transfer, in the order in which they were stored."""
        return [digest for digest, said in self.messages.items() if said.transfer == transfer]

    @classmethod
    def of(cls, council: Keeper) -> "Book":
        """Read a council's database, whether or not it runs."""
        engine = create_engine(council.node.settings.store_url.replace("postgresql:", "postgresql+psycopg:"))
        try:
            with engine.connect() as connection:
                return _read(connection, council.node.entity_id)
        finally:
            engine.dispose()


def disagreements(councils: Sequence[Keeper]) -> list[str]:
    """Everything that is wrong with the books of councils that have said and delivered all they had to."""
    books = {council.node.entity_id: Book.of(council) for council in councils}
    found: list[str] = []
    for council in councils:
        book = books[council.node.entity_id]
        found += [f"{book.entity_id}: {each}" for each in (*_log(book), *_effects(book), *_proofs(book, council.node))]
        for message, said in book.messages.items():
            if said.iss == book.entity_id and said.aud in books:
                found += [f"{message}: {each}" for each in _message(message, said, book, books[said.aud])]
                found += [f"{message}: {each}" for each in _receipt(message, said, book, councils)]
    return found + list(_verdicts(councils, books))


def _log(book: Book) -> Iterator[str]:
    if [index for index, *_ in book.entries] != list(range(len(book.entries))):
        yield "the log has a gap"
    logged = Counter(digest for _, digest, kind, _ in book.entries if kind not in UNTIED)
    yield from (f"signed without an entry: {digest}" for digest in book.signed - logged.keys())
    yield from (f"an entry for nothing that is held: {digest}" for digest in logged.keys() - book.signed)
    yield from (f"two entries: {digest}" for digest, count in logged.items() if count > 1)
    leaves = [leaf_hash(entry_data(digest, nonce=nonce)) for _, digest, _, nonce in book.entries]
    roots = _roots(leaves)
    yield from (f"checkpoint {size} is over another tree" for size, root in book.checkpoints if roots.get(size) != root)


def _effects(book: Book) -> Iterator[str]:
    own = {message for message, said in book.messages.items() if said.iss == book.entity_id}
    yield from (f"receipt without effect: {message}" for message in book.receipts.keys() - book.messages.keys())
    yield from (f"effect without receipt: {message}" for message in book.messages.keys() - book.receipts.keys())
    yield from (f"in no outbox: {message}" for message in own - book.outbox.keys())
    yield from (f"{state} in the outbox: {each}" for each, state in book.outbox.items() if state != "settled")
    if book.held:
        yield f"{book.held} messages are held"
    orders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for said in book.messages.values():
        orders[said.transfer, said.iss].append(said.seq)
    yield from (
        f"out of order: {transfer} {order}"
        for (transfer, _), order in orders.items()
        if order != list(range(1, len(order) + 1))
    )


def _proofs(book: Book, node: Node) -> Iterator[str]:
    """Entries under the newest checkpoint are proven, by the program and with its own check."""
    covered, _ = max(book.checkpoints, default=(0, b""))

    def prove(tx: Transaction) -> Iterator[str]:
        for _, digest, *_ in book.entries[: covered : max(1, covered // PROOFS)]:
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


def _receipt(message: str, said: Said, sender: Book, councils: Sequence[Keeper]) -> Iterator[str]:
    signer, token = sender.receipts.get(message, ("", ""))
    receiver = next(each.node for each in councils if each.node.entity_id == said.aud)
    key = receiver.keyring.message
    try:
        receipt = read_receipt(token, keys={key.kid: key.public}, iss=said.aud, aud=said.iss, of=message)
    except Refusal as refusal:
        yield f"no good receipt: {refusal.code}"
    else:
        if receipt.outcome != "delivered" or signer != said.aud:
            yield f"{receipt.outcome} by {signer}"


def _verdicts(councils: Sequence[Keeper], books: Mapping[str, Book]) -> Iterator[str]:
    """Both councils hold each transfer to be at the same stage, with the same duty on every day around the move."""
    verdicts: defaultdict[str, set[str]] = defaultdict(set)
    holders: Counter[str] = Counter()
    for council in councils:
        book = books[council.node.entity_id]
        judged = _judged(council.node, list(book.stages))
        yield from (f"{transfer}: nothing was said" for transfer in book.stages.keys() - judged.keys())
        for transfer, (stage, duties) in judged.items():
            if stage != book.stages[transfer]:
                yield f"{transfer}: {book.entity_id} remembers {book.stages[transfer]}, its messages say {stage}"
            verdicts[transfer].add(f"{stage}, {duties}")
            holders[transfer] += 1
    yield from (f"{transfer}: {' or '.join(sorted(each))}" for transfer, each in verdicts.items() if len(each) > 1)
    yield from (f"{transfer}: held by {count} councils" for transfer, count in holders.items() if count != 2)


def _judged(node: Node, transfers: Sequence[str]) -> dict[str, tuple[Stage, tuple[str, ...]]]:
    """The stage and the duties of each transfer, by the program; of those in which anything was said."""
    days = [node.today() + timedelta(days=away) for away in range(-2, 2)]

    def judge(tx: Transaction) -> dict[str, tuple[Stage, tuple[str, ...]]]:
        judged = {}
        for transfer in transfers:
            try:
                known = conversation_of(tx, transfer)
            except Refusal:  # something in it cannot be read any more
                continue
            course = course_of(known.messages, known.receipts)
            if course is not None:
                reckoning = reckon(course)
                duties = tuple(str(duty_on(reckoning, day=day)) for day in days)
                judged[transfer] = stage_in(course), duties
        return judged

    return node.store.read(judge)


def _roots(leaves: Sequence[bytes]) -> dict[int, bytes]:
    """The root of the tree at every size (RFC 9162 §2.1.1), from the complete subtrees that end there."""
    roots = {0: sha256(b"").digest()}
    complete: list[tuple[int, bytes]] = []  # height and hash, the tallest first
    for size, leaf in enumerate(leaves, start=1):
        complete.append((0, leaf))
        while len(complete) > 1 and complete[-1][0] == complete[-2][0]:
            (height, right), (_, left) = complete.pop(), complete.pop()
            complete.append((height + 1, _node(left, right)))
        root = complete[-1][1]
        for _, left in reversed(complete[:-1]):
            root = _node(left, root)
        roots[size] = root
    return roots


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _read(database: Connection, entity_id: str) -> Book:
    def rows(query: str) -> list[tuple[Cell, ...]]:
        return [tuple(row) for row in database.exec_driver_sql(query)]

    def mapping(query: str) -> dict[str, str]:
        return {str(key): str(value) for key, value in rows(query)}

    messages = {
        str(digest): Said(str(transfer), str(iss), str(aud), int(str(seq)), str(type_))
        for digest, transfer, iss, aud, seq, type_ in rows(
            "SELECT digest, transfer, iss, aud, seq, type FROM messages ORDER BY position"
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
        entries=[
            (int(str(index)), str(digest), str(kind), _bytes(nonce))
            for index, digest, kind, nonce in rows("SELECT idx, digest, kind, nonce FROM log_entries ORDER BY idx")
        ],
        checkpoints=[
            (int(str(size)), _bytes(root)) for size, root in rows("SELECT size, root FROM checkpoints ORDER BY size")
        ],
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
        tries=sum(int(str(attempts)) for (attempts,) in rows("SELECT attempts FROM outbox")),
    )
    for message, record, _ in attachments:
        book.attached.setdefault(str(message), set()).add(str(record))
    return book


def _bytes(cell: Cell) -> bytes:
    assert isinstance(cell, bytes)
    return cell
