"""P1, P2: sealing and verifying a record, against one bare Ed25519 verification.

V1, V2: a document of 40 needs, validated, and put into words.
"""

from collections.abc import Iterator
from functools import partial

from benchmarks.documents import UNIT, Document, with_needs
from benchmarks.figures import Figure
from benchmarks.primitives import Act, ed25519_verifier
from benchmarks.timing import race
from exchange.errors import Finding, Refusal
from exchange.jose import Keys, PrivateKey
from exchange.reading import read_out
from exchange.record import ASSESSMENT, read_content, verify_record

BUDGETS = {"verify": ("P1", 8.0, 6.0), "seal": ("P2", 5.0, 3.0)}


def measure(*, seconds: float) -> Iterator[Figure]:
    key = PrivateKey.generate()
    keys: Keys = {key.kid: key.public}
    sealers = {document: document.sealer(key) for document in UNIT}
    tokens = {document: sealer().token for document, sealer in sealers.items()}
    runners: dict[str, Act] = {"floor": ed25519_verifier()}
    for document, token in tokens.items():
        runners[f"seal {document.name}"] = sealers[document]
        runners[f"verify {document.name}"] = partial(verify_record, token, issuer_keys=keys)
    times = race(runners, seconds=seconds)
    for act, (name, hold, stretch) in BUDGETS.items():
        each = [times[f"{act} {document.name}"] for document in UNIT]
        ratio = sum(each) / len(each) / times["floor"]
        how = f"{_sizes(tokens)}: {each[0] * 1e6:.0f} and {each[1] * 1e6:.0f} µs; floor {times['floor'] * 1e6:.0f} µs"
        what = f"record.{act} ÷ Ed25519 verify of 64 B, mean of two records"
        yield Figure(name, what, ratio, "x", how, hold, stretch)


def measure_reading(*, seconds: float) -> Iterator[Figure]:
    """Validation of a whole document, with every rule and link; and of one in which every need is wrong."""
    whole, wrong = with_needs(40), with_needs(40, statement="")
    assert read(whole) == ()
    acts: dict[str, Act] = {
        "whole": lambda: read(whole),
        "wrong": lambda: read(wrong),
        "in words": lambda: read_out(whole.content, kind=ASSESSMENT, language="cy"),
        "floor": ed25519_verifier(),
    }
    times = race(acts, seconds=seconds)
    findings = len(read(wrong))
    how = f"{whole.size / 1000:.0f} KB; with {findings} findings {times['wrong'] * 1e3:.1f} ms; "
    how += f"{times['whole'] / times['floor']:.0f} x Ed25519 verify"
    yield Figure("V1", "reading a document of 40 needs", times["whole"] * 1e3, "ms", how, 5.0, 2.0)
    how = f"{times['in words'] / times['whole']:.1f} x what it takes to validate it"
    yield Figure("V2", "the same, put into words for a page", times["in words"] * 1e3, "ms", how, 20.0, 10.0)


def read(document: Document) -> tuple[Finding, ...]:
    try:
        read_content(document.content, vct=document.vct)
    except Refusal as refusal:
        return refusal.findings
    return ()


def _sizes(tokens: dict[Document, str]) -> str:
    return ", ".join(
        f"{document.name} {len(token) / 1000:.0f} KB sealed, {token.count('~') - 1} disclosures"
        for document, token in tokens.items()
    )
