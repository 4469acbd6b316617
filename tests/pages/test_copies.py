"""The person's copy, who has seen it, the interim plan, and the check that anybody can make."""

import io
import json
import re

import pypdf
import pytest

from exchange.jose import JsonObject
from tests.pages.staging import Stage, Visitor, text_of
from tests.world import WORKER, Running

KEY = "0b6f5a52-6c1b-4b5e-9a51-6f2f6f0c7d11"
UNKNOWN = "A" * 43
PATHS = ["/records/{r}/copy", "/records/{r}/seen", "/records/{r}/seen.pdf", "/transfers/{t}/plan"]


@pytest.fixture(scope="module")
def transfer(stage: Stage) -> str:
    return stage.move()


@pytest.fixture(scope="module")
def record(stage: Stage, transfer: str) -> str:
    """Gwynedd's assessment."""
    return records_of(stage.gwynedd)[0]


def records_of(council: Running) -> list[str]:
    found = council.client.read("/v1/records")["records"]
    assert isinstance(found, list)
    return [str(each["digest"]) for each in found if isinstance(each, dict)]


def acts(council: Running, of_kind: str, of: str) -> list[str]:
    return [each.act for each in council.node.store.read(lambda tx: tx.trail.of(of_kind, of))]


def log_size(council: Running) -> int:
    return council.node.store.read(lambda tx: tx.log.size())


def number_on(html: str) -> str:
    [number] = set(re.findall(r"/check/([A-Za-z0-9_-]{43})", html))
    return str(number)


def taken(visitor: Visitor, record: str, ending: str, *, once: str = KEY, **filled: str) -> bytes:
    answer = visitor.send(f"/en/records/{record}/copy.{ending}", language="en", once=once, **filled)
    assert answer.status_code == 200, text_of(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


@pytest.mark.parametrize("path", PATHS)
def test_shows_nobody_anything_before_they_sign_in(stage: Stage, transfer: str, record: str, path: str) -> None:
    answer = stage.visitor(stage.gwynedd).open("/en" + path.format(r=record, t=transfer))
    assert "/en/sign-in" in str(answer.url)
    assert "Megan" not in answer.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("login", ["alun", "olwen"])
def test_refuses_who_has_another_role(stage: Stage, transfer: str, record: str, path: str, login: str) -> None:
    answer = stage.sign_in(stage.gwynedd, login).open("/en" + path.format(r=record, t=transfer))
    assert answer.status_code == 403
    assert "Megan" not in answer.text


@pytest.mark.parametrize("ending", ["", ".pdf", ".html", ".json"])
def test_refuses_a_form_that_another_site_sent_and_signs_nothing(stage: Stage, record: str, ending: str) -> None:
    before = log_size(stage.gwynedd)
    path = f"/en/records/{record}/copy{ending}"
    answer = stage.sign_in(stage.gwynedd).send(path, origin="https://evil.example", language="en", once=KEY)
    assert answer.status_code == 403
    assert log_size(stage.gwynedd) == before


@pytest.mark.parametrize("path", [f"/records/{UNKNOWN}/copy", "/records/x/copy", f"/records/{UNKNOWN}/seen.pdf"])
def test_refuses_a_record_that_is_not_there(stage: Stage, path: str) -> None:
    assert stage.sign_in(stage.gwynedd).open("/en" + path).status_code == 404


@pytest.mark.parametrize("filled", [{"language": "fr"}, {"language": "en", "once": ""}])
def test_refuses_a_form_that_no_page_of_ours_sends(stage: Stage, record: str, filled: dict[str, str]) -> None:
    answer = stage.sign_in(stage.gwynedd).send(f"/en/records/{record}/copy.pdf", **{"once": KEY, **filled})
    assert answer.status_code == 404


def test_refuses_a_ground_that_does_not_exist(stage: Stage, record: str) -> None:
    answer = stage.sign_in(stage.gwynedd).send(f"/en/records/{record}/copy", **{"language": "en", "part-1": "because"})
    assert answer.status_code == 422


def test_asks_for_the_law_section_by_section(stage: Stage, record: str) -> None:
    said = text_of(stage.sign_in(stage.gwynedd).open(f"/en/records/{record}/copy").text)
    for expected in ("Left out unless you look and let it go", "Shown unless you leave it out", "Always left out"):
        assert expected in said


def test_a_preview_signs_nothing_and_is_on_the_trail(stage: Stage, record: str) -> None:
    before, seen = log_size(stage.gwynedd), len(acts(stage.gwynedd, "record", record))
    answer = stage.sign_in(stage.gwynedd).send(f"/en/records/{record}/copy", language="en")
    assert "This is a preview." in text_of(answer.text)
    assert "/check/" not in answer.text.partition("<main")[2].partition("</main>")[0]
    assert log_size(stage.gwynedd) == before
    assert len(acts(stage.gwynedd, "record", record)) == seen + 1


def test_what_is_left_out_is_in_no_form_of_the_copy(stage: Stage, record: str) -> None:
    visitor = stage.sign_in(stage.gwynedd)
    page = visitor.open(f"/en/records/{record}/copy").text
    field = re.findall(r'for="(part-\d+)">Needs<', page)[0]
    whole = visitor.send(f"/en/records/{record}/copy", language="en").text
    chosen = {field: "third-party"}
    preview = visitor.send(f"/en/records/{record}/copy", language="en", **chosen).text
    needs = [str(each["statement"]) for each in needs_of(stage, record)]
    assert any(need in text_of(whole) for need in needs)
    once = KEY[:-1] + "2"
    for data in (preview.encode(), taken(visitor, record, "html", once=once, **chosen), words_in(
        taken(visitor, record, "pdf", once=once, **chosen)
    )):  # fmt: skip
        assert [need for need in needs if need.encode() in data] == []


def needs_of(stage: Stage, record: str) -> list[JsonObject]:
    content = stage.gwynedd.client.read(f"/v1/records/{record}")["content"]
    assert isinstance(content, dict)
    needs = content["needs"]
    assert isinstance(needs, list)
    return [each for each in needs if isinstance(each, dict)]


def words_in(pdf: bytes) -> bytes:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()).encode()


