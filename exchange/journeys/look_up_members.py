"""Look up: learn from the anchor who is a member, and keep each member's verified chain until half its life is over.

Only the worker does this. The anchor's address is pinned; a member's address is used only after the anchor's statement
about it was verified. One member that cannot be verified does not keep the others from being known.
"""

from exchange.errors import Refusal
from exchange.node import Node, describe
from exchange.store import Member, Transaction
from exchange.trust import Anchor, verify_chain, verify_subordinate

MAX_MEMBERS = 1_000


def look_up_members(node: Node) -> int:
    """Bring the members up to date; returns how many were looked up anew."""
    known = {member.entity_id: member for member in node.store.read(lambda tx: tx.members.all())}
    wanted = set(node.store.read(lambda tx: tx.members.wanted_list()))
    count = 0
    for anchor in node.anchors.values():
        for entity_id in node.peers.member_ids(anchor.entity_id)[:MAX_MEMBERS]:
            if entity_id in wanted or _stale(node, known.get(entity_id)):
                count += _look_up(node, anchor, entity_id)
    return count


def _stale(node: Node, member: Member | None) -> bool:
    return member is None or node.now() >= member.at + (member.expires_at - member.at) / 2


def _look_up(node: Node, anchor: Anchor, entity_id: str) -> bool:
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

    node.store.write(remember)
    return True


def _fetch_chain(node: Node, anchor: Anchor, entity_id: str) -> tuple[str, str]:
    statement = node.peers.statement(anchor.entity_id, subject_id=entity_id)
    verify_subordinate(statement, anchor=anchor, subject_id=entity_id, now=node.now())
    own = entity_id == node.entity_id
    return (describe(node) if own else node.peers.configuration(entity_id)), statement
