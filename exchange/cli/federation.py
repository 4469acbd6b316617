"""Commands of the federation operator: set up, show the anchor file, enrol councils, list them."""

from pathlib import Path
from typing import Annotated

import typer

from exchange.cli.council import Address
from exchange.cli.say import Json, advise, busy, guarded, say, say_json

app = typer.Typer(
    help="For the federation operator, who says which councils are members.", no_args_is_help=True, add_completion=False
)

Folder = Annotated[Path, typer.Argument(help="The operator's folder: settings, keys and store.", show_default=False)]


@app.command("init", epilog="Example: exchange federation init federation --entity-id https://federation.example")
@guarded
def init(
    folder: Folder,
    entity_id: Annotated[
        str, typer.Option(metavar="URL", help="The federation's name, for ever: https://federation.example")
    ],
    name: Annotated[str, typer.Option(help="The operator's name, as people write it.")] = "Federation operator",
    address: Address = None,
    json: Json = False,
) -> None:
    """Set up the federation operator: its folder, its private keys and its empty store.

    Whoever holds the federation key decides who is a council: keep the folder where nobody else comes.

    Next: 'exchange federation anchor FOLDER' makes the file that every council pins.
    """
    with busy("Making keys and a store"):
        from exchange.cli.setting_up import addresses, set_up
        from exchange.settings import Role

        values = {"entity_id": entity_id, "name": name}
        thumbprint = set_up(folder, role=Role.ANCHOR, values=values, addresses=addresses(address))
    if json:
        say_json({"folder": str(folder), "name": name, "entity_id": entity_id, "thumbprint": thumbprint})
    else:
        say(f"{name} is set up in {folder}.")
        say(f"Next: exchange federation anchor {folder} > anchor.json, and hand that file to every council.")


@app.command("anchor", epilog="Example: exchange federation anchor federation > anchor.json")
@guarded
def anchor(folder: Folder, json: Json = False) -> None:
    """Print the anchor file that councils and auditors pin: the federation's name and public key.

    Whoever exchanges this file on its way can invent councils: hand it over by a road that nobody else controls, and
    publish its thumbprint in more than one place. With --json nothing but the file is printed.
    """
    from exchange.cli.setting_up import opened
    from exchange.node import spoken
    from exchange.settings import Role
    from exchange.trust import anchor_json

    with opened(folder, role=Role.ANCHOR) as node:
        pinned, thumbprint = anchor_json(node.anchors[node.entity_id]), node.keyring.federation.kid
    say_json(pinned)
    if not json:
        advise(f"\nThe key's thumbprint, to be compared by those who receive the file:\n\n    {spoken(thumbprint)}\n")


@app.command("enrol", epilog="Example: exchange federation enrol federation card.json --thumbprint 'Nlt_ oq5i …'")
@guarded
def enrol(
    folder: Folder,
    card: Annotated[Path, typer.Argument(help="The card that the council made with 'exchange card'.")],
    thumbprint: Annotated[
        str, typer.Option(metavar="TEXT", help="The thumbprint as the council read it out to you; spaces do not count.")
    ],
    json: Json = False,
) -> None:
    """Make a council a member. Have it read the thumbprint out to you first: that is what makes this safe.

    Call the council at a number that you know, not at one that came with the card. Members learn of a new one within
    half a minute; nothing has to be restarted.

    Next: 'exchange federation members FOLDER' lists it.
    """
    from exchange.cli.cards import read_card
    from exchange.cli.setting_up import opened
    from exchange.errors import Refusal
    from exchange.journeys.enrol import enrol as enrol_council
    from exchange.node import heard
    from exchange.settings import Role

    shown = read_card(card)
    with opened(folder, role=Role.ANCHOR) as node:
        try:
            entity_id = enrol_council(
                node, shown.configuration, gss=shown.gss, origin=shown.entity_id, thumbprint=heard(thumbprint)
            )
        except Refusal as refusal:
            raise Refusal("thumbprint-differs") if refusal.code == "kid-unknown" else refusal from refusal
    if json:
        say_json({"entity_id": entity_id, "gss": shown.gss})
    else:
        say(f"{entity_id} ({shown.gss}) is a member now.")


@app.command("members", epilog="Example: exchange federation members federation --json")
@guarded
def members(folder: Folder, json: Json = False) -> None:
    """List the members, and until when the operator's newest statement about each is good.

    A statement is renewed when it is asked for and half its life is over: one that ran out belongs to a council that
    nobody asked about for a day.
    """
    from exchange.cli.setting_up import opened
    from exchange.settings import Role

    with opened(folder, role=Role.ANCHOR) as node:
        found = node.store.read(lambda tx: tx.statements.all())
    if json:
        say_json([{"gss": each.gss, "entity_id": each.sub, "until": each.expires_at.isoformat()} for each in found])
    else:
        for each in found:
            say(f"{each.gss}  {each.sub}  until {each.expires_at:%-d %B %Y, %H:%M} UTC")
        if not found:
            advise("There are no members yet; 'exchange federation enrol' makes one.")
