"""The pages of an auditor: no name of a person in any of them, and no verdict that says more than was proven."""

import csv
import io
import re
import socket
from datetime import UTC, datetime

import httpx
import pytest

from exchange.evidence import MAX_EVIDENCE
from exchange.jose import JsonValue
from exchange.journeys.audit_transfers import COUNTED
from exchange.pages.auditing.charts import chart
from exchange.store import Step
from tests.pages.staging import Stage, Visitor, text_of
from tests.world import WORKER

PAGES = ("/audit", "/audit/transfers", "/audit/figures", "/audit/log", "/audit/trail")


@pytest.fixture(scope="module")
def transfer(stage: Stage) -> str:
    """A move that went well: matched, decided with care for the first day, arrived."""
    moved = stage.move()
    here = stage.ceredigion
    here.match(moved)
    needs: list[JsonValue] = [
        {"record": record, "need": need["id"], "outcome": "accepted"}  # type: ignore[call-overload, index]
        for record in here.transfer(moved)["records"]  # type: ignore[union-attr]
        for need in here.client.read(f"/v1/records/{record}")["content"].get("needs") or []  # type: ignore[union-attr]
    ]
    care: list[JsonValue] = [{"startsOn": here.clock.today, "how": "As before", "owner": "Elin Tudur"}]
    here.say(moved, "decision", {"assessment": "proportionate", "needs": needs, "dayOne": care, "worker": WORKER})
    here.say(moved, "arrived", {"day": here.clock.today})
    stage.world.work(3)
    return moved


@pytest.fixture(scope="module")
def neglected(stage: Stage) -> str:
    """A move of which nobody said more than that it has happened, four days ago."""
    moved = stage.move("megan-plan")
    stage.ceredigion.say(moved, "arrived", {"day": stage.ceredigion.clock.today})
    stage.world.clock.turn(days=4)
    stage.world.work(3)
    return moved


@pytest.fixture
def auditor(stage: Stage) -> Visitor:
    return stage.sign_in(stage.ceredigion, "alun")


def evidence(stage: Stage, transfer: str) -> bytes:
    here = stage.ceredigion
    _ = here.client
    return here.raw("GET", f"/v1/transfers/{transfer}/evidence", authorization=f"Bearer {here.token}").content


def drop(visitor: Visitor, data: bytes, *, language: str = "en") -> httpx.Response:
    files = {"file": ("evidence.json", data, "application/json")}
    return visitor.http.post(f"{visitor.url}/{language}/audit", files=files, headers={"sec-fetch-site": "same-origin"})


def trail(stage: Stage) -> list[Step]:
    return stage.ceredigion.node.store.read(lambda tx: tx.trail.newest())


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("path", PAGES)
def test_shows_nothing_to_nobody_and_to_no_other_role(stage: Stage, transfer: str, path: str) -> None:
    assert stage.visitor(stage.ceredigion).open("/en" + path).url.path == "/en/sign-in"
    for login in ("non", "olwen"):
        answer = stage.sign_in(stage.ceredigion, login).open("/en" + path)
        assert answer.status_code == 403
        assert transfer not in answer.text


@pytest.mark.parametrize("path", ["/audit", "/audit/transfers/export", "/audit/trail/export"])
def test_refuses_a_form_of_another_site(auditor: Visitor, stage: Stage, path: str) -> None:
    before = trail(stage)
    assert auditor.send("/en" + path, origin="https://evil.example").status_code == 403
    assert trail(stage) == before


