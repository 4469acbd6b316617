"""What the tests of the store share: a real vault, a place to open stores at, and small steps."""

import hmac
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import Connection, Engine, create_engine

from exchange.store import Attachment, Commit, Store, Transaction, plain_commit

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GWYNEDD, CEREDIGION = "https://gwynedd.example", "https://ceredigion.example"
PROJECT = Path(__file__).parents[2]


class Killed(BaseException):
    """The process dies here, as far as the store can tell."""


def die_before_commit(connection: Connection) -> None:
    raise Killed


def die_after_commit(connection: Connection) -> None:
    connection.commit()
    raise Killed


@dataclass(frozen=True)
class KeyVault:
    """A small real vault: one AES key wraps all others (RFC 3394)."""

    key: bytes = bytes(range(32))

    def wrap(self, key: bytes) -> bytes:
        return aes_key_wrap(self.key, key)

    def blind(self, word: bytes) -> bytes:
        return hmac.digest(b"a key", word, "sha256")

    def unwrap(self, wrapped: bytes) -> bytes:
        return aes_key_unwrap(self.key, wrapped)


@dataclass
class Place:
    """Where a store lies. `open` opens it, as often as asked; all are closed when the test ends."""

    url: str
    opened: list[Store] = field(default_factory=list)
    engines: list[Engine] = field(default_factory=list)

    def open(self, *, commit: Commit = plain_commit, wait_seconds: float = 10) -> Store:
        store = Store.open(self.url, vault=KeyVault(), commit=commit, wait_seconds=wait_seconds)
        self.opened.append(store)
        return store

    def engine(self) -> Engine:
        """The database itself, past the store."""
        self.engines.append(create_engine(self.url))
        return self.engines[-1]

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def close(self) -> None:
        for store in self.opened:
            store.close()
        for engine in self.engines:
            engine.dispose()


def digest_of(number: int) -> str:
    """The name of a signed thing: 43 characters of base64url."""
    return f"{number:06}".rjust(42, "d") + "A"


def sd_jwt(*disclosures: str) -> str:
    return "~".join(("header.payload.signature", *disclosures, ""))


def add_record(
    tx: Transaction,
    number: int,
    *,
    token: str = sd_jwt("name", "address"),
    own: bool = True,
    attached_to: str | None = None,
    subject_key: str | None = None,
    supersedes: str | None = None,
    status_idx: int | None = None,
) -> str:
    digest = digest_of(number)
    tx.records.add(
        digest,
        jti=f"record-{number}",
        iss=GWYNEDD,
        vct="urn:assessment-exchange:assessment:1.0",
        kind="assessment",
        issued_at=NOW,
        own=own,
        token=None if attached_to else token,
        attached_to=attached_to,
        subject_key=subject_key,
        supersedes=supersedes,
        status_uri=None if status_idx is None else f"{GWYNEDD}/status/1",
        status_idx=status_idx,
        chain=["leaf", "anchor"],
        at=NOW,
    )
    return digest


def add_transfer(tx: Transaction, transfer: str) -> str:
    tx.transfers.add(transfer, sending=GWYNEDD, receiving=CEREDIGION, started_at=NOW, stage="notified", at=NOW)
    return transfer


def add_message(
    tx: Transaction,
    number: int,
    *,
    transfer: str = "t",
    seq: int = 1,
    iss: str = GWYNEDD,
    jti: str = "",
    token: str = sd_jwt("person"),
    attachments: Sequence[Attachment] = (),
) -> str:
    digest = digest_of(number)
    if tx.transfers.find(transfer) is None:
        add_transfer(tx, transfer)
    tx.messages.add(
        digest,
        transfer=transfer,
        iss=iss,
        aud=CEREDIGION,
        seq=seq,
        jti=jti or f"message-{number}",
        type="notification",
        issued_at=NOW,
        token=token,
        attachments=attachments,
        at=NOW,
    )
    return digest


def add_entry(tx: Transaction, number: int) -> int:
    return tx.log.append(digest_of(number), kind="message", nonce=bytes([number % 256]) * 32, at=NOW)


def add_event(name: str) -> Callable[[Transaction], int]:
    return lambda tx: tx.events.add(name, transfer=None, data={}, at=NOW)


def event_names(tx: Transaction) -> list[str]:
    return [event.type for event in tx.events.after(0, limit=100_000)]


def start_other_process(place: Place, *arguments: str) -> subprocess.Popen[str]:
    """Another program on the same database; see `other_process.py` for what it can do."""
    command = [sys.executable, str(PROJECT / "tests/store/other_process.py"), place.url, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
