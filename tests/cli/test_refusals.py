"""What can be wrong with a folder: each time a sentence, what to do, a code and status 1; never a traceback."""

import re
import shutil
from pathlib import Path

import pytest
import typer

from exchange.app import read_settings
from exchange.cli.say import guarded
from exchange.errors import Refusal
from exchange.jose import PrivateKey
from tests.cli.commands import refusal, run

COMMANDS = (["card"], ["serve"], ["worker"], ["token"])


def words(command: list[str], folder: Path) -> list[str]:
    return [*command, str(folder), *(["mosaic"] if command == ["token"] else [])]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_refuses_a_folder_without_settings(tmp_path: Path, command: list[str]) -> None:
    assert "[settings-absent]" in refusal(*words(command, tmp_path))
    assert "[settings-absent]" in refusal(*words(command, tmp_path / "absent"))
    (tmp_path / "file").touch()
    assert "[settings-absent]" in refusal(*words(command, tmp_path / "file"))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (b"role = ", "exchange.toml: it is not TOML in UTF-8: Invalid value (at "),
        (b'role = "\xff"', "exchange.toml: it is not TOML in UTF-8"),
        (b"", "exchange.toml/role: Field required"),
        (b'role = "king"', "exchange.toml/role: Input should be 'council' or 'anchor'"),
        (b'role = "council"\nname = "A"\nentity_id = "https://a.example"', "a council needs its gss code"),
        (b'role = "anchor"\nname = "A"\nentity_id = "https://a.example"', "the anchor needs `since`"),
        (b'role = "anchor"\nname = "A"\nentity_id = "https://a.example/"', "without a slash at the end"),
        (b'role = "anchor"\nname = "A"\nentity_id = "http://a.example"', "must be an https URL"),
        (b'role = "anchor"\nnmae = "A"', "exchange.toml/nmae: Extra inputs are not permitted"),
    ],
)
def test_refuses_settings_that_are_wrong_and_says_where(tmp_path: Path, settings: bytes, told: str) -> None:
    (tmp_path / "exchange.toml").write_bytes(settings)
    said = refusal("card", str(tmp_path))
    assert "[settings-wrong]" in said
    assert told in said


def test_production_has_no_address_book(council: Path) -> None:
    settings = council / "exchange.toml"
    settings.write_text("production = true\n" + settings.read_text("utf-8"), "utf-8")
    assert "an address book is for development" in refusal("card", str(council))


def test_settings_that_cannot_be_read_are_a_file_that_cannot(council: Path) -> None:
    (council / "exchange.toml").unlink()
    (council / "exchange.toml").mkdir()
    assert "[file-unusable]" in refusal("card", str(council))


def test_refuses_an_anchor_file_that_has_gone(council: Path) -> None:
    (council / "anchor.json").unlink()
    assert "[file-unusable]" in refusal("card", str(council))


@pytest.mark.parametrize("role", ["federation", "record", "message", "encryption", "log", "wrapping"])
def test_refuses_a_private_key_that_others_may_read(council: Path, role: str) -> None:
    key = next((council / "keys").glob(f"{role}.*"))
    key.chmod(0o640)
    said = refusal("card", str(council))
    assert "[key-exposed]" in said
    assert f"keys.{role}" in said


@pytest.mark.parametrize("content", [None, b"", b"not a key", PrivateKey.generate().pem()[:-60]])
@pytest.mark.parametrize("name", ["federation.pem", "log.pem", "wrapping.key"])
def test_refuses_a_private_key_that_is_absent_or_broken(council: Path, name: str, content: bytes | None) -> None:
    key = council / "keys" / name
    key.unlink()
    if content is not None:
        key.write_bytes(content)
        key.chmod(0o600)
    said = refusal("card", str(council))
    assert "[key-absent]" in said
    assert f"keys.{key.stem}" in said


def test_refuses_one_key_in_two_roles(council: Path) -> None:
    shutil.copy(council / "keys/record.pem", council / "keys/message.pem")
    assert "[key-two-roles]" in refusal("card", str(council))


def test_a_key_may_come_from_the_environment(council: Path) -> None:
    pem = (council / "keys/record.pem").read_text("ascii")
    with (council / "exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[keys]\nrecord = "env:RECORD_KEY"\n')
    assert "[key-absent]" in refusal("card", str(council))
    assert run("card", str(council), environment={"RECORD_KEY": pem}).exit_code == 0


def test_refuses_a_key_from_anywhere_else(council: Path) -> None:
    with (council / "exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[keys]\nrecord = "https://keys.example/record"\n')
    assert "[key-absent]" in refusal("card", str(council))


def test_refuses_a_database_that_is_none(council: Path) -> None:
    for path in council.glob("store.db*"):
        path.unlink()
    (council / "store.db").write_bytes(b"this is not a database, although it is long enough to be one" * 100)
    said = run("card", str(council))
    assert said.exit_code == 1
    assert "Traceback" not in said.output


def test_each_kind_of_folder_has_its_commands(federation: Path) -> None:
    assert "[role-wrong]" in refusal("card", str(federation / "operator"))
    assert "[role-wrong]" in refusal("token", str(federation / "operator"), "mosaic")
    assert "[role-wrong]" in refusal("federation", "anchor", str(federation / "gwynedd"))
    assert "[role-wrong]" in refusal("federation", "members", str(federation / "gwynedd"))


def test_a_scope_that_there_is_not_is_wrong_usage(council: Path) -> None:
    done = run("token", str(council), "mosaic", "--scope", "records:read", "--scope", "everything")
    assert done.exit_code == 2
    assert "records:read" in done.stderr


def test_a_fault_says_where_and_never_what(capsys: pytest.CaptureFixture[str]) -> None:
    @guarded
    def command() -> None:
        int("Megan Pritchard")

    with pytest.raises(typer.Exit):
        command()
    said = capsys.readouterr().err
    assert "[fault]" in said
    assert re.search(r"ValueError say:\d+", said)
    assert "Megan" not in said


def test_every_finding_about_settings_is_told(tmp_path: Path) -> None:
    (tmp_path / "exchange.toml").write_text('role = "council"\nsince = "yesterday"\n', "utf-8")
    with pytest.raises(Refusal, match="settings-wrong") as refused:
        read_settings(tmp_path)
    assert {finding.at for finding in refused.value.findings} == {
        "exchange.toml/entity_id",
        "exchange.toml/name",
        "exchange.toml/since",
    }
