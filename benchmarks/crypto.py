"""The cryptography that one transfer needs, counted by hand, and what it would cost with nothing around it.

With R records: R records, R presentations, one message and one receipt are signed once and verified once by the other
side. The envelope is one ephemeral key, one agreement on each side, one encryption and one decryption. At rest each
council encrypts what it keeps, each body under a key that is wrapped: the sender R records, the message and R
presented records; the receiver the message and R records. Each disclosure is hashed when it is made and when it is
checked. What many transfers share (a checkpoint, its check) and what is small (log nodes, key names) counts as nothing,
so the floor is a little too low, never too high.
"""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.documents import Document
from benchmarks.primitives import LARGE, primitives
from benchmarks.timing import race
from exchange.jose import PrivateKey

MESSAGE_BYTES = 2_000


def needed(documents: Sequence[Document]) -> Mapping[str, float]:
    """How often each primitive is needed in a transfer of these documents."""
    key = PrivateKey.generate()
    tokens = [document.sealer(key)().token for document in documents]
    count, sealed = len(tokens), sum(len(token) for token in tokens)
    kept = 3 * sealed + 2 * MESSAGE_BYTES
    return {
        "ES256 sign": 2 * count + 2,
        "ES256 verify": 2 * count + 2,
        "P-256 key": 1,
        "ECDH": 2,
        "AES-256-GCM 50 KB": (kept + 2 * sealed) / LARGE,
        "AES key wrap": 3 * count + 2,
        "SHA-256 350 B": 2 * sum(token.count("~") - 1 for token in tokens),
    }


def floor(documents: Sequence[Document], *, seconds: float) -> tuple[float, str]:
    """CPU seconds of cryptography for one transfer, measured now, and how they come about."""
    counts = needed(documents)
    runners = {name: act for name, act in primitives().items() if name in counts}
    times = race(runners, seconds=seconds, pick=median)  # as the councils have it: in the middle of everything else
    terms = ", ".join(f"{count:.3g} × {name} {times[name] * 1e6:.1f} µs" for name, count in counts.items())
    return sum(count * times[name] for name, count in counts.items()), terms
