"""Councils as people know them: from a name in the federation to a code and names in two languages."""

from datetime import date

from exchange.councils import council
from exchange.errors import Refusal
from exchange.node.parts import Node
from exchange.store import Transaction
from exchange.wire import Council


def council_of(node: Node, tx: Transaction, entity_id: str) -> Council:
    """The council with this entity id; one that is no member any more goes by its entity id."""
    if entity_id == node.entity_id:
        gss = node.settings.gss
    else:
        member = tx.members.find(entity_id)
        gss = member.gss if member else ""
    english, welsh = _names(gss, on=node.today()) or (entity_id, entity_id)
    return Council(gss=gss, name=english, welsh_name=welsh, entity_id=entity_id)


def _names(gss: str, *, on: date) -> tuple[str, str] | None:
    try:
        found = council(gss, on=on)
    except Refusal:
        return None
    return found.english, found.welsh
