"""What a person is given: nothing that is withheld is in it, on paper, on the page or in the file that they keep."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from exchange.errors import Refusal
from exchange.evidence import Report, check
from exchange.jose import JsonObject, JsonValue
from exchange.journeys.copy_for_person import PersonsCopy, copy_for_person
from exchange.journeys.show_transfer import show_transfer
from exchange.journeys.who_has_seen import who_has_seen
from exchange.node import Role, SignedIn, trace
from exchange.pages.languages import Language, Voice
from exchange.pages.paper.interim import interim_plan_document
from exchange.pages.paper.prints import copy_document, seen_document
from exchange.pages.rendering import _environment
from exchange.printing import Code, Document, Facts, Heading, Table, Withheld, pdf
from exchange.record.choose import Withhold
from tests.canary import WORD, found_in, marked
from tests.printing.tags import opened, tags, words
from tests.world import WORKER, Running, World, content_of, open_world

WHO = SignedIn("account-1", "Non Evans", frozenset({Role.CASEWORKER}), "local")
DAY = date(2026, 11, 20)
SECRET_SECTIONS = ("risks", "contacts", "carers", "safeguarding", "alerts", "sharing")
SECRET_NEED = "n6"
LANGUAGES = [Voice(each) for each in Language]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with open_world(tmp_path_factory.mktemp("prints")) as opened_world:
        yield opened_world


@pytest.fixture(scope="module")
def record(world: World) -> str:
    """Megan's plan, with a word that stands nowhere else in all that she is not to see."""
    content = content_of("megan-plan")
    for section in SECRET_SECTIONS:
        content[section] = marked(content[section], section)
    content["needs"] = [_secret(each) if _id(each) == SECRET_NEED else each for each in _items(content["needs"])]
    body: JsonObject = {"kind": "care-and-support-plan", "content": content}
    gwynedd = world.councils[0]
    return str(gwynedd.client.post("/v1/records", body, key=gwynedd.node.fresh_id())["digest"])


@pytest.fixture(scope="module")
def decided(world: World, record: str) -> str:
    """A transfer in which the receiving council decided on her needs, the secret one too."""
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [record])
    world.work(3)
    with pytest.raises(Refusal) as refused:  # nobody has said whose it is
        copy_for_person(ceredigion.node, WHO, record)
    assert refused.value.code == "not-matched"
    ceredigion.match(transfer)
    needs: list[JsonValue] = [
        {"record": record, "need": "n1", "outcome": "accepted"},
        {"record": record, "need": "n2", "outcome": "varied", "reason": "Another provider"},
        {"record": record, "need": SECRET_NEED, "outcome": "dropped", "reason": f"{WORD} reason"},
    ]
    day_one: list[JsonValue] = [
        {"need": "n1", "startsOn": "2026-12-01", "how": "Morning call", "provider": "Gofal", "owner": "Dafydd"},
        {"need": SECRET_NEED, "startsOn": "2026-12-01", "how": f"{WORD} call", "owner": "Dafydd"},
    ]
    ceredigion.say(
        transfer, "decision", {"assessment": "proportionate", "needs": needs, "dayOne": day_one, "worker": WORKER}
    )
    world.work(2)
    return transfer


def _id(item: JsonValue) -> JsonValue:
    return item.get("id") if isinstance(item, dict) else None


def _items(value: JsonValue) -> list[JsonValue]:
    assert isinstance(value, list)
    return value


def _secret(item: JsonValue) -> JsonValue:
    assert isinstance(item, dict)
    return {**item, "statement": f"{WORD} need"}


def without_the_need(council: Running, record: str) -> PersonsCopy:
    return copy_for_person(council.node, WHO, record, withhold=[Withhold("needs", SECRET_NEED, "serious-harm")])


def html(document: Document, say: Voice) -> str:
    template = _environment(say.language).get_template("document.html")
    module = template.make_module({"language": say.language.value})
    return str(module.show_document(document, say.day(document.made_on)))  # type: ignore[attr-defined]


