"""A whole move of a person who cannot be mistaken: she stands in what case systems read, and nowhere else."""

import base64
import hashlib
import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from exchange.jose import JsonObject, JsonValue
from tests import canary
from tests.snapshot import bytes_at_rest
from tests.world import Running, World, known_person, open_world

Transcript = list[bytes]


def publish(council: Running, example: str, kind: str) -> str:
    body: JsonObject = {"kind": kind, "content": canary.document(example)}
    return str(council.client.post("/v1/records", body, key=council.node.fresh_id())["digest"])


def members(value: JsonObject, name: str) -> list[JsonObject]:
    found = value[name]
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, dict)]


def move(world: World) -> tuple[str, list[str]]:
    """Everything that is said about a move, with her in every free text."""
    gwynedd, ceredigion = world.councils
    records = [
        publish(gwynedd, "megan-assessment", "assessment"), publish(gwynedd, "megan-plan", "care-and-support-plan"),
    ]  # fmt: skip
    text = f"{canary.WORD} of {canary.POSTCODE}, born {canary.BORN}, {canary.PHONE}"
    transfer = gwynedd.notify(ceredigion, records, reason=text, newAddress=text, note=text, worker=canary.WORKER)
    gwynedd.deliver()
    needs: list[JsonValue] = [{"record": records[0], "need": "n1", "outcome": "varied", "reason": text}]
    arranged: list[JsonValue] = [
        {"need": "n1", "startsOn": world.clock.today, "how": text, "provider": text, "owner": text}
    ]
    decision: JsonObject = {
        "assessment": "full", "needs": needs, "dayOne": arranged, "worker": canary.WORKER, "note": text,
    }  # fmt: skip
    person = known_person(canary.document("megan-plan"))
    ceredigion.match(transfer, person=person, by=canary.WORKER, localReference=text)
    ceredigion.say(transfer, "decision", decision)
    gwynedd.say(transfer, "arrived", {"day": world.clock.today, "note": text})
    ceredigion.say(transfer, "entered", {"form": "structured", "documents": [*records], "localReference": text})
    gwynedd.say(transfer, "update", {"about": "question", "text": text, "worker": canary.WORKER, "newAddress": text})
    ceredigion.say(transfer, "dispute", {"about": "cost", "reason": text})
    gwynedd.say(
        transfer, "recall", {"scope": "documents", "ground": "too-much", "reason": text, "records": [records[0]]}
    )
    asked_in_vain(world, text)
    world.clock.turn(days=2)  # reminders, and the search for silences, have run
    world.work(rounds=3)
    return transfer, records


def asked_in_vain(world: World, text: str) -> None:
    """The other council is asked about her as well, and does not know her."""
    gwynedd, ceredigion = world.councils
    number: JsonObject = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": canary.NHS_NUMBER}
    order: JsonObject = {
        "to": gwynedd.gss, "day": world.clock.today, "confidence": "possible", "worker": canary.WORKER,
        "told": {"on": world.clock.today, "by": "family", "to": canary.WORKER}, "reason": text, "newAddress": text,
        "person": {"name": canary.WORD, "birthDate": canary.BORN, "identifiers": [number]},
    }  # fmt: skip
    asked = ceredigion.client.post("/v1/requests", order, key=ceredigion.node.fresh_id())
    ceredigion.deliver()
    [request] = [str(each["digest"]) for each in members(gwynedd.transfer(str(asked["id"])), "messages")]
    gwynedd.say(str(asked["id"]), "no-match", {"of": request, "worker": canary.WORKER, "reason": text})


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, bytes, bytes]:
    """What is left of a move: what case systems read, what everyone may read, the stores, the notices."""
    notices = io.StringIO()
    folder: Path = tmp_path_factory.mktemp("moved")
    with redirect_stdout(notices), open_world(folder) as world:
        transfer, records = move(world)
        read = [
            council.client.download(path)
            for council in world.councils
            for path in (f"/v1/transfers/{transfer}", *(f"/v1/records/{record}" for record in records))
        ]
        public = [
            council.client.download(path)
            for council in world.councils
            for path in ("/v1/records", "/v1/transfers", "/v1/events", "/log/checkpoint", "/status/0", "/readyz")
        ]
        rest = b"".join(bytes_at_rest(council) for council in (*world.councils, world.anchor))
    rest += b"".join(bytes_at_rest(council) for council in (*world.councils, world.anchor))  # closed, without a journal
    return b"".join(read), b"".join(public), rest, notices.getvalue().encode()


def test_she_is_found_where_she_belongs(moved: tuple[bytes, bytes, bytes, bytes]) -> None:
    read = set(canary.found_in(moved[0]))
    assert read >= {f"in the clear: {secret}" for secret in canary.SECRETS if secret != canary.WORD.lower()}


def test_she_is_not_in_lists_events_logs_or_status_lists(moved: tuple[bytes, bytes, bytes, bytes]) -> None:
    assert canary.found_in(moved[1]) == []


def test_she_is_not_in_the_bytes_on_disk_nor_a_function_of_her_number(moved: tuple[bytes, bytes, bytes, bytes]) -> None:
    assert len(moved[2]) > 500_000
    assert b"care-and-support-plan" in moved[2]
    assert canary.found_in(moved[2]) == []


def test_she_is_not_in_the_notices(moved: tuple[bytes, bytes, bytes, bytes]) -> None:
    assert canary.found_in(moved[3]) == []


def test_the_search_finds_her_in_every_form_in_which_she_could_hide() -> None:
    number = canary.NHS_NUMBER.encode()
    for lead in range(7):
        text = b"x" * lead + b'["salt","name","' + canary.WORD.encode() + b'"]'
        assert canary.found_in(base64.urlsafe_b64encode(text).rstrip(b"="))
        assert canary.found_in(base64.urlsafe_b64encode(b"x" * lead + number + b"yz").rstrip(b"="))
    digest = hashlib.sha256(number).digest()
    for hidden in (
        digest,
        digest.hex().encode(),
        base64.urlsafe_b64encode(digest),
        canary.WORD.encode("utf-16-le"),
    ):
        assert canary.found_in(b"before" + hidden + b"after")
    assert canary.found_in(b"nothing") == []
