"""What a case system, or a stranger, may ask: for each code of these doors, a request that provokes it."""

from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

import httpx

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.transfer import MAX_ATTESTATIONS
from tests import canary
from tests.api.asking import Asking
from tests.record.sealed import PERSON, assessment, plan
from tests.world import GWYNEDD, known_person

Ask: TypeAlias = Callable[[Asking], httpx.Response]
NOWHERE = "00000000-0000-4000-8000-000000000000"
NO_DIGEST = "A" * 43
DEEP = b'{"kind": "assessment", "content": ' + b'{"a":' * 32 + b"1" + b"}" * 32 + b"}"


def publishing(body: "JsonValue | bytes") -> Ask:
    return lambda asking: asking.ask("POST", "/v1/records", body)


def plan_with(change: Callable[[JsonObject], None]) -> Ask:
    """Publish a plan in which something is wrong."""

    def ask(asking: Asking) -> httpx.Response:
        content = canary.small_plan()
        change(content)
        return asking.ask("POST", "/v1/records", {"kind": "care-and-support-plan", "content": content})

    return ask


def starting(**changes: JsonValue) -> Ask:
    return lambda asking: asking.ask("POST", "/v1/transfers", asking.order(**changes))


def deciding(*needs: str, record: str = "") -> Ask:
    """Ceredigion decides on these needs of the plan that it received."""

    def ask(asking: Asking) -> httpx.Response:
        said: list[JsonValue] = [
            {"record": record or asking.plan, "need": need, "outcome": "accepted", "reason": canary.WORD}
            for need in needs
        ]
        body: JsonObject = {"assessment": "full", "needs": said, "worker": canary.WORKER, "note": canary.WORD}
        return asking.ask("POST", f"/v1/transfers/{asking.matched}/decision", body, to=asking.ceredigion)

    return ask


def arriving(day: str) -> Ask:
    body: JsonObject = {"day": day, "note": canary.WORD}
    return lambda asking: asking.ask("POST", f"/v1/transfers/{asking.transfer}/arrived", body)


def reading(path: str, **headers: str) -> Ask:
    return lambda asking: asking.ask("GET", path, to=None, token=None, **headers)


def wrong_check_digit(content: JsonObject) -> None:
    content["person"] = {
        **PERSON,
        "identifiers": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9991112345"}],
    }


def link_to_nowhere(content: JsonObject) -> None:
    needs = content["needs"]
    assert isinstance(needs, list)
    first = needs[0]
    assert isinstance(first, dict)
    first["outcomeIds"] = [canary.WORD]


def two_people(asking: Asking) -> httpx.Response:
    other = asking.publish(plan(person={**PERSON, "birthDate": "1951-01-01"}))
    return asking.ask("POST", "/v1/transfers", asking.order(records=[asking.plan, other]))


def assessment_only(asking: Asking) -> str:
    content = canary.marked(assessment())
    assert isinstance(content, dict)
    return asking.publish(content, kind="assessment")


def both_halves_about_one_person(asking: Asking) -> httpx.Response:
    about = cast(JsonObject, assessment()["about"])
    half: JsonObject = {"link": NOWHERE, "relationship": "daughter", "consent": "yes"}
    digest = asking.publish(assessment(about={**about, "combinedWith": half}), kind="assessment")
    content = assessment(about={**about, "combinedWith": {**half, "record": digest}})
    return asking.ask("POST", "/v1/records", {"kind": "assessment", "content": content})


def superseded(asking: Asking) -> httpx.Response:
    old = asking.publish(canary.small_plan())
    asking.publish(canary.small_plan(), supersedes=old)
    return asking.ask("POST", "/v1/transfers", asking.order(records=[old]))


def citing_a_need_that_is_not_there(asking: Asking) -> httpx.Response:
    basis: list[JsonValue] = [{"record": asking.plan, "carried": ["need-1", "need-99"]}]
    body: JsonObject = {"kind": "care-and-support-plan", "content": canary.small_plan(), "basis": basis}
    return asking.ask("POST", "/v1/records", body)


def attested_too_often(asking: Asking) -> httpx.Response:
    """One more word over one record than travels with it."""
    stated: JsonObject = {"says": "assessed", "role": "assessor", "on": "2026-11-19", "who": {"name": canary.WORD}}
    digest = asking.publish(canary.small_plan())
    for _ in range(MAX_ATTESTATIONS + 1):
        answer = asking.ask("POST", f"/v1/records/{digest}/attestations", {"stated": stated})
    return answer


def hearsay(asking: Asking) -> httpx.Response:
    """Ceredigion states who assessed what Gwynedd sealed."""
    stated: JsonObject = {"says": "assessed", "role": "assessor", "on": "2026-11-19", "who": {"name": canary.WORD}}
    return asking.ask("POST", f"/v1/records/{asking.plan}/attestations", {"stated": stated}, to=asking.ceredigion)


