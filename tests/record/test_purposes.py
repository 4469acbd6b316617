"""Purposes: consent is asked for across a border and nowhere else, and what the table forbids stays behind."""

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.councils import Nation
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, parse_jws, sign_jws, unb64u
from exchange.record.choose import Withhold
from exchange.record.consent import CONSENT_BASES, Consent
from exchange.record.grounds import GROUNDS
from exchange.record.kinds import ASSESSMENT, PLAN
from exchange.record.present import Presentation
from exchange.record.purposes import PURPOSES, RULINGS, Rule, purpose_of_move
from exchange.record.purposes_page import purposes_page
from tests.record.sealed import (
    MESSAGE_KEY,
    SHARED,
    WORKER,
    assessment,
    consent_to,
    items_of,
    plan,
    presented,
    read,
    sealed,
)

RECORD = sealed(assessment())
SCOPE = ("about", "person", "language", "needs", "outcomes", "sharing")
ABROAD = "cross-border"


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def shown_abroad(consent: Consent | None, **changed: JsonValue) -> Presentation:
    return presented(sealed(assessment(**changed)), purpose=ABROAD, consent=consent)


def changed(presentation: Presentation, **claims: JsonValue) -> Presentation:
    """The presentation with other claims in its statement, signed all the same; None takes a claim out."""
    said = {**parse_jws(presentation.statement, typ="presentation+jwt").unverified_claims, **claims}
    said = {name: value for name, value in said.items() if value is not None}
    statement = sign_jws(said, typ="presentation+jwt", signer=MESSAGE_KEY)
    return Presentation(presentation.record, statement, "", presentation.record_digest, ())


class TestConsent:
    def test_refuses_to_cross_a_border_without_consent(self) -> None:
        assert code_of(lambda: shown_abroad(None)) == "consent-missing"

    def test_refuses_a_presentation_from_across_a_border_without_consent(self) -> None:
        there = shown_abroad(consent_to(SCOPE))
        assert code_of(lambda: read(changed(there, consent=None))) == "consent-missing"

    @pytest.mark.parametrize("purpose", sorted(PURPOSES.keys() - {ABROAD}))
    def test_refuses_consent_as_the_basis_of_anything_else(self, purpose: str) -> None:
        consent = consent_to(["about"])
        assert code_of(lambda: presented(RECORD, purpose=purpose, consent=consent)) == "consent-not-basis"
        there = presented(RECORD, purpose=purpose)
        assert code_of(lambda: read(changed(there, consent=consent.claim()))) == "consent-not-basis"

    def test_refuses_a_scope_that_names_what_the_table_forbids(self) -> None:
        assert code_of(lambda: shown_abroad(consent_to(["needs", "determinations"]))) == "section-forbidden"

    def test_refuses_a_presentation_that_shows_more_than_the_person_agreed_to(self) -> None:
        there = shown_abroad(consent_to(SCOPE))
        less = consent_to(["about", "person"]).claim()
        assert code_of(lambda: read(changed(there, consent=less))) == "consent-exceeded"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"scope": []},
            {"scope": ["needs", "needs"]},
            {"scope": ["Mair Prys"]},
            {"scope": "needs"},
            {"scope": [7]},
            {"capacity": "asked-her-son"},
            {"capacity": None},
            {"takenOn": "2026-11-03"},
            {"takenOn": "2026-02-30"},
            {"takenOn": "20261101"},
            {"takenBy": "Ffion Rees"},
            {"takenBy": ""},
            {"withdrawable": False},
            {"withdrawable": 1},
            {"withdrawable": "absent"},
            {"attestation": "somewhere"},
            {"name": "Ffion Rees"},
        ],
    )
    def test_refuses_a_consent_that_is_not_whole(self, wrong: JsonObject) -> None:
        there = shown_abroad(consent_to(SCOPE))
        claim = {name: value for name, value in {**consent_to(SCOPE).claim(), **wrong}.items() if value != "absent"}
        assert code_of(lambda: read(changed(there, consent=claim))) == "consent-malformed"

    def test_refuses_to_sign_a_consent_taken_later_than_the_presentation(self) -> None:
        assert code_of(lambda: shown_abroad(consent_to(SCOPE, taken_on=date(2026, 11, 3)))) == "consent-malformed"

    @pytest.mark.parametrize(
        ("said", "is_refused"),
        [
            ({"given": "no", "on": "2026-11-01"}, True),
            ({"given": "no", "on": "2026-10-20"}, False),
            ({"given": "yes", "on": "2026-10-20", "withdrawnOn": "2026-11-01"}, True),
            ({"given": "yes", "on": "2026-10-20", "withdrawnOn": "2026-10-31"}, False),
            ({"given": "yes", "on": "2026-11-01"}, False),
        ],
    )
    def test_refuses_a_consent_that_the_record_says_was_not_given_or_taken_back(
        self, said: JsonObject, is_refused: bool
    ) -> None:
        sharing: JsonObject = {
            **cast(JsonObject, SHARED["sharing"]),
            "crossBorder": {
                "to": "GB-ENG", "scope": "All of it.", "capacityBasis": "She decides.", "takenBy": WORKER,
                "toldMayWithdraw": "yes", **said,
            },
        }  # fmt: skip
        if is_refused:
            assert code_of(lambda: shown_abroad(consent_to(SCOPE), sharing=sharing)) == "consent-withdrawn"
        else:
            assert read(shown_abroad(consent_to(SCOPE), sharing=sharing)).purpose == ABROAD

    def test_the_receiver_sees_what_was_agreed_to_and_what_stayed_behind_and_why(self) -> None:
        consent = Consent(frozenset(SCOPE), "lpa", date(2026, 11, 1), "social-worker", attestation=RECORD.digest)
        record = read(shown_abroad(consent))
        assert record.shown is not None
        assert record.shown.consent == consent
        assert record.sections.keys() == {*SCOPE, "withholding"}
        grounds = {part.section: part.ground for part in record.withheld}
        assert grounds["determinations"] == "other-law"
        assert grounds["strengths"] == "not-consented"
        assert grounds["contacts"] == "third-party"

    @pytest.mark.parametrize(("one", "other"), [(Nation.WALES, Nation.WALES), (Nation.ENGLAND, Nation.ENGLAND)])
    def test_a_move_inside_a_nation_needs_no_consent_and_one_across_a_border_does(
        self, one: Nation, other: Nation
    ) -> None:
        assert not purpose_of_move(one, other).needs_consent
        assert purpose_of_move(one, Nation.SCOTLAND).needs_consent


