"""`python -m exchange`, and the `exchange` command."""

import io
import sys

from exchange.cli import app


def main() -> None:
    """Run the command line. What a terminal cannot show (Welsh letters, say) is replaced rather than refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
