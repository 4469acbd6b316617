"""What an auditor may be handed: for each code of the offline check, an evidence file that provokes it.

The files come from `tests/evidence/world.py`: two councils that sign everything in memory.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from exchange.evidence import PresentedRecord, assemble, check
from exchange.jose import JsonObject, PrivateKey, b64u, digest_of, parse_jws, sign_jws
from exchange.jose.sdjwt import with_disclosures
from exchange.record.kinds import PLAN
from exchange.record.status import Status, status_list_token
from exchange.tlog import Ed25519Key, LogKey, sign_note
from exchange.transfer import Arrived, LogHead
from exchange.trust import Anchor, AnchorKey, Anchors, pin, subordinate_statement
from tests.evidence.world import (
    ANCHOR_ID,
    ANCHOR_KEY,
    ARRIVED_AT,
    DATA,
    GATHERED_AT,
    MOVED_ON,
    NOTIFIED_AT,
    NOW,
    PARTS,
    PINNED,
    SEALED_AT,
    WORLD,
    Council,
    World,
    notified,
)
from tests.record.sealed import plan

STATEMENT = "entity-statement+jwt"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def codes_of(data: bytes, *, anchors: Anchors = PINNED) -> set[str]:
    """The codes in the report that an auditor gets."""
    return {line.code for line in check(data, anchors=anchors, now=NOW).lines}


def changed(**parts: object) -> bytes:
    return assemble(replace(PARTS, **parts))  # type: ignore[arg-type]  # each test says which part it changes


def sent(verdict: str = "genuine") -> World:
    """A transfer in which one plan was sent, and nothing more was said yet."""
    world = World()
    notified(world, world.seal(PLAN, plan(), 17), verdict=verdict)
    return world


def resigned(token: str, key: PrivateKey, **claims: object) -> str:
    """A statement with other claims, signed again."""
    old = parse_jws(token, typ=STATEMENT).unverified_claims
    new: JsonObject = {**old, **claims}  # type: ignore[dict-item]  # claims are JSON
    return sign_jws(new, typ=STATEMENT, signer=key)


def with_chain(chain: tuple[str, ...]) -> bytes:
    return changed(chains=(*PARTS.chains, chain))


def chain_stating(**more: JsonObject) -> tuple[str, ...]:
    """Gwynedd's chain, in which the anchor states more about it than it should."""
    configuration, statement = PARTS.chains[0]
    return configuration, resigned(statement, ANCHOR_KEY, **more)


def chain_of(council: Council) -> tuple[str, ...]:
    return council.chain(NOTIFIED_AT - DAY)


def with_log(vkey: str) -> tuple[str, ...]:
    """Gwynedd's chain, with another key of its log."""
    configuration, statement = PARTS.chains[0]
    claims = parse_jws(configuration, typ=STATEMENT).unverified_claims
    metadata = claims["metadata"]
    assert isinstance(metadata, dict)
    council = metadata["care_council"]
    assert isinstance(council, dict)
    log: JsonObject = {"origin": WORLD.gwynedd.log_key.name, "vkeys": [vkey]}
    changed_metadata: JsonObject = {**metadata, "care_council": {**council, "log": log}}
    return resigned(configuration, WORLD.gwynedd.federation, metadata=changed_metadata), statement


def with_proof(**members: object) -> bytes:
    first, *others = PARTS.proofs
    return changed(proofs=(replace(first, **members), *others))  # type: ignore[arg-type]


def with_note(text: str, key: LogKey | None = None, signer: Ed25519Key | None = None) -> bytes:
    council = WORLD.gwynedd
    return with_proof(checkpoint_note=sign_note(text, key=key or council.log_key, signer=signer or council.log))


def with_status(token: str) -> bytes:
    return changed(status_lists=(token,))


def status_list(status: Status = Status.VALID, *, lasts: timedelta = DAY) -> str:
    return status_list_token(
        f"{WORLD.gwynedd.entity_id}/status/1",
        statuses={42: status},
        size=100,
        issued_at=GATHERED_AT,
        expires_at=GATHERED_AT + lasts,
        signer=WORLD.gwynedd.message,
    )


def small_status_list() -> str:
    """A list that ends before the place that the record names."""
    return status_list_token(
        f"{WORLD.gwynedd.entity_id}/status/1",
        statuses={},
        size=8,
        issued_at=GATHERED_AT,
        expires_at=GATHERED_AT + DAY,
        signer=WORLD.gwynedd.message,
    )


def broken_proof() -> bytes:
    """A file in which a proof lacks its place; such a one cannot be assembled, so it is written by hand."""
    return DATA.replace(b'"index":', b'"indexes":', 1)


def answered_twice() -> bytes:
    world = sent()
    world.receipts.append(world.answer(world.ceredigion, world.messages[0], NOTIFIED_AT + HOUR))
    return assemble(world.parts())


def answered_by_a_stranger() -> bytes:
    world = sent()
    proofs = world.proofs()
    powys = Council("https://powys.example", "W06000023")
    world.receipts[0] = world.answer(powys, world.messages[0], NOTIFIED_AT + HOUR)
    parts = world.parts()
    return assemble(replace(parts, proofs=proofs[:3], chains=(*parts.chains, chain_of(powys))))


def refused() -> bytes:
    world = sent()
    world.say(world.ceredigion, Arrived(day=MOVED_ON), ARRIVED_AT, code="schema-failed")
    return assemble(world.parts())


