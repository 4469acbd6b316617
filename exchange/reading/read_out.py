"""Reading a record out: from its content to words in one language."""

from collections.abc import Sequence

from exchange.jose import JsonObject
from exchange.reading.dates import Language
from exchange.reading.labels import say
from exchange.reading.order import arrange
from exchange.reading.parts import Gap, ReadOut
from exchange.reading.sections import make_reader, read_sections
from exchange.record import Kind


def read_out(content: JsonObject, *, kind: Kind, language: Language, withheld: Sequence[Gap] = ()) -> ReadOut:
    """A record in words. `content` is what is shown of it, as plain JSON; `withheld` is what is not.

    Nothing of the content is left out, and nothing is refused: what does not fit the schema is shown as it is.
    """
    reader = make_reader(content, kind, language=language)
    parts = read_sections(reader, content, kind, withheld)
    opening, others = arrange(parts, content, language=language)
    return ReadOut(_title(content, kind, language), language, opening, others)


def _title(content: JsonObject, kind: Kind, language: Language) -> str:
    """What it is, and about whom: `Assessment: Megan Eluned Pritchard`."""
    what = say(kind.name, language=language)
    person = content.get("person")
    name = person.get("name") if isinstance(person, dict) else None
    official = name.get("official") if isinstance(name, dict) else None
    return f"{what}: {official}" if isinstance(official, str) else what
