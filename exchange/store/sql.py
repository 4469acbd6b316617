"""Where a statement meets the database.

Statements are Core expressions, made once when a module is imported and compiled once for each database: to build them
anew would cost several times what SQLite takes to run them. `Sql` runs them inside the one transaction it was given.
Nothing here keeps a row, and nothing here commits.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import Connection, Dialect, Insert, Select, Table, UniqueConstraint, bindparam, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ColumnElement

Statement: TypeAlias = Select[Any] | UpdateBase
Values: TypeAlias = Mapping[str, Any]
Result: TypeAlias = tuple[Any, ...]
ERASED = "erased"
T = TypeVar("T")
_Convert: TypeAlias = Callable[[Any], Any]


class Conflict(Exception):
    """Another row already has this key. Nothing was written, and the transaction is still good."""

    def __init__(self, table: str, key: Sequence[str]) -> None:
        self.table = table
        self.key = tuple(key)
        super().__init__(f"{table} already has a row with the same {', '.join(key)}")


def adding(table: Table) -> Insert:
    """A new row of every column but `position`; where a unique key is taken, nothing is written."""
    return postgresql.insert(table).on_conflict_do_nothing().inline()  # SQLite reads the same ON CONFLICT clause


def putting(table: Table) -> Insert:
    """A new row, or the new state of the one that has the same primary key."""
    statement = postgresql.insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed).inline()


def columns_for(value: type[Any], table: Table) -> list[ColumnElement[Any]]:
    """The table's columns in the order in which a frozen value takes them."""
    return [table.c[field.name] for field in fields(value)]


@dataclass(frozen=True)
class _Compiled:
    text: str
    fixed: Values  # what the statement itself brings along
    names: tuple[str, ...] | None  # in order, where the driver takes parameters by place
    binders: tuple[tuple[str, _Convert], ...]
    readers: tuple[tuple[int, _Convert], ...]

    def parameters(self, values: Values) -> Result | Values:
        converted = {**self.fixed, **values}
        for name, convert in self.binders:
            converted[name] = convert(converted[name])
        return converted if self.names is None else tuple(converted[name] for name in self.names)

    def row(self, raw: Sequence[Any]) -> Result:
        if not self.readers:
            return tuple(raw)
        row = list(raw)
        for place, convert in self.readers:
            row[place] = convert(row[place])
        return tuple(row)


_compiled: dict[tuple[str, Statement], _Compiled] = {}


class Sql:
    """Runs statements in one transaction of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # The driver's own cursor: the layers that SQLAlchemy puts around it more than double what a step costs.
        self._cursor = connection.connection.cursor()

    def one(self, statement: Statement, /, **values: Any) -> Result | None:
        """The first row, or None if there is none."""
        rows = self.all(statement, **values)
        return rows[0] if rows else None

    def one_as(self, kind: type[T], statement: Statement, /, **values: Any) -> T | None:
        """The first row as a value of this kind, or None if there is none."""
        row = self.one(statement, **values)
        return None if row is None else kind(*row)

    def all(self, statement: Statement, /, **values: Any) -> list[Result]:
        """Every row; the statement itself limits how many."""
        compiled = self._compiled(statement)
        self._cursor.execute(compiled.text, compiled.parameters(values))
        return [compiled.row(row) for row in self._cursor.fetchall()]

    def all_as(self, kind: type[T], statement: Statement, /, **values: Any) -> list[T]:
        """Every row as a value of this kind."""
        return [kind(*row) for row in self.all(statement, **values)]

    def run(self, statement: Statement, /, **values: Any) -> int:
        """How many rows were written."""
        compiled = self._compiled(statement)
        self._cursor.execute(compiled.text, compiled.parameters(values))
        return self._cursor.rowcount

    def add(self, table: Table, statement: Insert, /, **values: Any) -> None:
        """Write one new row; raises `Conflict`, naming the key, where a unique one is taken."""
        if self.run(statement, **values) == 0:
            raise Conflict(table.name, self._taken(table, values))

    def add_many(self, statement: Insert, rows: Sequence[Values]) -> None:
        """Write rows that are new by construction."""
        compiled = self._compiled(statement)
        self._cursor.executemany(compiled.text, cast(Sequence[Values], [compiled.parameters(row) for row in rows]))

    def mark_erasure(self) -> None:
        """Remember that bytes were deleted that must not linger in a journal once this is committed."""
        self._connection.info[ERASED] = True

    def _taken(self, table: Table, values: Values) -> Sequence[str]:
        """Which unique key of the table these values collide with; asked only once a row was refused."""
        for key in _unique_keys(table):
            same = [table.c[name] == bindparam(name, values.get(name)) for name in key]
            if self._connection.execute(select(table.c[key[0]]).where(*same)).first() is not None:
                return key
        return ()

    def _compiled(self, statement: Statement) -> _Compiled:
        dialect = self._connection.dialect
        try:
            return _compiled[dialect.name, statement]
        except KeyError:
            return _compiled.setdefault((dialect.name, statement), _compile(statement, dialect))


def _compile(statement: Statement, dialect: Dialect) -> _Compiled:
    keys = [c.name for c in statement.table.columns if c.name != "position"] if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    return _Compiled(
        text=str(compiled),
        fixed={name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        names=None if compiled.positiontup is None else tuple(compiled.positiontup),
        binders=tuple(
            (name, convert)
            for name, bind in compiled.binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        ),
        readers=tuple(
            (place, convert)
            for place, column in enumerate(statement.exported_columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ),
    )


def _unique_keys(table: Table) -> list[list[str]]:
    """Every unique key of a table, the shortest first: a digest says more than what it implies."""
    constraints = [c.columns for c in table.constraints if isinstance(c, UniqueConstraint)]
    indexes = [index.columns for index in table.indexes if index.unique]
    keys = [[column.name for column in key] for key in (table.primary_key.columns, *constraints, *indexes)]
    return sorted(keys, key=lambda key: (len(key), key))
