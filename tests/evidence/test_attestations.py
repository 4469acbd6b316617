"""Attestations, citations and consent in a file: checked with the record they are about, and said in words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from exchange.evidence import Report, Severity
from exchange.jose import PrivateKey, b64u, dumps
from exchange.jose.sdjwt import with_disclosures
from exchange.record import Citation
from exchange.record.kinds import ASSESSMENT, PLAN
from tests.evidence.world import (
    NOTIFIED_AT,
    World,
    failures,
    moved,
    notified,
    report_on,
    warnings,
)
from tests.record.sealed import assessment, consent_to, plan


def sent() -> World:
    world = World()
    moved(world, world.seal(PLAN, plan(), 17))
    return world


def sentences(report: Report, code: str) -> list[str]:
    return [line.sentence for line in report.lines if line.code == code]


def foreign(world: World) -> str:
    return world.attest("A" * 43)


def hearsay(world: World) -> str:
    return world.attest(world.sealed[0].digest, world.ceredigion)


def forged(world: World) -> str:
    world.gwynedd.message, real = PrivateKey.generate(), world.gwynedd.message
    token = world.attest(world.sealed[0].digest)
    world.gwynedd.message = real
    return token


def altered(world: World) -> str:
    token = world.attest(world.sealed[0].digest)
    world.attestations[:] = [f"{token[: token.index('~')]}~{b64u(dumps(['salt', 'who', {'name': 'Zebedee'}]))}~"]
    return token


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (foreign, "evidence-unneeded"),
        (hearsay, "attestation-hearsay"),
        (forged, "kid-unknown"),
        (altered, "disclosure-unused"),
    ],
)
def test_refuses_an_attestation_on_which_nobody_could_rely(made: Callable[[World], str], code: str) -> None:
    world = sent()
    made(world)
    assert (code, "attestation 1 of 1") in failures(report_on(world.parts()))


def test_warns_of_an_attestation_that_is_in_no_log() -> None:
    world = sent()
    parts = world.parts()
    token = world.attest(world.sealed[0].digest)
    assert warnings(report_on(replace(parts, attestations=(token,)))) == [("not-proven", "attestation 1 of 1")]


def test_says_who_stands_behind_which_record_and_in_which_role() -> None:
    world = sent()
    world.attest(world.sealed[0].digest)
    world.attest(world.sealed[0].digest, world.ceredigion, stated=None)
    report = report_on(world.parts())
    assert (failures(report), warnings(report)) == ([], [])
    assert sentences(report, "attestation-genuine") == [
        "Over record 1 of 1, as of 2 November 2026, signed on 20 November 2026. As stated by Gwynedd (W06000002): "
        "Ffion Haf Rees, assessor, made this assessment.",
        "Over record 1 of 1, as of 2 November 2026, signed on 20 November 2026. Ceredigion (W06000008) signs, as "
        "assessor: made this assessment.",
    ]


def test_after_erasure_the_role_is_left_and_no_name() -> None:
    world = sent()
    bare = with_disclosures(world.attest(world.sealed[0].digest), keep=())
    report = report_on(replace(world.parts(), attestations=(bare,)))
    assert failures(report) == []
    [said] = sentences(report, "attestation-genuine")
    assert said.endswith("someone who is no longer named, assessor, made this assessment.")


def test_says_what_a_record_took_over_from_others() -> None:
    world = World()
    basis = (
        Citation(record="A" * 43, carried=("n1", "n2"), changed=("n3",)),
        Citation(record="E" * 43, afresh=("n1",)),
    )
    moved(world, world.seal(PLAN, plan(), 17, basis=basis))
    report = report_on(world.parts())
    assert failures(report) == []
    assert sentences(report, "record-cites") == ["It rests on 2 other records: 2 needs kept, 1 changed, 1 afresh."]


def test_says_that_the_person_agreed_to_cross_the_border() -> None:
    world = World()
    consent = consent_to(["about", "person", "needs", "outcomes"], taken_on=NOTIFIED_AT.date())
    document = world.seal(ASSESSMENT, assessment(), 17, consent=consent)
    notified(world, document)
    report = report_on(world.parts())
    assert sentences(report, "consent-stated") == [
        "The person agreed on 20 November 2026 that 4 sections cross the border (The person has capacity to decide "
        "this; source not seen); taken by: social-worker."
    ]
    assert [line.severity for line in report.lines if line.code == "consent-stated"] == [Severity.NOTE]
