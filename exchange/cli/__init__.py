"""The command line: what operators and auditors type.

Each command imports what it needs when it runs, so that `exchange verify` does not load a web server. Every command has
help that teaches; those that report have `--json`. A refusal is printed as a sentence with what to do next, and ends
with status 1.
"""

import typer

from exchange.cli import council, federation, showing, verifying
from exchange.cli.say import guarded

app = typer.Typer(
    name="exchange",
    help="One council publishes a person's signed assessment; another accepts it when the person moves.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

app.command("init")(guarded(council.init))
app.command("card")(guarded(council.card))
app.command("token")(guarded(council.token))
app.command("serve")(guarded(council.serve))
app.command("worker")(guarded(council.worker))
app.command("verify")(guarded(verifying.verify))
app.command("demo")(guarded(showing.demo))
app.add_typer(federation.app, name="federation")

__all__ = ["app"]
