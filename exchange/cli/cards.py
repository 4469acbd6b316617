"""A council's card, as a file."""

from pathlib import Path

from exchange.errors import Refusal
from exchange.journeys.enrol import Card
from exchange.journeys.enrol import read_card as read


def read_card(file: Path) -> Card:
    """Read the file that `exchange card` made; refuses `card-malformed`."""
    try:
        return read(file.read_bytes())
    except Refusal as refusal:
        raise Refusal("card-malformed", str(file)) from refusal
