"""Whatever happens: messages of a conversation are handed out one after the other, and none is lost."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from benchmarks.postgres import MEMORY
from exchange.store import Lease, LeaseLost, Store
from tests.store.support import CEREDIGION, NOW, KeyVault, add_message

TRANSFERS = st.sampled_from(["a", "b", "c"])
LEASE_SECONDS = 60


class Conversations(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.store = Store.open(f"sqlite:///{shutil.copy(self.template, self.folder)}", vault=KeyVault())
        self.now = NOW
        self.sent: dict[str, list[str]] = {name: [] for name in "abc"}
        self.done: dict[str, int] = dict.fromkeys("abc", 0)  # how many of a conversation are settled
        self.failed: set[str] = set()
        self.current: dict[str, Lease] = {}  # by message: the newest lease of it
        self.ended: list[Lease] = []

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(transfer=TRANSFERS)
    def send(self, transfer: str) -> None:
        number = sum(map(len, self.sent.values()))
        seq = len(self.sent[transfer]) + 1
        digest = self.store.write(lambda tx: add_message(tx, number, transfer=transfer, seq=seq))
        self.store.write(lambda tx: tx.outbox.put(digest, peer=CEREDIGION, due_at=self.now))
        self.sent[transfer].append(digest)

    @rule(seconds=st.sampled_from([1, LEASE_SECONDS]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        leases = self.store.write(
            lambda tx: tx.outbox.claim(CEREDIGION, now=self.now, lease_seconds=LEASE_SECONDS, limit=limit, owner="w")
        )
        lowest = {self.sent[name][self.done[name]]: name for name in "abc" if self.done[name] < len(self.sent[name])}
        for lease in leases:
            assert lowest[lease.message] not in self.failed
            if lease.message in self.current:
                self.ended.append(self.current[lease.message])
                assert lease.fence > self.current[lease.message].fence
            self.current[lease.message] = lease

    @precondition(lambda self: self.current)
    @rule(what=st.sampled_from(["settle", "postpone", "give_up"]), data=st.data())
    def use(self, what: str, data: st.DataObject) -> None:
        lease = self.current.pop(data.draw(st.sampled_from(sorted(self.current))))
        transfer = next(name for name in "abc" if lease.message in self.sent[name])
        match what:
            case "settle":
                self.store.write(lambda tx: tx.outbox.settle(lease))
                self.done[transfer] += 1
            case "postpone":
                due_at = self.now + timedelta(seconds=30)
                self.store.write(lambda tx: tx.outbox.postpone(lease, due_at=due_at, problem="busy"))
            case _:
                self.store.write(lambda tx: tx.outbox.give_up(lease, problem="busy"))
                self.failed.add(transfer)
        self.ended.append(lease)

    @precondition(lambda self: self.ended)
    @rule(data=st.data())
    def use_an_ended_lease(self, data: st.DataObject) -> None:
        lease = data.draw(st.sampled_from(self.ended))
        with pytest.raises(LeaseLost):
            self.store.write(lambda tx: tx.outbox.settle(lease))

    @rule(transfer=TRANSFERS)
    def revive(self, transfer: str) -> None:
        revived = self.store.write(lambda tx: tx.outbox.revive(transfer, due_at=self.now))
        assert revived == (transfer in self.failed)
        self.failed.discard(transfer)

    @invariant()
    def nothing_is_lost(self) -> None:
        everything = self.store.read(lambda tx: {transfer: tx.outbox.waiting(transfer) for transfer in "abc"})
        for name, waiting in everything.items():
            assert [message.message for message in waiting] == self.sent[name][self.done[name] :]
            states = ["failed" if name in self.failed else "ready", *["behind"] * len(waiting)]
            assert [message.state for message in waiting] == states[: len(waiting)]


def test_the_order_of_every_conversation_is_kept(sqlite_template: Path) -> None:
    machine = type("ConversationsHere", (Conversations,), {"template": sqlite_template})
    run_state_machine_as_test(machine, settings=settings(max_examples=15, stateful_step_count=25, deadline=None))
