"""No request costs more because more is stored: SQLite says how it would run each statement of the store."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from sqlalchemy import Delete, Select, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

import exchange.store
from tests.store.support import Place

# These read everything, on purpose: there are as many rows as councils, or as the table may ever hold.
WHOLE = {
    "members._ALL": "one row for each council",
    "statements._ALL": "one row for each council",
    "accounts._ALL": "one row for each person who works here",
    "members._HOW_MANY": "at most WANTED_LIMIT rows",
    "members._LOOK_UP": "walks the key and stops at the limit",
    "outbox._DUE": "walks its index and stops at the first",
    "log._NEWEST": "walks the key and stops at the first",
    "messages._NEWEST_FROM": "walks the key backwards and stops at the first of this council; an auditor's page",
    "log._KINDS": "an auditor's page counts all entries, a few times a day",
    "audited._STAGES": "an auditor's page counts all transfers, a few times a day",
    "audited._SENDING": "the same",
    "audited._RECEIVING": "the same",
    "queues._QUEUES": "an operator's page: walks the index of what is unsettled",
    "queues._STUCK": "the same",
    "queues._FIRST_OF_PEER": "the same",
}


def statements() -> Iterator[tuple[str, ClauseElement]]:
    for module in pkgutil.iter_modules(exchange.store.__path__):
        if module.ispkg:
            continue
        for name, value in vars(importlib.import_module(f"exchange.store.{module.name}")).items():
            if isinstance(value, Select | Update | Delete) and name != "_FULL":  # which others are made from
                yield f"{module.name}.{name}", value


STATEMENTS = dict(statements())


def plan_of(place: Place, statement: ClauseElement) -> list[str]:
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    with place.engine().connect() as connection:
        nothing = dict.fromkeys(compiled.params)
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", nothing)]


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_searches_by_an_index_and_sorts_nothing(sqlite_place: Place, name: str) -> None:
    plan = plan_of(sqlite_place, STATEMENTS[name])
    assert plan
    if name not in WHOLE:
        assert [line for line in plan if line.startswith("SCAN") or "TEMP B-TREE" in line] == []


def test_the_exceptions_exist() -> None:
    assert WHOLE.keys() <= STATEMENTS.keys()
