"""The whole conversation of a move, over real HTTP between real councils; whatever is said, both hold the same."""

from pathlib import Path

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from tests.federation.moving import (
    DECISION,
    NON,
    about,
    agree,
    decision,
    events,
    holder,
    lines_of,
    member,
    members_of,
    records_of,
    said,
)
from tests.world import SHROPSHIRE, WORKER, Running, World, content_of, known_person, open_world

MEGAN: JsonObject = {"name": "Megan Eluned Pritchard", "birthDate": "1941-03-14"}


def notified(world: World, *records: str, day: str = "") -> str:
    gwynedd, ceredigion = world.councils
    sent = records or [gwynedd.publish("megan-plan")]
    transfer = gwynedd.notify(ceredigion, sent, day=day or world.clock.today)
    world.work()
    return transfer


def ask(council: Running, other: Running, **changes: JsonValue) -> str:
    order: JsonObject = {
        "to": other.gss, "day": council.clock.today, "confidence": "likely", "person": MEGAN, "worker": NON,
        "told": {"on": council.clock.today, "by": "person"}, **changes,
    }  # fmt: skip
    return str(council.client.post("/v1/requests", order, key=council.node.fresh_id())["id"])


def day_in(world: World, days: int) -> str:
    """A day so many days from now."""
    world.clock.turn(days=days)
    day = world.clock.today
    world.clock.turn(days=-days)
    return day


def test_refuses_to_decide_or_enter_before_anybody_has_said_whose_records_these_are(world: World) -> None:
    _, ceredigion = world.councils
    transfer = notified(world)
    [plan] = records_of(ceredigion, transfer)
    entered: JsonObject = {"form": "structured", "documents": [plan]}
    for what, body in (("decision", DECISION), ("entered", entered)):
        with pytest.raises(Refusal, match="not-matched"):
            ceredigion.say(transfer, what, body)
    assert ceredigion.match(transfer)["stage"] == "matched"
    assert ceredigion.say(transfer, "decision", DECISION)["stage"] == "decided"
    assert agree(world, transfer) == "decided"


def test_refuses_a_match_with_somebody_else_and_says_why(world: World) -> None:
    _, ceredigion = world.councils
    transfer = notified(world)
    twin = known_person(content_of("megan-plan"), names=["Mair Pritchard"], numbers=[])
    compared = ceredigion.compare(transfer, twin)
    assert (compared["grade"], compared["factors"]) == ("none", ["birth-date"])
    with pytest.raises(Refusal, match="match-refused") as refused:
        ceredigion.say(transfer, "matched", {"person": twin, "by": WORKER})
    assert {(each.at, each.rule) for each in refused.value.findings} >= {
        ("/person/names", "name-differs"), ("/person/birthDate", "birth-date-agrees"),
    }  # fmt: skip


def test_a_weak_match_takes_a_second_person_who_is_another_one(world: World) -> None:
    _, ceredigion = world.councils
    transfer = notified(world)
    weak = known_person(content_of("megan-plan"), numbers=[])
    for second in ({}, {"second": WORKER}):
        with pytest.raises(Refusal, match="second-person-needed"):
            ceredigion.say(transfer, "matched", {"person": weak, "by": WORKER, **second})
    seen = ceredigion.say(transfer, "matched", {"person": weak, "by": WORKER, "second": NON})
    assert member(seen, "identity")["grade"] == "weak"
    assert agree(world, transfer) == "matched"


