"""Go's checksum-database code reads our checkpoints and proofs, and we read what it signs.

Needs Go and its `x/mod` sources (Debian and Ubuntu: golang-go, golang-golang-x-mod-dev); skipped, saying so, without.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, cast

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, b64u
from exchange.tlog import (
    Checkpoint,
    Ed25519Key,
    InclusionProof,
    LogKey,
    entry_data,
    leaf_hash,
    nodes_added,
    open_checkpoint,
    open_note,
    prove,
    root_of,
    sign_checkpoint,
    verify_proof,
)

Ask: TypeAlias = Callable[[list[JsonObject]], list[JsonObject]]

SOURCES = Path(__file__).parent / "sumdb"
GOPATH = Path("/usr/share/gocode")
ORIGIN = "log.gwynedd.example/1"
SECRET = Ed25519Key.generate()
KEY = LogKey(ORIGIN, SECRET.public)


@pytest.fixture(scope="module")
def ask_go(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    go = shutil.which("go")
    if go is None or not (GOPATH / "src/golang.org/x/mod/sumdb").is_dir():
        pytest.skip("Go with golang.org/x/mod is not here (apt: golang-go golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("sumdb")
    program = folder / "sumdb"
    settings = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOCACHE": str(folder / "cache"), "CGO_ENABLED": "0"}
    subprocess.run(
        [go, "build", "-o", program, "."], cwd=SOURCES, env={**os.environ, **settings}, check=True, timeout=300
    )

    def ask(questions: list[JsonObject]) -> list[JsonObject]:
        asked = "".join(json.dumps(question) + "\n" for question in questions)
        answered = subprocess.run([program], input=asked, capture_output=True, text=True, check=True, timeout=60)
        return [cast(JsonObject, json.loads(line)) for line in answered.stdout.splitlines()]

    return ask


def proofs_of_a_tree(size: int) -> list[InclusionProof]:
    nodes: dict[tuple[int, int], bytes] = {}
    kept: list[tuple[str, bytes]] = []
    for number in range(size):
        digest, nonce = b64u(hashlib.sha256(b"%d" % number).digest()), hashlib.sha256(b"nonce %d" % number).digest()
        leaf = leaf_hash(entry_data(digest, nonce=nonce))
        for level, index, reached in nodes_added(number, leaf, lambda *at: nodes[at]):
            nodes[level, index] = reached
        kept.append((digest, nonce))
    root = root_of(size, lambda *at: nodes[at])
    note = sign_checkpoint(Checkpoint(ORIGIN, size, root), key=KEY, signer=SECRET)
    return [
        prove(digest, nonce=nonce, index=at, note=note, origin=ORIGIN, keys=[KEY], node=lambda *at: nodes[at])
        for at, (digest, nonce) in enumerate(kept)
    ]


def question_of(proof: InclusionProof) -> JsonObject:
    return {
        "vkey": KEY.vkey(),
        "note": proof.checkpoint_note,
        "name": ORIGIN,
        "entry": base64.b64encode(entry_data(proof.digest, nonce=proof.nonce)).decode(),
        "index": proof.index,
        "path": [base64.b64encode(part).decode() for part in proof.path],
    }


def we_accept(proof: InclusionProof) -> bool:
    try:
        verify_proof(proof, digest=proof.digest, origin=ORIGIN, keys=[KEY])
    except Refusal:
        return False
    return True


def test_go_and_we_refuse_the_same_changed_proofs(ask_go: Ask) -> None:
    proofs = proofs_of_a_tree(11)
    mixed = [replace(proof, index=other.index, path=other.path) for proof in proofs for other in proofs]
    mixed += [replace(proof, index=index) for proof in proofs for index in range(-1, 12)]
    mixed += [replace(proof, path=proof.path[:-1]) for proof in proofs]
    mixed += [replace(proof, path=(*proof.path, bytes(32))) for proof in proofs]
    mixed += [replace(proof, checkpoint_note=proof.checkpoint_note.replace("\n11\n", "\n12\n")) for proof in proofs]
    verdicts = [answer["ok"] for answer in ask_go([question_of(proof) for proof in mixed])]
    assert verdicts == [we_accept(proof) for proof in mixed]
    assert 11 < verdicts.count(False) < len(verdicts)


def test_go_and_we_refuse_the_same_changed_notes(ask_go: Ask) -> None:
    note = proofs_of_a_tree(3)[0].checkpoint_note
    changed = [note[:place] + ("A" if note[place] != "A" else "B") + note[place + 1 :] for place in range(len(note))]
    answers = ask_go([{"vkey": KEY.vkey(), "note": other} for other in changed])
    assert not any(answer["ok"] for answer in answers)
    for other in changed:
        with pytest.raises(Refusal):
            open_note(other, keys=[KEY])


def test_go_verifies_every_proof_of_every_tree(ask_go: Ask) -> None:
    questions = [question_of(proof) for size in (1, 2, 3, 7, 8, 9, 33) for proof in proofs_of_a_tree(size)]
    assert all(answer["ok"] for answer in ask_go(questions))


def test_we_open_what_go_signs(ask_go: Ask) -> None:
    checkpoint = Checkpoint(ORIGIN, 5, bytes(range(32)))
    seed = base64.b64encode(bytes(range(32))).decode()
    answer = ask_go([{"seed": seed, "name": ORIGIN, "text": checkpoint.text()}])[0]
    vkey, note = answer["vkey"], answer["note"]
    assert isinstance(vkey, str)
    assert isinstance(note, str)
    assert open_checkpoint(note, origin=ORIGIN, keys=[LogKey.parse(vkey)]) == checkpoint
    assert LogKey.parse(vkey).vkey() == vkey
