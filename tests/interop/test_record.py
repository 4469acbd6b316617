"""A whole sealed record, read by other people's SD-JWT code as we read it ourselves."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from exchange.jose import JsonObject, PrivateKey, b64u, loads
from exchange.jose.sdjwt import parse_sdjwt, verify_sdjwt, with_disclosures
from exchange.record import KINDS, SealedRecord, StatusRef, read_content, seal
from tests.interop.node import Node

EXAMPLES = sorted((Path(__file__).parents[2] / "schemas/examples").glob("*.json"))
KEY = PrivateKey.generate()


def salts() -> Callable[[], str]:
    numbers = count()
    return lambda: b64u(next(numbers).to_bytes(16))


def sealed(example: Path) -> tuple[JsonObject, SealedRecord]:
    """An example and its record; the example's file name ends as the name of its kind does."""
    vct = next(vct for vct, kind in KINDS.items() if kind.name.endswith(example.stem.rpartition("-")[2]))
    content = loads(example.read_bytes())
    assert isinstance(content, dict)
    record = seal(
        read_content(content, vct=vct),
        iss="https://gwynedd.example",
        jti="00000000-0000-4000-8000-000000000000",
        issued_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        status=StatusRef("https://gwynedd.example/status/1", 7),
        signer=KEY,
        salts=salts(),
    )
    return content, record


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_node_reads_every_section_of_a_sealed_example(node: Node, example: Path) -> None:
    content, record = sealed(example)
    answer = node.answer("verifySdJwt", token=record.token, jwk=KEY.public.jwk)
    assert isinstance(answer, dict)
    claims = answer["claims"]
    assert isinstance(claims, dict)
    sections = claims["sections"]
    assert isinstance(sections, list)
    read = {str(entry["id"]): entry["body"] for entry in sections if isinstance(entry, dict)}
    assert {name: body for name, body in read.items() if body not in (None, [])} == content


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_node_and_we_agree_on_a_record_with_half_of_it_withheld(node: Node, example: Path) -> None:
    _, record = sealed(example)
    everything = parse_sdjwt(record.token, typ="dc+sd-jwt")
    whole = verify_sdjwt(everything, keys={KEY.kid: KEY.public}, visible=frozenset())
    bodies = {digest for digest, path in whole.disclosed.items() if path[-1] == "body"}
    items = sorted(whole.disclosed.keys() - bodies)
    token = with_disclosures(record.token, keep=bodies | set(items[::2]))
    ours = verify_sdjwt(parse_sdjwt(token, typ="dc+sd-jwt"), keys={KEY.kid: KEY.public}, visible=frozenset())
    answer = node.answer("verifySdJwt", token=token, jwk=KEY.public.jwk)
    assert isinstance(answer, dict)
    assert answer["claims"] == ours.claims
    assert len(ours.concealed) == len(items) // 2
