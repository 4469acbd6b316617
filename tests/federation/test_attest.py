"""Who stands behind a record: stated by its council or signed by another member, and seen by everyone who holds it."""

from collections.abc import Callable
from functools import partial
from typing import cast

import pytest

from exchange.errors import Refusal
from exchange.evidence import check
from exchange.jose import JsonObject, PrivateKey, Signer
from exchange.record import attest
from tests.world import Running, World

ASSESSOR: JsonObject = {
    "says": "assessed",
    "role": "assessor",
    "on": "2026-11-19",
    "who": {
        "name": "Ffion Haf Rees",
        "registration": {"body": "social-care-wales", "number": "W/0001234"},
        "signIn": "oidc",
    },
}
SENTENCE = "As stated by Gwynedd: Ffion Haf Rees, Social Care Wales W/0001234, assessor, made this assessment."


def posted(council: Running, record: str, body: JsonObject, *, key: str = "") -> JsonObject:
    return council.client.post(f"/v1/records/{record}/attestations", body, key=key or council.node.fresh_id())


def signed_by(council: Running, record: str, *, signer: Signer | None = None, later: int = 0) -> str:
    """What a provider, as another member of the federation, signs over a record."""
    node = council.node
    return attest(
        record, says="provides", role="provider", on=node.today(), iss=node.entity_id, jti=node.fresh_id(),
        issued_at=node.now().replace(year=node.now().year + later), signer=signer or node.keyring.message,
        salts=node.salt,
    ).token  # fmt: skip


def attested(council: Running, record: str) -> list[JsonObject]:
    return cast(list[JsonObject], council.client.read(f"/v1/records/{record}")["attestations"])


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def test_refuses_what_nobody_could_rely_on(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan, other = gwynedd.publish("megan-plan"), gwynedd.publish("carys-plan")
    gwynedd.notify(ceredigion, [plan])
    gwynedd.deliver()
    genuine = signed_by(ceredigion, plan)
    refused: list[tuple[Running, str, JsonObject, str]] = [
        (gwynedd, "A" * 43, {"stated": ASSESSOR}, "record-unknown"),
        (ceredigion, plan, {"stated": ASSESSOR}, "attestation-hearsay"),
        (gwynedd, plan, {"token": signed_by(ceredigion, other)}, "attestation-foreign"),
        (gwynedd, plan, {"token": signed_by(ceredigion, plan, signer=PrivateKey.generate())}, "kid-unknown"),
        (gwynedd, plan, {"token": genuine[:-3] + "AA~"}, "signature-wrong"),
        (gwynedd, plan, {"token": signed_by(ceredigion, plan, later=1)}, "signed-in-future"),
        (gwynedd, plan, {"token": signed_by(world.anchor, plan)}, "entity-unknown"),
        (gwynedd, plan, {"token": genuine, "stated": ASSESSOR}, "schema-failed"),
        (gwynedd, plan, {}, "schema-failed"),
        (gwynedd, plan, {"stated": {**ASSESSOR, "role": "friend"}}, "schema-failed"),
        (gwynedd, plan, {"stated": {**ASSESSOR, "says": "document"}}, "attestation-claims"),
    ]
    for council, record, body, code in refused:
        assert code_of(partial(posted, council, record, body)) == code
    assert attested(gwynedd, plan) == attested(ceredigion, plan) == []


def test_refuses_more_words_over_one_record_than_travel_with_it(world: World) -> None:
    gwynedd = world.councils[0]
    plan = gwynedd.publish("megan-plan")
    for _ in range(10):
        posted(gwynedd, plan, {"stated": ASSESSOR})
    assert code_of(lambda: posted(gwynedd, plan, {"stated": ASSESSOR})) == "too-many-attestations"
    assert len(attested(gwynedd, plan)) == 10


def test_the_same_word_counts_once(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    body: JsonObject = {"token": signed_by(ceredigion, plan)}
    for key in ("k", "k", "another"):
        posted(gwynedd, plan, body, key=key)
    posted(gwynedd, plan, {"stated": ASSESSOR}, key="stated")
    posted(gwynedd, plan, {"stated": ASSESSOR}, key="stated")
    assert [each["says"] for each in attested(gwynedd, plan)] == ["provides", "assessed"]


def test_who_stands_behind_a_record_travels_with_it_and_stands_in_the_evidence(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    posted(gwynedd, plan, {"stated": ASSESSOR})
    posted(gwynedd, plan, {"token": signed_by(ceredigion, plan)})
    transfer = gwynedd.notify(ceredigion, [plan])
    gwynedd.deliver()
    world.work(rounds=3)
    for council in world.councils:
        stated, signed = attested(council, plan)
        assert (stated["stated"], stated["who"], stated["role"]) == (True, ASSESSOR["who"], "assessor")
        assert cast(JsonObject, stated["sentence"])["en"] == SENTENCE
        assert cast(JsonObject, stated["sentence"])["cy"] != SENTENCE
        assert (signed["stated"], signed["who"], signed["role"]) == (False, None, "provider")
        assert stated["logged"] is True
    for council in world.councils:
        evidence = council.client.download(f"/v1/transfers/{transfer}/evidence")
        report = check(evidence, anchors=council.node.anchors, now=world.clock())
        assert report.passed
        said = [line.sentence for line in report.lines if line.code == "attestation-genuine"]
        assert len(said) == 2
        assert "Ffion Haf Rees, Social Care Wales W/0001234, assessor, made this assessment." in said[0]


def test_once_the_person_is_erased_a_role_is_left_and_no_name(world: World) -> None:
    gwynedd = world.councils[0]
    plan = gwynedd.publish("megan-plan")
    posted(gwynedd, plan, {"stated": ASSESSOR})
    gwynedd.node.store.write(lambda tx: tx.records.erase(plan, at=gwynedd.node.now()))
    [left] = attested(gwynedd, plan)
    assert (left["who"], left["role"], left["erased"]) == (None, "assessor", True)


def test_a_false_word_keeps_the_record_it_came_with_from_nobody(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    false = signed_by(ceredigion, plan, signer=PrivateKey.generate())
    node = gwynedd.node
    node.store.write(lambda tx: tx.attestations.add("x" * 43, record=plan, iss="i", token=false, at=node.now()))
    gwynedd.notify(ceredigion, [plan])
    gwynedd.deliver()
    assert attested(ceredigion, plan) == []
    assert ceredigion.client.read(f"/v1/records/{plan}")["own"] is False