def test_refuses_a_file_that_is_too_large_before_it_is_read(stage: Stage, auditor: Visitor) -> None:
    cookies = "; ".join(f"{each.name}={each.value}" for each in auditor.http.cookies.jar)
    head = [
        "POST /en/audit HTTP/1.1", "Host: 127.0.0.1", "Sec-Fetch-Site: same-origin", f"Cookie: {cookies}",
        "Content-Type: multipart/form-data; boundary=x", f"Content-Length: {2 * MAX_EVIDENCE}", "", "",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", stage.ceredigion.port), timeout=10) as client:
        client.sendall("\r\n".join(head).encode())
        assert client.recv(100).startswith(b"HTTP/1.1 413")


def test_asks_for_a_file_where_none_was_chosen(auditor: Visitor) -> None:
    answer = drop(auditor, b"")
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text


def test_says_of_a_file_that_is_none_that_it_does_not_hold(auditor: Visitor, stage: Stage) -> None:
    answer = drop(auditor, b"{}")
    assert "does not hold. Do not rely on this file." in text_of(answer.text)
    assert trail(stage)[0].act == "checked-failed"


def test_says_of_a_file_that_was_changed_what_does_not_hold(stage: Stage, auditor: Visitor, transfer: str) -> None:
    data = evidence(stage, transfer)
    place = data.index(b".", data.index(b'"messages"')) + 40
    changed = data[:place] + (b"A" if data[place : place + 1] != b"A" else b"B") + data[place + 1 :]
    said = text_of(drop(auditor, changed).text)
    assert "Do not rely on this file." in said
    assert "Nothing failed" not in said


def test_says_what_was_found_worst_first_and_never_that_all_is_well(
    stage: Stage, auditor: Visitor, transfer: str
) -> None:
    answer = drop(auditor, evidence(stage, transfer))
    said = text_of(answer.text)
    heading = re.search(r"<h1[^>]*>([^<]*)", answer.text)
    assert heading is not None
    assert heading[1].startswith("Nothing failed")
    assert "it cannot show" in said
    words = re.findall(r'<strong class="govuk-tag[^>]*>\s*(\w+)', answer.text)
    assert words == sorted(words, key=["Failed", "Warning", "Note", "Holds"].index)
    assert "record-genuine" in said
    assert "Megan" not in said


def test_says_it_in_welsh_as_well(stage: Stage, auditor: Visitor, transfer: str) -> None:
    said = text_of(drop(auditor, evidence(stage, transfer), language="cy").text)
    assert "Ni fethodd dim" in said
    assert "is proven" not in said


def test_keeps_nothing_of_a_file_and_leaves_one_line_of_trail(stage: Stage, auditor: Visitor, transfer: str) -> None:
    data = evidence(stage, transfer)
    before = stage.ceredigion.node.store.read(lambda tx: len(tx.trail.page(limit=1_000)))
    drop(auditor, data)
    steps = stage.ceredigion.node.store.read(lambda tx: tx.trail.page(limit=1_000))
    assert len(steps) == before + 1
    assert (steps[-1].act, steps[-1].of_kind, steps[-1].of, steps[-1].name) == (
        "checked", "evidence", "file", "Alun Bowen",
    )  # fmt: skip


def test_lists_transfers_with_days_and_gaps_and_without_names(
    stage: Stage, auditor: Visitor, transfer: str, neglected: str
) -> None:
    said = text_of(auditor.open("/en/audit/transfers").text)
    for expected in (transfer, neglected, "Care from the day of the move", "Without care for 4 days", "needs, as they"):
        assert expected in said
    for path in PAGES:
        page = auditor.open("/en" + path).text
        assert "Megan" not in page
        assert "Pritchard" not in page


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("side=receiving", True),
        ("side=sending", False),
        ("stages=after", True),
        ("stages=over", False),
        ("other=https://gwynedd.example", True),
        ("other=https://powys.example", False),
        ("since=2026-11-20&until=2026-11-20", True),
        ("until=2026-11-19", False),
        ("since=2027-01-01", False),
    ],
)
def test_filters(auditor: Visitor, transfer: str, neglected: str, query: str, is_there: bool) -> None:
    answer = auditor.open(f"/en/audit/transfers?{query}")
    assert answer.status_code == 200
    assert (neglected in answer.text) is is_there


@pytest.mark.parametrize("day", ["yesterday", "0001-01-01", "9999-12-31"])
def test_says_which_day_it_does_not_understand(auditor: Visitor, day: str) -> None:
    answer = auditor.open(f"/en/audit/transfers?since={day}")
    assert answer.status_code == 422
    assert 'href="#since"' in answer.text


def test_exports_what_was_filtered_and_says_so_on_the_trail(
    stage: Stage, auditor: Visitor, transfer: str, neglected: str
) -> None:
    found = rows(auditor.send("/en/audit/transfers/export", side="receiving"))
    assert {each["id"] for each in found} >= {transfer, neglected}
    bad = next(each for each in found if each["id"] == neglected)
    good = next(each for each in found if each["id"] == transfer)
    assert (bad["care_days"], bad["gap_days"], good["care_days"], good["gap_days"]) == ("", "4", "0", "0")
    assert good["needs_accepted"] == good["needs_decided"] != "0"
    assert (trail(stage)[0].act, trail(stage)[0].of_kind) == ("exported", "transfers")
    assert rows(auditor.send("/en/audit/transfers/export", side="sending")) == []


