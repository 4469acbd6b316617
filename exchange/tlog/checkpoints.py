"""Checkpoints: a log's own statement of its size and root (C2SP tlog-checkpoint v1.0.0).

Three lines, origin, size and root. Extension lines are refused: nobody monitors them and cosignatures do not cover
them, so a council has no business hiding anything there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exchange.errors import Refusal
from exchange.jose import Signer
from exchange.tlog.keys import LogKey, decode_base64, encode_base64, is_key_name
from exchange.tlog.notes import open_note, sign_note
from exchange.tlog.tree import EMPTY_ROOT, HASH_BYTES

MAX_SIZE = 2**53 - 1
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class Checkpoint:
    """The log named `origin` had `size` entries and this root."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.origin) or not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise Refusal("checkpoint-malformed")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise Refusal("checkpoint-malformed")

    def text(self) -> str:
        """The text that a log signs."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; whoever signed it is another question (`open_checkpoint`)."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not _SIZE.fullmatch(lines[1]):
        raise Refusal("checkpoint-malformed")
    return Checkpoint(lines[0], int(lines[1]), decode_base64(lines[2], refuse_with="checkpoint-malformed"))


def sign_checkpoint(checkpoint: Checkpoint, *, key: LogKey, signer: Signer) -> str:
    """The checkpoint as a signed note; a log signs only under its own name."""
    if key.name != checkpoint.origin:
        raise Refusal("checkpoint-malformed")
    return sign_note(checkpoint.text(), key=key, signer=signer)


def open_checkpoint(note: str, *, origin: str, keys: Sequence[LogKey]) -> Checkpoint:
    """The checkpoint, if it is of the log `origin` and one of that log's own keys among `keys` signed it."""
    return _open(note, origin, tuple(key for key in keys if key.name == origin))  # a log's key bears the log's name


@lru_cache(maxsize=16)
def _open(note: str, origin: str, keys: tuple[LogKey, ...]) -> Checkpoint:
    """Hundreds of proofs come under one checkpoint: the same bytes and keys need no second check of the signature."""
    checkpoint = parse_checkpoint(open_note(note, keys=keys))
    if checkpoint.origin != origin:
        raise Refusal("checkpoint-malformed")
    return checkpoint
