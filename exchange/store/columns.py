"""What every table is made of: its root, two column types, options, and the Core table behind a class."""

from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, String, Table, TypeDecorator, text
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel


class Moment(TypeDecorator[datetime]):
    """An instant: aware going in, UTC coming out. SQLite keeps it as text of one width, which sorts like time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite has no type for instants, and would lose the zone."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a time without a zone: nobody could say later which instant it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC).isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The same instant, in UTC."""
        if value is None:
            return None
        instant: datetime = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return instant.astimezone(UTC)


class Number(TypeDecorator[int]):
    """A 64-bit whole number; on SQLite spelt INTEGER, the only name under which it numbers rows by itself."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite's INTEGER holds 64 bits anyway."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Row(SQLModel):
    """The root of the tables: its own metadata, and names for constraints that are the same on every database."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


METADATA = Row.metadata


GROWS: dict[str, Any] = {"sqlite_autoincrement": True}  # a number is never given twice, also after rows were deleted
BY_KEY: dict[str, Any] = {"sqlite_with_rowid": False}  # small rows that are only looked up by their key


def only(condition: str) -> dict[str, Any]:
    """The options of an index over the rows that meet a condition."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def table_of(row: type[Row]) -> Table:
    """The Core table behind a class: statements are built on it, so that no query makes objects that track changes."""
    return cast(Table, row.__dict__["__table__"])
