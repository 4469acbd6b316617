"""Another program on the same database, started by tests: `URL die-before|die-after` or `URL write COUNT`."""

import os
import sys

from sqlalchemy import Connection

from exchange.store import Store, Transaction, plain_commit
from tests.store.support import CEREDIGION, NOW, KeyVault, add_entry, add_event, add_message


def exit_before_commit(connection: Connection) -> None:
    os._exit(9)


def exit_after_commit(connection: Connection) -> None:
    connection.commit()
    os._exit(9)


COMMITS = {"die-before": exit_before_commit, "die-after": exit_after_commit, "write": plain_commit}


def whole_step(tx: Transaction) -> None:
    """Effect, log entry, outbox row, answer and event: all of it or nothing."""
    digest = add_message(tx, 1)
    add_entry(tx, 1)
    tx.outbox.put(digest, peer=CEREDIGION, due_at=NOW)
    tx.idempotency.put("caller", "key", request_hash="h", status=201, body="{}", at=NOW)
    add_event("notified")(tx)


def write_many(store: Store, count: int) -> None:
    for number in range(1_000, 1_000 + count):

        def step(tx: Transaction, number: int = number) -> None:
            add_entry(tx, number)
            add_event(f"theirs {number}")(tx)

        store.write(step)


def main(url: str, what: str, count: str = "0") -> None:
    with Store.open(url, vault=KeyVault(), commit=COMMITS[what]) as store:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        if what == "write":
            write_many(store, int(count))
        else:
            store.write(whole_step)


if __name__ == "__main__":
    main(*sys.argv[1:])
