"""The command line: what operators and auditors type.

Each command imports what it needs when it runs, so that `exchange verify` does not load a web server. Every command has
help that says what it does, why, and what comes next; those that report have `--json`. Answers go to stdout, advice to
stderr. A refusal is printed as a sentence, with what to do and its code, and ends with status 1; wrong usage ends with
status 2. Nobody is ever shown a traceback.
"""

from typing import Annotated

import typer

from exchange import __version__
from exchange.cli import account, council, federation, showing, verifying
from exchange.cli.say import guarded, say

app = typer.Typer(
    name="exchange",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    add_completion=False,
    epilog="To see it work: exchange demo",
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - called by typer
    if wanted:
        say(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """One council publishes a person's signed assessment; another accepts it when the person moves.

    Councils: init, card, token, account, serve. The federation operator: federation. Auditors: verify.
    """


_INIT = "exchange init gwynedd --gss W06000002 --entity-id https://gwynedd.example --anchor-file anchor.json"

app.command("init", epilog=f"Example: {_INIT}")(guarded(council.init))
app.command("card", epilog="Example: exchange card gwynedd > card.json")(guarded(council.card))
app.command("token", epilog="Example: exchange token gwynedd mosaic --scope records:write --days 90")(
    guarded(council.token)
)
app.command("serve", epilog="Example: exchange serve gwynedd --port 8101")(guarded(council.serve))
app.command("worker", epilog="Example: exchange worker gwynedd")(guarded(council.worker))
app.command("verify", epilog="Example: exchange verify evidence.json --anchor anchor.json")(guarded(verifying.verify))
app.command("demo", epilog="Example: exchange demo --exit")(guarded(showing.demo))
app.add_typer(account.app, name="account")
app.add_typer(federation.app, name="federation")

__all__ = ["app"]
