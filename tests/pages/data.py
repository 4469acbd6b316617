"""Every sentence of the data that a page can show, found by walking the data: what has to have Welsh."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path

from exchange.errors import CODES
from exchange.evidence.sentences import SENTENCES
from exchange.pages.saying import MOMENT
from exchange.pages.words import TABLES
from exchange.transfer.laws import JURISDICTIONS, Rule
from exchange.transfer.silences import SILENCES
from exchange.wire import sentences

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"%\(\w+\)s")
Where = Mapping[str, list[str]]


def collect(found: Iterator[tuple[str, str]]) -> Where:
    """Sentence to the places where it is used."""
    places: dict[str, list[str]] = {}
    for sentence, place in found:
        if re.search(r"[^\W\d_]", PLACE.sub("", sentence)) and place not in places.setdefault(sentence, []):
            places[sentence].append(place)
    return places


def error_sentences() -> Where:
    return collect((said, code) for code, of in CODES.items() for said in (of.sentence, of.remedy))


def law_sentences() -> Where:
    return collect((said, rule.code) for rule in _rules() for said in (rule.sentence, rule.citation))


def transfer_sentences() -> Where:
    return collect(chain(_table_words(), _composed()))


def evidence_sentences() -> Where:
    return collect(chain(((said, code) for code, said in SENTENCES.items()), _said_in_evidence()))


@cache
def data_sentences() -> Mapping[str, Where]:
    """By the name of the catalogue that holds them."""
    return {
        "errors.po": error_sentences(),
        "law.po": law_sentences(),
        "transfer.po": transfer_sentences(),
        "evidence.po": evidence_sentences(),
    }


def _rules() -> Iterator[Rule]:
    for law in JURISDICTIONS.values():
        yield from (rule for field in fields(law) if isinstance(rule := getattr(law, field.name), Rule))
    yield from (wait.limit for wait in SILENCES.values())


def _table_words() -> Iterator[tuple[str, str]]:
    for name, table in TABLES.items():
        if name != "severities":
            yield from ((word, f"{name}: {code}") for code, word in table.items())


def _composed() -> Iterator[tuple[str, str]]:
    for name, value in vars(sentences).items():
        if name.isupper() and not name.startswith("_") and name not in ("CODES", "ENGLISH"):
            said = [value] if isinstance(value, str) else value.values()
            yield from ((each, name.lower().replace("_", " ")) for each in said)


def _said_in_evidence() -> Iterator[tuple[str, str]]:
    """What is given to `Said` and `numbered` in the room of evidence, as literals or as constants of a file."""
    yield from ((word, f"severities: {code}") for code, word in TABLES["severities"].items())
    yield from ((outcome, "receipt-genuine") for outcome in ("delivered", "rejected"))
    yield MOMENT, "a moment in a report"
    for path in sorted((ROOT / "exchange/evidence").glob("*.py")):
        constants = vars(
            import_module(f"exchange.evidence.{path.stem}" if path.stem != "__init__" else "exchange.evidence")
        )
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Said" | "numbered"), args=[given, *_]):
                    yield from ((said, path.stem) for each in ast.walk(given) for said in _strings(each, constants))
                case _:
                    pass


def _strings(node: ast.AST, constants: Mapping[str, object]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(said)):
            yield said
        case ast.Name(id=name) if name.isupper():
            value = constants[name]
            if isinstance(value, Mapping):
                yield from (str(each) for each in value.values() if isinstance(each, str))
            elif isinstance(value, str):
                yield value
        case _:
            pass
