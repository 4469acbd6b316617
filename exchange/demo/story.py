"""The story of one move, told while it happens."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep
from typing import TypeVar

from exchange.client import Client
from exchange.demo.auditing import gather, show_audit, show_tampered
from exchange.demo.failing import Failed, be_deaf, interruptible
from exchange.demo.looking import count, logged, member, members, said, settled, today, until
from exchange.demo.places import Place, Places, Run
from exchange.demo.processes import Servers
from exchange.demo.telling import Teller
from exchange.demo.welcome import open_doors, send_another, show_doors
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue

T = TypeVar("T")

_EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"
_NEXT = ("carys-assessment", "carys-plan")
_OUTPUT = Path("demo-output")
_STEPS = 13
_NON: JsonObject = {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"}
_ELIN: JsonObject = {"name": "Elin Rowlands", "role": "Team manager", "contact": "01632 960 301"}
_INTERRUPTED = 130  # as shells count it


def tell(*, stay: bool, run: Run) -> int:
    """Tell the story; returns the exit status: 0 only if all went well. Whatever happens, it leaves nothing running."""
    if not _EXAMPLES.is_dir():
        print(
            "The demonstration needs the project's folder with schemas/examples: run 'make demo' there.",
            file=sys.stderr,
        )
        return 1
    teller, servers = Teller(_STEPS), Servers()
    with interruptible():
        folder = Path(tempfile.mkdtemp(prefix="exchange-demo-"))
        try:
            story = _Story(teller, servers, Places(folder, run=run, servers=servers))
            story.tell()
            if stay and teller.on_terminal:
                story.stay()
        except KeyboardInterrupt:
            teller.say("Stopped before the end. The servers are ended, their folders removed.")
            return _INTERRUPTED
        except (Failed, Refusal) as reason:
            _explain(reason, servers)
            return 1
        finally:
            be_deaf()
            servers.stop()
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _explain(reason: Failed | Refusal, servers: Servers) -> None:
    told = f"{reason.meaning.sentence} [{reason.code}] {reason.at}" if isinstance(reason, Refusal) else str(reason)
    ended = [each for each in servers.ended() if each != told]
    print(f"The story ends here. {told}", *ended, *servers.last_words(), sep="\n", file=sys.stderr)


class _Story:
    def __init__(self, teller: Teller, servers: Servers, places: Places) -> None:
        self._teller = teller
        self._servers = servers
        self._places = places
        self._clients: dict[Place, Client] = {}
        self._records: list[str] = []
        self._transfer = ""
        self._kept: list[tuple[str, str]] = []
        self._changed = ("", "")

    def tell(self) -> None:
        """Tell it from beginning to end."""
        self._teller.say("One person moves: two councils, one auditor. Megan Pritchard does not exist;")
        self._teller.say("the servers, the keys and the checks are real.")
        self._teller.say("")
        steps: dict[str, Callable[[], None]] = {
            "A federation operator makes its key and its anchor file": self._set_up_anchor,
            "Gwynedd and Ceredigion make their keys and become members": self._set_up_councils,
            "Three servers are running, each with a database of its own": self._start,
            "Gwynedd publishes Megan's assessment and her care plan": self._publish,
            "Megan is moving: Gwynedd tells Ceredigion and sends both": self._notify,
            "Ceredigion checks that they are genuine": self._receive,
            "Two workers look whether this is the Megan they know": self._match,
            "A worker in Ceredigion decides, need by need": self._decide,
            "Megan moves; Ceredigion enters the records": self._move,
            "Ceredigion's own plan says what it keeps; Gwynedd closes": self._finish,
            "Both councils hold the same story": self._compare,
            "An auditor checks the evidence: no network, no database": self._audit,
            "Somebody changes one byte, and the auditor checks again": self._tamper,
        }
        for title, step in steps.items():
            with self._teller.step(title):
                step()
        self._teller.say("")
        self._teller.say("Done: one council's assessment, accepted by another, checked by a third party.")
        self._teller.say(f"The whole story took {self._teller.seconds:.1f} seconds.")

    def stay(self) -> None:
        """Leave the councils running until Ctrl-C, and say what to open, who can sign in, and what to call."""
        say, show = self._teller.say, self._teller.show
        examples = [_EXAMPLES / f"{name}.json" for name in _NEXT]
        send_another(self._sending, self._receiving, examples, to=self._places.ceredigion.gss, until=self._until)
        password = open_doors(self._places)
        say("")
        show_doors(self._teller, self._places, password)
        say("The councils keep running until you press Ctrl-C. Their API pages:")
        for place in self._places.all:
            show(f"{place.name:<11} {place.url}/docs")
        say("The transfer, as each council's case system reads it:")
        for place in self._places.councils:
            token = self._places.token(place, name="visitor")
            show(f"curl -H 'Authorization: Bearer {token}' {place.url}/v1/transfers/{self._transfer}")
        say(f"Their folders (settings, keys, databases) are in {self._places.folder} until then.")
        try:
            while True:
                self._servers.check()
                sleep(0.5)
        except KeyboardInterrupt:
            say("")
            say(f"Ended: the servers are stopped, their folders removed. {_OUTPUT}/ stays.")

    def _set_up_anchor(self) -> None:
        self._places.set_up_anchor()
        self._teller.line("It says who is a member. What people wrote never passes through it.")

    def _set_up_councils(self) -> None:
        for place in self._places.councils:
            thumbprint = self._places.enrol(place)
            self._teller.line(f"{place.name} ({place.gss}) is a member; the thumbprint {thumbprint[:8]}… was compared.")
        self._places.start_councils()

    def _start(self) -> None:
        self._clients = {place: self._places.client(place) for place in self._places.councils}
        self._servers.wait([place.url for place in self._places.all])
        for place in self._places.all:
            self._teller.line(f"{place.name}: {place.url}")

    def _publish(self) -> None:
        for kind, name in (("assessment", "megan-assessment"), ("care-and-support-plan", "megan-plan")):
            content: JsonValue = json.loads((_EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
            body: JsonObject = {"kind": kind, "content": content}
            made = self._until(partial(self._sending.post, "/v1/records", body, key=f"demo-{name}"))
            digest, size = str(made["digest"]), len(json.dumps(content, ensure_ascii=False).encode()) // 1000
            self._records.append(digest)
            self._teller.line(f"{kind}, {size} KB: sealed, and logged as {digest[:12]}…")

    def _notify(self) -> None:
        withhold: list[JsonValue] = [
            {"record": self._records[0], "section": "risks", "item": "r5", "ground": "third-party"},
            {"record": self._records[0], "section": "contacts", "item": "ct3", "ground": "not-needed"},
        ]
        order: JsonObject = {
            "to": self._places.ceredigion.gss, "day": today(), "confidence": "certain",
            "records": list[JsonValue](self._records), "withhold": withhold,
            "reason": "Moving to be near her sister; has sold the house in Pwllheli.",
            "worker": {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"},
        }  # fmt: skip
        made = self._until(lambda: self._sending.post("/v1/transfers", order, key="demo-transfer"))
        self._transfer = str(made["id"])
        self._teller.line("Two entries of the assessment are held back; that they are is said, and signed.")

    def _receive(self) -> None:
        self._until(lambda: self._receiving.read(f"/v1/transfers/{self._transfer}"))
        for digest in self._records:
            record = self._until(partial(logged, self._receiving, digest))
            self._teller.line(f"✓ {record['kind']}: {member(record, 'verification')['sentence']}")
            for part in members(record, "withheld"):
                self._teller.line(f"  held back: one entry of “{part['section']}”, on the ground “{part['ground']}”")

    def _match(self) -> None:
        """Their own record has her name and date of birth, and no number: a second person has to look."""
        known: JsonObject = {"names": ["Megan Pritchard"], "birthDate": "1941-03-14"}
        path = f"/v1/transfers/{self._transfer}"
        compared = self._receiving.post(f"{path}/comparison", known, key="demo-comparison")
        for reason in members(compared, "reasons"):
            self._teller.line(f"  {reason['sentence']}")
        said: JsonObject = {"person": known, "by": _NON, "second": _ELIN, "localReference": "CE-0093321"}
        seen = self._receiving.post(f"{path}/matched", said, key="demo-matched")
        grade = member(seen, "identity")["grade"]
        self._teller.line(f"The match is {grade}, so two people say it. Until then, the records were in quarantine.")

    def _decide(self) -> None:
        shown = [(record, need) for record in self._records for need in self._needs(record)]
        *self._kept, self._changed = shown
        needs: list[JsonValue] = [
            {"record": record, "need": need, "outcome": "accepted"} for record, need in self._kept
        ]
        needs.append({
            "record": self._changed[0], "need": self._changed[1], "outcome": "varied",
            "reason": "Her daughter does not move with her; this is looked at afresh in the first week.",
        })  # fmt: skip
        decision: JsonObject = {
            "assessment": "proportionate",
            "needs": needs,
            "dayOne": [{
                "need": shown[0][1], "startsOn": today(), "how": "Morning and evening calls as in the plan",
                "provider": "Gofal Aeron", "owner": "Non Evans",
            }],
            "worker": _NON,
        }  # fmt: skip
        seen = self._receiving.post(f"/v1/transfers/{self._transfer}/decision", decision, key="demo-decision")
        carried = member(seen, "carriedOver")
        self._teller.line(
            f"{carried['accepted']} of {carried['shown']} needs are accepted as they stand, {carried['varied']} is "
            f"varied: {carried['percent']} % is carried over."
        )
        self._teller.line(
            "Accepted means: the basis of a proportionate assessment of what the move changes. The law still asks "
            "Ceredigion to assess; what is saved is telling the whole story again."
        )

    def _needs(self, record: str) -> list[str]:
        content = member(self._receiving.read(f"/v1/records/{record}"), "content")
        return [str(need["id"]) for need in members(content, "needs")]

    def _move(self) -> None:
        self._sending.post(f"/v1/transfers/{self._transfer}/arrived", {"day": today()}, key="demo-arrived")
        entered: JsonObject = {
            "form": "structured", "documents": list[JsonValue](self._records), "localReference": "CE-0093321",
        }  # fmt: skip
        self._receiving.post(f"/v1/transfers/{self._transfer}/entered", entered, key="demo-entered")
        self._teller.line("Gwynedd's case system reports the day, Ceredigion's that nothing was typed again.")

    def _finish(self) -> None:
        content: JsonValue = json.loads((_EXAMPLES / "megan-plan.json").read_text(encoding="utf-8"))
        basis: list[JsonValue] = [
            {
                "record": record,
                "carried": [need for of, need in self._kept if of == record],
                "changed": [need for of, need in [self._changed] if of == record],
            }
            for record in self._records
        ]
        body: JsonObject = {"kind": "care-and-support-plan", "content": content, "basis": basis}
        made = self._until(lambda: self._receiving.post("/v1/records", body, key="demo-own-plan"))
        completed: JsonObject = {"day": today(), "assessment": "proportionate", "records": [made["digest"]]}
        self._receiving.post(f"/v1/transfers/{self._transfer}/completed", completed, key="demo-completed")
        self._until(partial(said, self._sending, self._transfer, "completed"))
        closed: JsonObject = {"day": today(), "statement": "All was handed over, and the last call was made."}
        self._sending.post(f"/v1/transfers/{self._transfer}/closed", closed, key="demo-closed")
        self._teller.line("The new plan cites Gwynedd's records need by need; nobody can cite what was not decided.")

    def _compare(self) -> None:
        for place in self._places.councils:
            seen = self._until(partial(settled, self._clients[place], self._transfer))
            spoken = count(seen["messages"])
            self._teller.line(
                f"{place.name} holds {count(seen['records'])} records, {spoken} messages and {spoken} signed receipts; "
                f"the transfer stands at “{seen['stage']}”. Its public log has {self._places.log_size(place)} entries."
            )
        self._teller.line(str(member(seen, "duty")["sentence"]))

    def _audit(self) -> None:
        _OUTPUT.mkdir(exist_ok=True)
        shutil.copyfile(self._places.anchor_file, _OUTPUT / "anchor.json")
        data = self._until(partial(gather, self._receiving, self._transfer, anchor_file=self._places.anchor_file))
        (_OUTPUT / "evidence.json").write_bytes(data)
        show_audit(self._teller, _OUTPUT)

    def _tamper(self) -> None:
        show_tampered(self._teller, _OUTPUT)

    @property
    def _sending(self) -> Client:
        return self._clients[self._places.gwynedd]

    @property
    def _receiving(self) -> Client:
        return self._clients[self._places.ceredigion]

    def _until(self, attempt: Callable[[], T]) -> T:
        return until(attempt, servers=self._servers)
