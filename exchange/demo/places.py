"""The places of the story: a federation operator and two councils, set up by the commands that operators type."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from exchange.client import Client
from exchange.demo.failing import Failed
from exchange.demo.processes import Servers, free_ports
from exchange.jose import JsonObject, loads_signed
from exchange.outbound import Outbound

ANCHOR = "https://federation.example"


class Run(Protocol):
    """Runs one command of this program: its exit status, what it printed, and what it told the person who ran it."""

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Run it to its end."""


@dataclass(frozen=True)
class Place:
    """A node: its name in the federation, its folder, and where it is served on this machine."""

    name: str
    gss: str
    entity_id: str
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it is served on this machine."""
        return f"http://127.0.0.1:{self.port}"


class Places:
    """The three nodes, and what is done with all of them."""

    def __init__(self, folder: Path, *, run: Run, servers: Servers) -> None:
        self._run = run
        self._servers = servers
        ports = free_ports(3)
        self.folder = folder
        self.anchor_file = folder / "anchor.json"
        self.anchor = Place("Federation", "", ANCHOR, folder / "federation", ports[0])
        self.gwynedd = Place("Gwynedd", "W06000002", "https://gwynedd.example", folder / "gwynedd", ports[1])
        self.ceredigion = Place(
            "Ceredigion", "W06000008", "https://ceredigion.example", folder / "ceredigion", ports[2]
        )
        self.councils = (self.gwynedd, self.ceredigion)
        self.all = (self.anchor, *self.councils)
        self.outbound = Outbound({})

    def set_up_anchor(self) -> None:
        """Make the federation operator and its anchor file, and start its server."""
        self.command("federation", "init", str(self.anchor.folder), "--entity-id", ANCHOR, *self._addresses())
        self.anchor_file.write_text(self.command("federation", "anchor", str(self.anchor.folder)), encoding="utf-8")
        self._servers.start(self.anchor.folder, port=self.anchor.port)

    def enrol(self, place: Place) -> str:
        """Set a council up and make it a member; returns the thumbprint that was compared."""
        names = ["--gss", place.gss, "--entity-id", place.entity_id, "--anchor-file", str(self.anchor_file)]
        self.command("init", str(place.folder), *names, *self._addresses())
        card, file = self.command("card", str(place.folder)), place.folder / "card.json"
        file.write_text(card, encoding="utf-8")
        thumbprint = str(_members(card)["thumbprint"])
        self.command("federation", "enrol", str(self.anchor.folder), str(file), "--thumbprint", thumbprint)
        return thumbprint

    def start_councils(self) -> None:
        """Start both councils' servers; the operator's is running."""
        for place in self.councils:
            self._servers.start(place.folder, port=place.port)

    def token(self, place: Place, *, name: str) -> str:
        """A fresh access token for a case system."""
        return self.command("token", str(place.folder), name, "--days", "1").strip()

    def client(self, place: Place) -> Client:
        """A case system of this council."""
        return Client(place.url, token=self.token(place, name="demo"), outbound=self.outbound)

    def log_size(self, place: Place) -> int:
        """How many entries the newest checkpoint of its public log covers (C2SP tlog-checkpoint, second line)."""
        answer = self.outbound.fetch(f"{place.url}/log/checkpoint", accept="text/plain", limit=10_000)
        return int(answer.body.decode("utf-8").splitlines()[1])

    def command(self, *words: str) -> str:
        """Run a command to its end; what it printed. Fails where it was refused."""
        status, said, told = self._run(*words)
        if status != 0:
            raise Failed(f"'exchange {' '.join(words[:2])} …' ended with status {status}: {told.strip()}")
        return said

    def _addresses(self) -> list[str]:
        return [word for place in self.all for word in ("--address", f"{place.entity_id}={place.url}")]


def _members(card: str) -> JsonObject:
    return loads_signed(card)
