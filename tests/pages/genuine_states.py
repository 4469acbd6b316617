"""Every state in which a record can be found, staged: for the tests of the panel, and for the pictures of it.

for name, path in stage_states(world_folder): ...
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy

from exchange.jose import JsonObject
from tests.federation.bad_records import taken_out
from tests.federation.liar import Liar
from tests.pages.staging import Stage, open_stage
from tests.world import Running, content_of

GENUINE: Final = "megan-plan"


@dataclass(frozen=True)
class Staged:
    """Where a state can be seen: the council whose page it is, and the address behind the language."""

    council: Running
    path: str


def current(stage: Stage) -> Staged:
    return _received(stage, *_sent(stage))


def own(stage: Stage) -> Staged:
    record = stage.gwynedd.publish(GENUINE)
    return Staged(stage.gwynedd, f"/records/{record}")


def stale(stage: Stage) -> Staged:
    found = current(stage)
    stage.world.clock.turn(hours=20)
    return found


def not_fetched(stage: Stage) -> Staged:
    transfer, record = _sent(stage)
    _forget(stage.ceredigion, "status_tokens")
    return _received(stage, transfer, record)


def not_logged(stage: Stage) -> Staged:
    transfer, record = _sent(stage)
    _forget(stage.ceredigion, "proofs")
    return _received(stage, transfer, record)


def superseded(stage: Stage) -> Staged:
    transfer, record = _sent(stage)
    body: JsonObject = {"kind": "care-and-support-plan", "content": content_of(GENUINE), "supersedes": record}
    stage.gwynedd.client.post("/v1/records", body, key=stage.gwynedd.node.fresh_id())
    return _received(stage, transfer, record, fetched_again=True)


def suspended(stage: Stage) -> Staged:
    transfer, record = _sent(stage)
    _suspend(stage.gwynedd, record)
    return _received(stage, transfer, record, fetched_again=True)


def entered_in_error(stage: Stage) -> Staged:
    transfer, record = _sent(stage)
    key = stage.gwynedd.node.fresh_id()
    stage.gwynedd.client.post(f"/v1/records/{record}/withdraw", {"reason": "entered-in-error"}, key=key)
    return _received(stage, transfer, record, fetched_again=True)


def failed(stage: Stage) -> Staged:
    """Another council took something out of a record without a word."""
    liar = Liar(stage.gwynedd.node, stage.ceredigion.node, stage.ceredigion.url)
    shown = taken_out(liar, liar.plan())
    liar.post(liar.letter(shown).sealed())
    liar.close()
    [transfer] = stage.ceredigion.node.store.read(lambda tx: tx.transfers.page())[-1:]
    return Staged(stage.ceredigion, f"/transfers/{transfer.id}/records/{shown.document.record}")


def broken(stage: Stage) -> Staged:
    """Somebody has written into the database by hand."""
    transfer, record = _sent(stage)
    found = _received(stage, transfer, record)
    _damage(stage.ceredigion, record)
    return found


STATES: Final[Mapping[str, Callable[[Stage], Staged]]] = {
    "current": current,
    "own": own,
    "stale": stale,
    "not-fetched": not_fetched,
    "not-logged": not_logged,
    "superseded": superseded,
    "suspended": suspended,
    "entered-in-error": entered_in_error,
    "failed": failed,
    "broken": broken,
}
"""By the code of the state (`exchange.pages.reading.genuine.State`)."""


@contextmanager
def staged(folder: Path, state: str) -> Iterator[tuple[Stage, Staged]]:
    """One state on a stage of its own."""
    with open_stage(folder) as stage:
        yield stage, STATES[state](stage)


def _sent(stage: Stage) -> tuple[str, str]:
    transfer = stage.move(GENUINE)
    [record] = stage.ceredigion.node.store.read(lambda tx: [each.digest for each in tx.records.page(own=False)])[-1:]
    return transfer, record


def _received(stage: Stage, transfer: str, record: str, *, fetched_again: bool = False) -> Staged:
    stage.ceredigion.match(transfer, example=GENUINE)
    if fetched_again:
        stage.world.clock.turn(hours=7)
        stage.world.work(2)
    return Staged(stage.ceredigion, f"/transfers/{transfer}/records/{record}")


def _suspend(council: Running, record: str) -> None:
    """There is no door for it yet: the list is written as the council itself would."""
    stored = council.node.store.read(lambda tx: tx.records.find(record))
    assert stored is not None
    uri, idx = stored.status_uri or "", stored.status_idx or 0
    council.node.store.write(lambda tx: tx.status.set_value(uri, idx, 2))


def _forget(council: Running, table: str) -> None:
    _by_hand(council, f"DELETE FROM {table}")


def _damage(council: Running, record: str) -> None:
    _by_hand(council, "UPDATE attachments SET concealed = X'00' WHERE record = :record", record=record)


def _by_hand(council: Running, statement: str, **values: str) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{council.folder / 'store.db'}")
    with engine.begin() as connection:
        assert connection.execute(sqlalchemy.text(statement), values).rowcount
    engine.dispose()
