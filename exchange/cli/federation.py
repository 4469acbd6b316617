"""Commands of the federation operator: set up, show the anchor file, enrol councils."""

from pathlib import Path
from typing import Annotated

import typer

from exchange.cli.council import addresses
from exchange.cli.say import guarded, say, say_json

app = typer.Typer(help="For the federation operator, who says which councils are members.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(help="The operator's folder: settings, keys and store.")]


@app.command("init")
@guarded
def init(
    folder: Folder,
    entity_id: Annotated[str, typer.Option(help="The federation's name: an https URL that never changes.")],
    name: Annotated[str, typer.Option(help="The operator's name, as people write it.")] = "Federation operator",
    address: Annotated[list[str] | None, typer.Option(help="Development only: NAME=URL. Repeatable.")] = None,
) -> None:
    """Set up the federation operator: folder, keys, store."""
    from exchange.cli.setting_up import set_up
    from exchange.settings import Role

    values = {"entity_id": entity_id, "name": name}
    set_up(folder, role=Role.ANCHOR, values=values, addresses=addresses(address))
    say(f"The federation operator is set up in {folder}.")
    say(f"Next: exchange federation anchor {folder} > anchor.json, and hand that file to every council.")


@app.command("anchor")
@guarded
def anchor(folder: Folder) -> None:
    """Print the anchor file that councils pin. Hand it over by a road that nobody else controls."""
    from exchange.app import open_node
    from exchange.trust import anchor_json

    with open_node(folder) as node:
        say_json(anchor_json(node.anchors[node.entity_id]))


@app.command("enrol")
@guarded
def enrol(
    folder: Folder,
    card: Annotated[Path, typer.Argument(help="The card that the council made with 'exchange card'.")],
    thumbprint: Annotated[str, typer.Option(help="The thumbprint as the council read it out to you.")],
) -> None:
    """Make a council a member. Compare the thumbprint over the telephone first: it is what makes this safe."""
    from exchange.app import open_node
    from exchange.errors import Refusal
    from exchange.jose import loads_signed
    from exchange.journeys.enrol import enrol as enrol_council

    match loads_signed(card.read_bytes()):
        case {"gss": str(gss), "entity_id": str(origin), "configuration": str(configuration)}:
            with open_node(folder) as node:
                entity_id = enrol_council(node, configuration, gss=gss, origin=origin, thumbprint=thumbprint)
            say(f"{entity_id} ({gss}) is a member now.")
        case _:
            raise Refusal("statement-claims", str(card))


@app.command("members")
@guarded
def members(folder: Folder) -> None:
    """List the members and when the operator's statement about each runs out."""
    from exchange.app import open_node

    with open_node(folder) as node:
        for statement in node.store.read(lambda tx: tx.statements.all()):
            say(f"{statement.gss}  {statement.sub}  until {statement.expires_at:%-d %B %Y}")
