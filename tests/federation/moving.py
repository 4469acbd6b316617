"""What the tests of the conversation say, and what must hold of every transfer, however it went."""

from datetime import date, timedelta

from exchange.evidence import check
from exchange.jose import JsonObject, JsonValue
from exchange.node import conversation_of
from exchange.transfer import duty_holder, stage_of
from tests.federation.ledger import disagreements
from tests.transfer.replay import replay
from tests.world import Running, World

NON: JsonObject = {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"}
DECISION: JsonObject = {"assessment": "proportionate", "worker": NON}


def decision(record: str, *needs: str, outcome: str = "accepted") -> JsonObject:
    """These needs of a record are decided alike."""
    reason: JsonObject = {} if outcome == "accepted" else {"reason": "The new home differs."}
    return {**DECISION, "needs": [{"record": record, "need": need, "outcome": outcome, **reason} for need in needs]}


def members_of(value: JsonObject, name: str) -> list[JsonObject]:
    found = value[name]
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, dict)]


def said(council: Running, transfer: str, kind: str) -> JsonObject:
    """The newest message of this type."""
    return [each for each in members_of(council.transfer(transfer), "messages") if each["type"] == kind][-1]


def records_of(council: Running, transfer: str) -> list[str]:
    """The digests of the records that a transfer names."""
    found = council.transfer(transfer)["records"]
    assert isinstance(found, list)
    return [str(each) for each in found]


def member(value: JsonObject, name: str) -> JsonObject:
    found = value[name]
    assert isinstance(found, dict)
    return found


def holder(council: Running, transfer: str) -> JsonValue:
    """The name of the council that holds the duty today, or leads."""
    found = member(council.transfer(transfer), "duty")["holder"]
    return found["name"] if isinstance(found, dict) else None


def about(council: Running, transfer: str) -> set[JsonValue]:
    """What is waited for."""
    return {each["about"] for each in members_of(council.transfer(transfer), "deadlines")}


def events(council: Running, transfer: str) -> list[tuple[JsonValue, JsonValue]]:
    """Type and kind of all that the feed tells of a transfer."""
    found = members_of(council.client.read("/v1/events?limit=200"), "events")
    return [(each["type"], each["kind"]) for each in found if each["transfer"] == transfer]


def lines_of(council: Running, transfer: str) -> set[str]:
    """What the check of this council's evidence finds, by code."""
    evidence = council.client.download(f"/v1/transfers/{transfer}/evidence")
    return {line.code for line in check(evidence, anchors=council.node.anchors, now=council.clock()).lines}


def agree(world: World, transfer: str) -> str:
    """Let everything be delivered; both councils then hold the same, and so does an auditor. The stage."""
    world.work(rounds=3)
    assert disagreements(world.councils) == []
    held = [council.node.store.read(lambda tx: conversation_of(tx, transfer)) for council in world.councils]
    mine, theirs = [each for each in held if each.messages]
    assert {each.digest for each in mine.messages} == {each.digest for each in theirs.messages}
    assert {each.digest for each in mine.receipts} == {each.digest for each in theirs.receipts}
    replay([*mine.messages, *theirs.messages], [*mine.receipts, *theirs.receipts])
    stage = stage_of(mine.messages, mine.receipts)
    assert stage == stage_of(theirs.messages, theirs.receipts)
    for day in _days(world.clock().date()):
        answer = duty_holder(mine.messages, mine.receipts, day=day)
        assert answer == duty_holder(theirs.messages, theirs.receipts, day=day)
    for council in (each for each in world.councils if _holds(each, transfer)):
        assert council.transfer(transfer)["stage"] == stage
        report = check(
            council.client.download(f"/v1/transfers/{transfer}/evidence"),
            anchors=council.node.anchors,
            now=world.clock(),
        )
        assert report.passed, [(line.code, line.subject) for line in report.lines if line.severity == "failure"]
    return stage


def _holds(council: Running, transfer: str) -> bool:
    return council.node.store.read(lambda tx: tx.transfers.find(transfer)) is not None


def _days(today: date) -> list[date]:
    return [today + timedelta(days=offset) for offset in (-400, -30, -1, 0, 1, 2, 7, 30, 200)]
