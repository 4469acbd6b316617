"""P1 and P2: sealing and verifying one record, against the bare verification of one Ed25519 signature over 64 bytes."""

from collections.abc import Iterator
from functools import partial

from benchmarks.documents import UNIT, Document
from benchmarks.figures import Figure
from benchmarks.primitives import Act, ed25519_verifier
from benchmarks.timing import race
from exchange.jose import Keys, PrivateKey
from exchange.record import verify_record

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


def _sizes(tokens: dict[Document, str]) -> str:
    return ", ".join(
        f"{document.name} {len(token) / 1000:.0f} KB sealed, {token.count('~') - 1} disclosures"
        for document, token in tokens.items()
    )
