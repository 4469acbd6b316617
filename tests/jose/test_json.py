import math
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from exchange.errors import Refusal
from exchange.jose import MAX_BYTES, JsonValue, dumps, loads, loads_any_signed, loads_signed
from tests.jose.codes import code_of, verdict_of

BIGGEST = 2**53 - 1
READERS: tuple[Callable[[bytes | str], JsonValue], ...] = (loads, loads_any_signed, loads_signed)

# What the published vectors leave open, and how it is settled here.
SETTLED = {
    "i_number_double_huge_neg_exp.json": "accepted",  # too small for a float: reads as zero
    "i_number_real_underflow.json": "accepted",
    "i_number_huge_exp.json": "json-number",
    "i_number_neg_int_huge_exp.json": "json-number",
    "i_number_pos_double_huge_exp.json": "json-number",
    "i_number_real_neg_overflow.json": "json-number",
    "i_number_real_pos_overflow.json": "json-number",
    "i_number_too_big_neg_int.json": "json-number",
    "i_number_too_big_pos_int.json": "json-number",
    "i_number_very_big_negative_int.json": "json-number",
    "i_object_key_lone_2nd_surrogate.json": "json-surrogate",
    "i_string_1st_surrogate_but_2nd_missing.json": "json-surrogate",
    "i_string_1st_valid_surrogate_2nd_invalid.json": "json-surrogate",
    "i_string_incomplete_surrogate_and_escape_valid.json": "json-surrogate",
    "i_string_incomplete_surrogate_pair.json": "json-surrogate",
    "i_string_incomplete_surrogates_escape_valid.json": "json-surrogate",
    "i_string_invalid_lonely_surrogate.json": "json-surrogate",
    "i_string_invalid_surrogate.json": "json-surrogate",
    "i_string_inverted_surrogates_U+1D11E.json": "json-surrogate",
    "i_string_lone_second_surrogate.json": "json-surrogate",
    "i_string_UTF-16LE_with_BOM.json": "json-malformed",
    "i_string_UTF-8_invalid_sequence.json": "json-malformed",
    "i_string_UTF8_surrogate_U+D800.json": "json-malformed",
    "i_string_invalid_utf-8.json": "json-malformed",
    "i_string_iso_latin_1.json": "json-malformed",
    "i_string_lone_utf8_continuation_byte.json": "json-malformed",
    "i_string_not_in_unicode_range.json": "json-malformed",
    "i_string_overlong_sequence_2_bytes.json": "json-malformed",
    "i_string_overlong_sequence_6_bytes.json": "json-malformed",
    "i_string_overlong_sequence_6_bytes_null.json": "json-malformed",
    "i_string_truncated-utf-8.json": "json-malformed",
    "i_string_utf16BE_no_BOM.json": "json-malformed",
    "i_string_utf16LE_no_BOM.json": "json-malformed",
    "i_structure_500_nested_arrays.json": "json-too-deep",
    "i_structure_UTF-8_BOM_empty_object.json": "json-malformed",
}
DUPLICATED = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}

