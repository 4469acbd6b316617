"""Two readers that share no code say the same about every text, and what is written is what is read."""

import random
from collections.abc import Callable
from pathlib import Path

import pydantic_core
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonValue, dumps, loads, loads_any_signed
from tests.jose.grammar import WrongJson, read

BIGGEST = 2**53 - 1
SCALARS = st.none() | st.booleans() | st.integers(-BIGGEST, BIGGEST) | st.text(max_size=20)


def trees(scalars: st.SearchStrategy[JsonValue]) -> st.SearchStrategy[JsonValue]:
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
        max_leaves=12,
    )


@given(trees(SCALARS | st.floats(allow_nan=False, allow_infinity=False)))
def test_any_value_goes_round(value: JsonValue) -> None:
    written = dumps(value)
    assert repr(loads(written)) == repr(value) == repr(read(written))


@given(trees(SCALARS))
def test_any_value_without_fractions_goes_round_signed(value: JsonValue) -> None:
    assert repr(loads_any_signed(dumps(value))) == repr(value)


DOCUMENTS = [
    b'{"id":"n-1","text":"Croeso \\u0175 \\ud834\\udd1e \xc5\xb5","days":[0,-1,9007199254740991],"ok":true,"no":null}',
    b'[{"a":{"b":[{"c":[1.5,1e10,-2E-7,0.0]}]}},"\\"\\\\\\/\\b\\f\\n\\r\\t",[],{},""]',
    b"[" * 31 + b'{"deep":1}' + b"]" * 31,
]
PIECES = (
    *(
        b'"',
        b"\\",
        b"\\u",
        b"\\ud83d",
        b"\\uDE00",
        b"[",
        b"]",
        b"{",
        b"}",
        b":",
        b",",
        b" ",
        b"\t",
        b"\x00",
        b"\xef\xbb\xbf",
    ),
    *(
        b"0",
        b"-",
        b"-0",
        b"1.",
        b".5",
        b"e",
        b"E+9",
        b"1e999",
        b"9007199254740992",
        b"NaN",
        b"Infinity",
        b"tru",
        b"null",
    ),
    *(b"\xc5\xb5", b"\xc0\xaf", b"\xed\xa0\x80", b"\xff", b"/**/", b'"a":1,', b"[[[[[[[[", b"]]]]]]]]", b"\xc2\xa0"),
)


def mutated(chance: random.Random, documents: list[bytes]) -> bytes:
    text = chance.choice(documents)
    for _ in range(chance.randint(1, 3)):
        start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        other = chance.choice(documents)
        text = chance.choice(
            (
                text[:start] + text[start + 1 :],
                text[:start] + chance.choice(PIECES) + text[start:],
                text[:start] + chance.choice(PIECES) + text[start + 1 :],
                text[:start] + bytes([chance.randrange(256)]) + text[start + 1 :],
                text[:end] + text[start:],
                text[:start] + other[min(start, len(other)) :],
            )
        )
    return text


def opinion(reader: Callable[[bytes], JsonValue], text: bytes) -> str:
    try:
        return repr(reader(text))
    except (Refusal, WrongJson):
        return "refused"


def test_two_readers_agree_on_thousands_of_mutated_texts() -> None:
    chance = random.Random(8259)
    agreed = {"refused": 0, "accepted": 0}
    for _ in range(8_000):
        text = mutated(chance, DOCUMENTS)
        first, second = opinion(loads, text), opinion(read, text)
        assert first == second, text
        agreed["refused" if first == "refused" else "accepted"] += 1
        if first != "refused":  # and a third one, in another language, reads the same value
            assert repr(pydantic_core.from_json(text)) == first, text
    assert min(agreed.values()) > 500, agreed  # neither answer is rare


def test_two_readers_agree_on_every_published_vector_and_its_mutations(vectors: Path) -> None:
    texts = [file.read_bytes() for file in sorted((vectors / "json-parsing" / "test_parsing").iterdir())]
    small = [text for text in texts if len(text) < 1_000]
    chance = random.Random(7493)
    for text in [*small, *(mutated(chance, small) for _ in range(4_000))]:
        assert opinion(loads, text) == opinion(read, text), text
