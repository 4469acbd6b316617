"""Finding again by words: which transfer or record a word belongs to, without the word itself.

A word (a part of a name, a number) is kept as a keyed hash, made by the vault: who reads the table without the key can
neither read a word nor try one. Rows go when the person is erased.
"""

from collections.abc import Iterable

from sqlalchemy import and_, bindparam, delete, exists, select
from sqlalchemy.sql.elements import ColumnElement

from exchange.store.bodies import Vault
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.tables import SearchRow

MOST_WORDS = 6
_WORDS = table_of(SearchRow)
_ADD = adding(_WORDS)
_FORGET = delete(_WORDS).where(_WORDS.c.of_kind == bindparam("of_kind"), _WORDS.c.of == bindparam("of_"))


class Search:
    """The search words of one store."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault

    def index(self, of_kind: str, of: str, *, words: Iterable[str]) -> None:
        """Have it found by these (folded) words too."""
        for word in sorted(set(words)):
            self._sql.run(_ADD, word=self._vault.blind(word.encode()), of_kind=of_kind, of=of)

    def forget(self, of_kind: str, of: str) -> None:
        """Have it found by no word any more."""
        self._sql.run(_FORGET, of_kind=of_kind, of_=of)

    def blinded(self, words: Iterable[str]) -> dict[str, bytes]:
        """The values of `FOUND`: the first words, the last one repeated where there are fewer."""
        blind = [self._vault.blind(word.encode()) for word in words][:MOST_WORDS]
        blind += blind[-1:] * (MOST_WORDS - len(blind))
        return {f"word_{place}": word for place, word in enumerate(blind)}


def found(of_kind: str, of: ColumnElement[str]) -> ColumnElement[bool]:
    """That a row is found by every one of the blinded words."""
    return and_(*(_has(of_kind, of, place) for place in range(MOST_WORDS)))


def _has(of_kind: str, of: ColumnElement[str], place: int) -> ColumnElement[bool]:
    words = _WORDS.alias()
    return exists(
        select(words.c.of).where(
            words.c.word == bindparam(f"word_{place}"), words.c.of_kind == of_kind, words.c.of == of
        )
    )