def everything_in(file: bytes) -> bytes:
    """The file, and each part of each token in it, decoded."""
    parts = re.findall(rb"[A-Za-z0-9_-]{20,}", file)
    return file + b"\n".join(
        base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4)) for part in parts if len(part) % 4 != 1
    )


def secrets_in(file: bytes) -> list[str]:
    """Where the word stands; her other secrets look like what others may be told (the first digits of a number)."""
    return [found for found in found_in(everything_in(file)) if WORD.lower() in found.lower()]


def report_on(world: World, copy: PersonsCopy) -> Report:
    return check(copy.file, anchors=world.councils[0].node.anchors, now=world.clock())


def test_refuses_a_record_that_is_not_there(world: World) -> None:
    node = world.councils[0].node
    for journey in (copy_for_person, who_has_seen):
        with pytest.raises(Refusal) as refused:
            journey(node, WHO, "A" * 43)
        assert refused.value.code == "record-unknown"


def test_refuses_to_let_go_what_the_law_never_lets_go(world: World, record: str) -> None:
    with pytest.raises(Refusal) as refused:
        copy_for_person(world.councils[0].node, WHO, record, cleared=["withholding"])
    assert refused.value.code == "section-forbidden"


@pytest.mark.parametrize(
    ("withhold", "code"),
    [
        (Withhold("needs", "no-such", "third-party"), "withhold-unknown"),
        (Withhold("needs", None, "x"), "ground-unknown"),
    ],
)
def test_refuses_to_withhold_what_is_not_there_or_for_no_reason(
    world: World, record: str, withhold: Withhold, code: str
) -> None:
    node = world.councils[0].node
    before = node.store.read(lambda tx: len(tx.trail.of("record", record)))
    with pytest.raises(Refusal) as refused:
        copy_for_person(node, WHO, record, withhold=[withhold])
    assert refused.value.code == code
    assert node.store.read(lambda tx: len(tx.trail.of("record", record))) == before


def test_the_word_is_found_where_it_is_let_go(world: World, record: str) -> None:
    """The test below could not fail if it looked in the wrong way."""
    copy = copy_for_person(world.councils[0].node, WHO, record, cleared=["risks"])
    assert secrets_in(copy.file)
    document = copy_document(copy, LANGUAGES[0], made_on=DAY)
    assert WORD in words(pdf(document))
    assert WORD in html(document, LANGUAGES[0])


@pytest.mark.parametrize("say", LANGUAGES, ids=str)
def test_what_is_withheld_is_in_no_copy(world: World, record: str, decided: str, say: Voice) -> None:
    for council in world.councils:
        copy = without_the_need(council, record)
        assert secrets_in(copy.file) == []
        transfer = show_transfer(council.node, decided)
        for document in (
            copy_document(copy, say, made_on=DAY),
            interim_plan_document(transfer, [copy.record], say, made_on=DAY),
        ):
            assert any(isinstance(block, Withheld) for block in document.blocks)
            assert WORD.lower() not in words(pdf(document)).lower()
            assert WORD.lower() not in html(document, say).lower()


def test_a_ground_whose_telling_would_harm_is_not_told(world: World, record: str) -> None:
    copy = without_the_need(world.councils[0], record)
    [need] = [part for part in copy.record.withheld if part.section == "needs"]
    assert need.ground is None
    assert b"serious-harm" not in everything_in(copy.file)


def test_what_the_person_keeps_is_checked_like_any_evidence(world: World, record: str, decided: str) -> None:
    for council in world.councils:
        report = report_on(world, without_the_need(council, record))
        assert [line for line in report.lines if line.severity == "failed"] == []
        codes = [line.code for line in report.lines]
        assert codes.count("entry-proven") == 2
        assert {"record-genuine", "presentation-genuine", "record-withheld"} <= set(codes)


