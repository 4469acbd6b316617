"""What a node is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Event
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from exchange.jose import b64u
from exchange.keyring import Keyring
from exchange.node.members import Members
from exchange.node.people import SignedIn
from exchange.notices import Notices
from exchange.oidc import SignInService
from exchange.peers import Peers
from exchange.settings import Settings
from exchange.store import Store
from exchange.tlog import LogKey
from exchange.trust import Anchor

Clock: TypeAlias = Callable[[], datetime]
Random: TypeAlias = Callable[[int], bytes]
LONDON = ZoneInfo("Europe/London")
_SALT_BYTES = 16


@dataclass(frozen=True)
class Once:
    """What makes a repeated request the same request: who asked, under which key, for what (a keyed hash).

    `person` is who it was, where somebody at a page asked: what they say is left in the trail.
    """

    caller: str
    key: str
    request_hash: bytes
    person: SignedIn | None = None


@dataclass(frozen=True)
class Node:
    """One council (or the anchor), running."""

    settings: Settings
    keyring: Keyring
    store: Store
    peers: Peers
    anchors: Mapping[str, Anchor]
    notices: Notices
    clock: Clock
    random: Random
    members: Members
    sign_in_service: SignInService | None = None
    woken: Event = field(default_factory=Event)

    @property
    def entity_id(self) -> str:
        """This node's name in the federation."""
        return self.settings.entity_id

    @property
    def log_key(self) -> LogKey:
        """The log's public key; its origin is the entity id without the scheme (C2SP tlog-checkpoint)."""
        return LogKey(f"{self.settings.host}/log", self.keyring.log.public)

    def now(self) -> datetime:
        """The time in whole seconds, as tokens carry it."""
        return self.clock().replace(microsecond=0)

    def today(self) -> date:
        """The day in Europe/London, which is the day that duties turn on."""
        return self.clock().astimezone(LONDON).date()

    def salt(self) -> str:
        """A fresh salt of 128 bits for one disclosure (RFC 9901 §9.3)."""
        return b64u(self.random(_SALT_BYTES))

    def fresh_id(self) -> str:
        """A fresh random UUID."""
        return str(UUID(bytes=self.random(16), version=4))

    def pick(self, size: int) -> int:
        """A random number below `size` (a power of two at most 2^32)."""
        return int.from_bytes(self.random(4)) % size

    def jitter(self) -> float:
        """A random number in [0, 1)."""
        return self.pick(1 << 20) / (1 << 20)

    def wake(self) -> None:
        """Tell the worker that there is something to do."""
        self.woken.set()