REFUSED_EVERYWHERE = [
    ("", "json-malformed"),
    (" \n", "json-malformed"),
    ("\ufeff{}", "json-malformed"),
    ("{} {}", "json-malformed"),
    ("{}\0", "json-malformed"),
    ("{'a': 1}", "json-malformed"),
    ('{"a": 1,}', "json-malformed"),
    ('{"a": 01}', "json-malformed"),
    ('{"a": +1}', "json-malformed"),
    ('{"a": 4_2}', "json-malformed"),
    ('{"a": ٤٢}', "json-malformed"),
    ('{"a": 0x1F}', "json-malformed"),
    ('{"a": "tab\there"}', "json-malformed"),
    ('{"a": "\\x41"}', "json-malformed"),
    ('{"a": "\\u00zz"}', "json-malformed"),
    ('{"a": "\ud800"}', "json-malformed"),
    ('{"a": "\\ud800"}', "json-surrogate"),
    ('{"a": ["\\uDFFF"]}', "json-surrogate"),
    ('{"\\udc00\\ud800": 1}', "json-surrogate"),
    ('{"a": 1, "a": 1}', "json-duplicate-member"),
    ('{"a": 1, "\\u0061": 2}', "json-duplicate-member"),
    ('{"b": [{"c": {"a": 1, "d": 2, "a": 1}}]}', "json-duplicate-member"),
    ('{"a": NaN}', "json-number"),
    ('{"a": Infinity}', "json-number"),
    ('{"a": -Infinity}', "json-number"),
    ('{"a": 1e400}', "json-number"),
    ('{"a": -1E+400}', "json-number"),
    ('{"a": 9007199254740992}', "json-number"),
    ('{"a": -9007199254740992}', "json-number"),
    ('{"a": 18446744073709551616}', "json-number"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED_EVERYWHERE)
@pytest.mark.parametrize("reader", READERS)
def test_refuses_what_two_readers_could_read_differently(
    reader: Callable[[bytes | str], JsonValue], text: str, code: str
) -> None:
    assert code_of(reader, text) == code
    assert code_of(reader, text.encode("utf-8", "surrogatepass")) == code


@pytest.mark.parametrize("number", ["1.0", "0.1", "-0.0", "1e2", "1E-2", "-0", "5e-324"])
def test_refuses_in_what_is_signed_any_number_not_written_as_a_whole_one(number: str) -> None:
    loads(number)
    assert code_of(loads_any_signed, number) == "json-number"
    assert code_of(loads_signed, f'{{"a": [{number}]}}') == "json-number"


@pytest.mark.parametrize("text", ["[]", '"text"', "1", "true", "null", '[{"a": 1}]'])
def test_refuses_signed_claims_that_are_not_an_object(text: str) -> None:
    loads_any_signed(text)
    assert code_of(loads_signed, text) == "json-malformed"


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]"), ('{"a":[', "]}"), ("[[", "]]")]
)
def test_refuses_the_thirty_third_level_and_takes_the_thirty_second(opening: str, closing: str) -> None:
    levels = len(opening.replace('"a":', ""))
    deepest = opening * (32 // levels) + "1" + closing * (32 // levels)
    assert loads(deepest) == loads_any_signed(deepest)
    assert code_of(loads, f"[{deepest}]") == "json-too-deep"
    assert code_of(loads_signed, f'{{"b":{deepest}}}') == "json-too-deep"


def test_counts_levels_and_not_brackets() -> None:
    wide: list[JsonValue] = [[], {}] * 500
    assert loads(dumps(wide)) == wide
    quoted: JsonValue = ["[" * 500, '\\"[{' * 500]
    assert loads(dumps(quoted)) == quoted


@pytest.mark.parametrize(
    "bomb",
    [
        b"[" * 1_000_000,
        b"[" * 500_000 + b"]" * 500_000,
        b'{"a":' * 200_000,
        b'[{"":' * 200_000,
        b"[" * 900 + b"]" * 900,
    ],
)
def test_refuses_a_million_brackets_as_too_deep(bomb: bytes) -> None:
    assert code_of(loads, bomb) == "json-too-deep"
    assert code_of(loads_any_signed, bomb) == "json-too-deep"


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        (b"[" * 33 + b'"' + rb"\"" * 500_000, "json-malformed"),  # an open string, full of escaped quotes
        (b"[" * 33 + b'"' + rb"\"" * 500_000 + b"\\", "json-malformed"),
        (b"[" * 33 + b'"' + b"\\" * 1_000_001, "json-malformed"),
        (b"[}" * 500_000, "json-malformed"),
        (b"9" * 5_000, "json-number"),
        (b"[-" + b"9" * 1_000_000 + b"]", "json-number"),
        (b"1e" + b"9" * 1_000_000, "json-number"),
    ],
)
def test_refuses_what_would_keep_a_naive_reader_busy(hostile: bytes, code: str) -> None:
    # Each of these takes milliseconds in a reader that looks at every byte once, and hours in one that looks back.
    assert code_of(loads, hostile) == code


@pytest.mark.parametrize("kind", [bytes, str])
def test_refuses_a_text_above_the_limit_before_it_is_touched(kind: type[bytes] | type[str]) -> None:
    huge: bytes | str = b" " * 32_000_000 if kind is bytes else " " * 32_000_000
    tracemalloc.start()
    try:
        assert code_of(loads, huge) == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_the_limit_counts_bytes_and_is_itself_allowed() -> None:
    assert loads(b'"' + b"a" * (MAX_BYTES - 2) + b'"') == "a" * (MAX_BYTES - 2)
    assert code_of(loads, b'"' + b"a" * (MAX_BYTES - 1) + b'"') == "too-large"
    assert loads('"ŵŷ"', limit=6) == "ŵŷ"
    assert code_of(loads, '"ŵŷ"', limit=5) == "too-large"
    assert code_of(loads_signed, '{"a":1}', limit=6) == "too-large"
    assert code_of(loads_any_signed, "[1]", limit=2) == "too-large"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "\ud800", {"\udfff": 1}])
def test_refuses_to_write_what_it_would_not_read(value: JsonValue) -> None:
    assert code_of(dumps, {"a": [value]}) == "json-malformed"


@pytest.mark.parametrize(("text", "code"), REFUSED_EVERYWHERE)
def test_a_refusal_repeats_nothing_of_what_was_sent(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        loads(f'{{"name": "Nain Mair", "rest": {text}}}')
    assert "Mair" not in f"{caught.value} {caught.value.findings}"


def test_takes_the_largest_numbers_and_every_kind_of_value() -> None:
    assert loads_any_signed(f"[{BIGGEST},-{BIGGEST},0]") == [BIGGEST, -BIGGEST, 0]
    assert loads('\r\n\t {"a": [true, false, null, 1, 1.5, "\\u0175\\/", {}]} ') == {
        "a": [True, False, None, 1, 1.5, "ŵ/", {}]
    }
    assert loads(r'"\ud834\udd1e and \\ud800"') == "𝄞 and \\ud800"


def test_keeps_text_as_it_is_written_whatever_its_normal_form() -> None:
    composed, decomposed = "ŵ", "w\u0302"
    assert loads_signed(dumps({composed: 1, decomposed: "\u202e"})) == {composed: 1, decomposed: "\u202e"}


def test_every_published_vector_has_its_verdict(vectors: Path) -> None:
    files = sorted((vectors / "json-parsing" / "test_parsing").iterdir())
    assert len(files) == 318
    verdicts = {file.name: verdict_of(loads, file.read_bytes()) for file in files}
    assert {name for name, verdict in verdicts.items() if name[0] == "y" and verdict != "accepted"} == DUPLICATED
    assert {verdicts[name] for name in DUPLICATED} == {"json-duplicate-member"}
    assert [name for name, verdict in verdicts.items() if name[0] == "n" and verdict == "accepted"] == []
    assert {name: verdict for name, verdict in verdicts.items() if name[0] == "i"} == SETTLED