def test_the_receiving_council_asks_and_the_sending_one_answers_with_records(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfer = ask(ceredigion, gwynedd, asks=[{"kind": "care-and-support-plan"}, {"kind": "assessment"}])
    assert gwynedd.client.read("/v1/transfers")["transfers"] == []
    ceredigion.deliver()
    seen = gwynedd.transfer(transfer)
    assert (seen["stage"], member(seen, "sending")["name"]) == ("requested", "Gwynedd")
    request = str(said(gwynedd, transfer, "request")["digest"])
    asked_about = known_person(content_of("megan-plan"), numbers=[])
    assert gwynedd.compare(transfer, asked_about)["grade"] == "weak"
    answer: JsonObject = {
        "of": request, "records": [plan], "worker": WORKER, "leftOut": [{"kind": "assessment", "ground": "not-held"}],
    }  # fmt: skip
    assert gwynedd.say(transfer, "documents", answer)["stage"] == "notified"
    gwynedd.deliver()
    ceredigion.match(transfer)
    ceredigion.say(transfer, "decision", decision(plan, "n1"))
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    ceredigion.say(transfer, "entered", {"form": "structured", "documents": [plan]})
    assert agree(world, transfer) == "entered"
    assert holder(gwynedd, transfer) == "Ceredigion"


def test_a_request_is_refused_with_a_ground(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = ask(ceredigion, gwynedd)
    ceredigion.deliver()
    request = str(said(gwynedd, transfer, "request")["digest"])
    gwynedd.say(transfer, "refusal", {"of": request, "ground": "outside-s56", "worker": WORKER})
    assert agree(world, transfer) == "declined"
    assert holder(ceredigion, transfer) == "Gwynedd"


def test_who_is_not_known_is_forgotten_after_thirty_days_on_both_sides(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = ask(ceredigion, gwynedd)
    ceredigion.deliver()
    request = str(said(gwynedd, transfer, "request")["digest"])
    gwynedd.say(transfer, "no-match", {"of": request, "worker": WORKER})
    assert agree(world, transfer) == "unmatched"
    world.clock.turn(days=29)
    world.work(rounds=2)
    assert "person" in member(said(gwynedd, transfer, "request"), "body")
    world.clock.turn(days=1)
    world.work(rounds=2)
    for council in world.councils:
        assert "person" not in member(said(council, transfer, "request"), "body")
        assert ("transfer.forgotten", None) in events(council, transfer)
    assert agree(world, transfer) == "unmatched"


def test_more_is_asked_for_questions_are_answered_and_both_are_in_order(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = notified(world)
    ceredigion.say(transfer, "request", {"asks": [{"kind": "assessment", "sections": ["risks"]}], "worker": NON})
    ceredigion.say(transfer, "update", {"about": "question", "text": "Who holds the key safe's number?", "worker": NON})
    ceredigion.deliver()
    assert {"documents", "answer"} <= about(gwynedd, transfer)
    request, question = (str(said(gwynedd, transfer, kind)["digest"]) for kind in ("request", "update"))
    gwynedd.say(transfer, "documents", {"of": request, "records": [gwynedd.publish("megan-assessment")]})
    gwynedd.say(transfer, "update", {"about": "answer", "of": question, "text": "Her sister; it is 4711."})
    assert not {"documents", "answer"} & about(gwynedd, transfer)
    agree(world, transfer)
    assert len(records_of(ceredigion, transfer)) == 2


def test_refuses_an_answer_to_a_question_that_nobody_asked(world: World) -> None:
    gwynedd, _ = world.councils
    transfer = notified(world)
    with pytest.raises(Refusal, match="move-not-allowed"):
        gwynedd.say(transfer, "update", {"about": "answer", "of": "A" * 43, "text": "Yes."})


def test_the_day_changes_and_reminders_and_alarms_come_through_both_feeds(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = notified(world, day=day_in(world, 10))
    gwynedd.say(transfer, "update", {"about": "date", "day": day_in(world, 20), "confidence": "certain"})
    assert agree(world, transfer) == "notified"
    assert holder(ceredigion, transfer) == "Gwynedd"
    assert [each for each in events(ceredigion, transfer) if each[1] == "care"] == []
    for days, level in ((13, "due"), (5, "alarm")):
        world.clock.turn(days=days)
        world.work(rounds=2)
        for council in world.councils:
            assert events(council, transfer).count((f"deadline.{level}", "care")) == 1
    world.clock.turn(days=3)
    world.work(rounds=2)
    for council in world.councils:
        assert holder(council, transfer) == "Ceredigion"
        assert events(council, transfer).count(("deadline.alarm", "care")) == 1


def test_a_council_is_reminded_sooner_if_it_says_so(world: World) -> None:
    gwynedd, ceredigion = world.councils
    ceredigion.stop()
    settings = ceredigion.folder / "exchange.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[remind_days]\nmatch = 0\n", "utf-8")
    ceredigion.start()
    transfer = notified(world, day=day_in(world, 60))
    world.clock.turn(minutes=2)
    world.work()
    assert ("deadline.due", "match") in events(ceredigion, transfer)
    assert ("deadline.due", "match") not in events(gwynedd, transfer)


def test_a_move_is_called_off_and_a_death_ends_the_duty(world: World) -> None:
    gwynedd, ceredigion = world.councils
    off, died = notified(world), notified(world)
    ceredigion.say(off, "cancelled", {"ground": "not-moving", "reason": "She stays."})
    gwynedd.say(died, "cancelled", {"ground": "died", "day": world.clock.today})
    assert (agree(world, off), agree(world, died)) == ("cancelled", "cancelled")
    assert holder(gwynedd, off) == "Gwynedd"
    world.clock.turn(days=1)
    assert holder(ceredigion, died) is None
    with pytest.raises(Refusal, match="move-not-allowed"):
        ceredigion.match(off)


def test_a_wrong_link_is_undone_on_both_sides_and_the_quarantine_holds_again(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = notified(world)
    ceredigion.match(transfer)
    matched = str(said(ceredigion, transfer, "matched")["digest"])
    wrong: JsonObject = {"fault": "receiving", "noticedOn": world.clock.today, "undoes": matched, "note": "Her twin."}
    assert ceredigion.say(transfer, "wrong-person", wrong)["stage"] == "wrong-person"
    assert agree(world, transfer) == "wrong-person"
    for council in world.councils:
        assert member(council.transfer(transfer), "identity")["state"] == "wrong-person"
    with pytest.raises(Refusal, match="not-matched"):
        ceredigion.say(transfer, "decision", DECISION)
    ceredigion.match(transfer)
    assert agree(world, transfer) == "matched"
    assert gwynedd.transfer(transfer)["identity"] == ceredigion.transfer(transfer)["identity"]


def test_what_was_misdirected_is_recalled_and_destroyed_and_that_is_signed(world: World) -> None:
    gwynedd, ceredigion = world.councils
    records = [gwynedd.publish("megan-plan"), gwynedd.publish("megan-assessment")]
    transfer = notified(world, *records)
    gwynedd.say(transfer, "recall", {"scope": "documents", "ground": "too-much", "records": [records[1]]})
    gwynedd.deliver()
    recall = str(said(ceredigion, transfer, "recall")["digest"])
    with pytest.raises(Refusal, match="recall-unknown"):
        ceredigion.say(transfer, "destroyed", {"of": records[0], "by": NON})
    assert "needs" in member(ceredigion.client.read(f"/v1/records/{records[1]}"), "content")
    ceredigion.say(transfer, "destroyed", {"of": recall, "by": NON})
    assert member(ceredigion.client.read(f"/v1/records/{records[1]}"), "content") == {}
    assert "needs" in member(ceredigion.client.read(f"/v1/records/{records[0]}"), "content")
    assert member(said(ceredigion, transfer, "destroyed"), "body")["records"] == [records[1]]
    ceredigion.match(transfer)
    with pytest.raises(Refusal, match="record-unknown"):
        ceredigion.say(transfer, "entered", {"form": "structured", "documents": [records[1]]})
    assert agree(world, transfer) == "matched"


def test_a_whole_transfer_is_recalled_and_the_same_records_can_come_again(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    first, second = notified(world, plan), notified(world, plan)
    gwynedd.say(first, "recall", {"scope": "transfer", "ground": "misdirected"})
    gwynedd.deliver()
    ceredigion.say(first, "destroyed", {"of": str(said(ceredigion, first, "recall")["digest"]), "by": NON})
    assert agree(world, first) == "destroyed"
    assert "person" not in member(said(ceredigion, first, "notification"), "body")
    assert "person" in member(said(gwynedd, first, "notification"), "body")
    assert "needs" in member(ceredigion.client.read(f"/v1/records/{plan}"), "content")  # as the second transfer has it
    gwynedd.say(second, "recall", {"scope": "documents", "ground": "misdirected", "records": [plan]})
    gwynedd.deliver()
    ceredigion.say(second, "destroyed", {"of": str(said(ceredigion, second, "recall")["digest"]), "by": NON})
    assert member(ceredigion.client.read(f"/v1/records/{plan}"), "content") == {}
    third = notified(world, plan)
    assert "needs" in member(ceredigion.client.read(f"/v1/records/{plan}"), "content")
    assert agree(world, second) == "notified"
    ceredigion.match(third)
    ceredigion.say(third, "decision", decision(plan, "n1"))
    assert agree(world, third) == "decided"


def test_a_dispute_has_a_council_that_leads_until_it_is_resolved(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = notified(world)
    not_ours: JsonObject = {"ground": "not-resident", "reason": "The placement is in a care home."}
    assert ceredigion.say(transfer, "not-ours", not_ours)["stage"] == "disputed"
    assert agree(world, transfer) == "disputed"
    assert member(gwynedd.transfer(transfer), "duty")["disputed"]
    assert "resolution" in about(gwynedd, transfer)
    of = str(said(gwynedd, transfer, "not-ours")["digest"])
    with pytest.raises(Refusal, match="move-not-allowed"):  # by its own word alone nobody is rid of the duty
        gwynedd.say(
            transfer, "resolved", {"of": [of], "how": "agreed", "holder": "receiving", "startsOn": "2026-11-20"}
        )
    ceredigion.say(transfer, "resolved", {"of": [of], "how": "withdrawn"})
    assert agree(world, transfer) == "notified"
    assert holder(gwynedd, transfer) == holder(ceredigion, transfer) == "Ceredigion"


def test_both_had_started_and_the_transfer_with_the_smaller_id_survives(world: World) -> None:
    gwynedd, ceredigion = world.councils
    ids = sorted([gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")]), ask(ceredigion, gwynedd)])
    world.work()
    joins: JsonObject = {"about": "joins", "survivor": ids[0]}
    with pytest.raises(Refusal, match="transfer-unknown"):
        gwynedd.say(ids[1], "update", {"about": "joins", "survivor": "00000000-0000-4000-8000-000000000000"})
    for council in world.councils:
        council.say(ids[1], "update", joins)
    assert agree(world, ids[1]) == "joined"
    assert agree(world, ids[0]) != "joined"


def test_the_new_record_cites_what_it_carries_over_and_the_sending_council_closes(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfer = notified(world, plan)
    ceredigion.match(transfer)
    first, *others = [str(each["id"]) for each in members_of(content_of("megan-plan"), "needs")]
    needs = [
        *members_of(decision(plan, first, outcome="varied"), "needs"),
        *members_of(decision(plan, *others), "needs"),
    ]
    seen = ceredigion.say(transfer, "decision", {**DECISION, "needs": list[JsonValue](needs)})
    carried = member(seen, "carriedOver")
    assert (carried["shown"], carried["accepted"], carried["varied"]) == (len(needs), len(needs) - 1, 1)
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    ceredigion.say(transfer, "entered", {"form": "structured", "documents": [plan]})
    world.work()
    good = _publish(ceredigion, {"record": plan, "carried": [*others], "changed": [first]})
    bad = _publish(ceredigion, {"record": plan, "carried": [first, *others]})
    with pytest.raises(Refusal, match="citation-wrong"):
        _complete(ceredigion, transfer, bad)
    assert _complete(ceredigion, transfer, good)["stage"] == "completed"
    assert {"new-record-genuine", "adoption-fits"} <= lines_of(ceredigion, transfer)
    ceredigion.deliver()
    closing = member(gwynedd.transfer(transfer), "closing")
    assert (closing["movedOn"], closing["newRecords"]) == ([world.clock.today], [good])
    assert "closing" in about(gwynedd, transfer)
    gwynedd.say(transfer, "closed", {"day": world.clock.today, "statement": "All was handed over."})
    assert agree(world, transfer) == "closed"
    assert gwynedd.transfer(transfer)["deadlines"] == []


def _publish(council: Running, citation: JsonObject) -> str:
    body: JsonObject = {"kind": "care-and-support-plan", "content": content_of("megan-plan"), "basis": [citation]}
    return str(council.client.post("/v1/records", body, key=council.node.fresh_id())["digest"])


def _complete(council: Running, transfer: str, record: str) -> JsonObject:
    body: JsonObject = {"day": council.clock.today, "assessment": "proportionate", "records": [record]}
    return council.say(transfer, "completed", body)


def test_refuses_to_close_without_a_reason_what_was_never_entered(world: World) -> None:
    gwynedd, _ = world.councils
    transfer = notified(world)
    with pytest.raises(Refusal, match="move-not-allowed"):
        gwynedd.say(transfer, "closed", {"day": world.clock.today, "statement": "Done."})
    [plan] = records_of(gwynedd, transfer)
    gwynedd.say(transfer, "delivered-by-hand", {"day": world.clock.today, "manner": "paper", "records": [plan]})
    gwynedd.say(transfer, "closed", {"day": world.clock.today, "statement": "By hand.", "reason": "by-hand"})
    assert agree(world, transfer) == "closed"


def test_across_a_border_consent_is_asked_for_and_determinations_stay_behind(tmp_path: Path) -> None:
    with open_world(tmp_path, members=("W06000002", SHROPSHIRE)) as world:
        gwynedd, shropshire = world.councils
        records = [gwynedd.publish("megan-assessment"), gwynedd.publish("megan-plan")]
        with pytest.raises(Refusal, match="consent-missing"):
            gwynedd.notify(shropshire, records)
        sections = ["person", "language", "needs", "outcomes", "actions"]
        consent: JsonObject = {
            "scope": list(sections), "capacity": "has-capacity", "takenBy": "social-worker",
            "takenOn": world.clock.today,
        }  # fmt: skip
        transfer = gwynedd.notify(shropshire, records, consent=consent)
        world.work(rounds=2)
        seen = shropshire.client.read(f"/v1/records/{records[0]}")
        assert {"person", "needs"} <= member(seen, "content").keys()
        assert not {"determinations", "risks"} & member(seen, "content").keys()
        shropshire.match(transfer)
        assert agree(world, transfer) == "matched"
        assert holder(shropshire, transfer) == "Shropshire"


def test_refuses_consent_where_the_law_is_the_basis(world: World) -> None:
    gwynedd, ceredigion = world.councils
    consent: JsonObject = {
        "scope": ["needs"], "capacity": "has-capacity", "takenOn": world.clock.today, "takenBy": "social-worker",
    }  # fmt: skip
    with pytest.raises(Refusal, match="consent-not-basis"):
        gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")], consent=consent)
