"""Each code of the one table of errors can be provoked through a door: this is the table of how.

Requests (`tests/api/bad_requests.py`) and parcels are sent to real servers in the tests beside their tables; files and
commands are tried here.
"""

import json
from pathlib import Path

import pytest

from exchange.errors import CODES
from tests.api.bad_requests import REQUESTS
from tests.federation.bad_commands import COMMANDS, PINNED_FILE, anchor_file, enrolling, evidence_file, run
from tests.federation.bad_files import FILES, codes_of
from tests.federation.bad_parcels import MORE, PARCELS
from tests.federation.bad_records import MORE_RECORDS, RECORDS

_PERSON_COPY = "`present` refuses it; no door makes copies for the person or for other nations yet"
_ATTESTED = "`tests/federation/test_attest.py` posts such tokens; another council makes them, no case system"
_VERSIONS = "`record/lineage.py` judges several versions of a record together; no door hands it any yet"
_PAGES = "only people who sign in meet it, on pages: `tests/people/`"

# What no door can provoke yet, and why the code stands in the table all the same.
NO_DOOR = {
    **dict.fromkeys(("section-forbidden", "decisions-concealed", "consent-withdrawn"), _PERSON_COPY),
    **dict.fromkeys(("attestation-claims", "attestation-foreign"), _ATTESTED),
    **dict.fromkeys(("version-foreign", "version-forked", "version-gap", "version-loop"), _VERSIONS),
    **dict.fromkeys(
        (
            "sign-in-wrong",
            "sign-in-locked",
            "not-signed-in",
            "session-ended",
            "draft-changed",
            "other-site",
            "role-needed",
        ),
        _PAGES,
    ),
    **dict.fromkeys(("sign-in-strayed", "sign-in-refused", "sign-in-unavailable"), _PAGES),
    **dict.fromkeys(("id-token-wrong", "role-missing"), _PAGES),
    "schema-frozen": "it stops a developer who generates files, not somebody who asks",
}
PROVOKED = {
    **dict.fromkeys(REQUESTS, "a request"),
    **dict.fromkeys(PARCELS, "a parcel"),
    **dict.fromkeys(RECORDS, "a record in a parcel"),
    **dict.fromkeys(FILES, "a file"),
    **dict.fromkeys(COMMANDS, "a command"),
}


def test_every_code_is_provoked_through_a_door_or_says_why_not() -> None:
    assert sorted(CODES.keys() - PROVOKED.keys() - NO_DOOR.keys()) == []
    also = {code for code, _ in (*MORE.values(), *MORE_RECORDS.values())}
    assert sorted((PROVOKED.keys() | NO_DOOR.keys() | also) - CODES.keys()) == []
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


def test_the_verify_command_prints_the_codes_of_the_check(tmp_path: Path) -> None:
    anchor = anchor_file(tmp_path, PINNED_FILE)
    for data in (b"{}", b'{"a": 1, "a": 2}', b'{"a": NaN}', b'{"a": 1.5}', b"[" * 100 + b"]" * 100):
        result = run("verify", evidence_file(tmp_path, data), "--anchor", anchor, "--json")
        assert result.exit_code == 1
        assert {line["code"] for line in json.loads(result.stdout)["lines"]} == codes_of(data)
