"""What an entry of a list is called: its need, its words, a name; others name it by this instead of by its id."""

from collections.abc import Mapping
from typing import Final

from exchange.jose import JsonObject, JsonValue
from exchange.reading.forms import forms_of
from exchange.reading.labels import say
from exchange.reading.parts import Value
from exchange.reading.telling import tell_member
from exchange.reading.values import Reader
from exchange.record import Kind, SectionSpec

_LONGEST: Final = 90
_TITLED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "actions": ("what",),
    "alerts": ("kind",),
    "barriers": ("statement",),
    "capacity": ("decision",),
    "carers": ("name",),
    "circumstances": ("topic",),
    "communicationNeeds": ("group",),
    "contacts": ("name",),
    "contingency": ("ifThis",),
    "contributors": ("name",),
    "copiesGiven": ("to",),
    "dependants": ("name", "relationship"),
    "determinations": ("result",),
    "directPayments": ("usedFor",),
    "equipment": ("what",),
    "leftEmpty": ("absent",),
    "needs": ("statement",),
    "outcomes": ("words",),
    "ownWords": ("about", "speaker"),
    "professionals": ("name", "organisation"),
    "refusals": ("what",),
    "risks": ("statement",),
    "strengths": ("statement",),
    "withholding": ("section",),
}


def title_item(
    reader: Reader, item: JsonObject, spec: SectionSpec, *, position: int, at: str
) -> tuple[Value, str | None]:
    """The title of an entry, and the pointer of the member that it shows whole; `Entry 3` where nothing names it."""
    forms = forms_of(spec.model)
    for name in _TITLED_BY[spec.name]:
        if name not in item:
            continue
        told = tell_member(reader, name, item, forms[name], name, at)
        if told.values and told.understood and told.values[0].kind != "absent":
            title = told.values[0]
            short = Value(_shorten(title.text), title.kind, title.lang)
            return short, told.at if short.text == title.text and len(told.values) == 1 else None
    return Value(say("entry", str(position + 1), language=reader.language)), None


def titles_in(reader: Reader, content: JsonObject, kind: Kind) -> Mapping[tuple[str, str], Value]:
    """The title of every entry that has an id, by its section and id; of two with one id the first."""
    found: dict[tuple[str, str], Value] = {}
    for spec in kind.sections:
        for position, item in enumerate(items_of(content, spec)):
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                title, _ = title_item(reader, item, spec, position=position, at="")
                found.setdefault((spec.name, str(item["id"])), title)
    return found


def items_of(content: JsonObject, spec: SectionSpec) -> list[JsonValue]:
    """The entries of a list section; none where it is not a list."""
    section = content.get(spec.name)
    return section if isinstance(section, list) and spec.is_list else []


def _shorten(text: str) -> str:
    """The first line, cut at a word."""
    first, _, rest = text.strip().partition("\n")
    if len(first) <= _LONGEST:
        return f"{first} …" if rest else first
    return f"{first[:_LONGEST].rpartition(' ')[0] or first[:_LONGEST]} …"
