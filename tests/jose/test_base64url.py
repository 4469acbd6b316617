import base64
import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.jose import b64u, unb64u
from tests.jose.codes import code_of, verdict_of

ALPHABET = string.ascii_letters + string.digits + "-_"


@pytest.mark.parametrize(
    "text",
    [
        *("=", "==", "AA=", "AA==", "AAA=", "AAAA=", "AAAA====", "=AAA", "A=AA"),  # padding, wherever it stands
        *("A", "AAAAA", "AAAAAAAAA"),  # a length that no number of bytes has
        *("AB", "A_", "AAB", "AA_", "AAAAAB"),  # bits left over that are not zero
        *("+A==", "//", "AA+A", "AA/A", "++++"),  # the other alphabet
        *(" AAAA", "AAAA ", "AA AA", "AAAA\n", "\nAAAA", "AA\r\nAA", "AAAA\t", "AAAA\x00", "\x00\x00\x00\x00"),
        *("AAA.", "AA~A", "AAA,", "AAA!", "AA%3D", "AAA\\", "AAA\x7f", "AAA\x1b"),
        *("AAAé", "ŵAAA", "ＡＡＡＡ", "AAA\u200b", "AAA\u2010", "АААА", "\ud800AAA"),  # look-alikes and half a pair
    ],
)
def test_refuses_everything_but_the_canonical_text(text: str) -> None:
    assert code_of(unb64u, text) == "base64url-malformed"
    assert code_of(unb64u, text.encode("utf-8", "surrogatepass")) == "base64url-malformed"


@pytest.mark.parametrize(("start", "values"), [("", 256), ("A", 1024), ("_", 1024), ("Zm9v", 256)])
def test_each_value_has_exactly_one_text(start: str, values: int) -> None:
    texts = [start + first + last for first, last in itertools.product(ALPHABET, repeat=2)]
    taken = [text for text in texts if verdict_of(unb64u, text) == "accepted"]
    assert len(taken) == len({unb64u(text) for text in taken}) == values


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"f", "Zg"),
        (b"fo", "Zm8"),
        (b"foo", "Zm9v"),
        (b"foobar", "Zm9vYmFy"),  # RFC 4648 §10
        (bytes([3, 236, 255, 224, 193]), "A-z_4ME"),  # RFC 7515 appendix C
        (b"\xfb\xff\xbf", "-_-_"),
    ],
)
def test_takes_what_the_standards_give_as_examples(data: bytes, text: str) -> None:
    assert b64u(data) == text
    assert unb64u(text) == unb64u(text.encode()) == data


@given(st.binary(max_size=200))
def test_any_bytes_go_round_and_another_encoder_agrees(data: bytes) -> None:
    text = b64u(data)
    assert unb64u(text) == data
    assert text == base64.urlsafe_b64encode(data).decode().rstrip("=")


@given(st.text(st.sampled_from(ALPHABET + "+/= \n.é"), max_size=12) | st.text(max_size=6))
def test_what_is_taken_is_written_back_as_it_came(text: str) -> None:
    if verdict_of(unb64u, text) == "accepted":
        assert b64u(unb64u(text)) == text


@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=40), st.data())
def test_no_second_text_is_taken_for_a_value(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = text[:place] + data.draw(st.sampled_from(ALPHABET)) + text[place + 1 :]
    if verdict_of(unb64u, text) == verdict_of(unb64u, other) == "accepted":
        assert (unb64u(text) == unb64u(other)) is (text == other)