def test_figures_have_a_table_beside_each_chart_that_says_the_same(
    auditor: Visitor, transfer: str, neglected: str
) -> None:
    page = auditor.open("/en/audit/figures").text
    assert page.count("<svg") == page.count("<desc") >= 3
    for part in page.split("<svg")[1:]:
        picture, _, beside = part.partition("</svg>")
        in_table = re.findall(r'role="cell" data-label="[^"]*">([^<]*)', beside.partition("</table>")[0])
        assert re.findall(r"<text[^>]*>(\d+)</text>", picture) == in_table
    assert "Without" not in text_of(page)
    assert "Moves after which somebody was without care" in text_of(page)


def test_figures_read_no_more_than_they_say(stage: Stage, auditor: Visitor, transfer: str) -> None:
    """As many transfers as a large council has in years cost no more than those that are counted."""
    node = stage.ceredigion.node
    at = datetime(2020, 1, 1, tzinfo=UTC)

    def fill(first: int) -> None:
        def add(tx) -> None:  # type: ignore[no-untyped-def]
            for number in range(first, first + 1_000):
                tx.transfers.add(
                    f"old-{number}", sending="https://gwynedd.example", receiving=node.entity_id, started_at=at,
                    stage="closed", at=at,
                )  # fmt: skip

        node.store.write(add)

    for thousand in range(5):
        fill(thousand * 1_000)
    assert transfer in auditor.open("/en/audit/transfers?stages=after").text
    assert transfer not in auditor.open("/en/audit/transfers").text
    assert f"newest {COUNTED} of" in text_of(auditor.open("/en/audit/figures").text)


def test_a_chart_is_as_long_as_its_numbers() -> None:
    made = chart("x", title="", about="", unit="", counts=[("a", 4), ("b " * 40, 1), ("c", 0)])
    assert [bar.length for bar in made.bars] == [300, 75, 0]
    assert made.rows[1] == (" ".join(["b"] * 40), "1")
    assert chart("x", title="", about="", unit="", counts=[]).height == 0


def test_the_log_says_that_there_are_no_witnesses(auditor: Visitor, transfer: str) -> None:
    said = text_of(auditor.open("/en/audit/log").text)
    for expected in ("There are no witnesses yet", "ceredigion.example/log", "Gwynedd", "Receipts"):
        assert expected in said


def test_the_trail_shows_who_did_what_and_only_one_account_if_asked(stage: Stage, auditor: Visitor) -> None:
    stage.sign_in(stage.ceredigion).open("/en/transfers")
    said = text_of(auditor.open("/en/audit/trail").text)
    for expected in ("Non Evans", "Looked at the list", "Caseworker", "Work on a move"):
        assert expected in said
    account = next(each.account for each in trail(stage) if each.name == "Non Evans")
    only = text_of(auditor.open(f"/en/audit/trail?account={account}").text)
    assert "Only what Non Evans did." in only
    assert "Alun Bowen" not in only.replace("Signed in as Alun Bowen", "")


def test_the_trail_goes_back_page_by_page(stage: Stage, auditor: Visitor) -> None:
    for _ in range(60):
        auditor.send("/en/audit/trail/export")
    first = auditor.open("/en/audit/trail").text
    older = re.search(r'href="(/en/audit/trail\?[^"]*before=\d+)"', first)
    assert older is not None
    assert auditor.open(older[1].replace("&amp;", "&")).status_code == 200


def test_the_trail_is_taken_along_as_it_was_written(stage: Stage, auditor: Visitor) -> None:
    found = rows(auditor.send("/en/audit/trail/export"))
    assert (found[0]["act"], found[0]["of_kind"], found[0]["name"]) == ("exported", "trail", "Alun Bowen")
    assert trail(stage)[0].of_kind == "trail"


def test_no_spreadsheet_takes_a_name_for_a_formula(stage: Stage, auditor: Visitor) -> None:
    node = stage.ceredigion.node
    node.store.write(
        lambda tx: tx.trail.add(
            account="x", name="=HYPERLINK(1)", role="auditor", purpose="audit", act="x", of_kind="x", of="x",
            at=node.now(),
        )
    )  # fmt: skip
    assert "'=HYPERLINK(1)" in {each["name"] for each in rows(auditor.send("/en/audit/trail/export"))}
