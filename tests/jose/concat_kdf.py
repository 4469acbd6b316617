"""The key derivation of RFC 7518 §4.6.2 as the cryptography package does it: a second opinion on our own few lines."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash


def lengthened(text: bytes) -> bytes:
    return len(text).to_bytes(4) + text


def derived(secret: bytes, algorithm: bytes, bits: int, parties: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """The content key for this algorithm, from the shared secret and the names of the two parties."""
    info = b"".join(map(lengthened, (algorithm, *parties))) + bits.to_bytes(4)
    return ConcatKDFHash(hashes.SHA256(), bits // 8, info).derive(secret)
