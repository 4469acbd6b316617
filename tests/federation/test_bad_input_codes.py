"""Each code of the one table of errors can be provoked through a door: this is the table of how.

Requests (`tests/api/bad_requests.py`) and parcels are sent to real servers in the tests beside their tables; files and
commands are tried here.
"""

import json
from pathlib import Path

import pytest

from exchange.errors import CODES
from tests.api.bad_requests import REQUESTS
from tests.federation.bad_commands import COMMANDS, PINNED_FILE, anchor_file, enrolling, evidence_file, refused, run
from tests.federation.bad_files import FILES, codes_of
from tests.federation.bad_parcels import MORE, PARCELS

# What no door can provoke yet, and why the code stands in the table all the same.
NO_DOOR = {
    "section-forbidden": "`present` refuses to clear a section; no door lets a worker clear one yet",
    "decisions-concealed": "`present` refuses to make the person's copy from a part; no door makes that copy yet",
}
PROVOKED = {
    **dict.fromkeys(REQUESTS, "a request"),
    **dict.fromkeys(PARCELS, "a parcel"),
    **dict.fromkeys(FILES, "a file"),
    **dict.fromkeys(COMMANDS, "a command"),
}


def test_every_code_is_provoked_through_a_door_or_says_why_not() -> None:
    assert sorted(CODES.keys() - PROVOKED.keys() - NO_DOOR.keys()) == []
    assert sorted((PROVOKED.keys() | NO_DOOR.keys() | {code for code, _ in MORE.values()}) - CODES.keys()) == []
    assert sorted(PROVOKED.keys() & NO_DOOR.keys()) == []


@pytest.mark.parametrize("code", FILES)
def test_the_offline_check_names(code: str) -> None:
    assert code in FILES[code]()


@pytest.mark.parametrize("code", COMMANDS)
def test_a_command_is_refused_with(code: str, tmp_path: Path) -> None:
    assert COMMANDS[code](tmp_path) == {code}


@pytest.mark.parametrize("gss", ["E07000224", "N09000001"])
def test_a_council_that_does_no_social_care_cannot_be_enrolled(gss: str, tmp_path: Path) -> None:
    assert enrolling(tmp_path, lambda card, _: {**card, "gss": gss}) == {"not-social-services"}


def test_a_card_without_its_parts_is_refused(tmp_path: Path) -> None:
    assert enrolling(tmp_path, lambda _card, _node: {"gss": "W06000002"}) == {"statement-claims"}


def test_a_council_is_not_set_up_twice(tmp_path: Path) -> None:
    words = ("federation", "init", tmp_path / "federation", "--entity-id", "https://federation.example")
    assert run(*words).exit_code == 0
    assert refused(*words) == {"setup-incomplete"}


def test_the_verify_command_prints_the_codes_of_the_check(tmp_path: Path) -> None:
    anchor = anchor_file(tmp_path, PINNED_FILE)
    for data in (b"{}", b'{"a": 1, "a": 2}', b'{"a": NaN}', b'{"a": 1.5}', b"[" * 100 + b"]" * 100):
        result = run("verify", evidence_file(tmp_path, data), "--anchor", anchor, "--json")
        assert result.exit_code == 1
        assert {line["code"] for line in json.loads(result.stdout)["lines"]} == codes_of(data)
