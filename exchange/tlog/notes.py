"""Signed notes: a text that ends in a newline, an empty line, one line for each signature (C2SP signed-note v1.0.0).

`parse_note` reads the form and believes nothing; `open_note` hands out the text only after a known key signed it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.jose import Signer
from exchange.tlog.keys import KEY_ID_BYTES, LogKey, decode_base64, encode_base64, is_key_name

MAX_NOTE = 131_072
MAX_SIGNATURES = 32  # signed-note: at least 16 must be accepted; post-quantum ones may have 5 kB each
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SIGNATURE_LINE = re.compile(r"— ([^ \n]+) ([A-Za-z0-9+/=]+)")


@dataclass(frozen=True)
class NoteSignature:
    """One signature line: who claims to have signed, and with what."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class UnverifiedNote:
    """A note in the right form whose signatures nobody has checked."""

    unverified_text: str
    signatures: tuple[NoteSignature, ...]


def sign_note(text: str, *, key: LogKey, signer: Signer) -> str:
    """Sign a text under the name of `key`; refuses if `signer` does not hold that key (`signature-wrong`)."""
    _check_text(text)
    signature = signer.sign(text.encode())
    key.verify(signature, text.encode())
    return f"{text}\n— {key.name} {encode_base64(key.key_id + signature)}\n"


def parse_note(note: str) -> UnverifiedNote:
    """Read a note; any deviation from the one form refuses (`note-malformed`)."""
    if len(note) > MAX_NOTE:
        raise Refusal("too-large")
    body, gap, block = note.rpartition("\n\n")
    text, lines = f"{body}\n", block.split("\n")
    if not gap or lines.pop() != "" or not 0 < len(lines) <= MAX_SIGNATURES:
        raise Refusal("note-malformed")
    _check_text(text)
    return UnverifiedNote(text, tuple(_parse_signature(line) for line in lines))


def open_note(note: str, *, keys: Sequence[LogKey]) -> str:
    """The text, if at least one of `keys` signed it and no signature by any of them is wrong.

    Signatures by keys that are not listed are ignored, whatever they claim. Refuses with `note-malformed`,
    `signature-wrong` (a known key, another text) or `note-unsigned` (no known key).
    """
    unverified = parse_note(note)
    data = unverified.unverified_text.encode()
    known = {(key.name, key.key_id): key for key in keys}
    verified = 0
    for line in unverified.signatures:
        key = known.get((line.name, line.key_id))
        if key is not None:
            key.verify(line.signature, data)
            verified += 1
    if not verified:
        raise Refusal("note-unsigned")
    return unverified.unverified_text


def _check_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise Refusal("note-malformed")
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half of a surrogate pair has no UTF-8
        raise Refusal("note-malformed") from error


def _parse_signature(line: str) -> NoteSignature:
    parts = _SIGNATURE_LINE.fullmatch(line)
    if parts is None or not is_key_name(parts[1]):
        raise Refusal("note-malformed")
    decoded = decode_base64(parts[2], refuse_with="note-malformed")
    if len(decoded) <= KEY_ID_BYTES:
        raise Refusal("note-malformed")
    return NoteSignature(parts[1], decoded[:KEY_ID_BYTES], decoded[KEY_ID_BYTES:])