def test_on_paper_as_a_page_and_as_a_file_it_is_one_copy(stage: Stage, record: str) -> None:
    visitor, before = stage.sign_in(stage.gwynedd), log_size(stage.gwynedd)
    once = KEY[:-1] + "3"
    first = taken(visitor, record, "html", once=once)
    again = taken(visitor, record, "html", once=once)
    number = number_on(first.decode())
    assert number == number_on(again.decode())
    assert number.encode() in words_in(taken(visitor, record, "pdf", once=once)).replace(b" ", b"").replace(
        "\u200b".encode(), b""
    )
    file = json.loads(taken(visitor, record, "json", once=once))
    assert number in {each["digest"] for each in file["proofs"]}
    assert log_size(stage.gwynedd) == before + 1
    assert acts(stage.gwynedd, "record", record)[:4] == ["copied", "printed", "printed", "printed"]


def test_the_same_key_for_other_choices_is_refused(stage: Stage, record: str) -> None:
    visitor, once = stage.sign_in(stage.gwynedd), KEY[:-1] + "4"
    taken(visitor, record, "json", once=once)
    answer = visitor.send(f"/en/records/{record}/copy.json", language="en", once=once, **{"part-1": "no-ground"})
    assert answer.status_code == 422


def test_a_copy_in_welsh_is_welsh_on_an_english_page(stage: Stage, record: str) -> None:
    answer = stage.sign_in(stage.gwynedd).send(f"/en/records/{record}/copy", language="cy")
    assert '<article class="app-paper" lang="cy">' in answer.text
    assert "Eich copi" in answer.text


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_files_name_says_nothing_about_whom_it_is_about(stage: Stage, record: str, language: str) -> None:
    visitor = stage.sign_in(stage.gwynedd)
    seen = visitor.open(f"/{language}/records/{record}/seen.pdf")
    copy = visitor.send(f"/en/records/{record}/copy.pdf", language=language, once=KEY[:-1] + "5" + "")
    for answer in (seen, copy) if language == "en" else (seen,):
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        name = answer.headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="[a-z-]+-2026-11-20\.pdf"', name)


def test_the_person_is_told_who_took_copies(stage: Stage, record: str) -> None:
    visitor = stage.sign_in(stage.gwynedd)
    taken(visitor, record, "pdf", once=KEY[:-1] + "6")
    said = text_of(visitor.open(f"/en/records/{record}/seen").text)
    for expected in ("Non Evans", "Printed it", "Ceredigion"):
        assert expected in said


def test_before_a_match_there_is_no_plan_and_it_says_what_to_do(stage: Stage) -> None:
    waiting = stage.move("megan-plan")
    visitor = stage.sign_in(stage.ceredigion)
    for path in (f"/en/transfers/{waiting}/plan", f"/en/transfers/{waiting}/plan.pdf"):
        answer = visitor.open(path)
        assert answer.status_code == 422
        assert f"/en/transfers/{waiting}/match" in answer.text
        assert "Megan" not in answer.text
    [record] = [each for each in records_of(stage.ceredigion) if acts(stage.ceredigion, "record", each) == []][-1:]
    assert visitor.open(f"/en/records/{record}/copy").status_code in (404, 422)


