"""What a new record took over: signed in the open, each need once, and only what the cited records hold."""

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, digest_of
from exchange.record.citations import Citation, basis_claim, check_citations, read_basis
from exchange.record.kinds import ASSESSMENT, read_content
from exchange.record.seal import seal
from exchange.record.verify import verify_record
from tests.record.sealed import (
    GWYNEDD,
    ISSUER_KEYS,
    JTI,
    RECORD_KEY,
    SIGNED_AT,
    STATUS,
    assessment,
    numbered_salts,
    presented,
    read,
    sealed,
)

PLAN, OLDER = digest_of("a plan"), digest_of("an older assessment")
BASIS = (
    Citation(record=PLAN, carried=("need-1", "need-2"), changed=("need-3",)),
    Citation(record=OLDER, afresh=("need-1",)),
)
NEEDS = {PLAN: ("need-1", "need-2", "need-3"), OLDER: frozenset({"need-1"})}


@pytest.mark.parametrize(
    ("value", "at"),
    [
        (None, "/basis"),
        ({}, "/basis"),
        ([], "/basis"),
        ([1], "/basis/0"),
        ([{}], "/basis/0/record"),
        ([{"record": "short"}], "/basis/0/record"),
        ([{"record": PLAN, "dropped": []}], "/basis/0"),
        ([{"record": PLAN, "carried": "need-1"}], "/basis/0/carried"),
        ([{"record": PLAN, "carried": ["help with washing"]}], "/basis/0/carried/0"),
        ([{"record": PLAN, "carried": ["need-1"], "changed": ["need-1"]}], "/basis/0"),
        ([{"record": PLAN}, {"record": PLAN}], "/basis"),
        ([{"record": digest_of(str(n))} for n in range(21)], "/basis"),
    ],
)
def test_refuses_a_basis_that_is_not_of_its_form(value: JsonValue, at: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_basis(value)
    assert (caught.value.code, caught.value.at) == ("record-claims", at)


@pytest.mark.parametrize(
    ("citation", "at"),
    [
        (Citation(record=digest_of("never shown"), carried=("need-1",)), "/basis/1/record"),
        (Citation(record=OLDER, carried=("need-9",)), "/basis/1/carried/0"),
        (Citation(record=OLDER, afresh=("need-1", "need-2")), "/basis/1/afresh/1"),
    ],
)
def test_refuses_to_cite_what_is_not_there(citation: Citation, at: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_citations((BASIS[0], citation), needs=NEEDS)
    assert (caught.value.code, caught.value.at) == ("citation-wrong", at)


def test_every_citation_that_is_wrong_is_named() -> None:
    with pytest.raises(Refusal) as caught:
        check_citations(BASIS, needs={PLAN: ("need-3",)})
    places = [found.at for found in caught.value.findings]
    assert places == ["/basis/0/carried/0", "/basis/0/carried/1", "/basis/1/record"]


def resting_on(*basis: Citation) -> str:
    return seal(
        read_content(assessment(), vct=ASSESSMENT.vct), iss=GWYNEDD, jti=JTI, issued_at=SIGNED_AT, status=STATUS,
        signer=RECORD_KEY, salts=numbered_salts(), basis=basis,
    ).token  # fmt: skip


def test_a_record_says_in_the_open_what_it_rests_on() -> None:
    check_citations(BASIS, needs=NEEDS)
    record = verify_record(resting_on(*BASIS), issuer_keys=ISSUER_KEYS)
    assert record.basis == BASIS
    assert record.need_ids == {"need-1", "need-2", "need-3"}
    bare: JsonObject = {"record": PLAN}
    assert read_basis([bare]) == (Citation(record=PLAN),)
    assert read_basis(basis_claim(BASIS)) == BASIS


def test_whoever_is_shown_nothing_still_sees_what_a_record_rests_on() -> None:
    shown = read(presented(resting_on(*BASIS), purpose="audit"))
    assert shown.basis == BASIS


def test_a_record_that_rests_on_nothing_has_no_such_claim() -> None:
    assert "basis" not in (token := sealed(assessment())).token
    assert verify_record(token.token, issuer_keys=ISSUER_KEYS).basis == ()