class TestPersonsCopy:
    @settings(max_examples=40)
    @given(st.data())
    def test_the_persons_copy_never_holds_a_withheld_item(self, data: st.DataObject) -> None:
        kind, document = data.draw(st.sampled_from([(ASSESSMENT, assessment()), (PLAN, plan())]))
        lists = [name for name in ("contacts", "outcomes", "needs", "risks", "alerts", "strengths") if name in document]
        withheld: list[tuple[str, str | None]] = []
        for name in data.draw(st.sets(st.sampled_from(lists), min_size=1)):
            for item in items_of(document, name):
                item["x-secret"] = f"secret of {name} {item['id']}"
            ids = [str(item["id"]) for item in items_of(document, name)]
            withheld += [(name, each) for each in data.draw(st.sets(st.sampled_from([None, *ids]), min_size=1))]
        decisions = [self.decision(*part, data.draw(st.sampled_from(sorted(GROUNDS)))) for part in withheld]
        record = sealed({**document, "withholding": list[JsonValue](decisions)}, kind=kind)
        asked = [name for name, ruling in RULINGS["person"].items() if ruling.rule is Rule.ASK]
        by_hand = [Withhold("needs", "need-3")] if data.draw(st.booleans()) else []
        copy = presented(record, *by_hand, purpose="person", cleared=tuple(asked))
        sent = b"\n".join(unb64u(part) for part in copy.record.split("~")[1:-1]).decode()
        for section, part in withheld:
            assert f"secret of {section} {part or ''}" not in sent
        assert "decidedBy" not in sent
        assert not by_hand or '"id":"need-3"' not in sent
        read(copy)

    def decision(self, section: str, item: str | None, ground: str) -> JsonObject:
        named: JsonObject = {"section": section} if item is None else {"section": section, "item": item}
        return {"id": f"{section}-{item}", **named, "ground": ground, "decidedBy": WORKER, "decidedOn": "2026-10-30"}


class TestPage:
    def test_the_page_names_every_purpose_section_ground_and_basis(self) -> None:
        page = purposes_page()
        for code in (*PURPOSES, *GROUNDS, *CONSENT_BASES.codes):
            assert f"| `{code}` |" in page
        table = page.partition("## The table")[2].partition("## Grounds")[0]
        assert table.count("\n| ") == 1 + len(RULINGS["person"])

    def test_the_page_says_what_the_table_says(self) -> None:
        row = next(line for line in purposes_page().splitlines() if line.startswith("| Determinations of eligibility"))
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        for code, cell in zip(PURPOSES, cells, strict=True):
            ruling = RULINGS[code]["determinations"]
            assert ruling.rule.value in cell
            assert (ruling.ground or "may") in cell