def test_the_plan_rests_on_what_came_until_something_is_decided(stage: Stage) -> None:
    moving = stage.move("megan-plan")
    stage.ceredigion.match(moving)
    visitor, path = stage.sign_in(stage.ceredigion), f"/en/transfers/{moving}/plan"
    before = text_of(visitor.open(path).text)
    assert "Until then this paper rests on what came from Gwynedd, as it stands." in before
    assert "Care and support plan of 20 November 2026" in before
    decide(stage, moving)
    after = text_of(visitor.open(path).text)
    assert "rests on what came" not in after
    assert "Morning call" in after
    assert b"Morning call" in words_in(visitor.open(f"{path}.pdf").content)
    assert acts(stage.ceredigion, "transfer", moving)[:3] == ["printed", "opened", "opened"]


def decide(stage: Stage, transfer: str) -> None:
    records = stage.ceredigion.transfer(transfer)["records"]
    assert isinstance(records, list)
    day_one: JsonObject = {"need": "n1", "startsOn": "2026-12-01", "how": "Morning call", "owner": "Dafydd"}
    decision: JsonObject = {
        "assessment": "proportionate",
        "needs": [{"record": records[0], "need": "n1", "outcome": "accepted"}],
        "dayOne": [day_one],
        "worker": WORKER,
    }
    stage.ceredigion.say(transfer, "decision", decision)
    stage.world.work(2)


@pytest.mark.parametrize("number", [UNKNOWN, "x", "%00", "é" * 43, "A" * 5_000])
def test_a_number_that_is_not_known_is_answered_alike_whatever_it_is(stage: Stage, number: str) -> None:
    answer = stage.visitor(stage.gwynedd).open(f"/en/check/{number}")
    assert answer.status_code == 404
    assert "This council does not know that number" in text_of(answer.text)


def test_a_number_of_something_else_that_was_signed_is_not_known(stage: Stage, transfer: str) -> None:
    """Messages and receipts are between councils: that there was one is nobody else's business."""
    said = stage.gwynedd.transfer(transfer)["messages"]
    assert isinstance(said, list)
    message = said[0]
    assert isinstance(message, dict)
    assert stage.visitor(stage.gwynedd).open(f"/en/check/{message['digest']}").status_code == 404


def test_anybody_sees_that_a_copy_is_genuine_and_nothing_about_the_person(stage: Stage, record: str) -> None:
    number = number_on(taken(stage.sign_in(stage.gwynedd), record, "html", once=KEY[:-1] + "7").decode())
    for digest, title in ((number, "Gwynedd made this copy"), (record, "Gwynedd signed this record")):
        visitor = stage.visitor(stage.gwynedd)
        answer = visitor.open(f"/en/check/{digest}")
        said = text_of(answer.text)
        assert answer.status_code == 200
        assert title in said
        assert "It is current" in said
        assert "Yes, entry" in said
        assert not visitor.http.cookies
        for kept_back in ("Megan", "Pritchard", "Assessment,", "Non Evans"):
            assert kept_back not in said
    copied = f"{number[:12]}\u200b {number[12:]}"  # as it comes out of a PDF
    typed = stage.visitor(stage.gwynedd).open(f"/en/check?number=https://gwynedd.example/en/check/{copied}")
    assert str(typed.url).endswith(f"/en/check/{number}")


def test_a_copy_of_what_was_taken_back_says_so(stage: Stage) -> None:
    record = stage.gwynedd.publish("megan-plan")
    number = number_on(taken(stage.sign_in(stage.gwynedd), record, "html", once=KEY[:-1] + "8").decode())
    reason: JsonObject = {"reason": "entered-in-error"}
    stage.gwynedd.client.post(f"/v1/records/{record}/withdraw", reason, key=stage.gwynedd.node.fresh_id())
    said = text_of(stage.visitor(stage.gwynedd).open(f"/en/check/{number}").text)
    assert "Gwynedd has taken it back as entered in error. Do not use it." in said
    assert "It is current" not in said


def drop(stage: Stage, data: bytes) -> str:
    visitor = stage.visitor(stage.ceredigion)
    files, site = {"file": ("copy.json", data)}, {"sec-fetch-site": "same-origin"}
    return text_of(visitor.http.post(f"{visitor.url}/en/check", files=files, headers=site).text)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b'{"format":"assessment-exchange-evidence/1"}', b"x" * (3 << 20)])
def test_a_file_that_is_no_copy_is_not_judged(stage: Stage, data: bytes) -> None:
    said = drop(stage, data)
    assert "This file is genuine" not in said
    assert "There is a problem" in said or "larger than this door accepts" in said


def test_a_persons_file_is_checked_in_words_by_another_council(stage: Stage, record: str) -> None:
    file = taken(stage.sign_in(stage.gwynedd), record, "json", once=KEY[:-1] + "9")
    good = drop(stage, file)
    assert "This file is genuine" in good
    assert "Gwynedd" in good
    salted = file.index(b"~WyJ") + 8
    changed = file[:salted] + (b"A" if file[salted : salted + 1] != b"A" else b"B") + file[salted + 1 :]
    bad = drop(stage, changed)
    assert "Do not rely on this file" in bad
    assert "This file is genuine" not in bad