def withdrawn(asking: Asking) -> httpx.Response:
    digest = asking.publish(canary.small_plan())
    asking.ask("POST", f"/v1/records/{digest}/withdraw", {"reason": "entered-in-error"})
    return asking.ask("POST", "/v1/transfers", asking.order(records=[digest]))


def key_reused(asking: Asking) -> httpx.Response:
    key = asking.gwynedd.node.fresh_id()
    asking.ask("POST", "/v1/transfers", asking.order(), idempotency_key=key)
    return asking.ask("POST", "/v1/transfers", asking.order(note=canary.WORD), idempotency_key=key)


def too_little(asking: Asking) -> httpx.Response:
    return asking.ask("GET", "/v1/records", token=asking.token(asking.gwynedd, "events:read"))


def failing(error: Exception) -> Ask:
    """The disk fails under a request."""

    def ask(asking: Asking) -> httpx.Response:
        with asking.disk.failing(error):
            return asking.ask("POST", "/v1/transfers", asking.order())

    return ask


def outdated(asking: Asking) -> httpx.Response:
    with asking.a_day_later():
        return asking.ask("POST", "/v1/transfers", asking.order())


def not_enrolled(asking: Asking) -> httpx.Response:
    ours = asking.gwynedd.entity_id
    [row] = asking.rows(f"SELECT * FROM members WHERE entity_id = '{ours}'")
    undo = f"INSERT INTO members VALUES ({', '.join('?' * len(row))})"
    with asking.another_program("DELETE FROM members WHERE entity_id = ?", ours, undo=undo, undone=row):
        return asking.ask("POST", "/v1/records", {"kind": "care-and-support-plan", "content": canary.small_plan()})


def in_the_transfer(what: str, body: JsonObject, *, sending: bool = False, fresh: bool = False) -> Ask:
    """Say this in a transfer that is matched, or (`fresh`) in one in which nobody has said whose records these are."""

    def ask(asking: Asking) -> httpx.Response:
        transfer = asking.transfer if fresh else asking.matched
        council = asking.gwynedd if sending else asking.ceredigion
        return asking.ask("POST", f"/v1/transfers/{transfer}/{what}", body, to=council)

    return ask


def matching(second: JsonObject | None = None, **changed: JsonValue) -> Ask:
    """Ceredigion says that the person is one of its own record, who is not quite the same."""
    person = known_person(canary.small_plan()) | changed
    body: JsonObject = {"person": person, "by": canary.WORKER, **({"second": second} if second else {})}
    return in_the_transfer("matched", body, fresh=True)


def requesting(**changes: JsonValue) -> Ask:
    """Ceredigion was told that she moves there from Gwynedd."""
    person: JsonObject = {"name": f"{canary.WORD} Pritchard", "birthDate": "1941-03-14"}

    def ask(asking: Asking) -> httpx.Response:
        day = asking.world.clock.today
        body: JsonObject = {
            "to": GWYNEDD, "day": day, "confidence": "likely", "told": {"on": day, "by": "person"},
            "person": person, "worker": canary.WORKER, **changes,
        }  # fmt: skip
        return asking.ask("POST", "/v1/requests", body, to=asking.ceredigion)

    return ask


def asked_about_too_many(asking: Asking) -> httpx.Response:
    """Gwynedd takes one more request a day than it has had, and another one comes."""
    for _ in range(asking.gwynedd.node.settings.requests_per_day + 1):
        answer = requesting()(asking)
    asking.ceredigion.deliver()
    return asking.ask("GET", f"/v1/transfers/{answer.json()['id']}", to=asking.ceredigion)


def delivering(answer: Callable[[httpx.Request], httpx.Response]) -> Ask:
    """A message is on its way, and the other council's server does this; the transfer says what it waits for."""

    def ask(asking: Asking) -> httpx.Response:
        transfer = asking.start()
        with asking.network.answering(answer):
            asking.gwynedd.deliver()
        return asking.ask("GET", f"/v1/transfers/{transfer}")

    return ask


