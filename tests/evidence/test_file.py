import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.evidence import MAX_EVIDENCE, MAX_PARTS, EvidenceParts, assemble, check, read_file
from exchange.jose import JsonObject, dumps, loads_signed
from tests.evidence.world import DATA, NOW, PARTS, PINNED, TRANSFER, unsigned_spans

SMALL = EvidenceParts(TRANSFER, "https://gwynedd.example", PARTS.gathered_at, proofs=PARTS.proofs[:1])

SPANS = unsigned_spans(DATA)


def refusal_of(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read_file(data)
    report = check(data, anchors=PINNED, now=NOW)
    assert not report.passed
    assert [(line.code, line.subject) for line in report.lines] == [(caught.value.code, "the file")]
    return caught.value.code


def changed(change: Callable[[JsonObject], object]) -> bytes:
    document = loads_signed(assemble(SMALL))
    change(document)
    return dumps(document)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.pop("proofs"),
        lambda document: document.update(more=[]),
        lambda document: document.update(messages=document.pop("messages")),
        lambda document: document.update(format="assessment-exchange-evidence/2"),
        lambda document: document.update(transfer=""),
        lambda document: document.update(transfer=None),
        lambda document: document.update(gatheredAt="1"),
        lambda document: document.update(gatheredAt=True),
        lambda document: document.update(gatheredAt=-1),
        lambda document: document.update(gatheredAt=253_402_300_800),
        lambda document: document.update(messages={}),
        lambda document: document.update(messages=[1]),
        lambda document: document.update(messages=["a", "a"]),
        lambda document: document.update(messages=[f"message {n}" for n in range(MAX_PARTS + 1)]),
        lambda document: document.update(proofs=[document["proofs"][0]] * 2),
        lambda document: document.update(records=["a"]),
        lambda document: document.update(records=[{"record": "a"}]),
        lambda document: document.update(records=[{"statement": "a", "record": "b"}]),
        lambda document: document.update(records=[{"record": "a", "statement": "b", "more": 1}]),
        lambda document: document.update(chains=["a"]),
        lambda document: document.update(chains=[[]]),
        lambda document: document.update(schemas=[]),
        lambda document: document.update(schemas={"b": "x", "a": "y"}),
        lambda document: document.update(schemas={"a": 1}),
    ],
)
def test_refuses_a_file_in_any_other_form(change: Callable[[JsonObject], object]) -> None:
    assert refusal_of(changed(change)) == "evidence-malformed"


def test_refuses_what_is_not_strict_json() -> None:
    data = assemble(SMALL)
    assert refusal_of(b"") == "json-malformed"
    assert refusal_of(b"[]") == "json-malformed"
    assert refusal_of(b"\xef\xbb\xbf" + data) == "json-malformed"
    assert refusal_of(data.replace(b'"messages":[]', b'"messages":[],"messages":[]')) == "json-duplicate-member"
    assert refusal_of(data.replace(b'"index":0', b'"index":0.0')) == "json-number"
    assert refusal_of(changed(lambda document: document.update(proofs=[{}]))) == "proof-malformed"


def test_refuses_a_file_that_is_too_large() -> None:
    assert refusal_of(b" " * (MAX_EVIDENCE + 1)) == "too-large"


@pytest.mark.parametrize(
    "data",
    [
        DATA + b"\n",
        b" " + DATA,
        DATA.replace(b'":', b'": ', 1),
        DATA.replace(b",", b",\n", 1),
        DATA.replace(b"/", b"\\/", 1),
        DATA.replace(b"a", b"\\u0061", 1),
        DATA.replace("—".encode(), b"\\u2014", 1),
        json.dumps(json.loads(DATA)).encode(),
        json.dumps(json.loads(DATA), indent=2).encode(),
        json.dumps(json.loads(DATA), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(),
    ],
)
def test_refuses_the_same_evidence_written_in_another_way(data: bytes) -> None:
    assert json.loads(data) == json.loads(DATA)
    assert refusal_of(data) == "evidence-malformed"


@given(st.integers(0, len(DATA)), st.sampled_from([b" ", b"\n", b"\t", b"\r", b",", b'"', b"\\", b"\0", b"\x80"]))
def test_refuses_any_byte_that_is_put_in(place: int, byte: bytes) -> None:
    inside_an_unsigned_part = any(place - 1 in span and place in span for span in SPANS)
    assert inside_an_unsigned_part or not check(DATA[:place] + byte + DATA[place:], anchors=PINNED, now=NOW).passed


@given(st.data())
def test_refuses_any_file_that_was_cut_short(data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(DATA) - 1))
    assert refusal_of(DATA[:length])


def test_refuses_to_assemble_what_nobody_could_read() -> None:
    with pytest.raises(Refusal, match="evidence-malformed"):
        assemble(replace(SMALL, chains=((),)))


def test_what_comes_twice_is_written_once() -> None:
    twice = replace(PARTS, messages=PARTS.messages * 2, chains=PARTS.chains * 2, proofs=PARTS.proofs * 2)
    assert assemble(twice) == DATA


def test_a_file_goes_round() -> None:
    assert read_file(DATA) == PARTS
    assert assemble(read_file(DATA)) == DATA
