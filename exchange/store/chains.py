"""Trust chains, stored once for everything that was signed under them: what a signature must be judged by, for ever."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from exchange.jose import b64u
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.tables import ChainRow

_CHAINS = table_of(ChainRow)
_ADD = adding(_CHAINS)
_FIND = select(_CHAINS.c.statements).where(_CHAINS.c.digest == bindparam("of"))


class Chains:
    """The chains of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, chain: Sequence[str]) -> str | None:
        """Keep a chain, if it is not kept yet, and return the name to find it by; None for an empty one."""
        if not chain:
            return None
        statements = json.dumps(list(chain), separators=(",", ":"))
        digest = b64u(hashlib.sha256(statements.encode()).digest())
        self._sql.run(_ADD, digest=digest, statements=statements)
        return digest

    def find(self, digest: str | None) -> tuple[str, ...]:
        """The statements of a chain, leaf first; none for None."""
        row = self._sql.one(_FIND, of=digest) if digest else None
        return tuple(json.loads(row[0])) if row else ()