def down(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody listens", request=request)


def babbling(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(f"<h1>{canary.WORD}</h1>".encode()))


def resting(_: httpx.Request) -> httpx.Response:
    return httpx.Response(503, headers={"retry-after": "60"}, stream=httpx.ByteStream(canary.WORD.encode()))


def at_revision(revision: str) -> Ask:
    """The tables of the database are of another version than the program."""

    def ask(asking: Asking) -> httpx.Response:
        [(current,)] = asking.rows("SELECT version_num FROM alembic_version")
        change = "UPDATE alembic_version SET version_num = ?"
        with asking.another_program(change, revision, undo=change, undone=(current,)):
            return asking.ask("GET", "/readyz")

    return ask


def no_revision(asking: Asking) -> httpx.Response:
    [(current,)] = asking.rows("SELECT version_num FROM alembic_version")
    undo = "INSERT INTO alembic_version (version_num) VALUES (?)"
    with asking.another_program("DELETE FROM alembic_version", undo=undo, undone=(current,)):
        return asking.ask("GET", "/readyz")


def damaged(asking: Asking) -> httpx.Response:
    [(concealed,)] = asking.rows(f"SELECT concealed FROM records WHERE digest = '{asking.plan}'")
    change = f"UPDATE records SET concealed = ? WHERE digest = '{asking.plan}'"
    with asking.another_program(change, b"\0" * 64, undo=change, undone=(concealed,)):
        return asking.ask("GET", f"/v1/records/{asking.plan}")


REQUESTS: Mapping[str, Ask] = {
    "json-malformed": publishing(b'{"kind": "assessment", '),
    "json-duplicate-member": publishing(b'{"kind": "assessment", "kind": "care-and-support-plan", "content": {}}'),
    "json-number": publishing(b'{"kind": "assessment", "content": {"age": 1e400}}'),
    "json-too-deep": publishing(DEEP),
    "json-surrogate": publishing(b'{"kind": "assessment", "content": {"name": "\\ud83d"}}'),
    "too-large": publishing(b" " * (4 * 1_048_576 + 1)),
    "schema-failed": plan_with(wrong_check_digit),
    "links-broken": plan_with(link_to_nowhere),
    "not-combined": both_halves_about_one_person,
    "vct-unknown": publishing({"kind": "assessment", "version": "9.0", "content": {}}),
    "withhold-unknown": lambda asking: starting(
        withhold=[{"record": asking.plan, "section": canary.WORD, "ground": "not-needed"}]
    )(asking),
    "ground-unknown": lambda asking: starting(
        withhold=[{"record": asking.plan, "section": "risks", "ground": "gossip"}]
    )(asking),
    "subjects-differ": two_people,
    "not-social-services": starting(to="E07000224"),
    "council-unknown": starting(to="W99999999"),
    "same-council": starting(to="W06000002"),
    "entity-unknown": starting(to="W06000023"),
    "chain-expired": outdated,
    "plan-missing": lambda asking: starting(records=[assessment_only(asking)])(asking),
    "not-requested": lambda asking: starting(records=[asking.plan, assessment_only(asking)])(asking),
    "transfer-unknown": reading(f"/v1/transfers/{NOWHERE}"),
    "not-matched": in_the_transfer("decision", {"assessment": "full", "worker": canary.WORKER}, fresh=True),
    "match-refused": matching(numbers=[], birthDate="1990-05-05"),
    "second-person-needed": matching(numbers=[]),
    "factors-missing": requesting(person={"name": f"{canary.WORD} Pritchard"}),
    "outside-s56": starting(served="looked-after"),
    "consent-missing": starting(to="S12000033"),
    "recall-unknown": in_the_transfer("destroyed", {"of": NO_DIGEST, "by": canary.WORKER}),
    "too-many-requests": asked_about_too_many,
    "need-unknown": deciding("need-1", "need-99"),
    "need-twice": deciding("need-1", "need-1"),
    "day-malformed": arriving("2031-01-01"),
    "record-unknown": reading(f"/v1/records/{NO_DIGEST}"),
    "record-changed": superseded,
    "record-withdrawn": withdrawn,
    "attestation-hearsay": hearsay,
    "too-many-attestations": attested_too_often,
    "citation-wrong": citing_a_need_that_is_not_there,
    "not-authenticated": reading("/v1/records", authorization="Bearer ex_nobody"),
    "not-permitted": too_little,
    "not-found": reading("/v1/persons"),
    "method-wrong": lambda asking: asking.ask("DELETE", "/v1/records"),
    "media-type": lambda asking: asking.ask("POST", "/v1/records", b"{}", content_type="text/xml"),
    "parameter-wrong": reading("/v1/records?limit=all"),
    "idempotency-key-missing": lambda asking: asking.ask("POST", "/v1/transfers", asking.order(), idempotency_key=""),
    "idempotency-key-reused": key_reused,
    "busy": failing(Refusal("busy", "store")),
    "internal": failing(RuntimeError(f"{canary.WORD} {canary.NHS_NUMBER}")),
    "setup-incomplete": not_enrolled,
    "peer-unreachable": delivering(down),
    "peer-answer": delivering(babbling),
    "peer-busy": delivering(resting),
    "store-older": no_revision,
    "store-newer": at_revision("9999"),
    "store-damaged": damaged,
}
