"""`exchange account`: what it prints, what it keeps, and that people can sign in afterwards."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exchange.app import open_node
from exchange.cli import app
from exchange.errors import Refusal
from exchange.journeys.sign_in import recognise_person, sign_in
from tests.cli.commands import answer, refusal, run

PASSWORD = "pedair gafr gorniog"
ADD = ("non.evans", "--name", "Non Evans", "--role", "caseworker", "--role", "auditor")


def roles_of(folder: Path, password: str, login: str = "non.evans") -> set[str]:
    """The roles with which somebody is let in."""
    with open_node(folder) as node:
        return {*recognise_person(node, sign_in(node, login=login, password=password)).roles}


@pytest.mark.parametrize(
    "words",
    [
        ["non"],
        ["non", "--name", "Non"],
        ["non", "--name", "Non", "--role", "king"],
        ["non", "--name", "Non", "--role", "federation-operator"],
        ["non", "--name", "Non", "--role", "auditor", "--generate", "--password-file", "x"],
    ],
)
def test_wrong_usage_ends_with_status_2_and_makes_nothing(council: Path, words: list[str]) -> None:
    assert run("account", "add", str(council), *words).exit_code == 2
    assert json.loads(answer("account", "list", str(council), "--json")) == []


def test_refuses_a_password_file_that_is_not_there(council: Path) -> None:
    assert "[file-unusable]" in refusal("account", "add", str(council), *ADD, "--password-file", str(council / "none"))


@pytest.mark.parametrize("command", ["disable", "password", "roles"])
def test_refuses_a_login_that_nobody_has(council: Path, command: str) -> None:
    options = {"password": ["--generate"], "roles": ["--role", "auditor"]}.get(command, [])
    assert "[account-unknown]" in refusal("account", command, str(council), "nobody", *options)


def test_the_password_is_asked_for_twice_and_not_shown(council: Path) -> None:
    words = ["account", "add", str(council), *ADD]
    other = CliRunner().invoke(app, words, input=f"{PASSWORD}\nanother password\n")
    assert other.exit_code == 1
    done = CliRunner().invoke(app, words, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert done.stdout.strip() == ""
    assert PASSWORD not in done.output
    assert roles_of(council, PASSWORD) == {"auditor", "caseworker"}


def test_a_password_that_was_made_is_printed_once_and_works(council: Path) -> None:
    made = answer("account", "add", str(council), *ADD, "--generate").strip()
    assert re.fullmatch(r"[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){4}", made)
    assert roles_of(council, made) == {"auditor", "caseworker"}
    told = json.loads(answer("account", "password", str(council), "non.evans", "--generate", "--json"))
    assert told["sessions_ended"] == 1
    assert roles_of(council, told["password"])
    with pytest.raises(Refusal, match="sign-in-wrong"):
        roles_of(council, made)


def test_accounts_are_listed_changed_and_disabled(council: Path, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\r\nand more\n", "utf-8")
    assert answer("account", "add", str(council), *ADD, "--password-file", str(file)) == ""
    assert answer("account", "list", str(council)) == "non.evans  Non Evans  auditor, caseworker\n"
    answer("account", "roles", str(council), "Non.Evans", "--role", "operator")
    assert roles_of(council, PASSWORD) == {"operator"}
    told = json.loads(answer("account", "disable", str(council), "non.evans", "--json"))
    assert told == {"login": "non.evans", "sessions_ended": 1}
    assert "disabled since" in answer("account", "list", str(council))
    (listed,) = json.loads(answer("account", "list", str(council), "--json"))
    assert listed["roles"] == ["operator"]
    assert listed["disabled_at"]
    assert "scrypt" not in str(listed)


def test_the_federation_operator_has_a_role_of_its_own(federation: Path) -> None:
    operator = federation / "operator"
    assert run("account", "add", str(operator), *ADD, "--generate").exit_code == 2
    made = answer("account", "add", str(operator), "gwen", "--name", "G", "--role", "federation-operator", "--generate")
    assert roles_of(operator, made.strip(), login="gwen") == {"federation-operator"}
