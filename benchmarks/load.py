"""Many transfers at once, from outside: what a council's case system sends, and when the receipt is in the store."""

import itertools
import json
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection

from benchmarks.documents import Document
from benchmarks.federation import Council, Federation
from exchange.app import open_node
from exchange.store import Event, Store

GIVE_UP_SECONDS = 60
POLL_SECONDS = 0.003
WORKER = {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"}


@dataclass
class Load:
    """What was done: one entry for each transfer, how long it took."""

    started: float = field(default_factory=time.monotonic)
    latencies: list[float] = field(default_factory=list)
    transfers: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def latency(self, share: float) -> float:
        """The latency that this share of transfers keeps within."""
        return sorted(self.latencies)[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


def put_on(federation: Federation, documents: Sequence[Document], *, in_flight: int, seconds: float) -> Load:
    """Keep this many transfers in flight for so long; one counts when the receipt of the other council is stored."""
    load = Load()
    with open_node(federation.sending.folder) as node, closing(_Receipts(node.store)) as receipts:
        end = time.monotonic() + seconds
        with ThreadPoolExecutor(in_flight) as pool:
            names = (f"{time.monotonic_ns()}-{number}" for number in range(in_flight))
            done = [pool.submit(_keep_sending, federation, documents, receipts, load, end, name) for name in names]
        load.seconds = time.monotonic() - load.started
    for each in done:
        each.result()
    return load


def _keep_sending(
    federation: Federation, documents: Sequence[Document], receipts: "_Receipts", load: Load, end: float, name: str
) -> None:
    case_system = CaseSystem(federation.sending)
    for turn in itertools.count():
        started = time.monotonic()
        if started >= end:
            return
        transfer = case_system.send(federation.receiving.gss, documents, key=f"{name}-{turn}")
        receipts.wait(transfer)
        load.latencies.append(time.monotonic() - started)
        load.transfers.append(transfer)


class CaseSystem:
    """A case system, as cheap as can be: it is not what is measured."""

    def __init__(self, council: Council) -> None:
        self._token = council.token
        self._connection = HTTPConnection("127.0.0.1", council.port, timeout=GIVE_UP_SECONDS)

    def send(self, to: str, documents: Sequence[Document], *, key: str) -> str:
        """Publish the documents and notify the other council, on a fresh connection; the transfer's id."""
        self._connection.close()  # the server closes one that was idle while we waited for a receipt
        records = [
            self._post("/v1/records", {"kind": each.kind, "content": each.content}, key=f"{key}-{each.name}")
            for each in documents
        ]
        day = time.strftime("%Y-%m-%d")
        order = {"to": to, "day": day, "confidence": "certain", "records": records, "worker": WORKER}
        return self._post("/v1/transfers", order, key=key)

    def download(self, path: str) -> bytes:
        """GET something as it is."""
        self._connection.request("GET", path, headers={"Authorization": f"Bearer {self._token}"})
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} was answered {answer.status}: {body[:500]!r}")
        return body

    def _post(self, path: str, body: object, *, key: str) -> str:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        self._connection.request("POST", path, json.dumps(body).encode(), headers)
        answer = self._connection.getresponse()
        said = answer.read()
        place = answer.getheader("Location")
        if answer.status != 201 or place is None:
            raise SystemExit(f"{path} was answered {answer.status}: {said[:500]!r}")
        return place.rpartition("/")[2]


class _Receipts:
    """Watches the sending council's own store, so that asking for the outcome costs the council nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._come: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._cursor = self._newest()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def wait(self, transfer: str) -> None:
        """Return once the receipt for the transfer's first message is stored."""
        if not self._event(transfer).wait(GIVE_UP_SECONDS):
            raise SystemExit(f"no receipt came for {transfer}")

    def close(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _event(self, transfer: str) -> threading.Event:
        with self._lock:
            return self._come.setdefault(transfer, threading.Event())

    def _newest(self) -> int:
        cursor = 0
        while events := self._after(cursor):
            cursor = events[-1].seq
        return cursor

    def _after(self, cursor: int) -> list[Event]:
        return self._store.read(lambda tx: tx.events.after(cursor, limit=1_000))

    def _watch(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            for event in self._after(self._cursor):
                self._cursor = event.seq
                if event.type == "message.delivered" and event.transfer is not None:
                    self._event(event.transfer).set()
