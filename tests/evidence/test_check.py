"""What the check says of evidence that is honest, incomplete or false. It never stops at the first finding."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import CODES
from exchange.evidence import EvidenceParts, PresentedRecord, Severity, check, schema_digests
from exchange.evidence.sentences import SENTENCES
from exchange.jose import JsonValue, PrivateKey, b64u, dumps
from exchange.jose.sdjwt import with_disclosures
from exchange.record.kinds import ASSESSMENT, KINDS, PLAN
from exchange.record.status import Status
from exchange.tlog import Ed25519Key, LogKey, sign_note
from exchange.transfer import Arrived, Completed, Decision, Entered, LogHead, NeedDecision
from exchange.trust import Anchor, AnchorKey, pin
from tests.evidence.world import (
    ANCHOR_ID,
    ARRIVED_AT,
    DATA,
    DECIDED_AT,
    ENTERED_AT,
    GATHERED_AT,
    MOVED_ON,
    NOTIFIED_AT,
    NOW,
    PARTS,
    PERSON,
    PINNED,
    SEALED_AT,
    WORKER,
    WORLD,
    Council,
    World,
    failures,
    lines_of,
    notified,
    report_on,
    warnings,
)
from tests.record.sealed import PERSON as SUBJECT
from tests.record.sealed import assessment, plan

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def without(tokens: tuple[str, ...], place: int) -> tuple[str, ...]:
    return tokens[:place] + tokens[place + 1 :]


def sent() -> tuple[World, str]:
    """A transfer in which one plan was sent, and nothing more was said yet; with the digest of the plan."""
    world = World()
    document = world.seal(PLAN, plan(), 17)
    notified(world, document)
    return world, document.record


# Trust


def test_refuses_a_file_whose_chains_lead_to_an_anchor_that_is_not_pinned() -> None:
    for anchors, code in (
        (pin([]), "anchor-unknown"),
        (pin([Anchor(ANCHOR_ID, (AnchorKey(PrivateKey.generate().public, SEALED_AT - DAY),))]), "anchor-key-unpinned"),
    ):
        found = failures(report_on(PARTS, anchors=anchors))
        assert [(code, f"chain {n} of 3") for n in (1, 2, 3)] == found[:3]
        assert {subject.partition(" ")[0] for _, subject in found} >= {"record", "message", "receipt", "proof"}


def test_refuses_what_no_chain_in_the_file_vouches_for() -> None:
    found = failures(report_on(replace(PARTS, chains=PARTS.chains[:2])))
    assert ("entity-unknown", "message 2 of 4") in found
    assert ("entity-unknown", "receipt 1 of 4") in found
    assert not [subject for _, subject in found if subject.startswith("record")]


def test_refuses_what_was_signed_after_its_chain_had_expired() -> None:
    found = failures(report_on(replace(PARTS, chains=(PARTS.chains[0], PARTS.chains[2]))))
    assert ("chain-expired", "message 1 of 4") in found
    assert not [subject for _, subject in found if subject.startswith("record")]


def test_warns_where_only_a_later_chain_names_the_key() -> None:
    report = report_on(replace(PARTS, chains=PARTS.chains[1:]))
    assert report.passed
    assert warnings(report) == [("chain-later", "record 1 of 2"), ("chain-later", "record 2 of 2")]


def test_refuses_a_signature_by_a_key_of_another_role() -> None:
    world, _ = sent()
    proofs = world.proofs()
    council = world.ceredigion
    council.message, council.record = council.record, council.message
    world.say(council, Arrived(day=MOVED_ON), ARRIVED_AT)
    council.message, council.record = council.record, council.message
    found = failures(report_on(replace(world.parts(), proofs=proofs)))
    assert found == [("kid-unknown", "message 2 of 2"), ("evidence-incomplete", "receipt 2 of 2")]


def test_refuses_what_claims_to_be_signed_later_than_now() -> None:
    report = report_on(PARTS, now=DECIDED_AT - HOUR)
    found = failures(report)
    assert ("signed-in-future", "message 2 of 4") in found
    assert ("signed-in-future", "status list 1 of 1") in found
    assert ("signed-in-future", "message 1 of 4") not in found
    late = replace(PARTS, chains=(*PARTS.chains, WORLD.gwynedd.chain(NOW + HOUR)))
    assert failures(report_on(late)) == [("signed-in-future", "chain 4 of 4")]


def test_finds_the_chain_that_names_the_key_after_keys_were_changed() -> None:
    world = World()
    before = world.gwynedd.chain(SEALED_AT - DAY, days=60)
    old_key, world.gwynedd.record = world.gwynedd.record, PrivateKey.generate()
    world.gwynedd.message = PrivateKey.generate()
    after = world.gwynedd.chain(NOTIFIED_AT - DAY)
    world.gwynedd.record = old_key
    notified(world, world.seal(PLAN, plan(), 17))
    parts = world.parts()
    for chains in ((before, after, parts.chains[2]), (after, before, parts.chains[2])):
        report = report_on(replace(parts, chains=chains))
        assert (failures(report), warnings(report)) == ([], [])


def test_warns_of_a_chain_that_nothing_needs() -> None:
    idle = replace(PARTS, chains=(*PARTS.chains, WORLD.gwynedd.chain(GATHERED_AT + DAY)))
    report = report_on(idle)
    assert report.passed
    assert warnings(report) == [("evidence-unneeded", "chain 4 of 4")]


# Records


def test_refuses_a_record_that_no_message_names() -> None:
    world, _ = sent()
    world.seal(ASSESSMENT, assessment(), 42)
    assert failures(report_on(world.parts())) == [("attachment-unnamed", "record 2 of 2")]


def test_refuses_a_record_that_was_presented_to_someone_else() -> None:
    world = World()
    powys = Council("https://powys.example", "W06000023")
    world.ceredigion, ceredigion = powys, world.ceredigion
    document = world.seal(PLAN, plan(), 17)
    world.ceredigion = ceredigion
    notified(world, document)
    report = report_on(world.parts())
    assert failures(report) == [("attachment-unnamed", "record 1 of 1")]
    assert ("document-absent", "message 1 of 1") in warnings(report)


def test_refuses_a_record_of_another_kind_than_its_message_says() -> None:
    for said in ({"kind": ASSESSMENT.name}, {"vct": ASSESSMENT.vct}):
        world = World()
        notified(world, world.seal(PLAN, plan(), 17).model_copy(update=said))
        assert failures(report_on(world.parts())) == [("attachment-unnamed", "record 1 of 1")]


def test_refuses_presentations_that_were_exchanged() -> None:
    first, second = PARTS.records
    exchanged = (replace(first, statement=second.statement), replace(second, statement=first.statement))
    found = failures(report_on(replace(PARTS, records=exchanged)))
    assert ("presentation-claims", "presentation of record 1 of 2") in found
    assert ("presentation-claims", "presentation of record 2 of 2") in found


def test_refuses_a_record_from_which_something_was_taken_out() -> None:
    first, second = PARTS.records
    *kept, _, end = first.record.split("~")
    found = failures(report_on(replace(PARTS, records=(replace(first, record="~".join((*kept, end))), second))))
    assert ("withheld-unlisted", "presentation of record 1 of 2") in found


def test_refuses_records_about_two_people() -> None:
    world = World()
    other = {**SUBJECT, "birthDate": "1951-01-01"}
    notified(world, world.seal(PLAN, plan(), 17), world.seal(ASSESSMENT, assessment(person=other), 42))
    assert failures(report_on(world.parts())) == [("subjects-differ", "the records")]


def test_warns_of_a_record_that_is_named_and_not_there() -> None:
    report = report_on(replace(PARTS, records=PARTS.records[:1], schemas={}, proofs=()))
    assert ("document-absent", "message 1 of 4") in warnings(report)
    assert failures(report) == [("record-unknown", "message 4 of 4")]


def test_counts_and_names_what_was_withheld() -> None:
    notes = [line for line in report_on(PARTS).lines if line.code == "record-withheld"]
    assert [note.subject for note in notes] == ["record 1 of 2", "record 2 of 2"]
    assert "all of “Risks”" in notes[0].sentence
    assert "1 × an entry of “Contacts” (It is about someone else who has not agreed)" in notes[1].sentence


def test_erased_people_leave_signatures_order_stage_and_duty_checkable() -> None:
    erased = replace(
        PARTS,
        records=tuple(
            PresentedRecord(with_disclosures(each.record, keep=()), each.statement) for each in PARTS.records
        ),
        messages=tuple(with_disclosures(message, keep=()) for message in PARTS.messages),
    )
    report = report_on(erased)
    assert report.passed
    assert warnings(report) == [("content-absent", "record 1 of 2"), ("content-absent", "record 2 of 2")]
    assert ("message-erased", "message 1 of 4") in lines_of(report, Severity.NOTE)
    whole, left = (
        [line for line in each.lines if line.code in ("stage-reached", "duty-held", "entry-proven", "message-placed")]
        for each in (report_on(PARTS), report)
    )
    assert whole == left


def test_refuses_an_erased_record_under_the_presentation_of_another() -> None:
    first, second = PARTS.records
    swapped = PresentedRecord(with_disclosures(first.record, keep=()), second.statement)
    found = failures(report_on(replace(PARTS, records=(swapped, second))))
    assert ("presentation-claims", "presentation of record 1 of 2") in found


# Messages and receipts


def test_refuses_a_conversation_with_a_hole() -> None:
    found = failures(report_on(replace(PARTS, messages=without(PARTS.messages, 1))))
    assert ("expected-seq", "message 2 of 3") in found
    assert ("expected-seq", "message 3 of 3") in found
    assert ("evidence-incomplete", "receipt 2 of 4") in found


def test_refuses_a_conversation_without_its_beginning() -> None:
    found = failures(report_on(replace(PARTS, messages=PARTS.messages[1:])))
    assert ("expected-seq", "message 1 of 3") in found


def test_refuses_two_messages_in_one_place() -> None:
    world, _ = sent()
    world.say(world.ceredigion, Arrived(day=MOVED_ON), ARRIVED_AT)
    held = world.conversation
    world.conversation = replace(held, messages=held.messages[:1])
    world.say(world.ceredigion, Arrived(day=MOVED_ON - DAY), ARRIVED_AT + HOUR)
    assert failures(report_on(world.parts())) == [("forked", "message 3 of 3")]


def test_refuses_a_message_that_was_not_allowed_unless_its_addressee_refused_it() -> None:
    for code, failed, warned in (
        (None, [("move-not-allowed", "message 3 of 3")], []),
        ("move-not-allowed", [], [("message-refused", "message 3 of 3")]),
    ):
        world, _ = sent()
        completed = Completed(day=DECIDED_AT.date(), assessment="refused")
        world.say(world.ceredigion, completed, DECIDED_AT)
        world.say(world.ceredigion, completed, DECIDED_AT + HOUR, code=code)
        report = report_on(world.parts())
        assert (failures(report), warnings(report)) == (failed, warned)


def test_a_message_that_was_both_delivered_and_refused_counts() -> None:
    world, _ = sent()
    world.receipts.append(world.answer(world.ceredigion, world.messages[0], NOTIFIED_AT + HOUR, code="schema-failed"))
    report = report_on(world.parts())
    assert warnings(report) == [("receipt-twice", "receipt 2 of 2")]
    assert "The transfer stands at: notified." in {line.sentence for line in report.lines}


def test_refuses_messages_of_another_transfer() -> None:
    other = "00000000-0000-0000-0000-000000000008"
    found = failures(report_on(replace(PARTS, transfer=other)))
    assert found == [("transfer-unknown", f"message {n} of 4") for n in (1, 2, 3, 4)]


def test_refuses_a_decision_on_needs_and_a_report_on_records_that_were_not_sent() -> None:
    world, record = sent()
    needs = tuple(NeedDecision(record=record, need=f"need-{n}", outcome="accepted") for n in (8, 1, 9))
    world.say(world.ceredigion, Decision(assessment="full", needs=needs, worker=WORKER), DECIDED_AT)
    world.say(world.ceredigion, Entered(form="structured", documents=(b64u(bytes(32)),)), ENTERED_AT)
    found = [line for line in report_on(world.parts()).lines if line.severity is Severity.FAILED]
    assert [(line.code, line.subject, line.at) for line in found] == [
        ("need-unknown", "message 2 of 3", "/needs/0"),
        ("need-unknown", "message 2 of 3", "/needs/2"),
        ("record-unknown", "message 3 of 3", "/documents/0"),
    ]


def test_refuses_a_receipt_by_someone_else_than_the_addressee() -> None:
    world, _ = sent()
    proofs = world.proofs()
    powys = Council("https://powys.example", "W06000023")
    world.receipts[0] = world.answer(powys, world.messages[0], NOTIFIED_AT + HOUR)
    parts = replace(world.parts(), proofs=proofs[:3])
    report = report_on(replace(parts, chains=(*parts.chains, powys.chain(NOTIFIED_AT - DAY))))
    assert failures(report) == [("receipt-wrong", "receipt 1 of 1")]
    assert ("receipt-missing", "message 1 of 1") in warnings(report)


def test_warns_where_a_receipt_is_missing_or_given_twice_or_names_a_fault() -> None:
    silent = report_on(replace(PARTS, receipts=PARTS.receipts[1:], proofs=()))
    assert ("receipt-missing", "message 1 of 4") in warnings(silent)
    assert silent.passed
    world, _ = sent()
    world.receipts.append(world.answer(world.ceredigion, world.messages[0], NOTIFIED_AT + HOUR))
    assert warnings(report_on(world.parts())) == [("receipt-twice", "receipt 2 of 2")]
    world = World()
    notified(world, world.seal(PLAN, plan(), 17), verdict="signature-wrong")
    assert warnings(report_on(world.parts())) == [("receipt-names-fault", "receipt 1 of 1")]


def test_the_order_in_which_a_file_lists_things_does_not_matter() -> None:
    turned = replace(
        PARTS,
        messages=PARTS.messages[::-1],
        receipts=PARTS.receipts[::-1],
        records=PARTS.records[::-1],
        chains=PARTS.chains[::-1],
        proofs=PARTS.proofs[::-1],
    )
    assert verdicts(turned) == verdicts(PARTS)


def verdicts(parts: EvidenceParts) -> Counter[tuple[str, str]]:
    return Counter((line.severity, line.code) for line in report_on(parts).lines)


# The logs


def test_warns_of_what_is_not_proven_in_the_log() -> None:
    for place in range(len(PARTS.proofs)):
        report = report_on(replace(PARTS, proofs=PARTS.proofs[:place] + PARTS.proofs[place + 1 :]))
        assert report.passed
        assert [code for code, _ in warnings(report)] == ["not-proven"]
    assert len(warnings(report_on(replace(PARTS, proofs=())))) == len(PARTS.proofs)


def test_refuses_a_proof_of_something_that_is_not_in_the_file() -> None:
    world, _ = sent()
    stray = world.gwynedd.enter(b64u(bytes(32)))
    parts = world.parts()
    assert stray in {proof.digest for proof in parts.proofs}
    assert failures(report_on(parts)) == [("evidence-unneeded", f"proof 4 of {len(parts.proofs)}")]


def test_refuses_a_proof_under_another_councils_log_or_another_key() -> None:
    stranger = Ed25519Key.generate()
    foreign = LogKey(WORLD.gwynedd.log_key.name, stranger.public)
    first = PARTS.proofs[0]
    text = first.checkpoint_note.partition("\n\n")[0] + "\n"
    other = next(proof for proof in PARTS.proofs if "ceredigion" in proof.checkpoint_note)
    for note in (sign_note(text, key=foreign, signer=stranger), other.checkpoint_note):
        changed = replace(PARTS, proofs=(replace(first, checkpoint_note=note), *PARTS.proofs[1:]))
        assert failures(report_on(changed)) == [("note-unsigned", "proof 1 of 12")]
    changed = replace(PARTS, proofs=(*PARTS.proofs[:-1], replace(other, checkpoint_note=first.checkpoint_note)))
    assert ("note-unsigned", "proof 12 of 12") in failures(report_on(changed))


def test_refuses_a_log_that_shows_two_histories() -> None:
    world, _ = sent()
    world.say(world.ceredigion, Arrived(day=MOVED_ON), ARRIVED_AT, head=false_head(world.ceredigion))
    assert failures(report_on(world.parts())) == [("log-split", "proof 5 of 6")]


def false_head(council: Council) -> LogHead:
    """A root that the log never had, for the size that it will have when evidence is gathered."""
    return LogHead(origin=council.log_key.name, size=len(council.entries) + 1, root=b64u(bytes(32)))


def test_warns_of_a_message_that_names_another_log() -> None:
    world, _ = sent()
    head = world.gwynedd.head()
    world.say(
        world.ceredigion, Arrived(day=MOVED_ON), ARRIVED_AT, head=head.model_copy(update={"root": b64u(bytes(32))})
    )
    report = report_on(world.parts())
    assert report.passed
    assert warnings(report) == [("log-foreign", "message 2 of 2")]


def test_names_further_signatures_on_checkpoints_as_unsigned() -> None:
    secret = Ed25519Key.generate()
    witness = LogKey("witness.example", secret.public)
    text = PARTS.proofs[0].checkpoint_note.partition("\n\n")[0] + "\n"
    line = sign_note(text, key=witness, signer=secret).rpartition("\n\n")[2]
    proofs = tuple(
        replace(proof, checkpoint_note=proof.checkpoint_note + line) if place < 2 else proof
        for place, proof in enumerate(PARTS.proofs)
    )
    report = report_on(replace(PARTS, proofs=proofs))
    assert report.passed
    assert report.unsigned == ("/proofs/0/checkpoint", "/proofs/1/checkpoint", "/gatheredBy", "/gatheredAt")


# Status and schemas


def test_warns_of_a_record_that_no_longer_stands() -> None:
    for status, code in (
        (Status.ENTERED_IN_ERROR, "status-entered-in-error"),
        (Status.SUSPENDED, "status-suspended"),
        (Status.SUPERSEDED, "status-superseded"),
    ):
        report = report_on(replace(PARTS, status_lists=(WORLD.status_list(idx42=status),)))
        assert report.passed
        assert warnings(report) == [(code, "record 2 of 2")]


def test_warns_where_no_list_tells_the_status() -> None:
    report = report_on(replace(PARTS, status_lists=()))
    assert warnings(report) == [("status-absent", "record 1 of 2"), ("status-absent", "record 2 of 2")]


def test_refuses_a_status_list_of_someone_else() -> None:
    other = World().status_list()
    assert failures(report_on(replace(PARTS, status_lists=(other,)))) == [("kid-unknown", "status list 1 of 1")]
    world = World(gwynedd=replace(WORLD.gwynedd, entity_id="https://powys.example"))
    unneeded = (*PARTS.status_lists, world.status_list())
    assert failures(report_on(replace(PARTS, status_lists=unneeded))) == [
        ("evidence-unneeded", "status list 2 of 2"),
    ]


def test_refuses_another_schema_or_one_that_nothing_needs() -> None:
    first = min(PARTS.schemas or {})
    wrong = {**dict(PARTS.schemas or {}), first: "0" * 64}
    assert failures(report_on(replace(PARTS, schemas=wrong))) == [("schema-differs", f"the schema of {first}")]
    more = {**dict(PARTS.schemas or {}), "urn:assessment-exchange:assessment:1.1": "0" * 64}
    assert failures(report_on(replace(PARTS, schemas=more))) == [("evidence-unneeded", "a schema")]


def test_names_the_schema_of_a_newer_minor_version_as_unsigned() -> None:
    world = World()
    newer = PLAN.vct.replace("1.0", "1.1")
    document = world.seal(PLAN, plan(), 17, vct=newer)
    notified(world, document)
    report = report_on(replace(world.parts(), schemas={newer: "0" * 64}))
    assert report.passed
    assert report.unsigned == (f"/schemas/{newer}", "/gatheredBy", "/gatheredAt")


# The report


def test_honest_evidence_passes_years_later_without_a_warning() -> None:
    report = check(DATA, anchors=PINNED, now=NOW)
    assert report.passed
    assert warnings(report) == []
    proven = [line.subject for line in report.lines if line.code == "entry-proven"]
    assert len(proven) == len(set(proven)) == 12
    assert report.unsigned == ("/gatheredBy", "/gatheredAt")


def test_says_in_a_sentence_who_held_the_duty_on_each_key_day() -> None:
    duties = [line.sentence for line in report_on(PARTS).lines if line.code == "duty-held"]
    assert [duty.partition(". ")[0] for duty in duties] == [
        "On 20 November 2026 the duty lay with Gwynedd (W06000002)",
        "On 23 November 2026 the duty lay with Gwynedd (W06000002)",
        "On 1 December 2026 the duty lay with Ceredigion (W06000008)",
        "On 2 December 2026 the duty lay with Ceredigion (W06000008)",
    ]
    assert "The transfer stands at: entered." in {line.sentence for line in report_on(PARTS).lines}


def test_says_when_the_duty_is_disputed_or_only_expected() -> None:
    world, _ = sent()
    assert any(", by the day that was expected" in line.sentence for line in report_on(world.parts()).lines)
    world.say(world.ceredigion, Arrived(day=date(2026, 11, 30)), ARRIVED_AT)
    world.say(world.gwynedd, Arrived(day=MOVED_ON), ARRIVED_AT + HOUR)
    assert ("duty-disputed", "the transfer") in lines_of(report_on(world.parts()), Severity.NOTE)


def test_reports_everything_that_is_wrong_at_once() -> None:
    first, second = PARTS.records
    wrong = replace(
        PARTS,
        records=(replace(first, record=first.record + "x"), second),
        messages=(*PARTS.messages[:3], PARTS.messages[3][:-1]),
        receipts=(PARTS.receipts[0][:-2] + "AA", *PARTS.receipts[1:]),
        status_lists=("x",),
        schemas={"x": "y"},
    )
    found = {subject.partition(" ")[0] for _, subject in failures(report_on(wrong))}
    assert found >= {"record", "message", "receipt", "status", "a", "proof"}


def test_a_file_without_messages_is_judged_as_far_as_it_goes() -> None:
    report = report_on(EvidenceParts(PARTS.transfer, PARTS.gathered_by, GATHERED_AT))
    assert report.passed
    assert report.unsigned == ("/gatheredBy", "/gatheredAt", "/transfer")


def test_every_code_of_a_report_is_explained() -> None:
    assert not SENTENCES.keys() & CODES.keys()
    for line in (*report_on(PARTS).lines, *report_on(PARTS, anchors=pin([])).lines):
        assert line.code in SENTENCES or line.sentence == CODES[line.code].sentence


def test_the_report_for_programs_says_the_same() -> None:
    report = report_on(replace(PARTS, receipts=()))
    written = json.loads(dumps(report.to_json()))
    assert written["passed"] is report.passed is False
    assert [line["code"] for line in written["lines"]] == [line.code for line in report.lines]
    assert {line["severity"] for line in written["lines"]} == {"ok", "note", "warning", "failed"}
    assert report.count(Severity.FAILED) == sum(line["severity"] == "failed" for line in written["lines"])


def texts_in(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def test_no_line_holds_personal_data() -> None:
    personal = {text for text in texts_in([plan(), assessment()]) if " " in text or text.isdigit()}
    personal |= {PERSON.name, WORKER.name, WORKER.contact, "Speaks Welsh", "settled in", "9434765919", "1948-03-14"}
    broken = replace(PARTS, messages=PARTS.messages[1:], proofs=PARTS.proofs[1:], status_lists=())
    for report in (report_on(PARTS), report_on(broken), report_on(PARTS, anchors=pin([]))):
        said = dumps(report.to_json()).decode()
        assert [text for text in personal if text in said] == []


@settings(max_examples=30)
@given(st.sampled_from(["records", "messages", "receipts", "chains", "status_lists"]), st.data())
def test_never_raises_whatever_a_token_is(kind: str, data: st.DataObject) -> None:
    tokens = [
        *PARTS.messages[:1],
        *PARTS.receipts[:1],
        PARTS.chains[0][0],
        PARTS.status_lists[0],
        PARTS.records[0].statement,
    ]
    token = data.draw(st.text(min_size=1, max_size=30) | st.sampled_from([*tokens, PARTS.records[0].record]))
    odd = {
        "records": replace(PARTS, records=(PresentedRecord(token, token),)),
        "messages": replace(PARTS, messages=(*PARTS.messages, token + "~")),
        "receipts": replace(PARTS, receipts=(*PARTS.receipts, token + ".")),
        "chains": replace(PARTS, chains=(*PARTS.chains, (token, PARTS.chains[0][1]), (token,))),
        "status_lists": replace(PARTS, status_lists=(token, token + "x")),
    }[kind]
    assert not report_on(odd).passed


def test_a_schema_is_named_by_the_digest_of_its_published_file() -> None:
    folder = Path(__file__).parents[2] / "schemas"
    files = {vct: folder / f"{kind.name}-{kind.version}.json" for vct, kind in KINDS.items()}
    assert {vct: sha256(file.read_bytes()).hexdigest() for vct, file in files.items()} == dict(schema_digests())
