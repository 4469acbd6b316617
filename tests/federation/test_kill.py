"""Real processes, killed with SIGKILL while transfers flow among them: a small soak, and the checker's own test."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.soak.books import disagreements
from benchmarks.soak.mortals import Death
from benchmarks.soak.run import Opened, Plan, Soaked, fed_wrongly, soak, told_wrongly
from exchange.app import open_node

TRANSFERS, KILLS = 24, 20


@dataclass(frozen=True)
class After:
    """What a soak has left: the councils' folders, and what the case systems know."""

    folder: Path
    soaked: Soaked

    def violations(self) -> list[str]:
        """What the checker finds now."""
        with ExitStack() as opened:
            clock = datetime.now(UTC)
            folders = [each for each in sorted(self.folder.iterdir()) if (each / "anchor.json").exists()]
            keepers = [Opened(opened.enter_context(open_node(each, clock=lambda: clock))) for each in folders]
            return [
                *disagreements(keepers),
                *told_wrongly(keepers, self.soaked.tales),
                *fed_wrongly(keepers, self.soaked.feeds),
            ]


FAULTS = {
    "a message lost": "DELETE FROM messages WHERE position = 2",
    "a message doubled": "INSERT INTO messages SELECT 900000, substr(digest, 2) || 'A', transfer, iss, aud, seq + 50, "
    "'j', type, issued_at, chain, at, erased_at, signed, concealed FROM messages WHERE position = 1",
    "another type": "UPDATE messages SET type = 'cancelled' WHERE position = 1",
    "a receipt without its effect": "UPDATE receipts SET of = 'another' WHERE position = 1",
    "an effect without its receipt": "DELETE FROM receipts WHERE position = 1",
    "a forged receipt": "UPDATE receipts SET token = substr(token, 2) WHERE position = 1",
    "something on its way": "UPDATE outbox SET state = 'ready' WHERE position = 1",
    "something given up": "UPDATE outbox SET state = 'failed' WHERE position = 1",
    "another stage": "UPDATE transfers SET stage = 'arrived' WHERE position = 1",
    "a transfer lost": "DELETE FROM transfers WHERE position = 1",
    "a transfer nobody asked for": "INSERT INTO transfers SELECT 900000, 'x', sending, receiving, started_at, stage, "
    "at, changed_at, NULL, NULL, NULL, NULL, NULL FROM transfers WHERE position = 1",
    "an event lost": "DELETE FROM events WHERE position = 3",
    "an event doubled": "INSERT INTO events SELECT 900000, type, transfer, data, at FROM events WHERE position = 3",
    "a signature without an entry": "DELETE FROM log_entries WHERE idx = 5",
    "another tree": "UPDATE log_entries SET nonce = zeroblob(32) WHERE idx = 0",
    "a record lost": "DELETE FROM records WHERE own = 0",
}


@contextmanager
def doctored(book: Path, statement: str) -> Iterator[None]:
    """A council's book with one thing changed in it, until it is put back."""
    whole = book.read_bytes()
    with closing(sqlite3.connect(book)) as database:
        assert database.execute(statement).rowcount > 0
        database.commit()
    try:
        yield
    finally:
        book.write_bytes(whole)


def test_councils_killed_twenty_times_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """And the checker that says so would have found each of the faults above."""
    plan = Plan(transfers=TRANSFERS, kills=KILLS, councils=3, at_once=TRANSFERS, seed=random.randrange(1_000_000))
    soaked = soak(tmp_path, plan)
    assert soaked.violations == [], plan.seed
    assert (soaked.told, soaked.kills) == (TRANSFERS, KILLS)
    assert soaked.deaths[Death.BEFORE_A_COMMIT] + soaked.deaths[Death.AFTER_A_COMMIT] > 0
    assert soaked.messages > 4 * TRANSFERS
    after = After(tmp_path, soaked)
    assert after.violations() == []
    for fault, statement in FAULTS.items():
        with doctored(tmp_path / "gwynedd" / "store.db", statement):
            assert after.violations() != [], fault
    assert after.violations() == []
