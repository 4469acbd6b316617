"""The councils of the federation as this node knows them: chains that were verified, kept until they expire."""

from collections.abc import Mapping
from datetime import datetime

from exchange.errors import Refusal
from exchange.store import Transaction
from exchange.trust import Anchor, TrustedEntity, verify_chain


class Members:
    """Looks members up in the store and keeps each verified chain's meaning in memory, by its digest."""

    def __init__(self, anchors: Mapping[str, Anchor]) -> None:
        self._anchors = anchors
        self._verified: dict[str, TrustedEntity] = {}

    def find(self, tx: Transaction, entity_id: str, *, now: datetime) -> TrustedEntity:
        """The member with this id; refuses `entity-unknown` or `chain-expired`, and has the worker look it up."""
        stored = tx.members.find(entity_id)
        if stored is None:
            raise Refusal("entity-unknown")
        return self._trusted(stored.chain, stored.configuration_digest, now)

    def by_gss(self, tx: Transaction, gss: str, *, now: datetime) -> TrustedEntity:
        """The member that is this council."""
        stored = tx.members.by_gss(gss)
        if stored is None:
            raise Refusal("entity-unknown")
        return self._trusted(stored.chain, stored.configuration_digest, now)

    def _trusted(self, chain: tuple[str, ...], digest: str, now: datetime) -> TrustedEntity:
        known = self._verified.get(digest)
        if known is None or known.chain != chain or known.expires_at <= now:
            known = verify_chain(chain, anchors=self._anchors, now=now)
            self._verified[digest] = known
        return known
