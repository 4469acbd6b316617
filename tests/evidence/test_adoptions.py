"""New records in a file: sealed by whoever says so, without their content, and citing what was decided."""

import pytest

from exchange.evidence import Severity
from exchange.jose import PrivateKey
from exchange.record import Citation
from exchange.record.kinds import PLAN
from exchange.transfer import Decision, NeedDecision
from tests.evidence.world import DECIDED_AT, WORKER, World, failures, notified, report_on
from tests.record.sealed import plan

KEPT, CHANGED = "need-1", "need-2"


def decided() -> tuple[World, str]:
    """Ceredigion keeps one need of a plan as it stands, and varies another."""
    world = World()
    document = world.seal(PLAN, plan(), 17)
    notified(world, document)
    needs = (
        NeedDecision(record=document.record, need=KEPT, outcome="accepted"),
        NeedDecision(record=document.record, need=CHANGED, outcome="varied", reason="The bath."),
    )
    world.say(world.ceredigion, Decision(assessment="proportionate", needs=needs, worker=WORKER), DECIDED_AT)
    return world, document.record


def test_refuses_a_new_record_that_cites_something_else_than_was_decided() -> None:
    for carried, changed in (((KEPT, CHANGED), ()), ((KEPT,), ()), ((), (KEPT, CHANGED))):
        world, record = decided()
        world.complete(world.rest(Citation(record=record, carried=carried, changed=changed)))
        assert failures(report_on(world.parts())) == [("citation-wrong", "the new records")]


def test_refuses_a_new_record_that_nobody_named() -> None:
    world, record = decided()
    world.rest(Citation(record=record, carried=(KEPT,), changed=(CHANGED,)))
    assert ("evidence-unneeded", "the new records") in failures(report_on(world.parts()))


def test_refuses_a_new_record_of_the_other_council() -> None:
    world, record = decided()
    citation = Citation(record=record, carried=(KEPT,), changed=(CHANGED,))
    world.complete(world.rest(citation, council=world.gwynedd))
    assert ("evidence-unneeded", "the new records") in failures(report_on(world.parts()))


def test_refuses_a_new_record_under_another_key() -> None:
    world, record = decided()
    world.ceredigion.record, real = PrivateKey.generate(), world.ceredigion.record
    digest = world.rest(Citation(record=record, carried=(KEPT,), changed=(CHANGED,)))
    world.ceredigion.record = real
    world.complete(digest)
    assert ("kid-unknown", "new record 1 of 1") in failures(report_on(world.parts()))


@pytest.mark.parametrize("split", [False, True])
def test_anyone_can_check_what_was_kept_without_reading_a_word_of_it(split: bool) -> None:
    world, record = decided()
    kept, changed = Citation(record=record, carried=(KEPT,)), Citation(record=record, changed=(CHANGED,))
    whole = Citation(record=record, carried=(KEPT,), changed=(CHANGED,))
    world.complete(*([world.rest(kept), world.rest(changed)] if split else [world.rest(whole)]))
    assert all("~" not in token.rstrip("~") for token in world.new_records)
    report = report_on(world.parts())
    assert failures(report) == []
    [line] = [line for line in report.lines if line.code == "adoption-fits"]
    assert line.severity is Severity.OK
    assert "1 of 2 needs" in line.sentence