def two_histories() -> bytes:
    world = sent()
    council = world.ceredigion
    head = LogHead(origin=council.log_key.name, size=len(council.entries) + 1, root=b64u(bytes(32)))
    world.say(council, Arrived(day=MOVED_ON), ARRIVED_AT, head=head)
    return assemble(world.parts())


def foreign_log() -> bytes:
    world = sent()
    world.say(world.ceredigion, Arrived(day=MOVED_ON), ARRIVED_AT, head=world.gwynedd.head())
    return assemble(world.parts())


def erased() -> bytes:
    records = tuple(PresentedRecord(with_disclosures(each.record, keep=()), each.statement) for each in PARTS.records)
    return changed(records=records)


def named_by_no_message() -> bytes:
    first, *_ = PARTS.proofs
    stray = replace(first, digest=digest_of("nothing that is in the file"))
    return changed(proofs=(*PARTS.proofs, stray))


def two_roles() -> tuple[str, ...]:
    shared = PrivateKey.generate()
    return chain_of(replace(WORLD.gwynedd, record=shared, message=shared))


def overconstrained() -> tuple[str, ...]:
    return chain_stating(constraints={"naming_constraints": {"excluded": ["gwynedd.example"]}})


def other_anchor() -> Anchors:
    return pin([Anchor(ANCHOR_ID, (AnchorKey(PrivateKey.generate().public, SEALED_AT - timedelta(days=300)),))])


def intermediate_less() -> tuple[str, ...]:
    """A chain whose two statements are about different councils."""
    configuration, _ = PARTS.chains[0]
    return configuration, subordinate_statement(
        anchor_id=ANCHOR_ID,
        subject_id="https://powys.example",
        subject_keys=[WORLD.gwynedd.federation.public],
        metadata={},
        issued_at=SEALED_AT,
        expires_at=SEALED_AT + DAY,
        signer=ANCHOR_KEY,
    )


NOTE = PARTS.proofs[0].checkpoint_note.partition("\n\n")[0] + "\n"
STRANGER = Ed25519Key.generate()

FILES: Mapping[str, Callable[[], set[str]]] = {
    "evidence-malformed": lambda: codes_of(DATA + b" "),
    "evidence-incomplete": lambda: codes_of(changed(messages=PARTS.messages[1:])),
    "evidence-unneeded": lambda: codes_of(named_by_no_message()),
    "schema-differs": lambda: codes_of(changed(schemas=dict.fromkeys(PARTS.schemas or {}, "0" * 64))),
    "log-split": lambda: codes_of(two_histories()),
    "log-foreign": lambda: codes_of(foreign_log()),
    "chain-later": lambda: codes_of(changed(chains=PARTS.chains[1:])),
    "content-absent": lambda: codes_of(erased()),
    "document-absent": lambda: codes_of(changed(records=PARTS.records[:1], schemas={}, proofs=())),
    "message-refused": lambda: codes_of(refused()),
    "receipt-missing": lambda: codes_of(changed(receipts=PARTS.receipts[1:], proofs=())),
    "receipt-twice": lambda: codes_of(answered_twice()),
    "receipt-names-fault": lambda: codes_of(assemble(sent("signature-wrong").parts())),
    "receipt-wrong": lambda: codes_of(answered_by_a_stranger()),
    "not-proven": lambda: codes_of(changed(proofs=PARTS.proofs[1:])),
    "status-absent": lambda: codes_of(changed(status_lists=())),
    "status-entered-in-error": lambda: codes_of(with_status(status_list(Status.ENTERED_IN_ERROR))),
    "status-suspended": lambda: codes_of(with_status(status_list(Status.SUSPENDED))),
    "status-superseded": lambda: codes_of(with_status(status_list(Status.SUPERSEDED))),
    "status-list-malformed": lambda: codes_of(with_status(small_status_list())),
    "status-list-expired": lambda: codes_of(with_status(status_list(lasts=timedelta(0)))),
    "statement-claims": lambda: codes_of(with_chain(chain_stating(crit={}))),
    "chain-broken": lambda: codes_of(with_chain(intermediate_less())),
    "anchor-unknown": lambda: codes_of(DATA, anchors=pin([])),
    "anchor-key-unpinned": lambda: codes_of(DATA, anchors=other_anchor()),
    "policy-conflict": lambda: codes_of(
        with_chain(chain_stating(metadata_policy={"care_council": {"gss": {"one_of": "W06000002"}}}))
    ),
    "metadata-policy": lambda: codes_of(
        with_chain(chain_stating(metadata_policy={"care_council": {"gss": {"one_of": ["W06000008"]}}}))
    ),
    "constraint-broken": lambda: codes_of(with_chain(overconstrained())),
    "key-two-roles": lambda: codes_of(with_chain(two_roles())),
    "note-malformed": lambda: codes_of(with_proof(checkpoint_note=NOTE)),
    "note-unsigned": lambda: codes_of(with_note(NOTE, LogKey(WORLD.gwynedd.log_key.name, STRANGER.public), STRANGER)),
    "checkpoint-malformed": lambda: codes_of(with_note(NOTE.replace("\n", "\n0", 1))),
    "vkey-malformed": lambda: codes_of(with_chain(with_log(f"{WORLD.gwynedd.log_key.name}+00000000+AQ"))),
    "proof-malformed": lambda: codes_of(broken_proof()),
    "proof-wrong": lambda: codes_of(with_proof(path=())),
}
