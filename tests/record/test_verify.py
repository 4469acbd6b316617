"""Verifying: every departure from the profile is refused, and what is missing is named exactly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u, digest_of, dumps, parse_jws, sign_jws, unb64u
from exchange.jose.sdjwt import parse_sdjwt, unfold_unverified, with_disclosures
from exchange.record.choose import Withhold
from exchange.record.kinds import ASSESSMENT, PLAN, Kind
from exchange.record.present import Presentation
from exchange.record.subjects import same_subject
from exchange.record.verify import VerifiedRecord, parse, parse_record, recall_record, verify_record
from tests.record.sealed import (
    CEREDIGION,
    GWYNEDD,
    ISSUER_KEYS,
    JTI,
    MESSAGE_KEY,
    PERSON,
    RECORD_KEY,
    SIGNED_AT,
    STATUS,
    assessment,
    documents,
    items_of,
    plan,
    presented,
    read,
    sealed,
)

RECORD = sealed(assessment())
OTHER = digest_of("something else")


def refusal_of(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def code_of(action: Callable[[], object]) -> str:
    return refusal_of(action).code


def forged(
    change: Callable[[JsonObject], object] = dict,
    *,
    bodies: Mapping[str, JsonValue] | None = None,
    more: Sequence[str] = (),
) -> str:
    """A record signed by a council that does not keep to the profile: other claims, bodies, or more disclosures."""
    disclosures, sections = list(more), list[JsonValue]()
    for spec in ASSESSMENT.sections:
        body = assessment().get(spec.name, [] if spec.is_list else None)
        if bodies and spec.name in bodies:
            body = bodies[spec.name]
        elif isinstance(body, list):
            items = [disclosure(item) for item in body]
            disclosures.extend(items)
            body = [{"...": digest_of(item)} for item in items]
        disclosures.append(disclosure("body", body, salt=spec.name))
        sections.append({"id": spec.name, "kind": spec.name, "_sd": [digest_of(disclosures[-1])]})
    claims = {**parse_sdjwt(RECORD.token, typ="dc+sd-jwt").jws.unverified_claims, "sections": sections}
    change(claims)
    return "~".join((sign_jws(claims, typ="dc+sd-jwt", signer=RECORD_KEY), *disclosures, ""))


def disclosure(*parts: JsonValue, salt: str = "salt") -> str:
    return b64u(dumps([salt, *parts]))


def verified(token: str) -> VerifiedRecord:
    return verify_record(token, issuer_keys=ISSUER_KEYS)


def bare(token: str) -> str:
    return with_disclosures(token, keep=())


def sections_of(claims: JsonObject) -> list[JsonValue]:
    return cast(list[JsonValue], claims["sections"])


def test_a_record_that_is_written_by_hand_to_the_profile_is_accepted() -> None:
    assert verified(forged()).plain() == verified(RECORD.token).plain()


class TestEnvelope:
    @pytest.mark.parametrize("name", ["iss", "iat", "jti", "vct", "status", "sections"])
    def test_refuses_a_record_that_lacks_a_claim(self, name: str) -> None:
        token = bare(forged(lambda claims: claims.pop(name)))
        assert code_of(lambda: verified(token)) == "record-claims"

    def test_refuses_a_claim_that_has_no_place_in_a_record(self) -> None:
        assert code_of(lambda: verified(forged(lambda claims: claims.update(exp=1)))) == "record-claims"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("iss", ""),
            ("iss", 7),
            ("iss", "x" * 513),
            ("iat", "2026"),
            ("iat", True),
            ("iat", -1),
            ("iat", 10**15),
            ("jti", "7"),
            ("jti", None),
            ("supersedes", "x" * 43),
            ("supersedes", ""),
            ("supersedes", None),
            ("status", None),
            ("status", {}),
            ("status", {"status_list": {"idx": 1}}),
            ("status", {"status_list": {"idx": -1, "uri": STATUS.uri}}),
            ("status", {"status_list": {"idx": True, "uri": STATUS.uri}}),
            ("status", {"status_list": {"idx": 1, "uri": "ftp://gwynedd.example"}}),
            ("status", {"status_list": {"idx": 1, "uri": STATUS.uri, "more": 1}}),
            ("status", {"status_list": {"idx": 1, "uri": STATUS.uri}, "more": 1}),
            ("sections", None),
            ("sections", {}),
            ("sections", []),
        ],
    )
    def test_refuses_a_claim_of_another_form(self, name: str, value: JsonValue) -> None:
        token = bare(forged(lambda claims: claims.update({name: value})))
        assert code_of(lambda: verified(token)) == "record-claims"

    @pytest.mark.parametrize(
        "vct",
        [
            "urn:assessment-exchange:assessment:2.0",
            "urn:assessment-exchange:assessment:1",
            "urn:assessment-exchange:recipe:1.0",
            "https://gwynedd.example/assessment/1.0",
            "Assessment",
        ],
    )
    def test_refuses_a_kind_or_version_that_is_not_known(self, vct: str) -> None:
        assert code_of(lambda: verified(forged(lambda claims: claims.update(vct=vct)))) == "vct-unknown"

    @pytest.mark.parametrize("name", ["iss", "iat", "jti", "vct", "status", "supersedes"])
    def test_refuses_a_concealed_claim_that_everyone_must_see(self, name: str) -> None:
        sent = disclosure(name, "text")

        def conceal(claims: JsonObject) -> None:
            claims.pop(name, None)
            claims["_sd"] = [digest_of(sent)]

        code = "record-claims" if name == "iss" else "claim-concealed"  # without it there is nobody to ask for keys
        assert code_of(lambda: verified(forged(conceal, more=[sent]))) == code
        assert code_of(lambda: verified(bare(forged(conceal, more=[sent])))) == code

    def test_refuses_another_concealed_claim_beside_those_of_a_record(self) -> None:
        token = forged(lambda claims: claims.update(_sd=[OTHER], supersedes=OTHER))
        assert code_of(lambda: verified(token)) == "claim-concealed"

    def test_refuses_another_type_of_token(self) -> None:
        presentation = presented(RECORD)
        assert code_of(lambda: parse(presentation.statement + "~", presentation.statement)) == "typ-wrong"
        assert code_of(lambda: parse(presentation.record, presentation.record.split("~")[0])) == "typ-wrong"

    def test_refuses_a_record_without_an_issuer_before_any_key_is_looked_up(self) -> None:
        token = forged(lambda claims: claims.update(iss=None))
        assert code_of(lambda: parse_record(token)) == "record-claims"

    def test_refuses_a_record_of_more_than_one_mib(self) -> None:
        assert code_of(lambda: parse_record("x" * 1_048_577)) == "too-large"

    def test_refuses_a_record_that_its_council_did_not_sign(self) -> None:
        stranger = PrivateKey.generate()
        assert (
            code_of(lambda: verify_record(RECORD.token, issuer_keys={stranger.kid: stranger.public})) == "kid-unknown"
        )
        named = {RECORD_KEY.kid: stranger.public}
        assert code_of(lambda: verify_record(RECORD.token, issuer_keys=named)) == "signature-wrong"


CLEAR: JsonObject = {"id": "alert-1", "kind": "animal", "detail": "A dog."}
ALERT = disclosure({**CLEAR, "id": "alert-2"})
NESTED = disclosure({**CLEAR, "_sd": [OTHER]})


class TestSkeleton:
    @pytest.mark.parametrize(
        "change",
        [
            lambda sections: sections.pop(0),
            lambda sections: sections.reverse(),
            lambda sections: sections.append({"id": "about", "kind": "about", "_sd": [OTHER]}),
            lambda sections: sections.extend(
                {"id": "new", "kind": "new", "_sd": [digest_of(text)]} for text in ("one", "other")
            ),
        ],
        ids=["one missing", "another order", "one twice", "a new one twice"],
    )
    def test_refuses_other_sections_than_those_of_the_kind(self, change: Callable[[list[JsonValue]], object]) -> None:
        token = bare(forged(lambda claims: change(sections_of(claims))))
        assert code_of(lambda: verified(token)) == "record-claims"

    @pytest.mark.parametrize(
        "entry",
        [
            {"id": "new", "kind": "new"},
            {"id": "new", "kind": "new", "_sd": []},
            {"id": "new", "kind": "old", "_sd": [OTHER]},
            {"id": "new", "_sd": [OTHER]},
            {"kind": "new", "_sd": [OTHER]},
            {"id": 7, "kind": 7, "_sd": [OTHER]},
            {"id": "Mair Prys", "kind": "Mair Prys", "_sd": [OTHER]},
            {"id": "new", "kind": "new", "more": 1, "_sd": [OTHER]},
            {"id": "new", "kind": "new", "body": "in the clear"},
            {"id": "new", "kind": "new", "body": "in the clear", "_sd": [OTHER]},
            {"id": "new", "kind": "new", "_sd": [OTHER, digest_of("more")]},
            {"id": "new", "kind": {"_sd": [OTHER]}},
            {"...": OTHER},
            "new",
            ["new"],
        ],
    )
    def test_refuses_an_entry_that_conceals_something_else_than_its_body(self, entry: JsonValue) -> None:
        token = forged(lambda claims: sections_of(claims).append(entry))
        assert code_of(lambda: verified(token)) == "record-claims"
        assert code_of(lambda: verified(bare(token))) == "record-claims"

    def test_refuses_an_entry_whose_disclosure_is_not_called_body(self) -> None:
        note = disclosure("note", "text")
        entry: JsonObject = {"id": "new", "kind": "new", "_sd": [digest_of(note)]}
        token = forged(lambda claims: sections_of(claims).append(entry), more=[note])
        assert code_of(lambda: verified(token)) == "record-claims"

    @pytest.mark.parametrize(
        ("name", "body", "more"),
        [
            ("alerts", [CLEAR], []),
            ("alerts", [CLEAR, {"...": OTHER}], []),
            ("alerts", [CLEAR, {"...": digest_of(ALERT)}], [ALERT]),
            ("alerts", [{"...": digest_of(NESTED)}], [NESTED]),
            ("alerts", {"_sd": [OTHER]}, []),
            ("sharing", {"informed": "yes", "_sd": [OTHER]}, []),
            ("sharing", {"informed": "yes", "sensitive": [{"...": OTHER}]}, []),
            ("sharing", [{"...": OTHER}], []),
            ("sharing", [{"...": digest_of(ALERT)}], [ALERT]),
        ],
    )
    def test_refuses_a_body_that_is_not_concealed_as_its_section_is(
        self, name: str, body: JsonValue, more: list[str]
    ) -> None:
        assert code_of(lambda: verified(forged(bodies={name: body}, more=more))) == "record-claims"

    def test_refuses_a_disclosure_that_nothing_in_the_record_mentions(self) -> None:
        assert code_of(lambda: verified(forged(more=[ALERT]))) == "disclosure-unused"
        within = disclosure("body", {"informed": "yes", "more": digest_of(ALERT)})
        entry: JsonObject = {"id": "new", "kind": "new", "_sd": [digest_of(within)]}
        token = forged(lambda claims: sections_of(claims).append(entry), more=[within, ALERT])
        assert code_of(lambda: verified(token)) == "disclosure-unused"

    def test_refuses_entries_of_a_list_that_is_withheld(self) -> None:
        whole = set(RECORD.token.split("~")[1:-1])
        bodies = {each for each in whole if '"body"' in unb64u(each).decode()[:40]}
        items = with_disclosures(RECORD.token, keep={digest_of(each) for each in whole - bodies})
        assert code_of(lambda: verified(items)) == "disclosure-unused"

    def test_refuses_a_digest_that_comes_twice(self) -> None:
        assert code_of(lambda: verified(forged(bodies={"alerts": [{"...": OTHER}] * 2}))) == "digest-twice"
        entry: JsonObject = {"id": "new", "kind": "new", "_sd": [OTHER]}
        token = forged(lambda claims: sections_of(claims).append(entry), bodies={"alerts": [{"...": OTHER}]})
        assert code_of(lambda: verified(token)) == "digest-twice"

    def test_a_text_that_looks_like_a_digest_is_only_a_text(self) -> None:
        document = assessment()
        items_of(document, "needs")[0]["statement"] = '"..." and "_sd": [] and \\u005fsd'
        items_of(document, "needs")[1]["statement"] = "..."
        assert verified(sealed(document).token).plain()["needs"] == document["needs"]

    @pytest.mark.parametrize("body", [CLEAR, None, "text", 7])
    def test_refuses_a_list_section_that_is_no_list(self, body: JsonValue) -> None:
        if body is None:  # an optional list that is not there
            assert verified(forged(bodies={"alerts": None})).sections["alerts"] == ()
        else:
            assert code_of(lambda: verified(forged(bodies={"alerts": body}))) == "schema-failed"


class TestContent:
    def test_refuses_a_section_that_does_not_follow_its_model_with_every_finding(self) -> None:
        wrong: JsonObject = {"informed": "perhaps", "consent": {"given": "yes", "on": "2026-02-30"}}
        refusal = refusal_of(lambda: verified(forged(bodies={"sharing": wrong})))
        assert refusal.code == "schema-failed"
        assert sorted(finding.at for finding in refusal.findings) == ["/sharing/consent/on", "/sharing/informed"]

    @pytest.mark.parametrize("name", ["person", "about"])
    def test_refuses_a_section_that_must_be_there_and_is_empty(self, name: str) -> None:
        assert code_of(lambda: verified(forged(bodies={name: None}))) == "schema-failed"

    def test_refuses_a_link_both_ends_of_which_are_shown(self) -> None:
        refusal = refusal_of(lambda: verified(forged(bodies={"needs": []})))
        assert (refusal.code, refusal.at) == ("links-broken", "/risks/0/needIds/0")

    @pytest.mark.parametrize("item", ["need-1", None])
    def test_a_link_to_something_withheld_is_left_alone(self, item: str | None) -> None:
        shown = read(presented(RECORD, Withhold("needs", item, "not-needed")))
        assert "risks" in shown.sections

    def test_a_newer_minor_version_is_read_and_what_it_adds_is_named(self) -> None:
        item = disclosure({"id": "new-1"})
        body = disclosure("body", [{"...": digest_of(item)}, {"...": OTHER}])

        def renew(claims: JsonObject) -> None:
            claims["vct"] = "urn:assessment-exchange:assessment:1.1"
            sections_of(claims).insert(3, {"id": "newList", "kind": "newList", "_sd": [digest_of(body)]})

        record = verified(forged(renew, more=[item, body]))
        assert (record.kind, record.version) == ("assessment", "1.1")
        assert record.extensions == {"newList": [{"id": "new-1"}]}
        assert record.unknown == ("/newList",)
        assert record.plain()["newList"] == [{"id": "new-1"}]
        assert [part.at for part in record.withheld] == ["/newList/1"]

    def test_members_that_are_not_known_are_shown_and_named(self) -> None:
        document = assessment(newSection={"a": 1})
        items_of(document, "needs")[1]["x-more"] = {"b": [True, None]}
        record = verified(sealed(document).token)
        assert set(record.unknown) == {"/newSection", "/needs/1/x-more"}
        assert record.plain()["needs"] == document["needs"]
        assert record.plain()["newSection"] == {"a": 1}


class TestStatement:
    def test_refuses_a_presentation_that_is_made_out_to_someone_else(self) -> None:
        assert code_of(lambda: read(presented(RECORD), audience="https://powys.example")) == "presentation-audience"
        assert code_of(lambda: read(presented(RECORD), audience=CEREDIGION + "/")) == "presentation-audience"

    def test_an_auditor_may_read_what_is_made_out_to_a_council(self) -> None:
        assert read(presented(RECORD), audience=None).audience == CEREDIGION

    def test_refuses_the_statement_of_another_record(self) -> None:
        record, other = presented(RECORD), presented(sealed(assessment(), supersedes=OTHER))
        assert self.code_with(record, statement=other.statement) == "presentation-claims"

    def test_refuses_a_statement_signed_by_someone_else(self) -> None:
        stranger = PrivateKey.generate()
        statement = sign_jws(self.claims(presented(RECORD)), typ="presentation+jwt", signer=stranger)
        assert self.code_with(presented(RECORD), statement=statement) == "kid-unknown"

    def test_refuses_a_record_key_in_the_presenters_place(self) -> None:
        statement = sign_jws(self.claims(presented(RECORD)), typ="presentation+jwt", signer=RECORD_KEY)
        assert self.code_with(presented(RECORD), statement=statement) == "kid-unknown"

    def test_refuses_a_disclosure_that_someone_took_away_on_the_way(self) -> None:
        presentation = presented(RECORD)
        for taken in presentation.record.split("~")[1:-1]:
            record = presentation.record.replace(f"~{taken}~", "~")
            assert self.code_with(presentation, record=record) in {"withheld-unlisted", "disclosure-unused"}

    def test_refuses_a_disclosure_that_someone_added_on_the_way(self) -> None:
        presentation = presented(RECORD, Withhold("needs", "need-2", "third-party"))
        assert self.code_with(presentation, record=RECORD.token) == "presentation-claims"

    def test_refuses_an_omission_that_is_not_listed(self) -> None:
        presentation = presented(RECORD, Withhold("needs", "need-2", "third-party"))
        assert self.code_changed(presentation, withheld=[]) == "withheld-unlisted"

    @pytest.mark.parametrize(
        "changed",
        [
            {"withheld": [{"digest": OTHER, "ground": "third-party"}]},
            {"withheld": [{"digest": OTHER}]},
            {"withheld": [{"digest": "x" * 43}]},
            {"withheld": [{"ground": "third-party"}]},
            {"withheld": [{"digest": OTHER, "more": 1}]},
            {"withheld": [{"digest": OTHER, "ground": None}]},
            {"withheld": [OTHER]},
            {"withheld": None},
            {"disclosed": []},
            {"disclosed": None},
            {"disclosed": [7]},
            {"disclosed": "absent"},
            {"record": OTHER},
            {"record": 7},
            {"iat": 1.5},
            {"iat": None},
            {"jti": "7"},
            {"iss": ""},
            {"aud": [CEREDIGION]},
            {"basis": None},
            {"purpose": None},
            {"more": 1},
            {"exp": 1},
        ],
    )
    def test_refuses_a_statement_that_does_not_fit(self, changed: JsonObject) -> None:
        assert self.code_changed(presented(RECORD), **changed) in {"presentation-claims", "json-number"}

    def test_refuses_a_digest_that_is_listed_twice(self) -> None:
        presentation = presented(RECORD, Withhold("needs", "need-2", "third-party"))
        claims = self.claims(presentation)
        for name in ("disclosed", "withheld"):
            twice = cast(list[JsonValue], claims[name]) * 2
            assert self.code_changed(presentation, **{name: twice}) == "presentation-claims"

    def test_refuses_purposes_and_grounds_that_are_not_in_the_table(self) -> None:
        presentation = presented(RECORD)
        assert self.code_changed(presentation, purpose="marketing") == "purpose-unknown"
        withheld: list[JsonValue] = [{"digest": OTHER, "ground": "because"}]
        assert self.code_changed(presentation, withheld=withheld) == "ground-unknown"

    def claims(self, presentation: Presentation) -> JsonObject:
        return parse_jws(presentation.statement, typ="presentation+jwt").unverified_claims

    def code_changed(self, presentation: Presentation, **changed: JsonValue) -> str:
        claims = {**self.claims(presentation), **changed}
        claims = {name: value for name, value in claims.items() if value != "absent"}
        try:
            statement = sign_jws(claims, typ="presentation+jwt", signer=MESSAGE_KEY)
        except Refusal as refusal:  # not even a liar can sign a fraction with our code
            return refusal.code
        return self.code_with(presentation, statement=statement)

    def code_with(self, presentation: Presentation, *, record: str | None = None, statement: str | None = None) -> str:
        changed = replace(
            presentation, record=record or presentation.record, statement=statement or presentation.statement
        )
        return code_of(lambda: read(changed))


class TestWhatIsReturned:
    def test_says_who_signed_what_when_and_for_whom_it_is_shown(self) -> None:
        presentation = presented(sealed(plan(), kind=PLAN, supersedes=OTHER))
        record = read(presentation)
        assert (record.iss, record.jti, record.kid) == (GWYNEDD, JTI, RECORD_KEY.kid)
        assert (record.digest, record.issued_at) == (presentation.record_digest, SIGNED_AT)
        assert (record.vct, record.kind, record.version) == (PLAN.vct, "care-and-support-plan", "1.0")
        assert (record.status, record.supersedes) == (STATUS, OTHER)
        assert (record.purpose, record.audience, record.presented_by) == ("receiving-council", CEREDIGION, GWYNEDD)
        assert record.presentation_digest == presentation.digest
        assert record.shown is not None
        assert (record.shown.basis, record.shown.presented_at) == ("wls-s56", SIGNED_AT)

    def test_before_it_is_verified_it_only_says_whose_keys_are_needed(self) -> None:
        unverified = parse(presented(RECORD).record, presented(RECORD).statement)
        assert (unverified.issuer, unverified.presenter) == (GWYNEDD, GWYNEDD)
        assert (unverified.record.digest, unverified.record.kid) == (RECORD.digest, RECORD_KEY.kid)

    def test_a_record_without_a_statement_is_read_too(self) -> None:
        record = verify_record(parse_record(RECORD.token), issuer_keys=ISSUER_KEYS)
        assert (record.purpose, record.audience, record.presented_by, record.presentation_digest) == (None,) * 4
        assert record.withheld == ()

    def test_a_record_out_of_our_own_store_is_read_just_the_same(self) -> None:
        assert recall_record(RECORD.token) == verified(RECORD.token)
        assert code_of(lambda: recall_record(forged(bodies={"sharing": {}}))) == "schema-failed"

    def test_the_skeleton_that_is_left_after_erasure_still_verifies(self) -> None:
        record = verified(bare(RECORD.token))
        assert record.plain() == {}
        assert record.subject is None
        assert [(part.section, part.item) for part in record.withheld] == [
            (spec.name, None) for spec in ASSESSMENT.sections
        ]

    def test_a_disclosed_section_that_is_empty_differs_from_a_withheld_one(self) -> None:
        shown = read(presented(RECORD, Withhold("alerts", None, "not-needed")))
        assert shown.sections["dependants"] == ()
        assert "alerts" not in shown.sections
        assert [part.at for part in shown.withheld] == ["/alerts"]


@settings(max_examples=25)
@given(documents(), st.data())
def test_whatever_is_withheld_is_counted_and_named_exactly(made: tuple[Kind, JsonObject], data: st.DataObject) -> None:
    kind, document = made
    record = sealed(document, kind=kind)
    whole = verify_record(record.token, issuer_keys=ISSUER_KEYS)
    everything = places_in(record.token)
    sections = data.draw(st.sets(st.sampled_from([spec.name for spec in kind.sections])))
    items = data.draw(st.sets(st.sampled_from(sorted(at for at in everything if at.count("/") == 2) or [""]))) - {""}
    items -= {at for at in items if at.split("/")[1] in sections}
    missing = {everything[at] for at in (*items, *(f"/{name}" for name in sections))}
    inner = {digest for at, digest in everything.items() if at.count("/") == 2 and at.split("/")[1] in sections}
    kept = set(everything.values()) - missing - inner
    partial_record = verified(with_disclosures(record.token, keep=kept))
    assert sorted(part.at for part in partial_record.withheld) == sorted([*items, *(f"/{name}" for name in sections)])
    assert {part.digest for part in partial_record.withheld} == missing
    assert not sections & partial_record.plain().keys()
    assert partial_record.digest == whole.digest


def places_in(token: str) -> dict[str, str]:
    """Every part of a whole record, as JSON pointer into the content, with its digest."""
    whole = unfold_unverified(parse_sdjwt(token, typ="dc+sd-jwt"))
    names = [str(section["id"]) for section in cast(list[JsonObject], whole.claims["sections"])]
    return {
        f"/{names[int(path[1])]}" + "".join(f"/{index}" for index in path[3:]): digest
        for digest, path in whole.disclosed.items()
    }


class TestSubject:
    def test_a_record_says_whom_it_is_about(self) -> None:
        subject = verified(RECORD.token).subject
        assert subject is not None
        assert (subject.name, str(subject.birth_date)) == ("Mair Elin Prys", "1948-03-14")
        assert subject.identifiers == (("https://fhir.nhs.uk/Id/nhs-number", "9434765919"),)
        assert read(presented(RECORD, Withhold("person", None, "not-needed"))).subject is None

    def test_records_of_one_person_belong_together(self) -> None:
        same_subject([verified(RECORD.token), verified(sealed(plan(), kind=PLAN).token)])
        same_subject([verified(bare(RECORD.token))])
        same_subject([])

    @pytest.mark.parametrize(
        "changed",
        [
            {"birthDate": "1948-03-15"},
            {"identifiers": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "4010232137"}]},
            {"identifiers": [], "name": {"official": "Mair Eleri Prys"}},
            {"identifiers": [], "birthDate": {"absent": "unknown"}},
        ],
    )
    def test_refuses_records_that_differ_or_do_not_show_enough(self, changed: JsonObject) -> None:
        other = verified(sealed(plan(person={**PERSON, **changed}), kind=PLAN).token)
        for records in ([verified(RECORD.token), other], [other, verified(RECORD.token)]):
            assert code_of(partial(same_subject, records)) == "subjects-differ"

    @pytest.mark.parametrize(
        "changed",
        [
            {"name": {"official": "Mair Elin Prys-Jones"}},
            {"birthDate": {"absent": "declined"}},
            {"identifiers": [], "name": {"official": "MAIR ELIN PRYS"}},
            {"identifiers": [{"system": "https://gwynedd.example/person", "value": "77"}]},
        ],
    )
    def test_records_that_share_a_number_or_name_and_birthday_belong_together(self, changed: JsonObject) -> None:
        same_subject([verified(RECORD.token), verified(sealed(plan(person={**PERSON, **changed}), kind=PLAN).token)])

    def test_refuses_a_second_record_that_does_not_show_its_subject(self) -> None:
        silent = verified(bare(RECORD.token))
        for records in ([verified(RECORD.token), silent], [silent, silent]):
            assert code_of(partial(same_subject, records)) == "subjects-differ"
