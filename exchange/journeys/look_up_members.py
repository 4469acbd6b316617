"""Look up: learn from the anchor who is a member, and keep each member's verified chain until half its life is over.

Only the worker does this. The anchor's address is pinned; a member's address is used only after the anchor's statement
about it was verified. One member that cannot be verified does not keep the others from being known.
"""

from collections.abc import Sequence

from exchange.errors import Refusal
from exchange.node import Node, describe, own_chain
from exchange.store import Member, Transaction
from exchange.trust import Anchor, verify_chain, verify_subordinate

MAX_MEMBERS = 1_000


def look_up_members(node: Node) -> int:
    """Bring the members up to date; returns how many were looked up anew."""
    return sum(look_up(node, entity_id, anchor=anchor) for entity_id, anchor in members_to_look_up(node).items())


def members_to_look_up(node: Node) -> dict[str, Anchor]:
    """Who is to be looked up now: members whose chain is old or not known, and those that were asked for.

    Whoever was asked for is asked for no longer: if it is no member, or does not answer now, the next message that
    needs it asks again.
    """
    known = {member.entity_id: member for member in node.store.read(lambda tx: tx.members.all())}
    wanted = node.store.read(lambda tx: tx.members.wanted_list())
    listed = {each: anchor for anchor in node.anchors.values() for each in _listed(node, anchor)}
    if wanted:
        node.store.write(lambda tx: _forget(tx, wanted))
    due = {each for each in listed if each in wanted or _stale(node, known.get(each))}
    due |= set() if _has_own(node) else {node.entity_id}
    return {each: anchor for each, anchor in listed.items() if each in due}


def look_up(node: Node, entity_id: str, *, anchor: Anchor) -> bool:
    """Look one member up and remember its chain, if that verifies."""
    try:
        chain = _fetch_chain(node, anchor, entity_id)
        entity = verify_chain(chain, anchors=node.anchors, now=node.now())
    except Refusal as refusal:
        node.notices.write("member-refused", entity=entity_id, code=refusal.code)
        return False

    def remember(tx: Transaction) -> None:
        tx.members.put(
            entity_id=entity.entity_id,
            gss=entity.gss,
            chain=chain,
            expires_at=entity.expires_at,
            configuration_digest=entity.configuration_digest,
            at=node.now(),
        )
        tx.outbox.start_over(entity.entity_id, now=node.now())

    node.store.write(remember)
    return True


def _forget(tx: Transaction, wanted: Sequence[str]) -> None:
    for entity_id in wanted:
        tx.members.unwanted(entity_id)


def _listed(node: Node, anchor: Anchor) -> tuple[str, ...]:
    return node.peers.member_ids(anchor.entity_id)[:MAX_MEMBERS]


def _stale(node: Node, member: Member | None) -> bool:
    return member is None or node.now() >= member.at + (member.expires_at - member.at) / 2


def _has_own(node: Node) -> bool:
    """Whether there is a chain that names the keys which this council signs with: not so after one was changed."""
    try:
        node.store.read(lambda tx: own_chain(node, tx))
    except Refusal:
        return False
    return True


def _fetch_chain(node: Node, anchor: Anchor, entity_id: str) -> tuple[str, str]:
    statement = node.peers.statement(anchor.entity_id, subject_id=entity_id)
    verify_subordinate(statement, anchor=anchor, subject_id=entity_id, now=node.now())
    own = entity_id == node.entity_id
    return (describe(node) if own else node.peers.configuration(entity_id)), statement
