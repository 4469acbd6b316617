"""Joining a federation: operator and council, from two empty folders to a member."""

import json
import stat
from pathlib import Path

import pytest

from exchange.app import open_node, read_settings
from exchange.jose import PublicKey, parse_jws
from exchange.trust import parse_anchor
from tests.cli.commands import ADDRESSES, answer, refusal, run
from tests.cli.conftest import run_init

CEREDIGION = ["--gss", "W06000008", "--entity-id", "https://ceredigion.example"]


def card_of(federation: Path, name: str = "gwynedd") -> dict[str, str]:
    (federation / "card.json").write_text(answer("card", str(federation / name)), "utf-8")
    card: dict[str, str] = json.loads((federation / "card.json").read_text("utf-8"))
    return card


def enrolling(federation: Path, thumbprint: str) -> list[str]:
    return [
        "federation",
        "enrol",
        str(federation / "operator"),
        str(federation / "card.json"),
        "--thumbprint",
        thumbprint,
    ]


def test_refuses_a_card_whose_thumbprint_is_not_the_one_read_out(federation: Path) -> None:
    card_of(federation)
    other = answer("federation", "anchor", str(federation / "operator"))
    wrong = json.loads(other)["keys"][0]["jwk"]["kid"]
    assert "[thumbprint-differs]" in refusal(*enrolling(federation, wrong))
    assert answer("federation", "members", str(federation / "operator"), "--json").strip() == "[]"


@pytest.mark.parametrize("content", [b"", b"not JSON", b"[]", b"{}", b'{"gss": 1}', b"\xff\xfe"])
def test_refuses_what_is_not_a_card(federation: Path, content: bytes) -> None:
    (federation / "card.json").write_bytes(content)
    assert "[card-malformed]" in refusal(*enrolling(federation, "x"))


def test_refuses_a_card_that_somebody_has_changed(federation: Path) -> None:
    card = card_of(federation)
    configuration = card["configuration"]
    (federation / "card.json").write_text(json.dumps({**card, "configuration": configuration[:-4] + "AAAA"}), "utf-8")
    assert "[signature-wrong]" in refusal(*enrolling(federation, card["thumbprint"]))


def test_a_thumbprint_may_be_written_as_it_is_read_out_in_groups(federation: Path) -> None:
    thumbprint = card_of(federation)["thumbprint"]
    spoken = run("card", str(federation / "gwynedd")).stderr.split("\n\n")[1].strip()
    assert spoken.replace(" ", "") == thumbprint
    assert "is a member now" in answer(*enrolling(federation, spoken))
    listed = json.loads(answer("federation", "members", str(federation / "operator"), "--json"))
    assert [(each["gss"], each["entity_id"]) for each in listed] == [("W06000002", "https://gwynedd.example")]
    assert "W06000002  https://gwynedd.example  until " in answer("federation", "members", str(federation / "operator"))


def test_a_card_holds_nothing_secret(federation: Path) -> None:
    card = card_of(federation)
    assert set(card) == {"gss", "entity_id", "thumbprint", "configuration"}
    claims = parse_jws(card["configuration"], typ="entity-statement+jwt").unverified_claims
    assert '"d"' not in json.dumps(claims)


def test_with_json_nothing_but_the_answer_is_printed(federation: Path) -> None:
    for words in (["card", str(federation / "gwynedd")], ["federation", "anchor", str(federation / "operator")]):
        assert run(*words, "--json").stderr == ""
        assert json.loads(run(*words, "--json").stdout).keys() == json.loads(run(*words).stdout).keys()


def test_the_anchors_key_is_pinned_from_when_it_was_made(federation: Path) -> None:
    since = read_settings(federation / "operator").since
    anchor = parse_anchor((federation / "anchor.json").read_bytes())
    assert [key.valid_from for key in anchor.keys] == [since]
    with open_node(federation / "operator") as node:
        assert node.anchors[node.entity_id] == anchor


def test_init_answers_in_json_with_the_thumbprint_that_the_card_will_have(federation: Path) -> None:
    folder = federation / "ceredigion"
    words = ["init", str(folder), *CEREDIGION, "--anchor-file", str(federation / "anchor.json"), *ADDRESSES, "--json"]
    made = json.loads(answer(*words))
    assert made["name"] == "Ceredigion"
    assert made["anchor"] == "https://federation.example"
    assert made["thumbprint"] == card_of(federation, "ceredigion")["thumbprint"]


def test_nobody_else_may_read_what_init_makes(council: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [council, *(council / "keys").iterdir()]}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--gss", "E07000008", "--entity-id", "https://cambridge.example"], "not-social-services"),
        (["--gss", "W06000099", "--entity-id", "https://nowhere.example"], "council-unknown"),
        (["--gss", "W06000008", "--entity-id", "http://ceredigion.example"], "settings-wrong"),
        ([*CEREDIGION, "--address", "https://a.example=ftp://127.0.0.1"], "settings-wrong"),
    ],
)
def test_init_refuses_before_it_writes_anything(federation: Path, words: list[str], code: str) -> None:
    anchor = ["--anchor-file", str(federation / "anchor.json")]
    assert f"[{code}]" in refusal("init", str(federation / "new"), *words, *anchor)
    assert not (federation / "new").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"entity_id": "https://federation.example", "keys": []}', b"\x00"])
def test_init_refuses_a_wrong_anchor_file(federation: Path, content: bytes) -> None:
    (federation / "wrong.json").write_bytes(content)
    words = ["init", str(federation / "new"), *CEREDIGION, "--anchor-file", str(federation / "wrong.json")]
    assert "[anchor-malformed]" in refusal(*words) or "[json-malformed]" in refusal(*words)
    assert not (federation / "new").exists()


def test_init_never_overwrites_a_council(federation: Path) -> None:
    before = card_of(federation)["thumbprint"]
    words = ["init", str(federation / "gwynedd"), *CEREDIGION, "--anchor-file", str(federation / "anchor.json")]
    assert "[setup-exists]" in refusal(*words)
    assert card_of(federation)["thumbprint"] == before


def test_a_second_council_may_be_set_up_beside_the_first(federation: Path) -> None:
    run_init(federation, "ceredigion", "W06000008")
    assert card_of(federation, "ceredigion")["thumbprint"] != card_of(federation)["thumbprint"]


def test_a_pair_that_is_no_address_is_wrong_usage(federation: Path) -> None:
    words = ["init", str(federation / "new"), *CEREDIGION, "--anchor-file", str(federation / "anchor.json")]
    done = run(*words, "--address", "https://a.example")
    assert done.exit_code == 2
    assert "NAME=URL" in done.stderr


def test_the_anchor_file_is_public(federation: Path) -> None:
    anchor = json.loads((federation / "anchor.json").read_text("utf-8"))
    assert [PublicKey.from_jwk(key["jwk"]).kid for key in anchor["keys"]]
