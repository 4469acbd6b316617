"""The councils of the federation as this node knows them: chains that were verified, kept until they expire."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from exchange.errors import Refusal
from exchange.store import Member, Transaction
from exchange.trust import Anchor, TrustedEntity, verify_chain

_UNKNOWN = ("entity-unknown", "chain-expired", "kid-unknown")
_MAX_PAST = 1_000


class Unknown(Refusal):
    """A council, or a key that it uses, is not known here (yet); `entity_id` is who should be looked up."""

    def __init__(self, code: str, entity_id: str) -> None:
        super().__init__(code)
        self.entity_id = entity_id


@contextmanager
def looking_up(entity_id: str) -> Iterator[None]:
    """Make what is refused inside, because this council or a key of its is not known here, an `Unknown`."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code not in _UNKNOWN or isinstance(refusal, Unknown):
            raise
        raise Unknown(refusal.code, entity_id) from refusal


class _Past(NamedTuple):
    """What a kept chain means, and the first and the last time for which it was found good."""

    entity: TrustedEntity
    first: datetime
    last: datetime


class Members:
    """Looks members up in the store and keeps in memory what each one's newest chain means."""

    def __init__(self, anchors: Mapping[str, Anchor]) -> None:
        self._anchors = anchors
        self._verified: dict[str, TrustedEntity] = {}
        self._past: dict[tuple[str, ...], _Past] = {}

    def find(self, tx: Transaction, entity_id: str, *, now: datetime) -> TrustedEntity:
        """The member with this id; refuses `entity-unknown` or `chain-expired`."""
        stored = tx.members.find(entity_id)
        if stored is None:
            raise Refusal("entity-unknown")
        return self._trusted(stored, now)

    def by_gss(self, tx: Transaction, gss: str, *, now: datetime) -> TrustedEntity:
        """The member that is this council."""
        stored = tx.members.by_gss(gss)
        if stored is None:
            raise Refusal("entity-unknown")
        return self._trusted(stored, now)

    def last_known(self, tx: Transaction, gss: str, *, now: datetime) -> TrustedEntity:
        """The member that is this council, as it was last known where its chain has expired since.

        Good for saying something that will wait until the council is back. What is sent is encrypted to a council that
        is trusted on the day it goes.
        """
        stored = tx.members.by_gss(gss)
        if stored is None:
            raise Refusal("entity-unknown")
        return self._trusted(stored, min(now, stored.expires_at - timedelta(seconds=1)))

    def at_the_time(self, chain: tuple[str, ...], *, at: datetime) -> TrustedEntity:
        """What a chain that is kept with something signed meant at that time.

        A statement holds from one moment to another without a gap. So what was found good for two times needs no second
        look for the times between them.
        """
        past = self._past.get(chain)
        if past is not None and past.first <= at <= past.last:
            return past.entity
        entity = verify_chain(chain, anchors=self._anchors, now=at)
        if len(self._past) >= _MAX_PAST:
            self._past.clear()
        self._past[chain] = _Past(entity, min(at, past.first) if past else at, max(at, past.last) if past else at)
        return entity

    def _trusted(self, stored: Member, now: datetime) -> TrustedEntity:
        known = self._verified.get(stored.entity_id)
        if known is None or known.chain != stored.chain or known.expires_at <= now:
            known = verify_chain(stored.chain, anchors=self._anchors, now=now)
            self._verified[stored.entity_id] = known
        return known
