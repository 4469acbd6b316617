"""The story of one move, told while it happens."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from exchange.client import Client
from exchange.demo.processes import Servers, audit, free_ports, run, run_json
from exchange.demo.tampering import flip_first_record
from exchange.demo.telling import Teller
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.node.parts import LONDON
from exchange.outbound import Outbound

_EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"
_OUTPUT = Path("demo-output")
_STEPS = 11
_WAIT_SECONDS = 40
ANCHOR = "https://federation.example"


@dataclass(frozen=True)
class Place:
    """A node of the demonstration: its folder, its name in the federation, its address here, its access token."""

    name: str
    gss: str
    entity_id: str
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it is served on this machine."""
        return f"http://127.0.0.1:{self.port}"


def tell(*, stay: bool) -> int:
    """Tell the story; returns the exit status: 0 only if all went well."""
    teller, servers = Teller(_STEPS), Servers()
    folder = Path(tempfile.mkdtemp(prefix="exchange-demo-"))
    try:
        _Story(teller, servers, folder).tell(stay=stay and teller.console.is_terminal)
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


class _Story:
    def __init__(self, teller: Teller, servers: Servers, folder: Path) -> None:
        self._teller = teller
        self._servers = servers
        ports = free_ports(3)
        self._anchor = Place("Federation operator", "", ANCHOR, folder / "federation", ports[0])
        self._gwynedd = Place("Gwynedd", "W06000002", "https://gwynedd.example", folder / "gwynedd", ports[1])
        self._ceredigion = Place(
            "Ceredigion", "W06000008", "https://ceredigion.example", folder / "ceredigion", ports[2]
        )
        self._anchor_file = folder / "anchor.json"
        self._outbound = Outbound({})

    def tell(self, *, stay: bool) -> None:
        """Tell it, and stay until Ctrl-C if asked to."""
        with self._teller.step("A federation operator is set up; its public key is written into an anchor file"):
            self._set_up_anchor()
        with self._teller.step("Gwynedd and Ceredigion make their keys and become members"):
            self._set_up_councils()
        with self._teller.step("Three servers start: the operator and the two councils, each with its own database"):
            self._start()
        sending, receiving = self._clients()
        with self._teller.step("Gwynedd's case system publishes Megan Pritchard's assessment and her care plan"):
            records = self._publish(sending)
        with self._teller.step("Megan is moving: Gwynedd tells Ceredigion, and keeps two items back"):
            transfer = self._notify(sending, records)
        with self._teller.step("Ceredigion receives the records and checks that they are genuine"):
            self._receive(receiving, transfer, records)
        with self._teller.step("A worker in Ceredigion decides need by need, and arranges care for the first day"):
            self._decide(receiving, transfer, records)
        with self._teller.step("Megan moves; Gwynedd reports it, Ceredigion's case system has the records in"):
            self._move(sending, receiving, transfer, records)
        with self._teller.step("Both councils hold the same story"):
            self._compare(sending, receiving, transfer)
        with self._teller.step("An auditor takes the evidence and checks it, with no network and no database"):
            evidence = self._audit(receiving, transfer)
        with self._teller.step("Somebody changes one byte of the assessment, and the auditor checks again"):
            self._tamper(evidence)
        self._teller.end("Done: one assessment, accepted by another council, checked by a third party.")
        if stay:
            self._stay(transfer)

    def _set_up_anchor(self) -> None:
        run("federation", "init", str(self._anchor.folder), "--entity-id", ANCHOR, *self._addresses())
        self._anchor_file.write_text(run("federation", "anchor", str(self._anchor.folder)), encoding="utf-8")

    def _set_up_councils(self) -> None:
        for place in (self._gwynedd, self._ceredigion):
            words = ["--gss", place.gss, "--entity-id", place.entity_id, "--anchor-file", str(self._anchor_file)]
            run("init", str(place.folder), *words, *self._addresses())
            card = run_json("card", str(place.folder))
            card_file = place.folder / "card.json"
            card_file.write_text(json.dumps(card), encoding="utf-8")
            thumbprint = str(card["thumbprint"])
            run("federation", "enrol", str(self._anchor.folder), str(card_file), "--thumbprint", thumbprint)
            self._teller.line(f"{place.name} ({place.gss}) is a member; its key's thumbprint starts {thumbprint[:8]}.")

    def _start(self) -> None:
        places = (self._anchor, self._gwynedd, self._ceredigion)
        for place in places:
            self._servers.start(place.folder, port=place.port)
        self._servers.wait([place.url for place in places])

    def _clients(self) -> tuple[Client, Client]:
        tokens = [run("token", str(place.folder), "demo").strip() for place in (self._gwynedd, self._ceredigion)]
        urls = (self._gwynedd.url, self._ceredigion.url)
        first, second = (
            Client(url, token=token, outbound=self._outbound) for url, token in zip(urls, tokens, strict=True)
        )
        return first, second

    def _publish(self, sending: Client) -> list[str]:
        records = []
        for kind, name in (("assessment", "megan-assessment"), ("care-and-support-plan", "megan-plan")):
            content: JsonValue = json.loads((_EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
            body: JsonObject = {"kind": kind, "content": content}
            made = self._until(partial(sending.post, "/v1/records", body, key=f"demo-{name}"))
            records.append(str(made["digest"]))
            size = len(json.dumps(content, ensure_ascii=False).encode()) // 1000
            self._teller.line(f"{kind}: {size} KB, sealed and logged as {records[-1][:12]}…")
        return records

    def _notify(self, sending: Client, records: list[str]) -> str:
        withhold: list[JsonValue] = [
            {"record": records[0], "section": "risks", "item": "r5", "ground": "third-party"},
            {"record": records[0], "section": "contacts", "item": "ct3", "ground": "not-needed"},
        ]
        order: JsonObject = {
            "to": self._ceredigion.gss, "day": _today(), "confidence": "certain",
            "records": list[JsonValue](records), "withhold": withhold,
            "reason": "Moving to be near her sister; has sold the house in Pwllheli.",
            "worker": {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"},
        }  # fmt: skip
        transfer = self._until(lambda: sending.post("/v1/transfers", order, key="demo-transfer"))
        self._teller.line(str(_object(transfer["duty"])["sentence"]))
        return str(transfer["id"])

    def _receive(self, receiving: Client, transfer: str, records: list[str]) -> None:
        self._until(lambda: receiving.read(f"/v1/transfers/{transfer}"))
        for digest in records:
            record = self._until(partial(_logged, receiving, digest))
            self._teller.line(f"{record['kind']}: {_object(record['verification'])['sentence']}")
            for part in _objects(record["withheld"]):
                self._teller.line(f"  not shown: {part['at']} ({part['ground']})")

    def _decide(self, receiving: Client, transfer: str, records: list[str]) -> None:
        content = _object(receiving.read(f"/v1/records/{records[0]}")["content"])
        ids = [str(need["id"]) for need in _objects(content["needs"])]
        needs: list[JsonValue] = [{"record": records[0], "need": need, "outcome": "accepted"} for need in ids[:-1]]
        needs.append({
            "record": records[0], "need": ids[-1], "outcome": "varied",
            "reason": "Her daughter does not move with her; this is looked at afresh in the first week.",
        })  # fmt: skip
        decision: JsonObject = {
            "assessment": "proportionate",
            "needs": needs,
            "dayOne": [{
                "need": ids[0], "startsOn": _today(), "how": "Morning and evening calls as in the plan",
                "provider": "Gofal Aeron", "owner": "Non Evans",
            }],
            "worker": {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"},
        }  # fmt: skip
        receiving.post(f"/v1/transfers/{transfer}/decision", decision, key="demo-decision")
        self._teller.line(f"{len(ids) - 1} of {len(ids)} needs are accepted as they stand, one is varied.")

    def _move(self, sending: Client, receiving: Client, transfer: str, records: list[str]) -> None:
        day = _today()
        sending.post(f"/v1/transfers/{transfer}/arrived", {"day": day}, key="demo-arrived")
        entered: JsonObject = {
            "form": "structured", "documents": list[JsonValue](records), "localReference": "CE-0093321",
        }  # fmt: skip
        receiving.post(f"/v1/transfers/{transfer}/entered", entered, key="demo-entered")

    def _compare(self, sending: Client, receiving: Client, transfer: str) -> None:
        for place, client in ((self._gwynedd, sending), (self._ceredigion, receiving)):
            seen = self._until(partial(_settled, client, transfer))
            said = ", ".join(f"{each['type']} ({each['outcome']})" for each in _objects(seen["messages"]))
            self._teller.line(f"{place.name} holds: stage {seen['stage']}; {said}.")
        self._teller.line(str(_object(seen["duty"])["sentence"]))

    def _audit(self, receiving: Client, transfer: str) -> Path:
        _OUTPUT.mkdir(exist_ok=True)
        evidence = _OUTPUT / "evidence.json"
        shutil.copyfile(self._anchor_file, _OUTPUT / "anchor.json")
        report = self._until(lambda: self._complete(receiving, transfer, evidence))
        lines = _objects(report["lines"])
        for line in (each for each in lines if each["severity"] == "ok" and "genuine" in str(each["code"])):
            self._teller.line(f"✓ {line['subject']}: {line['sentence']}")
        size = evidence.stat().st_size // 1000
        self._teller.line(f"{len(lines)} findings, none failed. The file: {evidence} ({size} KB)")
        return evidence

    def _complete(self, receiving: Client, transfer: str, evidence: Path) -> JsonObject:
        evidence.write_bytes(receiving.download(f"/v1/transfers/{transfer}/evidence"))
        report = audit(evidence, anchor=_OUTPUT / "anchor.json")
        if any(line["severity"] == "warning" for line in _objects(report["lines"])):
            raise _NotYet  # a proof is still being collected from the other council
        return report

    def _tamper(self, evidence: Path) -> None:
        changed = evidence.with_name("evidence-changed.json")
        changed.write_bytes(flip_first_record(evidence.read_bytes()))
        report = audit(changed, anchor=_OUTPUT / "anchor.json")
        failed = [line for line in _objects(report["lines"]) if line["severity"] == "failed"]
        if report["passed"] or not failed:
            raise SystemExit("The changed evidence was not refused.")
        for line in failed:
            self._teller.line(f"✗ {line['subject']}: {line['sentence']}")

    def _stay(self, transfer: str) -> None:
        say = self._teller.console.print
        say("\nThe councils keep running until you press Ctrl-C. Have a look:")
        for place in (self._gwynedd, self._ceredigion):
            token = run("token", str(place.folder), "visitor", "--days", "1").strip()
            say(f"  {place.name}: {place.url}/docs", markup=False)
            command = f"curl -H 'Authorization: Bearer {token}' {place.url}/v1/transfers/{transfer}"
            say(f"    {command}", markup=False, soft_wrap=True)
        say(f"  exchange verify {_OUTPUT}/evidence.json --anchor {_OUTPUT}/anchor.json", markup=False)
        with suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)

    def _until(self, attempt: Callable[[], JsonObject]) -> JsonObject:
        """Try until it succeeds: councils learn of each other, and deliver, in their own time."""
        deadline = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                return attempt()
            except (Refusal, _NotYet) as reason:
                if isinstance(reason, Refusal) and reason.code not in _PASSING:
                    raise
                if time.monotonic() > deadline:
                    raise SystemExit("The councils did not get there in time; the story ends here.") from reason
            time.sleep(0.1)

    def _addresses(self) -> list[str]:
        places = (self._anchor, self._gwynedd, self._ceredigion)
        return [word for place in places for word in ("--address", f"{place.entity_id}={place.url}")]


class _NotYet(Exception):
    """What the story waits for has not happened yet."""


_PASSING = ("setup-incomplete", "entity-unknown", "record-unknown", "transfer-unknown")


def _today() -> str:
    return datetime.now(UTC).astimezone(LONDON).date().isoformat()


def _logged(council: Client, digest: str) -> JsonObject:
    record = council.read(f"/v1/records/{digest}")
    verification = _object(record["verification"])
    if not verification["logged"] or verification["status"] == "not-fetched":
        raise _NotYet
    return record


def _settled(council: Client, transfer_id: str) -> JsonObject:
    transfer = council.read(f"/v1/transfers/{transfer_id}")
    messages = _objects(transfer["messages"])
    if len(messages) < len(("notification", "decision", "arrived", "entered")):
        raise _NotYet
    if any(message["outcome"] != "delivered" for message in messages):
        raise _NotYet
    return transfer


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise SystemExit("A council answered in a form that this story does not know.")
    return value


def _objects(value: JsonValue) -> list[JsonObject]:
    return [_object(each) for each in value] if isinstance(value, list) else [_object(value)]
