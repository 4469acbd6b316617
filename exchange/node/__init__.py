"""The parts of one running node, and the acts that more than one journey performs inside its own transaction.

A `Node` is put together by the roof and never changes: settings, keys, store, peers, pinned anchors, a clock and a
source of randomness. The acts are: `enter` a signature into our log, `cut` a checkpoint, `say` our next message in a
transfer, `judge_attached` records, `state` who is a member (the anchor's part), `describe` ourselves. None of them
opens or commits a transaction: journeys do. What a repeated request is, `Once` says; `once` makes it have its effect
once.
"""

from exchange.node.acts import cut, enter, newest_status_list, once, own_status, proof_of
from exchange.node.attached import Genuine, judge_attached, member
from exchange.node.attesting import (
    Attesting,
    attestations_of,
    check_attestation,
    genuine_attestations,
    keep_attestation,
    keep_attested,
)
from exchange.node.describing import describe, describe_history
from exchange.node.members import Members, Unknown, looking_up
from exchange.node.naming import council_of
from exchange.node.parts import Clock, Node, Once, Random
from exchange.node.received import received_records
from exchange.node.saying import conversation_of, event_of, keep, own_chain, say, say_in, set_stage
from exchange.node.stating import LIFETIME, state
from exchange.node.words import describe_attestation, describe_determinations, describe_refusals, is_logged

__all__ = [
    "LIFETIME",
    "Attesting",
    "Clock",
    "Genuine",
    "Members",
    "Node",
    "Once",
    "Random",
    "Unknown",
    "attestations_of",
    "check_attestation",
    "conversation_of",
    "council_of",
    "cut",
    "describe",
    "describe_attestation",
    "describe_determinations",
    "describe_history",
    "describe_refusals",
    "enter",
    "event_of",
    "genuine_attestations",
    "is_logged",
    "judge_attached",
    "keep",
    "keep_attestation",
    "keep_attested",
    "looking_up",
    "member",
    "newest_status_list",
    "once",
    "own_chain",
    "own_status",
    "proof_of",
    "received_records",
    "say",
    "say_in",
    "set_stage",
    "state",
]