def test_a_copy_that_was_changed_is_not_genuine(world: World, record: str) -> None:
    copy = copy_for_person(world.councils[0].node, WHO, record)
    document = json.loads(copy.file)
    changes = {
        "a disclosure less": copy.file.replace(document["records"][0]["record"].split("~")[1].encode() + b"~", b"", 1),
        "another member": copy.file[:-1] + b',"more":1}',
        "no record": json.dumps({**document, "records": []}, separators=(",", ":")).encode(),
        "a transfer": json.dumps({**document, "transfer": "x"}, separators=(",", ":")).encode(),
        "other proofs": json.dumps({**document, "proofs": document["proofs"][:1] * 2}, separators=(",", ":")).encode(),
    }
    for name, changed in changes.items():
        report = check(changed, anchors=world.councils[0].node.anchors, now=world.clock())
        assert not report.passed, name


def test_the_copy_is_on_the_trail_and_in_the_log(world: World, record: str) -> None:
    node = world.councils[0].node
    copy = copy_for_person(node, WHO, record)
    newest = node.store.read(lambda tx: tx.trail.of("record", record))[0]
    assert (newest.account, newest.act, newest.purpose) == ("account-1", "copied", "person")
    assert node.store.read(lambda tx: tx.log.entry_of(copy.digest)) is not None


def test_the_code_holds_an_address_and_nothing_about_the_person(world: World, record: str) -> None:
    copy = copy_for_person(world.councils[0].node, WHO, record)
    for say in LANGUAGES:
        [code] = [block for block in copy_document(copy, say, made_on=DAY).blocks if isinstance(block, Code)]
        assert code.url == f"https://gwynedd.example/{say.language.value}/check/{copy.digest}"
    assert copy.digest != copy_for_person(world.councils[0].node, WHO, record).digest


def test_the_person_is_told_who_has_seen_it(world: World, record: str, decided: str) -> None:
    gwynedd, ceredigion = world.councils
    show_transfer(ceredigion.node, decided, reader=WHO)
    ceredigion.node.store.write(
        lambda tx: trace(
            tx, WHO, purpose="person", act="printed", of_kind="record", of=record, at=ceredigion.node.now()
        )
    )
    told = who_has_seen(ceredigion.node, WHO, record)
    assert ("opened", "Non Evans", "caseworker") in [(each.act, each.name, each.role) for each in told.opened]
    assert {each.act for each in told.taken_out} >= {"printed"}
    [given] = told.given
    assert (given.sender.entity_id, given.receiver.entity_id) == (gwynedd.entity_id, ceredigion.entity_id)
    assert given.delivered_at is not None
    assert who_has_seen(ceredigion.node, WHO, record).opened[0].act == "told-who-has-seen"


@pytest.mark.parametrize("say", LANGUAGES, ids=str)
def test_who_has_seen_it_is_a_document_without_codes(world: World, record: str, decided: str, say: Voice) -> None:
    document = seen_document(who_has_seen(world.councils[1].node, WHO, record), say, made_on=DAY)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = [cell.text for table in tables for row in table.rows for cell in row]
    assert "Non Evans" in cells
    assert not {"opened", "copied", "caseworker", "delivered", "person"} & set(cells)
    assert [tag.role for tag in tags(pdf(document))].count("/Table") == len(tables)


def test_the_interim_plan_says_the_law_the_needs_the_first_day_and_the_worker(
    world: World, record: str, decided: str
) -> None:
    council = world.councils[1]
    transfer = show_transfer(council.node, decided)
    document = interim_plan_document(transfer, [without_the_need(council, record).record], LANGUAGES[0], made_on=DAY)
    printed = " ".join(page.extract_text() for page in opened(pdf(document)).pages)
    flat = " ".join(printed.split())
    for said in ("Act 2014, s.56(3)", "must meet the person's needs", "wash, dress and undress", "Another provider",
                 "Morning call", "1 December 2026", "Dafydd Rhys Morgan", "20 November 2026"):  # fmt: skip
        assert said in flat
    assert next(block.level for block in document.blocks if isinstance(block, Heading)) == 2


def test_before_a_decision_the_interim_plan_says_that_there_is_none(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    document = interim_plan_document(show_transfer(gwynedd.node, transfer), [], LANGUAGES[1], made_on=DAY)
    assert "Nid yw Ceredigion wedi penderfynu" in html(document, LANGUAGES[1])
    assert sum(isinstance(block, Facts) for block in document.blocks) == 1
