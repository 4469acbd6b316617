"""Sealing: what cannot be read again is not signed, nothing about a person is left bare, and nothing is lost."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, b64u, digest_of, dumps, loads_signed, unb64u
from exchange.jose.sdjwt import parse_sdjwt, with_disclosures
from exchange.record.assessment import Assessment
from exchange.record.kinds import ASSESSMENT, KINDS, PLAN, Kind, read_content
from exchange.record.seal import SealedRecord, seal
from exchange.record.status import StatusRef
from exchange.record.verify import verify_record
from tests.record.sealed import (
    DOCUMENTS,
    GWYNEDD,
    ISSUER_KEYS,
    JTI,
    RECORD_KEY,
    SIGNED_AT,
    STATUS,
    assessment,
    documents,
    items_of,
    numbered_salts,
    plan,
    sealed,
)

EXAMPLES = sorted((Path(__file__).parents[2] / "schemas" / "examples").glob("*.json"))


def refusal_of(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def sealed_with(
    *, iss: str = GWYNEDD, jti: str = JTI, status: StatusRef = STATUS, supersedes: str | None = None
) -> SealedRecord:
    return seal(
        read_content(assessment(), vct=ASSESSMENT.vct),
        iss=iss,
        jti=jti,
        issued_at=SIGNED_AT,
        status=status,
        signer=RECORD_KEY,
        salts=numbered_salts(),
        supersedes=supersedes,
    )


def payload_of(token: str) -> JsonObject:
    return parse_sdjwt(token, typ="dc+sd-jwt").jws.unverified_claims


class TestRefusals:
    def test_refuses_a_document_with_a_broken_link(self) -> None:
        content = read_content(assessment(), vct=ASSESSMENT.vct)
        assert isinstance(content, Assessment)
        broken = content.model_copy(update={"outcomes": content.outcomes[1:]})
        refusal = refusal_of(lambda: seal_again(broken))
        assert refusal.code == "links-broken"
        assert refusal.findings[0].at == "/barriers/0/outcomeIds/0"

    def test_refuses_a_document_with_an_id_that_comes_twice(self) -> None:
        content = read_content(assessment(), vct=ASSESSMENT.vct)
        assert isinstance(content, Assessment)
        twice = content.model_copy(update={"alerts": content.alerts * 2})
        refusal = refusal_of(lambda: seal_again(twice))
        assert (refusal.code, refusal.at) == ("schema-failed", "/alerts/1/id")

    @pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
    @pytest.mark.parametrize("value", ["text", ["text"], [], [digest_of("of nothing")], digest_of("of nothing")])
    def test_refuses_a_member_with_a_name_that_digests_use(self, name: str, value: JsonValue) -> None:
        in_an_item, in_a_section, as_a_section = assessment(), assessment(), assessment()
        items_of(in_an_item, "needs")[1]["more"] = [{name: value}]
        in_a_section["sharing"] = {"informed": "yes", "consent": {"absent": "not-asked"}, "more": {name: value}}
        as_a_section[name] = value
        for document in (in_an_item, in_a_section, as_a_section):
            code = refusal_of(lambda document=document: sealed(document)).code  # type: ignore[misc]
            assert code in {"disclosure-name", "digest-misplaced", "schema-failed"}

    @pytest.mark.parametrize("name", ["", "Mair Prys", "x/y", "X", "é", "x" * 65])
    def test_refuses_a_new_section_whose_name_might_say_something(self, name: str) -> None:
        assert refusal_of(lambda: sealed(assessment(**{name: "text"}))).code == "schema-failed"

    @pytest.mark.parametrize(
        ("at", "action"),
        [
            ("/iss", lambda: sealed_with(iss="")),
            ("/jti", lambda: sealed_with(jti="7")),
            ("/jti", lambda: sealed_with(jti=JTI.upper())),
            ("/supersedes", lambda: sealed_with(supersedes="a record")),
            ("/status/status_list/uri", lambda: sealed_with(status=StatusRef("http://gwynedd.example/status/1", 0))),
            ("/status/status_list/idx", lambda: sealed_with(status=StatusRef(STATUS.uri, -1))),
        ],
    )
    def test_refuses_an_envelope_that_no_reader_would_take(self, at: str, action: Callable[[], object]) -> None:
        refusal = refusal_of(action)
        assert (refusal.code, refusal.at) == ("record-claims", at)


def seal_again(content: Assessment) -> SealedRecord:
    return seal(
        content, iss=GWYNEDD, jti=JTI, issued_at=SIGNED_AT, status=STATUS, signer=RECORD_KEY, salts=numbered_salts()
    )


class TestSkeleton:
    @pytest.mark.parametrize("name", sorted(DOCUMENTS))
    def test_holds_one_entry_for_each_section_in_order_also_for_empty_ones(self, name: str) -> None:
        kind, document = DOCUMENTS[name]
        sections = payload_of(sealed(document, kind=kind).token)["sections"]
        assert isinstance(sections, list)
        shape = [(entry["id"], entry["kind"], len(str(entry["_sd"]))) for entry in sections if isinstance(entry, dict)]
        assert shape == [(spec.name, spec.name, 47) for spec in kind.sections]

    def test_looks_the_same_for_every_document_of_a_kind(self) -> None:
        one, other = payload_of(sealed(assessment()).token), payload_of(sealed(assessment(contacts=[])).token)
        assert len(dumps(one)) == len(dumps(other))

    def test_holds_nothing_of_the_content(self) -> None:
        payload = dumps(payload_of(sealed(assessment()).token)).decode()
        texts = {text for text in strings_in(assessment()) if len(text) > 3}
        names = {spec.name for spec in ASSESSMENT.sections}
        assert [text for text in texts - names if text in payload] == []

    def test_each_entry_of_a_list_is_a_disclosure_of_its_own(self) -> None:
        record = sealed(assessment())
        disclosures = [unb64u(each).decode() for each in record.token.split("~")[1:-1]]
        assert len([each for each in disclosures if '"id":"need-' in each]) == 3
        lists = [document for document in assessment().values() if isinstance(document, list)]
        assert len(disclosures) == len(ASSESSMENT.sections) + sum(map(len, lists))

    def test_the_envelope_is_never_concealed(self) -> None:
        record = sealed(assessment(), supersedes=digest_of("an older record"))
        payload = payload_of(with_disclosures(record.token, keep=()))
        payload.pop("sections")
        assert payload == {
            "iss": GWYNEDD,
            "iat": int(SIGNED_AT.timestamp()),
            "jti": JTI,
            "vct": "urn:assessment-exchange:assessment:1.0",
            "_sd_alg": "sha-256",
            "status": {"status_list": {"idx": 4711, "uri": STATUS.uri}},
            "supersedes": digest_of("an older record"),
        }


def strings_in(value: JsonValue) -> set[str]:
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set[str]().union(*(strings_in(each) for each in inner))


class TestIdentity:
    def test_a_record_is_named_by_its_signing_input(self) -> None:
        record = sealed(plan(), kind=PLAN)
        signing_input = record.token.split("~")[0].rpartition(".")[0]
        assert record.digest == digest_of(signing_input) == parse_sdjwt(record.token, typ="dc+sd-jwt").digest
        assert (record.kind, record.vct, record.iss, record.jti) == (PLAN.name, PLAN.vct, GWYNEDD, JTI)
        assert record.issued_at == SIGNED_AT

    def test_other_salts_make_another_record(self) -> None:
        numbers = count(1_000)
        again = seal(
            read_content(assessment(), vct=ASSESSMENT.vct),
            iss=GWYNEDD,
            jti=JTI,
            issued_at=SIGNED_AT,
            status=STATUS,
            signer=RECORD_KEY,
            salts=lambda: b64u(next(numbers).to_bytes(16)),
        )
        assert again.digest != sealed(assessment()).digest == sealed(assessment()).digest

    def test_every_disclosure_has_a_salt_of_its_own(self) -> None:
        texts = [unb64u(each).decode() for each in sealed(assessment()).token.split("~")[1:-1]]
        assert len({text.split(",")[0] for text in texts}) == len(texts)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_back_as_it_was_sealed(example: Path) -> None:
    document = loads_signed(example.read_bytes())
    kind = next(kind for kind in KINDS.values() if example.stem.endswith(kind.name.rpartition("-")[2]))
    record = verify_record(sealed(document, kind=kind).token, issuer_keys=ISSUER_KEYS)
    assert {name: section for name, section in record.plain().items() if section != [] or name in document} == document
    assert record.unknown == ()
    assert record.subject is not None


def test_there_are_examples() -> None:
    assert EXAMPLES


@settings(max_examples=25)
@given(documents())
def test_a_document_comes_back_as_it_was_sealed(made: tuple[Kind, JsonObject]) -> None:
    kind, document = made
    record = verify_record(sealed(document, kind=kind).token, issuer_keys=ISSUER_KEYS)
    shown = record.plain()
    assert {name: section for name, section in shown.items() if section != [] or name in document} == document
    assert record.withheld == ()
    assert (record.kind, record.version) == (kind.name, "1.0")


@given(st.sampled_from(sorted(DOCUMENTS)))
def test_what_is_read_can_be_sealed_again(name: str) -> None:
    kind, document = DOCUMENTS[name]
    shown = verify_record(sealed(document, kind=kind).token, issuer_keys=ISSUER_KEYS).plain()
    assert verify_record(sealed(shown, kind=kind).token, issuer_keys=ISSUER_KEYS).plain() == shown
