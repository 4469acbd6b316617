"""No byte of the file can change unnoticed, and no proof serves for anything but the one thing it proves."""

import random
from dataclasses import replace

import pytest

from exchange.evidence import EvidenceParts, assemble, check
from exchange.tlog import InclusionProof
from tests.evidence.world import NOW, PARTS, PINNED, failures, report_on, small_transfer, unsigned_spans

SLICES, POSITIONS_IN_EACH = 8, 250
SMALL = small_transfer().parts()
DATA = assemble(replace(SMALL, chains=SMALL.chains[1:]))  # the fewer bytes there are, the more of them are tried
SPANS = unsigned_spans(DATA)


def passes(data: bytes) -> bool:
    return check(data, anchors=PINNED, now=NOW).passed


def is_named_as_unsigned(place: int) -> bool:
    return any(place in span for span in SPANS)


def changed_at(position: int, bits: int) -> bytes:
    data = bytearray(DATA)
    data[position] ^= bits
    return bytes(data)


@pytest.mark.parametrize("part", range(SLICES))
def test_refuses_a_changed_byte_at_2000_places_or_names_the_part_as_unsigned(part: int) -> None:
    choose = random.Random(part)
    places = range(len(DATA) * part // SLICES, len(DATA) * (part + 1) // SLICES)
    chosen = [place for place in choose.sample(places, POSITIONS_IN_EACH) if not is_named_as_unsigned(place)]
    assert [place for place in chosen if passes(changed_at(place, 1 << choose.randrange(8)))] == []


def test_refuses_every_changed_character_of_what_no_token_protects() -> None:
    places = [*range(DATA.index(b'"records"')), *range(DATA.index(b'"schemas"'), len(DATA), 3)]
    assert [place for place in places if passes(changed_at(place, 1)) and not is_named_as_unsigned(place)] == []


def test_the_parts_named_as_unsigned_are_few_and_may_indeed_change_unnoticed() -> None:
    assert sum(map(len, SPANS)) < 60
    for span in SPANS:
        assert passes(changed_at(span.stop - 2, 1))


def test_refuses_every_proof_that_is_given_to_another_thing() -> None:
    for place, proof in enumerate(PARTS.proofs):
        for other in PARTS.proofs:
            if other.digest != proof.digest:
                exchanged = replace(other, digest=proof.digest)
                found = failures(report_on(with_proof(place, exchanged)))
                assert (f"proof {place + 1} of {len(PARTS.proofs)}") in {subject for _, subject in found}


def test_refuses_proofs_that_are_mixed_from_two() -> None:
    for place, proof in enumerate(PARTS.proofs):
        other = PARTS.proofs[place - 1]
        for mixed in (
            replace(proof, nonce=other.nonce),
            replace(proof, index=other.index),
            replace(proof, path=other.path),
            replace(proof, path=proof.path[:-1]),
            replace(proof, path=(*proof.path, proof.nonce)),
            replace(proof, size=proof.size + 1),
        ):
            assert failures(report_on(with_proof(place, mixed))) == [("proof-wrong", f"proof {place + 1} of 12")]


def with_proof(place: int, proof: InclusionProof) -> EvidenceParts:
    return replace(PARTS, proofs=(*PARTS.proofs[:place], proof, *PARTS.proofs[place + 1 :]))
