"""`exchange verify`: an auditor's answer, in words and in codes, from a process that can reach nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exchange.demo.sealed import STATUS
from exchange.demo.tampering import flip_first_record
from exchange.trust import anchor_json, parse_anchor
from tests.cli.commands import answer, refusal, run
from tests.cli.conftest import Case

ROOT = Path(__file__).parents[2]
# What the sealed process must not be able to do, each written as a program.
ATTEMPTS = {
    "socket.__new__": "import socket; socket.socket()",
    "socket.getaddrinfo": "import socket; socket.getaddrinfo('localhost', 80)",
    "sqlite3.connect": "import sqlite3; sqlite3.connect(':memory:')",
    "open": "open('/etc/hostname')",
    "subprocess.Popen": "import subprocess; subprocess.run(['true'])",
    "os.system": "import os; os.system('true')",
    "os.mkdir": "import os; os.mkdir('made')",
}


def sealed(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that ends at the first attempt to reach anything but the files named."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "exchange.demo.sealed", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def verifying(case: Case) -> list[str]:
    return ["verify", str(case.evidence), "--anchor", str(case.anchor)]


def changed(case: Case, folder: Path) -> Case:
    file = folder / "changed.json"
    file.write_bytes(flip_first_record(case.evidence.read_bytes()))
    return Case(file, case.anchor)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_seal_ends_a_process_that_reaches_out(tmp_path: Path, attempt: str) -> None:
    program = f"import sys; from exchange.demo.sealed import Seal; sys.addaudithook(Seal([])); {ATTEMPTS[attempt]}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (STATUS, f"sealed: refused {attempt}\n")


def test_a_sealed_process_finds_an_honest_file_genuine(case: Case, tmp_path: Path) -> None:
    done = sealed(*verifying(case), folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == answer(*verifying(case))
    verdict = done.stdout.splitlines()[-1]
    assert verdict.startswith("Genuine, judged by https://federation.example: ")
    assert verdict.endswith(" 0 failed.")


def test_a_sealed_process_refuses_a_file_with_one_changed_byte(case: Case, tmp_path: Path) -> None:
    done = sealed(*verifying(changed(case, tmp_path)), folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert (
        "FAILED   record 1 of 2: The signature does not match: these are not the bytes that were signed." in done.stdout
    )
    assert done.stdout.splitlines()[-1].startswith("NOT GENUINE, judged by https://federation.example: ")


def test_json_says_the_same_in_codes(case: Case, tmp_path: Path) -> None:
    report = json.loads(answer(*verifying(case), "--json"))
    assert report["passed"] is True
    assert {line["severity"] for line in report["lines"]} <= {"ok", "note"}
    refused = run(*verifying(changed(case, tmp_path)), "--json")
    assert refused.exit_code == 1
    report = json.loads(refused.stdout)
    assert report["passed"] is False
    assert ("record 1 of 2", "signature-wrong") in {(line["subject"], line["code"]) for line in report["lines"]}


def test_another_federations_anchor_does_not_do(case: Case, federation: Path) -> None:
    done = run("verify", str(case.evidence), "--anchor", str(federation / "anchor.json"))
    assert done.exit_code == 1
    assert "[anchor-key-unpinned]" in done.stdout


def test_several_anchors_may_be_named_but_none_twice(case: Case, tmp_path: Path) -> None:
    other = {**anchor_json(parse_anchor(case.anchor.read_bytes())), "entity_id": "https://other.example"}
    (tmp_path / "other.json").write_text(json.dumps(other), "utf-8")
    assert "Genuine, judged by" in answer(*verifying(case), "--anchor", str(tmp_path / "other.json"))
    assert "[anchor-malformed]" in refusal(*verifying(case), "--anchor", str(case.anchor))


def test_without_an_anchor_it_is_wrong_usage(case: Case) -> None:
    done = run("verify", str(case.evidence))
    assert done.exit_code == 2
    assert "--anchor" in done.stderr


@pytest.mark.parametrize("absent", ["evidence", "anchor"])
def test_a_file_that_is_not_there_is_named(case: Case, tmp_path: Path, absent: str) -> None:
    files = {"evidence": case.evidence, "anchor": case.anchor, absent: tmp_path / "absent.json"}
    said = refusal(*verifying(Case(**files)))
    assert "absent.json: No such file or directory" in said
    assert "[file-unusable]" in said


def test_a_folder_is_not_a_file(case: Case, tmp_path: Path) -> None:
    assert "[file-unusable]" in refusal(*verifying(Case(tmp_path, case.anchor)))


@pytest.mark.parametrize("content", [b"", b"\x00" * 10, b"{}", b"[1,2", b'{"format": "something else"}'])
def test_a_file_that_is_no_evidence_is_not_genuine(case: Case, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "evidence.json").write_bytes(content)
    done = run(*verifying(Case(tmp_path / "evidence.json", case.anchor)))
    assert done.exit_code == 1
    assert "FAILED" in done.stdout
    assert "NOT GENUINE" in done.stdout
    assert "Traceback" not in done.output


def test_no_line_holds_a_persons_data(case: Case) -> None:
    said = answer(*verifying(case)) + answer(*verifying(case), "--json")
    assert not [name for name in ("Megan", "Pritchard", "Pwllheli", "Dafydd", "Non Evans") if name in said]
