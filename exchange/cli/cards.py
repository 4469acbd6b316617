"""A council's card: what the federation operator needs to make it a member. Nothing in it is secret or believed."""

from dataclasses import dataclass
from pathlib import Path

from exchange.errors import Refusal
from exchange.jose import loads_signed


@dataclass(frozen=True)
class Card:
    """Whom the card says it is from, and the configuration that its key signed."""

    gss: str
    entity_id: str
    configuration: str


def read_card(file: Path) -> Card:
    """Read the file that `exchange card` made; refuses `card-malformed`."""
    try:
        told = loads_signed(file.read_bytes())
    except Refusal as refusal:
        raise Refusal("card-malformed", str(file)) from refusal
    match told:
        case {"gss": str(gss), "entity_id": str(entity_id), "configuration": str(configuration)}:
            return Card(gss, entity_id, configuration)
        case _:
            raise Refusal("card-malformed", str(file))
