"""Presenting: the table of purposes comes first, every omission is listed, and only harm leaves a ground unsaid."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, digest_of, parse_jws
from exchange.jose.sdjwt import parse_sdjwt, verify_sdjwt, with_disclosures
from exchange.record.choose import Withheld, Withhold
from exchange.record.grounds import GROUNDS
from exchange.record.kinds import ASSESSMENT, KINDS, Kind
from exchange.record.present import Presentation, present
from exchange.record.purposes import OTHER, PURPOSES, RULINGS, Rule, find_purpose, ruling_on
from tests.record.sealed import (
    CEREDIGION,
    GWYNEDD,
    ISSUER_KEYS,
    JTI,
    MESSAGE_KEY,
    SIGNED_AT,
    WORKER,
    assessment,
    consent_to,
    documents,
    presented,
    read,
    sealed,
)

RECORD = sealed(assessment())
ASKED = tuple(section for section, ruling in RULINGS["person"].items() if ruling.rule is Rule.ASK)


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def statement_of(presentation: Presentation) -> JsonObject:
    return parse_jws(presentation.statement, typ="presentation+jwt").unverified_claims


def decision(section: str, item: str | None = None, ground: str = "third-party") -> JsonObject:
    named: JsonObject = {"section": section} if item is None else {"section": section, "item": item}
    return {"id": f"{section}-{item}", **named, "ground": ground, "decidedBy": WORKER, "decidedOn": "2026-10-30"}


class TestRefusals:
    def test_refuses_a_purpose_that_is_not_in_the_table(self) -> None:
        assert code_of(lambda: presented(RECORD, purpose="marketing")) == "purpose-unknown"

    @pytest.mark.parametrize("ground", [None, "", "because", "serious-harm"])
    def test_refuses_to_withhold_from_a_council_without_a_ground_that_counts(self, ground: str | None) -> None:
        assert code_of(lambda: presented(RECORD, Withhold("needs", "need-1", ground))) == "ground-unknown"

    @pytest.mark.parametrize("ground", ["", "because", "not-requested"])
    def test_refuses_a_ground_that_does_not_count_against_the_person(self, ground: str) -> None:
        withhold = Withhold("needs", "need-1", ground)
        assert code_of(lambda: presented(RECORD, withhold, purpose="person")) == "ground-unknown"

    @pytest.mark.parametrize(
        "withhold",
        [
            Withhold("secrets", None, "third-party"),
            Withhold("needs", "need-4", "third-party"),
            Withhold("needs", "", "third-party"),
            Withhold("person", "name", "third-party"),
            Withhold("dependants", "dependant-1", "third-party"),
        ],
    )
    def test_refuses_to_withhold_what_is_not_there(self, withhold: Withhold) -> None:
        assert code_of(lambda: presented(RECORD, withhold)) == "withhold-unknown"

    @pytest.mark.parametrize("section", ["withholding", "newSection"])
    def test_refuses_to_clear_what_the_table_forbids(self, section: str) -> None:
        assert code_of(lambda: presented(RECORD, purpose="person", cleared=(section,))) == "section-forbidden"

    def test_refuses_a_copy_for_the_person_when_the_decisions_to_withhold_are_not_shown(self) -> None:
        whole = presented(RECORD, Withhold("withholding", None, "not-needed")).record
        assert code_of(lambda: presented(whole, purpose="person")) == "decisions-concealed"
        one = sealed(assessment(withholding=[decision("needs", "need-1"), decision("alerts")]))
        one_of_two = presented(one, Withhold("withholding", "alerts-None", "not-needed")).record
        assert code_of(lambda: presented(one_of_two, purpose="person")) == "decisions-concealed"

    @pytest.mark.parametrize("changed", ["iss", "audience", "basis", "jti"])
    def test_refuses_to_sign_a_statement_that_no_reader_would_take(self, changed: str) -> None:
        said = {"iss": GWYNEDD, "audience": CEREDIGION, "basis": "wls-s56", "jti": JTI, changed: ""}
        code = code_of(
            lambda: present(
                RECORD.token,
                purpose="receiving-council",
                audience=said["audience"],
                basis=said["basis"],
                iss=said["iss"],
                jti=said["jti"],
                issued_at=SIGNED_AT,
                signer=MESSAGE_KEY,
            )
        )
        assert code == "presentation-claims"


class TestStatement:
    def test_says_who_shows_what_to_whom_and_why(self) -> None:
        presentation = presented(RECORD, Withhold("needs", "need-2", "third-party"))
        claims = statement_of(presentation)
        disclosed, [withheld] = claims.pop("disclosed"), presentation.withheld
        assert isinstance(disclosed, list)
        assert sorted(map(str, disclosed)) == sorted(map(digest_of, presentation.record.split("~")[1:-1]))
        assert claims == {
            "iss": GWYNEDD,
            "aud": CEREDIGION,
            "iat": int(SIGNED_AT.timestamp()),
            "jti": JTI,
            "purpose": "receiving-council",
            "basis": "wls-s56",
            "record": RECORD.digest,
            "withheld": [{"digest": withheld.digest, "ground": "third-party"}],
        }
        assert presentation.record_digest == RECORD.digest
        assert presentation.digest == digest_of(presentation.statement.rpartition(".")[0])

    def test_a_withheld_section_is_one_part_whatever_it_holds(self) -> None:
        several = (Withhold("needs", "need-2", "third-party"), Withhold("needs", None, "not-needed"))
        for withhold in (several, several[::-1]):
            presentation = presented(RECORD, *withhold)
            assert [(part.at, part.ground) for part in presentation.withheld] == [("/needs", "not-needed")]
            assert [part.at for part in read(presentation).withheld] == ["/needs"]

    def test_the_first_ground_stands(self) -> None:
        twice = presented(
            RECORD, Withhold("needs", "need-2", "third-party"), Withhold("needs", "need-2", "court-report")
        )
        assert [part.ground for part in twice.withheld] == ["third-party"]

    def test_what_we_were_not_shown_ourselves_is_listed_too(self) -> None:
        partial = presented(RECORD, Withhold("needs", "need-2", "third-party"), Withhold("alerts", None, "not-needed"))
        again = read(presented(partial.record, Withhold("needs", "need-3", "third-party")))
        assert [part.at for part in again.withheld] == ["/needs/1", "/needs/2", "/alerts"]

    def test_only_the_chosen_disclosures_are_sent(self) -> None:
        presentation = presented(RECORD, Withhold("needs", None, "not-needed"))
        assert "need-1" not in str(read(presentation).plain()["outcomes"])
        missing = set(RECORD.token.split("~")) - set(presentation.record.split("~"))
        assert len(missing) == 4  # the section and its three entries
        assert presentation.record.split("~")[0] == RECORD.token.split("~")[0]


class TestPerson:
    def test_sections_that_need_asking_stay_back_until_a_worker_cleared_them(self) -> None:
        unasked = {part.section for part in presented(RECORD, purpose="person").withheld}
        assert unasked == {*ASKED, "withholding"}
        cleared = {part.section for part in presented(RECORD, purpose="person", cleared=ASKED).withheld}
        assert cleared == {"withholding"}

    def test_a_ground_that_would_do_the_harm_is_not_told(self) -> None:
        presentation = presented(RECORD, Withhold("needs", "need-1", "serious-harm"), purpose="person")
        kept = {part.at: part.ground for part in presentation.withheld}
        told = {part.at: part.ground for part in read(presentation).withheld}
        assert kept["/needs/0"] == kept["/risks"] == "serious-harm"
        assert told["/needs/0"] is told["/risks"] is None
        assert kept["/contacts"] == told["/contacts"] == "third-party"
        assert "serious-harm" not in str(statement_of(presentation))

    def test_something_may_be_withheld_from_the_person_without_a_word(self) -> None:
        presentation = presented(RECORD, Withhold("needs", "need-1"), purpose="person", cleared=ASKED)
        withheld = [(part.at, part.ground) for part in presentation.withheld]
        assert withheld == [("/withholding", "serious-harm"), ("/needs/0", None)]

    def test_the_decisions_that_the_record_holds_are_carried_out(self) -> None:
        decisions: list[JsonValue] = [
            decision("needs", "need-2"),
            decision("strengths"),
            decision("circumstances", "circumstance-1", "some-local-ground"),
        ]
        record = sealed(assessment(withholding=decisions))
        presentation = presented(record, purpose="person", cleared=ASKED)
        assert {part.at: part.ground for part in presentation.withheld} == {
            "/needs/1": "third-party",
            "/strengths": "third-party",
            "/circumstances/0": None,
            "/withholding": "serious-harm",
        }
        assert "withholding" not in read(presentation).plain()

    def test_the_council_sees_what_the_person_may_not(self) -> None:
        record = sealed(assessment(withholding=[decision("needs", "need-2")]))
        shown = read(presented(record))
        assert shown.withheld == ()
        assert shown.plain()["withholding"] == [decision("needs", "need-2")]

    def test_a_decision_about_something_that_is_not_shown_to_us_needs_nothing(self) -> None:
        record = sealed(assessment(withholding=[decision("needs", "need-2"), decision("strengths")]))
        partial = presented(
            record, Withhold("needs", "need-2", "third-party"), Withhold("strengths", None, "not-needed")
        )
        presentation = presented(partial.record, purpose="person", cleared=ASKED)
        assert [part.at for part in read(presentation).withheld] == ["/strengths", "/needs/1", "/withholding"]

    def test_a_section_that_this_version_does_not_know_never_goes_to_the_person(self) -> None:
        record = sealed(assessment(newSection=[{"id": "new-1"}]))
        assert "newSection" in read(presented(record)).plain()
        assert "newSection" not in read(presented(record, purpose="person", cleared=ASKED)).plain()


class TestTable:
    def test_every_section_of_every_kind_has_a_row_and_no_other(self) -> None:
        sections = {spec.name for kind in KINDS.values() for spec in kind.sections}
        for purpose in PURPOSES:
            assert RULINGS[purpose].keys() == sections | {OTHER}

    def test_what_is_kept_back_has_a_ground_that_counts_for_the_purpose(self) -> None:
        for code, rulings in RULINGS.items():
            for ruling in rulings.values():
                if ruling.rule is Rule.MAY:
                    assert ruling.ground is None
                else:
                    assert code in GROUNDS[str(ruling.ground)].purposes

    def test_purposes_and_grounds_are_told_in_two_languages_with_their_source(self) -> None:
        told = [(purpose.en, purpose.cy, purpose.citation) for purpose in PURPOSES.values()]
        told += [(ground.en, ground.cy, ground.citation) for ground in GROUNDS.values()]
        assert all(all(texts) for texts in told)
        assert all(ground.purposes <= PURPOSES.keys() for ground in GROUNDS.values())

    def test_a_section_without_a_row_falls_under_other(self) -> None:
        assert ruling_on("newSection", purpose=find_purpose("person")).rule is Rule.NEVER
        assert ruling_on("newSection", purpose=find_purpose("receiving-council")).rule is Rule.MAY


@settings(max_examples=25)
@given(documents(), st.sampled_from(sorted(PURPOSES)), st.data())
def test_no_presentation_holds_a_section_that_the_table_forbids(
    made: tuple[Kind, JsonObject], purpose: str, data: st.DataObject
) -> None:
    kind, document = made
    forbidden = {spec.name for spec in kind.sections if RULINGS[purpose][spec.name].rule is Rule.NEVER}
    asked = {spec.name for spec in kind.sections if RULINGS[purpose][spec.name].rule is Rule.ASK}
    cleared = data.draw(st.sets(st.sampled_from([spec.name for spec in kind.sections])))
    record = sealed(document, kind=kind)
    if cleared & forbidden:
        assert code_of(lambda: presented(record, purpose=purpose, cleared=tuple(cleared))) == "section-forbidden"
        cleared -= forbidden
    scope = data.draw(st.sets(st.sampled_from(sorted({spec.name for spec in kind.sections} - forbidden)), min_size=1))
    consent = consent_to(scope) if PURPOSES[purpose].needs_consent else None
    presentation = presented(record, purpose=purpose, cleared=tuple(cleared), consent=consent)
    shown = read(presentation)
    assert consent is None or shown.sections.keys() <= scope | {"withholding"}
    assert not forbidden & shown.plain().keys()
    assert not (asked - cleared) & shown.plain().keys()
    assert {part.section for part in shown.withheld} >= forbidden | (asked - cleared)
    sent = verify_sdjwt(parse_sdjwt(presentation.record, typ="dc+sd-jwt"), keys=ISSUER_KEYS, visible=frozenset())
    names = [spec.name for spec in kind.sections]
    assert {names[int(path[1])] for path in sent.disclosed.values() if int(path[1]) < len(names)}.isdisjoint(forbidden)


def test_a_part_of_a_list_is_named_by_its_place_in_the_whole_record() -> None:
    part = Withheld("needs", 1, None, digest_of("x"))
    assert part.at == "/needs/1"
    assert Withheld("needs", None, None, digest_of("x")).at == "/needs"


def test_a_record_that_is_not_whole_can_still_be_shown_to_a_council() -> None:
    bare = with_disclosures(RECORD.token, keep=())
    assert len(read(presented(bare)).withheld) == len(ASSESSMENT.sections)
