"""Drafts: what people are writing about something, encrypted, and never overwritten by somebody who did not read it."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from exchange.errors import Refusal
from exchange.store.bodies import WRAPPED, Bodies, Body, with_key
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.staff import DraftRow

_PLACE = "drafts"
_SIGNED = "~"  # of a draft nothing is signed: all of it is encrypted


@dataclass(frozen=True)
class Draft:
    """A draft as somebody left it; `version` names this state of it, and no other draft ever has the same."""

    version: int
    by: str
    by_name: str
    at: datetime
    body: str = field(repr=False)  # no trace of an error may print it


_DRAFTS = table_of(DraftRow)
_NAME = _DRAFTS.c.of + "/" + _DRAFTS.c.kind
_ADD = adding(_DRAFTS).returning(_DRAFTS.c.position)
_IS_OF = (_DRAFTS.c.of == bindparam("of_it"), _DRAFTS.c.kind == bindparam("of_kind"))
_FIND = (
    select(_DRAFTS.c.position, _DRAFTS.c.by, _DRAFTS.c.by_name, _DRAFTS.c.at, _DRAFTS.c.concealed, WRAPPED)
    .select_from(with_key(_DRAFTS, _NAME))
    .where(*_IS_OF)
)
_DROP = delete(_DRAFTS).where(*_IS_OF)
_DROP_VERSION = _DROP.where(_DRAFTS.c.position == bindparam("version"))


class Drafts:
    """The drafts of one store, one of each kind about each thing."""

    def __init__(self, sql: Sql, bodies: Bodies) -> None:
        self._sql = sql
        self._bodies = bodies

    def find(self, of: str, kind: str) -> Draft | None:
        """The draft of this kind about this."""
        row = self._sql.one(_FIND, of_it=of, of_kind=kind)
        if row is None:
            return None
        version, by, by_name, at, concealed, wrapped = row
        body = self._bodies.reveal(Body(_SIGNED, concealed, wrapped), place=_PLACE, name=f"{of}/{kind}")
        return Draft(version, by, by_name, at, body.removeprefix(_SIGNED))

    def put(self, of: str, kind: str, *, version: int, body: str, by: str, by_name: str, at: datetime) -> int:
        """Keep a draft in place of the version that its writer had read (0: there was none); returns the new version.

        Refuses `draft-changed` where another version is there, or none any more.
        """
        if version and not self._sql.run(_DROP_VERSION, of_it=of, of_kind=kind, version=version):
            raise Refusal("draft-changed")
        name = f"{of}/{kind}"
        kept = self._bodies.conceal(_SIGNED + body, place=_PLACE, name=name)
        added = self._sql.one(_ADD, of=of, kind=kind, by=by, by_name=by_name, at=at, concealed=kept.concealed)
        if added is None:
            raise Refusal("draft-changed")
        if version:
            self._bodies.forget(place=_PLACE, name=name)
        self._bodies.keep(kept, place=_PLACE, name=name)
        return int(added[0])

    def drop(self, of: str, kind: str) -> None:
        """Destroy a draft and its key; dropping what is not there changes nothing."""
        if self._sql.run(_DROP, of_it=of, of_kind=kind):
            self._bodies.forget(place=_PLACE, name=f"{of}/{kind}")
