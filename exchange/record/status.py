"""Whether a record still stands: one list of two bits for each record of a council (Token Status List).

A record names its place, `{"idx": 4711, "uri": "https://…"}`; the council signs the whole list again and again. Whoever
wants to know fetches all of it, so that nobody learns which record was looked up. A list is small when packed and may
be huge when unpacked: the size is limited while it is unpacked, never afterwards.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Keys, Signer, b64u, parse_jws, sign_jws, unb64u, verify_jws

TYP = "statuslist+jwt"
BITS = 2
MAX_LIST_BYTES = 4 * 1_048_576  # sixteen million records of one council
_LEEWAY = timedelta(seconds=60)
_REQUIRED = frozenset({"sub", "iat", "exp", "status_list"})
_ALLOWED = _REQUIRED | {"iss", "ttl"}


class Status(IntEnum):
    """What a list says of a record. The numbers are those of the list."""

    VALID = 0
    ENTERED_IN_ERROR = 1
    SUSPENDED = 2
    SUPERSEDED = 3

    @property
    def code(self) -> str:
        """The word for it on the wire, such as `entered-in-error`."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class StatusRef:
    """Where a record's status is to be found: its place in the list at `uri`."""

    uri: str
    idx: int


def status_list_token(
    uri: str,
    *,
    statuses: bytes | Mapping[int, Status],
    size: int,
    issued_at: datetime,
    expires_at: datetime,
    signer: Signer,
    iss: str | None = None,
) -> str:
    """Sign a list of `size` entries: those of a mapping (all others valid), or bytes that are packed already."""
    packed = statuses if isinstance(statuses, bytes) else _pack(statuses, max(size, 0))
    if len(packed) != _bytes_of(size) or size < 1:
        raise Refusal("status-list-malformed", "size")
    claims: JsonObject = {
        "sub": uri,
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
        "status_list": {"bits": BITS, "lst": b64u(zlib.compress(packed, 9))},
    }
    return sign_jws({"iss": iss, **claims} if iss is not None else claims, typ=TYP, signer=signer)


def read_status(token: str, *, keys: Keys, uri: str, idx: int, now: datetime) -> Status:
    """The status at `idx`, if the token is this council's list at `uri` and in date (`status-list-expired`)."""
    claims = verify_jws(parse_jws(token, typ=TYP), keys=keys).claims
    if not _REQUIRED <= claims.keys() <= _ALLOWED:
        raise Refusal("status-list-malformed")
    if claims["sub"] != uri:  # another list of the same council
        raise Refusal("status-list-malformed", "/sub")
    if not _time(claims, "iat") - _LEEWAY <= now:
        raise Refusal("status-list-malformed", "/iat")
    if now >= _time(claims, "exp"):
        raise Refusal("status-list-expired", "/exp")
    return Status(entry(unpack(_list_in(claims)), bits=BITS, idx=idx))


def unpack(lst: str, *, limit: int = MAX_LIST_BYTES) -> bytes:
    """The bytes of a packed list; refuses more than `limit` of them, anything after the end, and anything cut short."""
    inflater = zlib.decompressobj()
    try:
        packed = inflater.decompress(unb64u(lst), limit + 1)
    except zlib.error as error:
        raise Refusal("status-list-malformed", "/status_list/lst") from error
    if len(packed) > limit or inflater.unconsumed_tail or inflater.unused_data or not inflater.eof:
        raise Refusal("status-list-malformed", "/status_list/lst")
    return packed


def entry(packed: bytes, *, bits: int, idx: int) -> int:
    """The number at `idx`; entries of a byte begin at its lowest bit."""
    place, shift = divmod(idx * bits, 8)
    if idx < 0 or place >= len(packed):
        raise Refusal("status-list-malformed", "idx")
    return packed[place] >> shift & (1 << bits) - 1


def _pack(statuses: Mapping[int, Status], size: int) -> bytes:
    packed = bytearray(_bytes_of(size))
    for idx, status in statuses.items():
        if not 0 <= idx < size:
            raise Refusal("status-list-malformed", "idx")
        place, shift = divmod(idx * BITS, 8)
        packed[place] |= status << shift
    return bytes(packed)


def _bytes_of(size: int) -> int:
    return (size * BITS + 7) // 8


def _list_in(claims: JsonObject) -> str:
    status_list = claims["status_list"]
    if not isinstance(status_list, dict) or not status_list.keys() <= {"bits", "lst", "aggregation_uri"}:
        raise Refusal("status-list-malformed", "/status_list")
    lst = status_list.get("lst")
    if not _is(status_list.get("bits"), BITS) or not isinstance(lst, str):
        raise Refusal("status-list-malformed", "/status_list")
    return lst


def _is(value: JsonValue, number: int) -> bool:
    return value == number and not isinstance(value, bool)


def _time(claims: JsonObject, name: str) -> datetime:
    seconds = claims[name]
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds < 253_402_300_800:
        raise Refusal("status-list-malformed", f"/{name}")
    return datetime.fromtimestamp(seconds, UTC)
