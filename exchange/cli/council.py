"""Commands of a council's operator: set up, show what the federation operator needs, make tokens, serve."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange.cli.say import Json, advise, busy, say, say_json

if TYPE_CHECKING:
    from exchange.node import Node

Folder = Annotated[Path, typer.Argument(help="The council's folder: settings, keys and store.", show_default=False)]
Address = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=URL", help="Development only: where a name is really served. May be repeated."),
]


def init(
    folder: Folder,
    gss: Annotated[str, typer.Option(metavar="CODE", help="The council's GSS code, such as W06000002.")],
    entity_id: Annotated[
        str, typer.Option(metavar="URL", help="Its name in the federation, for ever: https://exchange.council.example")
    ],
    anchor_file: Annotated[
        Path, typer.Option(metavar="FILE", help="The federation's anchor file, received by a road you trust.")
    ],
    address: Address = None,
    json: Json = False,
) -> None:
    """Set up a council: its folder, its private keys and its empty store.

    The keys never leave the folder: back it up, and let nobody else read it. What is written into exchange.toml is
    explained in docs/settings.md.

    Next: 'exchange card FOLDER' makes what the federation operator needs to make you a member.
    """
    with busy("Making keys and a store"):
        from exchange.app import utc_now
        from exchange.cli.setting_up import addresses, set_up
        from exchange.councils import council
        from exchange.settings import Role
        from exchange.trust import parse_anchor

        found = council(gss, on=utc_now().date())
        pinned = anchor_file.read_bytes()
        anchor = parse_anchor(pinned)
        values = {"gss": gss, "entity_id": entity_id, "name": found.english, "anchor_file": "anchor.json"}
        thumbprint = set_up(folder, role=Role.COUNCIL, values=values, addresses=addresses(address), anchor_file=pinned)
    if json:
        made = {"folder": str(folder), "gss": gss, "name": found.english, "entity_id": entity_id}
        say_json({**made, "thumbprint": thumbprint, "anchor": anchor.entity_id})
    else:
        say(f"{found.english} ({gss}) is set up in {folder}. It trusts {anchor.entity_id}.")
        say(f"Next: exchange card {folder} > card.json, and give that file to the federation operator.")


def card(folder: Folder, json: Json = False) -> None:
    """Print the card with which the federation operator makes this council a member. It holds nothing secret.

    Send the card by any road, and read the thumbprint to the operator over the telephone: it must be the same on both
    ends, or somebody has exchanged the card on its way. With --json nothing but the card is printed.

    Next: 'exchange serve FOLDER', as soon as the operator says that you are a member.
    """
    from exchange.cli.setting_up import opened
    from exchange.node import describe, spoken
    from exchange.settings import Role

    with opened(folder, role=Role.COUNCIL) as node:
        gss, entity_id, thumbprint = node.settings.gss, node.entity_id, node.keyring.federation.kid
        configuration = describe(node)
    say_json({"gss": gss, "entity_id": entity_id, "thumbprint": thumbprint, "configuration": configuration})
    if not json:
        advise(f"\nThe thumbprint, to be read to the federation operator:\n\n    {spoken(thumbprint)}\n")


def token(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="Who will use it, such as 'mosaic'.", show_default=False)],
    scope: Annotated[
        list[str] | None, typer.Option(metavar="SCOPE", help="What it may do. May be repeated; all if left out.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=730, help="For how many days.")] = 365,
    json: Json = False,
) -> None:
    """Make an access token for a case system. It is printed once and kept nowhere: put it where secrets belong.

    Scopes: records:write, records:read, transfers:write, transfers:read, events:read, evidence:read.

    Next: the case system sends it as 'Authorization: Bearer …'; the API pages are at /docs of the running server.
    """
    from exchange.api.callers import Scope
    from exchange.cli.setting_up import opened
    from exchange.journeys.recognise import admit
    from exchange.settings import Role

    known = [each.value for each in Scope]
    scopes = scope or known
    if unknown := sorted(set(scopes) - set(known)):
        raise typer.BadParameter(f"there is no scope {', '.join(unknown)}; there are {', '.join(known)}")
    with opened(folder, role=Role.COUNCIL) as node:
        secret = admit(node, name, scopes=scopes, days=days)
    if json:
        say_json({"token": secret, "name": name, "scopes": scopes, "days": days})
    else:
        say(secret)


def serve(
    folder: Folder,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8080,
    host: Annotated[str, typer.Option(help="The address to listen on; put TLS in front of it.")] = "127.0.0.1",
    with_worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Also run a worker.")] = True,
) -> None:
    """Serve a council, or the federation operator: whichever this folder holds. Ctrl-C ends it.

    Notices for operators go to stdout, one JSON object a line: codes and ids, never a person's data. The server speaks
    plain HTTP: a proxy in front of it has to speak HTTPS under the council's name.

    Then look at /readyz (can it do its work?) and /docs (the API pages).
    """
    from exchange.app import serve as serve_node

    def told(node: "Node") -> None:
        address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        advise(f"{node.settings.name} is served at {address}; the API pages are at {address}/docs. Ctrl-C ends it.")

    serve_node(folder, host=host, port=port, with_worker=with_worker, told=told)


def worker(folder: Folder) -> None:
    """Run only the worker: deliveries, checkpoints, proofs, look-ups. Ctrl-C ends it.

    'exchange serve' runs one already. Any number may run beside it, on any machine that reaches the same database.
    """
    from exchange.app import work

    work(folder, told=lambda node: advise(f"The worker of {node.settings.name} is running. Ctrl-C ends it."))
