"""`python -m exchange`, and the `exchange` command."""

from exchange.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
