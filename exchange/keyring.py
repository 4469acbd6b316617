"""A council's private keys, by URI: `file:PATH` or `env:NAME` (the PEM itself, or base64 for the wrapping key).

One key for each role: federation (statements), record, message (messages, receipts, presentations, status lists),
encryption, log (Ed25519), and a wrapping key under which the store's own keys lie. Files are readable by their owner
only; a key file that others may read is refused at start.

A message or encryption key that was replaced serves on for 45 days: what was signed with it may still be on its way,
and who has not heard of the new one still encrypts to it.
"""

import binascii
import hmac
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from exchange.errors import Refusal
from exchange.jose import PrivateKey
from exchange.settings import KeyUris
from exchange.tlog import Ed25519Key

K = TypeVar("K")

RETIRED_SERVE = timedelta(days=45)  # half as long again as anything is tried to be delivered
_WRAPPING_BYTES = 32


@dataclass(frozen=True)
class FileVault:
    """Wraps the store's keys with one AES-256 key (RFC 3394)."""

    _key: bytes

    def wrap(self, key: bytes) -> bytes:
        """The key, wrapped."""
        return aes_key_wrap(self._key, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The key again; refuses `setup-incomplete` if it was wrapped by another wrapping key."""
        try:
            return aes_key_unwrap(self._key, wrapped)
        except InvalidUnwrap as error:
            raise Refusal("setup-incomplete", "keys.wrapping") from error

    def blind(self, word: bytes) -> bytes:
        """A keyed hash of a word, under a key that is derived for this alone."""
        return hmac.digest(_derived(self._key, b"search words"), word, "sha256")[:16]


@dataclass(frozen=True)
class Retired:
    """A key of this role that another one has taken the place of, and since when."""

    role: str
    key: PrivateKey
    since: datetime


@dataclass(frozen=True)
class Keyring:
    """The opened keys of one node."""

    federation: PrivateKey
    record: PrivateKey
    message: PrivateKey
    encryption: PrivateKey
    log: Ed25519Key
    vault: FileVault
    retired: tuple[Retired, ...] = ()

    def retired_at(self, now: datetime, *, role: str) -> list[PrivateKey]:
        """The replaced keys of a role that still serve."""
        return [each.key for each in self.retired if each.role == role and now < each.since + RETIRED_SERVE]

    def decrypter(self, kid: str, *, now: datetime) -> PrivateKey:
        """The encryption key with this thumbprint, or else the present one, which will refuse."""
        return next((key for key in self.retired_at(now, role="encryption") if key.kid == kid), self.encryption)

    @classmethod
    def open(cls, uris: KeyUris, *, base: Path, environment: Mapping[str, str]) -> "Keyring":
        """Open every key. Refuses `key-absent`, `key-exposed` or `key-two-roles`, naming the setting."""

        def load(role: str, uri: str, parse: Callable[[bytes], K]) -> K:
            return _load(uri, base, environment, parse=parse, at=f"keys.{role}")

        keyring = cls(
            federation=load("federation", uris.federation, PrivateKey.from_pem),
            record=load("record", uris.record, PrivateKey.from_pem),
            message=load("message", uris.message, PrivateKey.from_pem),
            encryption=load("encryption", uris.encryption, PrivateKey.from_pem),
            log=load("log", uris.log, Ed25519Key.from_pem),
            vault=load("wrapping", uris.wrapping, _vault),
            retired=tuple(
                Retired(each.role, load(f"retired/{place}", each.key, PrivateKey.from_pem), each.since)
                for place, each in enumerate(uris.retired)
            ),
        )
        before = (each.key for each in keyring.retired)
        signing = (keyring.federation, keyring.record, keyring.message, keyring.encryption, *before)
        if len({key.kid for key in signing}) < len(signing):
            raise Refusal("key-two-roles", "keys")
        return keyring


@lru_cache(maxsize=8)
def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=_WRAPPING_BYTES, info=purpose).derive(key)


def make_keys(folder: Path, *, random: Callable[[int], bytes]) -> None:
    """Make a fresh key for every role in an empty folder; never overwrites one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for role in ("federation", "record", "message", "encryption"):
        _write(folder / f"{role}.pem", PrivateKey.generate().pem())
    _write(folder / "log.pem", Ed25519Key.generate().pem())
    _write(folder / "wrapping.key", binascii.b2a_base64(random(_WRAPPING_BYTES)))


def _write(path: Path, data: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def _load(uri: str, base: Path, environment: Mapping[str, str], *, parse: Callable[[bytes], K], at: str) -> K:
    try:
        return parse(_read(uri, base, environment, at=at))
    except Refusal as refusal:
        if refusal.code == "key-exposed":
            raise
        raise Refusal("key-absent", at) from refusal
    except (OSError, KeyError, ValueError) as error:
        raise Refusal("key-absent", at) from error


def _read(uri: str, base: Path, environment: Mapping[str, str], *, at: str) -> bytes:
    scheme, _, place = uri.partition(":")
    match scheme:
        case "env":
            return environment[place].encode()
        case "file":
            path = base / place
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise Refusal("key-exposed", at)
            return path.read_bytes()
        case _:
            raise ValueError("a key's URI starts with file: or env:")


def _vault(encoded: bytes) -> FileVault:
    key = binascii.a2b_base64(encoded)
    if len(key) != _WRAPPING_BYTES:
        raise ValueError("the wrapping key has 32 bytes")
    return FileVault(key)
