"""Records that another council may attach to a good message: for each code of checking a record, one that provokes it.

What is wrong is said in the receipt (*checked*), and the message stands; what may heal delays it all (a *problem*).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from exchange.jose import JsonObject, JsonValue, b64u, digest_of, dumps, unb64u
from tests import canary
from tests.federation.bad_parcels import Bad, problem
from tests.federation.liar import RECORD, Liar, Shown, named, retold
from tests.record.sealed import PERSON, plan


def shown(change: Callable[[Liar, Shown], Shown]) -> Bad:
    """A good message, with a record attached that is not."""
    return Bad("checked", lambda liar: liar.letter(change(liar, liar.plan())).sealed())


def with_consent(purpose: str, consent: JsonValue) -> Bad:
    """A record shown for this purpose, on this consent."""
    return shown(lambda liar, good: liar.restated(good, lambda claims: claims.update(purpose=purpose, consent=consent)))


def consent(*sections: str) -> JsonObject:
    """The consent that a person gave to these sections crossing a border."""
    return {
        "scope": [*sections], "capacity": "has-capacity", "takenOn": "2026-11-01", "takenBy": "social-worker",
        "withdrawable": True,
    }  # fmt: skip


def wrong_number(liar: Liar, shown_plan: Shown) -> Shown:
    """A record with an NHS number whose check digit is wrong, sealed all the same."""
    swaps: dict[str, str] = {}

    def rewrite(disclosures: list[str]) -> None:
        for place, each in enumerate(disclosures):
            text = unb64u(each)
            if canary.NHS_NUMBER.encode() in text:
                disclosures[place] = b64u(text.replace(canary.NHS_NUMBER.encode(), b"9991112345"))
                swaps[digest_of(each)] = digest_of(disclosures[place])

    retold(shown_plan.record, lambda _: None, typ=RECORD, key=liar.node.keyring.record, disclosing=rewrite)

    def swap(claims: JsonObject) -> None:
        text = dumps(claims).decode()
        for old, new in swaps.items():
            text = text.replace(old, new)
        claims.update(json.loads(text))

    sealed = liar.resealed(shown_plan, swap, disclosing=rewrite)
    return liar.restated(sealed, swap)


def taken_out(_: Liar, whole: Shown) -> Shown:
    """A record from which something was taken out without a word."""
    *kept, _last, end = whole.record.split("~")
    return replace(whole, record="~".join([*kept, end]))


def wrong_role(liar: Liar) -> str:
    """A record that is signed with a key of the same council, but one that seals no records."""
    good = liar.plan()
    record = retold(good.record, lambda _: None, typ=RECORD, key=liar.node.keyring.message)
    again = liar.restated(replace(good, record=record), lambda claims: claims.update(record=named(record)))
    return liar.letter(again).sealed()


def other_name(liar: Liar) -> str:
    """A notification about one person, with the plan of another."""
    return liar.letter(liar.plan(plan())).sealed()


def tomorrow(claims: JsonObject) -> None:
    issued_at = claims["iat"]
    assert isinstance(issued_at, int)
    claims["iat"] = issued_at + 86_400


def second_person(liar: Liar) -> str:
    return liar.letter(liar.plan(), liar.plan(plan(person={**PERSON, "birthDate": "1951-01-01"}))).sealed()


RECORDS: Mapping[str, Bad] = {
    "record-claims": shown(lambda liar, good: liar.resealed(good, lambda claims: claims.update(exp=1))),
    "presentation-claims": shown(lambda liar, good: liar.restated(good, lambda claims: claims.update(exp=1))),
    "presentation-audience": Bad(
        "checked", lambda liar: liar.letter(liar.plan(audience="https://gwynedd.example")).sealed()
    ),
    "purpose-unknown": shown(lambda liar, good: liar.restated(good, lambda claims: claims.update(purpose="gossip"))),
    "withheld-unlisted": shown(taken_out),
    "consent-missing": shown(
        lambda liar, good: liar.restated(good, lambda claims: claims.update(purpose="cross-border"))
    ),
    "consent-not-basis": with_consent("receiving-council", consent("needs")),
    "consent-malformed": with_consent("cross-border", {"said": canary.WORD}),
    "consent-exceeded": with_consent("cross-border", consent("needs")),
}

MORE_RECORDS: Mapping[str, tuple[str, Bad]] = {
    "an NHS number with a wrong check digit": ("schema-failed", shown(wrong_number)),
    "records about two people": ("subjects-differ", Bad("checked", second_person, records=1)),
    "a plan under another person's name": ("subjects-differ", Bad("checked", other_name)),
    "a plan that is shown for another purpose": (
        "presentation-claims",
        shown(lambda liar, good: liar.restated(good, lambda claims: claims.update(purpose="audit"))),
    ),
    "a record that was sealed tomorrow": (
        "signed-in-future",
        problem(lambda liar: liar.letter(liar.resealed(liar.plan(), tomorrow)).sealed()),
    ),
    "a presentation that was made tomorrow": (
        "signed-in-future",
        problem(lambda liar: liar.letter(liar.restated(liar.plan(), tomorrow)).sealed()),
    ),
    "a record of an unknown kind": (
        "vct-unknown",
        shown(lambda liar, good: liar.resealed(good, lambda claims: claims.update(vct="urn:gossip:gossip:1.0"))),
    ),
    "a record that points to a status list somewhere else": (
        "record-claims",
        shown(
            lambda liar, good: liar.resealed(
                good,
                lambda claims: claims.update(
                    status={"status_list": {"idx": 1, "uri": "https://evil.example/status/0"}}
                ),
            )
        ),
    ),
    "a record whose issuer nobody knows, such as a district council": (
        "entity-unknown",
        problem(
            lambda liar: liar.letter(
                liar.resealed(liar.plan(), lambda claims: claims.update(iss="https://arun-district.example"))
            ).sealed()
        ),
    ),
    "a record signed with the key for messages": ("kid-unknown", problem(wrong_role)),
}
