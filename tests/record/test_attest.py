"""Attestations: checked together with their record, and always clear about who speaks for whom."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u, sign_jws
from exchange.jose.sdjwt import Concealer, sign_sdjwt, with_disclosures
from exchange.record.attest import ATTESTATION_TYP, Attestation, SealedAttestation, attest, read_attestation
from exchange.record.attested import ATTESTED, ROLES, Registration, Who, sentence
from exchange.record.verify import VerifiedRecord, verify_record
from tests.record.sealed import (
    GWYNEDD,
    ISSUER_KEYS,
    JTI,
    MESSAGE_KEY,
    PRESENTER_KEYS,
    SIGNED_AT,
    assessment,
    numbered_salts,
    sealed,
)

RECORD = verify_record(sealed(assessment()).token, issuer_keys=ISSUER_KEYS)
OTHER = verify_record(sealed(assessment(), supersedes=RECORD.digest).token, issuer_keys=ISSUER_KEYS)
BOARD = "https://hywel-dda.example"
FFION = Who("Ffion Rees", Registration("social-care-wales", "W/7654321"), "council-single-sign-on")
DOCUMENT = b64u(bytes(32))
ON = date(2026, 11, 2)


def attested(
    *,
    says: str = "assessed",
    role: str = "assessor",
    iss: str = GWYNEDD,
    jti: str = JTI,
    stated: Who | None = None,
    who: Who | None = None,
    document: str | None = None,
    hours: int = 1,
) -> SealedAttestation:
    return attest(
        RECORD.digest,
        says=says,
        role=role,
        on=ON,
        iss=iss,
        jti=jti,
        issued_at=SIGNED_AT + timedelta(hours=hours),
        signer=MESSAGE_KEY,
        salts=numbered_salts(),
        stated=stated,
        who=who,
        document=document,
    )


def read(token: str, *, record: VerifiedRecord = RECORD) -> Attestation:
    return read_attestation(token, keys=PRESENTER_KEYS, record=record)


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def forged(*, who: JsonValue = None, bare: bool = False, **changed: JsonValue) -> str:
    claims: JsonObject = {
        "iss": GWYNEDD, "iat": int(SIGNED_AT.timestamp()), "jti": JTI, "record": RECORD.digest, "says": "assessed",
        "role": "assessor", "by": "stated", "on": "2026-11-02", **changed,
    }  # fmt: skip
    claims = {name: value for name, value in claims.items() if value != "absent"}
    concealer = Concealer(numbered_salts())
    attester: JsonObject = {"who": who} if bare else {}
    if not bare:
        concealer.member(attester, "who", {"name": "Ffion Rees"} if who is None else who)
    claims.setdefault("attester", attester)
    return sign_sdjwt(claims, disclosures=concealer.disclosures, typ=ATTESTATION_TYP, signer=MESSAGE_KEY)


class TestRefusals:
    def test_refuses_an_attestation_of_another_record(self) -> None:
        token = attested(stated=FFION).token
        assert code_of(lambda: read(token, record=OTHER)) == "attestation-foreign"

    def test_refuses_a_council_that_states_what_was_attested_of_anothers_record(self) -> None:
        token = attested(stated=FFION, iss="https://powys.example").token
        assert code_of(lambda: read(token)) == "attestation-hearsay"

    def test_refuses_an_attestation_that_is_older_than_its_record(self) -> None:
        assert code_of(lambda: read(attested(stated=FFION, hours=-1).token)) == "attestation-claims"

    def test_refuses_a_stranger_a_key_of_another_role_and_a_plain_token(self) -> None:
        token = attested(stated=FFION).token
        assert code_of(lambda: read_attestation(token, keys=ISSUER_KEYS, record=RECORD)) == "kid-unknown"
        stranger = PrivateKey.generate()
        assert code_of(lambda: read_attestation(token, keys={stranger.kid: stranger.public}, record=RECORD))
        assert code_of(lambda: read(sign_jws({"iss": GWYNEDD}, typ="presentation+jwt", signer=MESSAGE_KEY) + "~"))

    def test_refuses_a_name_that_could_never_be_erased(self) -> None:
        assert code_of(lambda: read(forged(who={"name": "Ffion Rees"}, bare=True))) == "attestation-claims"

    @pytest.mark.parametrize(
        "changed",
        [
            {"says": "thinks"}, {"role": "neighbour"}, {"by": "hearsay"}, {"on": "2026-02-30"}, {"on": 7},
            {"record": "x"}, {"jti": "7"}, {"iat": None}, {"says": "document"}, {"document": "x"}, {"more": 1},
            {"iss": ""}, {"on": "absent"}, {"by": "absent"}, {"_sd": ["x"]},
            {"attester": {}}, {"attester": "Ffion Rees"}, {"attester": {"name": "Ffion Rees"}},
            {"who": {}}, {"who": {"name": ""}}, {"who": {"name": "A", "age": 7}}, {"who": "Ffion Rees"},
            {"who": {"name": "A", "signIn": "her password"}}, {"who": {"name": "A", "registration": "W/1"}},
            {"who": {"name": "A", "registration": {"body": "x", "number": 7}}},
        ],
    )  # fmt: skip
    def test_refuses_claims_that_do_not_fit(self, changed: JsonObject) -> None:
        code = code_of(lambda: read(forged(**changed)))  # type: ignore[arg-type]
        assert code in {"attestation-claims", "digest-misplaced", "disclosure-unused", "claim-concealed"}

    @pytest.mark.parametrize("wrong", ["says", "role", "jti", "iss"])
    def test_refuses_to_sign_what_no_reader_would_take(self, wrong: str) -> None:
        said = {"says": "assessed", "role": "assessor", "jti": JTI, "iss": GWYNEDD, wrong: ""}
        made = lambda: attested(  # noqa: E731
            says=said["says"], role=said["role"], jti=said["jti"], iss=said["iss"], stated=FFION
        )
        assert code_of(made) == "attestation-claims"
        assert code_of(lambda: attested(stated=Who("A", sign_in="her password"))) == "attestation-claims"


class TestReading:
    def test_an_assessor_is_shown_with_name_role_and_registration_as_stated_by_the_council(self) -> None:
        attestation = read(attested(stated=FFION).token)
        assert (attestation.who, attestation.stated, attestation.erased) == (FFION, True, False)
        assert sentence(attestation, issuer="Gwynedd Council", language="en") == (
            "As stated by Gwynedd Council: Ffion Rees, Social Care Wales W/7654321, assessor, made this assessment."
        )
        assert "Gofal Cymdeithasol Cymru" in sentence(attestation, issuer="Cyngor Gwynedd", language="cy")

    def test_an_enrolled_health_board_signs_for_itself(self) -> None:
        attestation = read(attested(iss=BOARD, says="contributed", role="health-board").token)
        assert (attestation.iss, attestation.stated, attestation.who) == (BOARD, False, None)
        said = sentence(attestation, issuer="Hywel Dda", language="en")
        assert said == "Hywel Dda signs, as health board: contributed a part of this record."

    def test_the_document_of_a_provider_that_is_not_enrolled_is_stated_by_the_council(self) -> None:
        who = Who("Gofal Teifi Cyf")
        attestation = read(attested(says="document", role="provider", stated=who, document=DOCUMENT).token)
        assert attestation.document == DOCUMENT
        said = sentence(attestation, issuer="Gwynedd Council", language="en")
        assert said == "As stated by Gwynedd Council: Gofal Teifi Cyf, provider, wrote the attached document."

    def test_after_erasure_it_still_holds_and_names_nobody(self) -> None:
        made = attested(stated=FFION)
        attestation = read(with_disclosures(made.token, keep=()))
        assert (attestation.digest, attestation.who, attestation.erased) == (made.digest, None, True)
        assert "no longer named" in sentence(attestation, issuer="Gwynedd Council", language="en")

    @given(
        st.sampled_from(sorted(ATTESTED.codes.keys() - {"document"})),
        st.sampled_from(sorted(ROLES.codes)),
        st.builds(
            Who,
            st.text(min_size=1, max_size=40),
            st.none() | st.builds(Registration, st.just("hcpc"), st.text(min_size=1, max_size=20)),
            st.none() | st.just("smart-card"),
        ),
        st.booleans(),
    )
    def test_what_is_read_is_what_was_attested_and_no_name_is_left_bare(
        self, says: str, role: str, who: Who, stated: bool
    ) -> None:
        made = attested(says=says, role=role, stated=who if stated else None, who=None if stated else who)
        attestation = read(made.token)
        assert (attestation.says, attestation.role, attestation.who, attestation.stated) == (says, role, who, stated)
        assert read(with_disclosures(made.token, keep=())).who is None
        for language in ("en", "cy"):
            assert who.name in sentence(attestation, issuer="X", language=language)
