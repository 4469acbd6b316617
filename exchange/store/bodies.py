"""Encryption at rest, and erasure.

A token is kept in two parts. What its issuer signed (days, codes, digests) stays readable, so that signatures, stages
and duties can be checked for as long as evidence must live. Its disclosures, where every personal value is, are
encrypted with AES-256-GCM under a key made for this one body, and bound to their place by the associated data. The key,
wrapped by the vault, lies in a table of its own: deleting the row erases the person from the body, here at once, and in
backups when the last backup of that table is gone.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Table, and_, bindparam, delete
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Join

from exchange.errors import Refusal
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.tables import WrappedKeyRow

_KEYS = table_of(WrappedKeyRow)
_ADD = adding(_KEYS)
_FORGET = delete(_KEYS).where(_KEYS.c.place == bindparam("of_place"), _KEYS.c.name == bindparam("of_name"))
_NONCE = bytes(12)  # a key encrypts one body and is never used again, so no nonce can repeat under it

WRAPPED: ColumnElement[Any] = _KEYS.c.wrapped


class Vault(Protocol):
    """Keeps the key that wraps all others; a file, a security module, a cloud's key service."""

    def wrap(self, key: bytes, /) -> bytes:
        """The key, encrypted so that only this vault can open it."""
        ...

    def unwrap(self, wrapped: bytes, /) -> bytes:
        """The key again."""
        ...

    def blind(self, word: bytes, /) -> bytes:
        """A keyed hash: the same for the same word, and nothing to anybody without the key."""
        ...


@dataclass(frozen=True)
class Body:
    """A stored token: what was signed, its disclosures encrypted, and the wrapped key to them."""

    signed: str | None
    concealed: bytes | None
    wrapped: bytes | None


NO_BODY = Body(None, None, None)


def with_key(table: Table, name: ColumnElement[str]) -> Join:
    """The table, each row beside its wrapped key if that still exists."""
    return table.outerjoin(_KEYS, and_(_KEYS.c.place == table.name, _KEYS.c.name == name))


class Bodies:
    """Encrypts and decrypts in one transaction."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault

    def conceal(self, token: str, *, place: str, name: str) -> Body:
        """Split a token and encrypt its disclosures under a fresh key; one without any needs no key."""
        signed, tilde, disclosures = token.partition("~")
        if not disclosures:
            return Body(token, None, None)
        key = AESGCM.generate_key(256)
        concealed = AESGCM(key).encrypt(_NONCE, disclosures.encode(), _bound_to(place, name))
        return Body(signed + tilde, concealed, self._vault.wrap(key))

    def keep(self, body: Body, *, place: str, name: str) -> None:
        """Store the body's key, once its row is written."""
        if body.wrapped is not None:
            self._sql.add(_KEYS, _ADD, place=place, name=name, wrapped=body.wrapped)

    def reveal(self, body: Body, *, place: str, name: str) -> str:
        """The token as it was stored, or without its disclosures once they are erased."""
        signed = body.signed or ""
        if body.concealed is None or body.wrapped is None:
            return signed
        key = AESGCM(self._vault.unwrap(body.wrapped))
        try:
            return signed + key.decrypt(_NONCE, body.concealed, _bound_to(place, name)).decode()
        except InvalidTag as error:
            raise Refusal("store-damaged", place) from error

    def forget(self, *, place: str, name: str) -> None:
        """Destroy the key of a body, and have the database overwrite where it stood."""
        self._sql.run(_FORGET, of_place=place, of_name=name)
        self._sql.mark_erasure()


def _bound_to(place: str, name: str) -> bytes:
    return f"{place}/{name}".encode()
