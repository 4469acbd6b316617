import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, b64u, dumps, loads_signed
from exchange.tlog import (
    Checkpoint,
    Ed25519Key,
    InclusionProof,
    LogKey,
    entry_data,
    open_checkpoint,
    prove,
    root_of,
    sign_checkpoint,
    verify_entry,
    verify_proof,
)
from tests.tlog.trees import Tree, sample_digest, sample_leaf, sample_nonce, tree_of

ORIGIN = "log.gwynedd.example"
SECRET = Ed25519Key.generate()
KEY = LogKey(ORIGIN, SECRET.public)
SIZE = 200
TREE = tree_of([sample_leaf(number) for number in range(SIZE)])


def note_at(size: int, tree: Tree = TREE, origin: str = ORIGIN) -> str:
    key = LogKey(origin, SECRET.public)
    return sign_checkpoint(Checkpoint(origin, size, root_of(size, tree.node)), key=key, signer=SECRET)


NOTE = note_at(SIZE)


def proof_of(number: int, note: str = NOTE) -> InclusionProof:
    digest, nonce = sample_digest(number), sample_nonce(number)
    return prove(digest, nonce=nonce, index=number, note=note, origin=ORIGIN, keys=[KEY], node=TREE.node)


PROOFS = [proof_of(number) for number in range(SIZE)]
PROOF = PROOFS[77]
CHECKPOINT = open_checkpoint(NOTE, origin=ORIGIN, keys=[KEY])


def refusal_of(proof: InclusionProof, digest: str = PROOF.digest, origin: str = ORIGIN, key: LogKey = KEY) -> str:
    with pytest.raises(Refusal) as caught:
        verify_proof(proof, digest=digest, origin=origin, keys=[key])
    return caught.value.code


def test_refuses_the_proof_of_any_other_entry() -> None:
    for number, proof in enumerate(PROOFS):
        for other in range(SIZE):
            digest = sample_digest(other)
            if other != number:
                with pytest.raises(Refusal, match="proof-wrong"):
                    verify_entry(proof, digest=digest, checkpoint=CHECKPOINT)
        assert refusal_of(proof, sample_digest(SIZE - 1 - number)) == "proof-wrong"
    for number in range(0, SIZE, 17):  # nor does it help to write the other digest into it
        for other in range(SIZE):
            if other != number:
                assert refusal_of(replace(PROOFS[number], digest=sample_digest(other)), sample_digest(other))


def test_refuses_a_proof_with_any_part_of_another() -> None:
    for other in PROOFS:
        if other != PROOF:
            assert refusal_of(replace(PROOF, nonce=other.nonce)) == "proof-wrong"
            assert refusal_of(replace(PROOF, index=other.index)) == "proof-wrong"
            assert refusal_of(replace(PROOF, path=other.path)) == "proof-wrong"


def test_refuses_a_proof_under_a_checkpoint_of_another_size() -> None:
    for size in range(1, SIZE):
        assert refusal_of(replace(PROOF, checkpoint_note=note_at(size))) == "proof-wrong"
        assert refusal_of(replace(PROOF, checkpoint_note=note_at(size), size=size)) == "proof-wrong"
        assert refusal_of(replace(PROOF, size=size)) == "proof-wrong"


def test_refuses_a_proof_from_another_log_or_signed_by_another_key() -> None:
    stranger = Ed25519Key.generate()
    assert refusal_of(PROOF, origin="log.conwy.example") == "note-unsigned"
    assert refusal_of(PROOF, key=LogKey(ORIGIN, stranger.public)) == "note-unsigned"
    assert refusal_of(replace(PROOF, checkpoint_note=note_at(SIZE, origin="log.conwy.example"))) == "note-unsigned"


def test_refuses_to_prove_what_the_checkpoint_does_not_cover_or_the_tree_does_not_hold() -> None:
    with pytest.raises(Refusal, match="proof-wrong"):
        proof_of(100, note_at(100))
    with pytest.raises(Refusal, match="proof-wrong"):
        prove(sample_digest(3), nonce=sample_nonce(4), index=3, note=NOTE, origin=ORIGIN, keys=[KEY], node=TREE.node)
    with pytest.raises(Refusal, match="proof-malformed"):
        entry_data(sample_digest(3), nonce=bytes(31))


@given(st.data())
def test_refuses_any_changed_bit_of_a_written_proof(data: st.DataObject) -> None:
    written = dumps(PROOF.to_json())
    place, bit = data.draw(st.integers(0, len(written) - 1)), data.draw(st.integers(0, 7))
    changed = bytearray(written)
    changed[place] ^= 1 << bit
    with pytest.raises(Refusal):
        verify_proof(
            InclusionProof.from_json(loads_signed(bytes(changed))), digest=PROOF.digest, origin=ORIGIN, keys=[KEY]
        )


WRITTEN = PROOF.to_json()


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {name: WRITTEN[name] for name in WRITTEN if name != "size"},
        WRITTEN | {"more": 1},
        WRITTEN | {"index": True},
        WRITTEN | {"index": -1},
        WRITTEN | {"index": "77"},
        WRITTEN | {"size": 2**53},
        WRITTEN | {"size": 200.0},
        WRITTEN | {"nonce": b64u(bytes(31))},
        WRITTEN | {"nonce": b64u(bytes(33))},
        WRITTEN | {"nonce": b64u(bytes(32)) + "="},
        WRITTEN | {"nonce": 1},
        WRITTEN | {"digest": "x"},
        WRITTEN | {"digest": None},
        WRITTEN | {"path": "x"},
        WRITTEN | {"path": [b64u(bytes(31))]},
        WRITTEN | {"path": [1]},
        WRITTEN | {"path": [b64u(bytes(32))] * 54},
        WRITTEN | {"checkpoint": 1},
    ],
)
def test_refuses_a_written_proof_in_any_other_form(value: JsonValue) -> None:
    with pytest.raises(Refusal, match="proof-malformed"):
        InclusionProof.from_json(value)


@given(st.integers(0, SIZE - 1), st.integers(1, SIZE))
def test_every_proof_goes_round_and_verifies_under_every_checkpoint_that_covers_it(number: int, size: int) -> None:
    if size <= number:
        size = SIZE
    written: JsonObject = loads_signed(dumps(proof_of(number, note_at(size)).to_json()))
    proof = InclusionProof.from_json(written)
    checkpoint = verify_proof(proof, digest=sample_digest(number), origin=ORIGIN, keys=[KEY])
    assert (checkpoint.size, checkpoint.root) == (size, root_of(size, TREE.node))


def test_an_entry_is_the_hash_of_nonce_and_digest() -> None:
    raw = hashlib.sha256(b"signing input 5").digest()
    assert entry_data(sample_digest(5), nonce=bytes(32)) == hashlib.sha256(bytes(32) + raw).digest()
    assert entry_data(sample_digest(5), nonce=bytes(32)) != entry_data(sample_digest(5), nonce=bytes(31) + b"\1")
