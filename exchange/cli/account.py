"""Commands about the accounts of people: add one, list them, disable one, change its password or its roles."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange.cli.say import Json, advise, guarded, say, say_json

if TYPE_CHECKING:
    from exchange.node import Node, Role

app = typer.Typer(help="Accounts of the people who sign in to the pages.", no_args_is_help=True, add_completion=False)

Folder = Annotated[Path, typer.Argument(help="A council's folder, or the federation operator's.", show_default=False)]
Login = Annotated[str, typer.Argument(help="What they type to sign in, such as non.evans.", show_default=False)]
Roles = Annotated[list[str] | None, typer.Option("--role", metavar="ROLE", help="What they may do. May be repeated.")]
Generate = Annotated[bool, typer.Option("--generate", help="Make a password, and print it once.")]
PasswordFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Take the first line of this file as the password.")
]
# 32 signs that nobody takes for another one; 20 of them are 100 bits.
_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 5, 4


@app.command("add", epilog="Example: exchange account add gwynedd non.evans --name 'Non Evans' --role caseworker")
@guarded
def add(
    folder: Folder,
    login: Login,
    name: Annotated[str, typer.Option(metavar="TEXT", help="Their name, as others will read it.")],
    role: Roles = None,
    generate: Generate = False,
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """Make an account for somebody. The password is asked for twice, and is nowhere to be found afterwards.

    Roles at a council: caseworker, auditor, operator. At the federation operator's: federation-operator. The name
    stands beside all that they look at and do.

    Next: they sign in at the address of the pages, with this login.
    """
    from exchange.cli.setting_up import opened
    from exchange.journeys.keep_accounts import add_account

    with opened(folder) as node:
        roles = _roles(node, role)
        password = _password(generate=generate, file=password_file)
        made = add_account(node, login, name=name, roles=roles, password=password)
    _answer({"id": made, "login": login}, f"{name} can sign in as {login}.", password if generate else None, json=json)


@app.command("list", epilog="Example: exchange account list gwynedd --json")
@guarded
def list_all(folder: Folder, json: Json = False) -> None:
    """List the accounts: login, name, roles, and since when somebody is not let in any more."""
    from exchange.cli.setting_up import opened
    from exchange.journeys.keep_accounts import list_accounts

    with opened(folder) as node:
        found = list_accounts(node)
    if json:
        say_json(
            [
                {
                    "id": each.id,
                    "login": each.login,
                    "name": each.name,
                    "roles": sorted(each.roles),
                    "disabled_at": each.disabled_at.isoformat() if each.disabled_at else None,
                }
                for each in found
            ]
        )
        return
    for each in found:
        since = f"  disabled since {each.disabled_at:%-d %B %Y}" if each.disabled_at else ""
        say(f"{each.login}  {each.name}  {', '.join(sorted(each.roles))}{since}")
    if not found:
        advise("There are no accounts yet; 'exchange account add' makes one.")


@app.command("disable", epilog="Example: exchange account disable gwynedd non.evans")
@guarded
def disable(folder: Folder, login: Login, json: Json = False) -> None:
    """Let nobody in by this account any more, and end what is open. What they did stays on the trail.

    Do it on the day on which somebody leaves. There is no way back: who returns gets another login.

    Next: 'exchange account list FOLDER' shows since when.
    """
    from exchange.cli.setting_up import opened
    from exchange.journeys.keep_accounts import disable_account

    with opened(folder) as node:
        ended = disable_account(node, login)
    _answer({"login": login, "sessions_ended": ended}, f"{login} is disabled; {ended} sessions ended.", None, json=json)


@app.command("password", epilog="Example: exchange account password gwynedd non.evans --generate")
@guarded
def password(
    folder: Folder,
    login: Login,
    generate: Generate = False,
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """Give an account another password, and end what is open under the old one.

    Next: tell them the new one by a road that nobody else reads.
    """
    from exchange.cli.setting_up import opened
    from exchange.journeys.keep_accounts import change_password

    with opened(folder) as node:
        new = _password(generate=generate, file=password_file)
        ended = change_password(node, login, password=new)
    told = f"{login} has another password; {ended} sessions ended."
    _answer({"login": login, "sessions_ended": ended}, told, new if generate else None, json=json)


@app.command("roles", epilog="Example: exchange account roles gwynedd non.evans --role caseworker --role auditor")
@guarded
def roles(folder: Folder, login: Login, role: Roles = None, json: Json = False) -> None:
    """Give an account other roles than it had. They hold from the next request on.

    Next: 'exchange account list FOLDER' shows them.
    """
    from exchange.cli.setting_up import opened
    from exchange.journeys.keep_accounts import change_roles

    with opened(folder) as node:
        now = _roles(node, role)
        change_roles(node, login, roles=now)
    words = sorted(each.value for each in now)
    _answer({"login": login, "roles": words}, f"{login} is {', '.join(words)} now.", None, json=json)


def _roles(node: "Node", words: list[str] | None) -> "frozenset[Role]":
    from exchange.node import roles_at

    there_are = roles_at(node.settings.role)
    if not words or not set(words) <= {each.value for each in there_are}:
        raise typer.BadParameter(f"name at least one --role, of these: {', '.join(sorted(there_are))}")
    return frozenset(each for each in there_are if each.value in words)


def _password(*, generate: bool, file: Path | None) -> str:
    if generate and file is not None:
        raise typer.BadParameter("choose either --generate or --password-file")
    if generate:
        signs = "".join(_SIGNS[byte % len(_SIGNS)] for byte in os.urandom(_GROUPS * _GROUP))
        return "-".join(signs[place : place + _GROUP] for place in range(0, len(signs), _GROUP))
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True)
    return asked


def _answer(told: dict[str, object], sentence: str, made: str | None, *, json: bool) -> None:
    """Say what was done; a password that was made here is said too, this once."""
    if json:
        say_json(told if made is None else {**told, "password": made})
        return
    if made is not None:
        say(made)
        advise("The password is kept nowhere: note it now.")
    advise(sentence)
