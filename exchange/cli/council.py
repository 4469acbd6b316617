"""Commands of a council's operator: set up, show what the federation operator needs, make tokens, serve."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from exchange.cli.say import say, say_json

Folder = Annotated[Path, typer.Argument(help="The council's folder: settings, keys and store.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def init(
    folder: Folder,
    gss: Annotated[str, typer.Option(help="The council's GSS code, such as W06000002.")],
    entity_id: Annotated[str, typer.Option(help="Its name in the federation: an https URL that never changes.")],
    anchor_file: Annotated[Path, typer.Option(help="The federation's anchor file, received by a trusted road.")],
    address: Annotated[
        list[str] | None, typer.Option(help="Development only: NAME=URL, where a name is really served. Repeatable.")
    ] = None,
) -> None:
    """Set up a council: make its folder, its keys and its store.

    Afterwards: `exchange card FOLDER` prints what to give to the federation operator, who makes you a member.
    """
    from exchange.app import utc_now
    from exchange.cli.setting_up import set_up
    from exchange.councils import council
    from exchange.settings import Role
    from exchange.trust import parse_anchor

    found = council(gss, on=utc_now().date())
    parse_anchor(anchor_file.read_bytes())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(anchor_file, folder / "anchor.json")
    values = {"gss": gss, "entity_id": entity_id, "name": found.english, "anchor_file": "anchor.json"}
    set_up(folder, role=Role.COUNCIL, values=values, addresses=addresses(address))
    say(f"{found.english} ({gss}) is set up in {folder}.")
    say(f"Next: exchange card {folder} > card.json, and give that file to the federation operator.")


def card(folder: Folder) -> None:
    """Print the card that the federation operator needs to make this council a member.

    Read the thumbprint in it to the operator over the telephone: it must be the same on both ends.
    """
    from exchange.app import open_node
    from exchange.node import describe

    with open_node(folder) as node:
        say_json(
            {
                "gss": node.settings.gss,
                "entity_id": node.entity_id,
                "thumbprint": node.keyring.federation.kid,
                "configuration": describe(node),
            }
        )


def token(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="Who will use it, such as 'mosaic'.")],
    scope: Annotated[list[str] | None, typer.Option(help="What it may do; repeatable. All scopes if left out.")] = None,
    days: Annotated[int, typer.Option(min=1, max=730, help="For how many days.")] = 365,
    json: Json = False,
) -> None:
    """Make an access token for a case system. It is shown once and cannot be shown again."""
    from exchange.api.callers import Scope
    from exchange.app import open_node
    from exchange.journeys.recognise import admit

    scopes = [Scope(each).value for each in scope or list(Scope)]
    with open_node(folder) as node:
        secret = admit(node, name, scopes=scopes, days=days)
    if json:
        say_json({"token": secret, "name": name, "scopes": scopes, "days": days})
    else:
        say(secret)


def serve(
    folder: Folder,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8080,
    host: Annotated[str, typer.Option(help="The address to listen on; put TLS in front of it.")] = "127.0.0.1",
    with_worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Also run a worker.")] = True,
) -> None:
    """Serve a council, or the federation operator: whichever this folder holds. Ctrl-C ends it."""
    from exchange.app import serve as serve_node

    serve_node(folder, host=host, port=port, with_worker=with_worker)


def worker(folder: Folder) -> None:
    """Run only the worker: deliveries, checkpoints, look-ups. Any number may run beside the server. Ctrl-C ends it."""
    from exchange.app import work

    work(folder)


def addresses(pairs: list[str] | None) -> dict[str, str]:
    """NAME=URL pairs as an address book."""
    book = {}
    for pair in pairs or ():
        name, equals, url = pair.partition("=")
        if not equals:
            raise typer.BadParameter("write NAME=URL, such as https://gwynedd.example=http://127.0.0.1:8101")
        book[name] = url
    return book
