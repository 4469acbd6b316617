"""`python -m exchange`, and the `exchange` command."""

import io
import os
import sys

from exchange.cli import app


def main() -> None:
    """Run the command line. What a terminal cannot show (Welsh letters, say) is replaced rather than refused."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # what happens to be installed stays out of our models
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
