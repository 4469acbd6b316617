"""The parts of one running node, and the acts that more than one journey performs inside its own transaction.

A `Node` is put together by the roof and never changes: settings, keys, store, peers, pinned anchors, a clock and a
source of randomness. The acts are: `enter` a signature into our log, `cut` a checkpoint, `say` our next message in a
transfer, `judge_attached` records, `state` who is a member (the anchor's part), `describe` ourselves, `begin_session`
for somebody who signs in, `trace` who looked at or did what. None of them opens or commits a transaction: journeys do.
What a repeated request is, `Once` says; `once` makes it have its effect once.
"""

from exchange.node.acts import cut, enter, newest_status_list, once, own_status, proof_of
from exchange.node.answering import answer, hold, keep_record
from exchange.node.attached import Genuine, judge_attached, member
from exchange.node.attesting import (
    Attesting,
    attestations_of,
    check_attestation,
    genuine_attestations,
    keep_attestation,
    keep_attested,
)
from exchange.node.auditing import Audited, audited
from exchange.node.describing import describe, describe_history, heard, spoken
from exchange.node.finding import find_anew, find_record_by, find_transfer_by, words_in
from exchange.node.for_person import find_for_person, issuer_of, preview_for_person
from exchange.node.members import Members, Unknown, looking_up
from exchange.node.naming import council_of
from exchange.node.opening import open_transfer, other_council, standing_kinds
from exchange.node.parts import LONDON, Clock, Node, Once, Random
from exchange.node.passwords import SALT_BYTES, keep_password, knows_password
from exchange.node.people import Program, Role, SignedIn, hash_of, login_of, name_of, roles_among, roles_at
from exchange.node.presenting import Foretold, Own, find_own, foretell_to, present_to, purpose_for
from exchange.node.received import needs_shown, person_named, received_records, verdict_on, verdicts_of
from exchange.node.record_shown import find_record, record_listed, record_shown
from exchange.node.saying import (
    Saying,
    conversation_of,
    event_of,
    forget_recalled,
    keep,
    leave_word,
    own_chain,
    say,
    say_in,
    set_stage,
    stand,
    standing_of,
)
from exchange.node.sessions import SECRET_BYTES, begin_session, is_over
from exchange.node.shown import transfer_listed, transfer_shown
from exchange.node.stating import LIFETIME, state
from exchange.node.trail import trace
from exchange.node.waiting import delivery, delivery_of
from exchange.node.words import describe_attestation, describe_determinations, describe_refusals, is_logged

__all__ = [
    "LIFETIME",
    "LONDON",
    "SALT_BYTES",
    "SECRET_BYTES",
    "Attesting",
    "Audited",
    "Clock",
    "Foretold",
    "Genuine",
    "Members",
    "Node",
    "Once",
    "Own",
    "Program",
    "Random",
    "Role",
    "Saying",
    "SignedIn",
    "Unknown",
    "answer",
    "attestations_of",
    "audited",
    "begin_session",
    "check_attestation",
    "conversation_of",
    "council_of",
    "cut",
    "delivery",
    "delivery_of",
    "describe",
    "describe_attestation",
    "describe_determinations",
    "describe_history",
    "describe_refusals",
    "enter",
    "event_of",
    "find_anew",
    "find_for_person",
    "find_own",
    "find_record",
    "find_record_by",
    "find_transfer_by",
    "foretell_to",
    "forget_recalled",
    "genuine_attestations",
    "hash_of",
    "heard",
    "hold",
    "is_logged",
    "is_over",
    "issuer_of",
    "judge_attached",
    "keep",
    "keep_attestation",
    "keep_attested",
    "keep_password",
    "keep_record",
    "knows_password",
    "leave_word",
    "login_of",
    "looking_up",
    "member",
    "name_of",
    "needs_shown",
    "newest_status_list",
    "once",
    "open_transfer",
    "other_council",
    "own_chain",
    "own_status",
    "person_named",
    "present_to",
    "preview_for_person",
    "proof_of",
    "purpose_for",
    "received_records",
    "record_listed",
    "record_shown",
    "roles_among",
    "roles_at",
    "say",
    "say_in",
    "set_stage",
    "spoken",
    "stand",
    "standing_kinds",
    "standing_of",
    "state",
    "trace",
    "transfer_listed",
    "transfer_shown",
    "verdict_on",
    "verdicts_of",
    "words_in",
]
