"""`exchange demo`, run for real: the story, its end, and every way in which it may end early."""

import json
import os
import re
import signal
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from exchange.cli import app
from tests.demo.running import running

STORY = (
    "1/13  A federation operator makes its key and its anchor file",
    "Gwynedd (W06000002) is a member",
    "2 records, 7 messages and 7 signed receipts",
    "Ceredigion holds the duty today",
    "held back: one entry of “risks”",
    "10 of 11 needs are accepted as they stand",
    "The law still asks Ceredigion to assess",
    "findings, none failed",
    "✗ record 1 of 2: The signature does not match",
    "more findings that follow from it",
    "Done: one council's assessment, accepted by another, checked by a third party.",
)


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_without_a_terminal_or_even_a_stdin_it_ends_by_itself(tmp_path: Path) -> None:
    with running(tmp_path, "--exit", terminal=False) as demo:
        assert demo.end() == 0, demo.said
        assert [sentence for sentence in STORY if spaced(sentence) not in spaced(demo.said)] == []
        assert re.search(r"The whole story took [0-9.]+ seconds\.", demo.said)
        assert [line for line in demo.said.splitlines() if len(line) > 80 and "verify" not in line] == []
        assert demo.leftovers() == []

    output = tmp_path / "demo-output"
    report = CliRunner().invoke(app, ["verify", str(output / "evidence.json"), *anchored(output)])
    assert report.exit_code == 0
    refused = CliRunner().invoke(app, ["verify", str(output / "evidence-changed.json"), *anchored(output), "--json"])
    assert refused.exit_code == 1
    assert "signature-wrong" in {line["code"] for line in json.loads(refused.stdout)["lines"]}


def anchored(output: Path) -> list[str]:
    return ["--anchor", str(output / "anchor.json")]


def test_on_a_terminal_the_councils_stay_until_ctrl_c(tmp_path: Path) -> None:
    with running(tmp_path, terminal=True) as demo:
        demo.wait_for("until then.")
        calls = re.findall(r"curl -H '(Authorization): (Bearer [^']+)' (http://\S+)", demo.said)
        stages = [httpx.get(url, headers={name: value}).json()["stage"] for name, value, url in calls]
        assert stages == ["closed", "closed"]
        assert sorted(demo.servers()) == ["ceredigion", "federation", "gwynedd"]
        pages = re.findall(r"http://\S+/docs", demo.said)
        assert [httpx.get(page).status_code for page in pages] == [200, 200, 200]
        assert_people_can_sign_in(demo.said)
        demo.press_ctrl_c()
        assert demo.end() == 0
        assert "Ended: the servers are stopped" in demo.said
        assert demo.leftovers() == []


def assert_people_can_sign_in(said: str) -> None:
    """Each at their own council and with their own role; the page that is named first shows who is on the way."""
    (password,) = re.findall(r"each with the password ((?:[a-z2-9]{4}-){4}[a-z2-9]{4}),", said)
    doors = re.findall(r"^ +(\w+) +(\w+) +[^,]+, ([a-z-]+) +(http://\S+)(/en/\w+)$", said, re.MULTILINE)
    assert sorted((place, role) for place, _, role, _, _ in doors) == [
        *(("Ceredigion", role) for role in ("auditor", "caseworker", "operator")),
        ("Federation", "federation-operator"),
        *(("Gwynedd", role) for role in ("auditor", "caseworker", "operator")),
    ]
    for _, login, _, url, path in doors:
        with httpx.Client(follow_redirects=True, headers={"sec-fetch-site": "same-origin"}) as browser:
            assert "/sign-in" in str(browser.get(url + path).url)
            answer = browser.post(f"{url}/en/sign-in", data={"login": login, "password": password, "to": path[3:]})
            assert str(answer.url) == url + path
    (first,) = re.findall(r"^ +(http://\S+/en/transfers) +\(Cymraeg", said, re.MULTILINE)
    with httpx.Client(follow_redirects=True, headers={"sec-fetch-site": "same-origin"}) as browser:
        form = {"login": "non", "password": password, "to": "/transfers"}
        assert "Carys Adaeze Okafor" in browser.post(first.replace("transfers", "sign-in"), data=form).text


@pytest.mark.parametrize("during", ["1/13", "3/13"])
def test_ctrl_c_leaves_nothing_behind_however_often_it_is_pressed(tmp_path: Path, during: str) -> None:
    with running(tmp_path, terminal=True) as demo:
        demo.wait_for(during)
        demo.press_ctrl_c(times=3)
        assert demo.end() == 130, demo.said
        assert "Traceback" not in demo.said
        assert demo.leftovers() == []


def test_a_server_that_dies_ends_the_story_with_its_name_and_status_1(tmp_path: Path) -> None:
    with running(tmp_path, "--exit", terminal=False) as demo:
        demo.wait_for("3/13")
        os.kill(demo.servers()["ceredigion"], signal.SIGKILL)
        assert demo.end() == 1
        assert "The server of ceredigion ended by itself" in demo.said
        assert demo.leftovers() == []
