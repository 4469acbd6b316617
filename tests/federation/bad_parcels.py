"""What another council may send: for each code of the federation door, a parcel that provokes it.

A *problem* leaves no trace. A *rejected* message gets a signed receipt and keeps its place; if the place itself is what
is wrong, it is *held* aside as proof. What is wrong with a record that is attached to a good message is said in the
receipt (*checked*), and does not reject the message.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, TypeAlias, cast

from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u, digest_of, dumps, unb64u
from exchange.transfer import Arrived, Place
from tests import canary
from tests.federation.liar import Liar, named, notification

Way: TypeAlias = Literal["problem", "rejected", "held", "checked"]
Make: TypeAlias = Callable[[Liar], str]
SALT = "c2FsdHNhbHRzYWx0c2FsdA"


@dataclass(frozen=True)
class Bad:
    """How a parcel is answered, and how it is made."""

    way: Way
    make: Make
    records: int = 0  # how many of the records attached are genuine, and kept

    @property
    def outcome(self) -> str:
        """How the answer reads: one that is held is rejected like any other."""
        return "rejected" if self.way == "held" else self.way


def problem(make: Make) -> Bad:
    return Bad("problem", make)


def told(change: Callable[[JsonObject], None]) -> Bad:
    """A message that says something else, under a good signature."""

    def make(liar: Liar) -> str:
        letter = liar.letter()
        return letter.saying(liar.retold(letter.message, change)).sealed()

    return problem(make)


def header(**members: JsonValue) -> Bad:
    """A message whose header says something else, under a good signature."""

    def make(liar: Liar) -> str:
        letter = liar.letter()
        return letter.saying(liar.forged(letter.message, payload=bytes, **members)).sealed()

    return problem(make)


def written(old: bytes, new: bytes) -> Bad:
    """A message whose signed bytes are not what a strict reader takes."""

    def make(liar: Liar) -> str:
        letter = liar.letter()
        return letter.saying(liar.forged(letter.message, payload=lambda text: text.replace(old, new, 1))).sealed()

    return problem(make)


def message(change: Callable[[str], str]) -> Bad:
    """A message that was changed after it was signed."""

    def make(liar: Liar) -> str:
        letter = liar.letter()
        return letter.saying(change(letter.message)).sealed()

    return problem(make)


def disclosing(change: Callable[[list[str]], None], claims: Callable[[JsonObject], None] = lambda _: None) -> Bad:
    """A message with other disclosures."""

    def make(liar: Liar) -> str:
        letter = liar.letter()
        return letter.saying(liar.retold(letter.message, claims, disclosing=change)).sealed()

    return problem(make)


def envelope(change: Callable[[JsonObject], None]) -> Bad:
    """An envelope whose header was changed; it can no longer be opened."""

    def make(liar: Liar) -> str:
        first, rest = liar.letter().sealed().split(".", 1)
        members = cast(JsonObject, json.loads(unb64u(first)))
        change(members)
        return f"{b64u(dumps(members))}.{rest}"

    return problem(make)


def under_another_nation_s_law(liar: Liar) -> str:
    """One Welsh council tells another of a move under the English law."""
    letter = liar.letter()
    return letter.saying(liar.retold(letter.message, lambda claims: body_of(claims).update(basis="eng-s37"))).sealed()


def body_of(claims: JsonObject) -> JsonObject:
    return cast(JsonObject, claims["body"])


def digests_of(claims: JsonObject) -> list[JsonValue]:
    return cast("list[JsonValue]", body_of(claims)["_sd"])


def signed_by_another_text(token: str) -> str:
    """A token under a good signature of something else."""
    jws, tilde, disclosures = token.partition("~")
    head, payload, signature = jws.split(".")
    other = base64.urlsafe_b64encode(unb64u(signature)[::-1]).rstrip(b"=").decode()
    return f"{head}.{payload}.{other}{tilde}{disclosures}"


def conceal_the_log(claims: JsonObject) -> None:
    claims["_sd"] = [digest_of(_concealed_log(claims.pop("log")))]


def _concealed_log(log: JsonValue) -> str:
    return b64u(dumps([SALT, "log", log]))


def concealed_claim(liar: Liar) -> str:
    """A message in which a claim that everyone must see is a disclosure."""
    letter = liar.letter()
    kept: list[JsonValue] = []

    def conceal(claims: JsonObject) -> None:
        kept.append(claims["log"])
        conceal_the_log(claims)

    again = liar.retold(letter.message, conceal, disclosing=lambda all_: all_.append(_concealed_log(kept[0])))
    return letter.saying(again).sealed()


def name_taken(liar: Liar) -> str:
    """A disclosure that would put a second `day` into the body."""
    letter = liar.letter()
    twin = b64u(dumps([SALT, "day", "2026-12-24"]))
    again = liar.retold(
        letter.message,
        lambda claims: digests_of(claims).append(digest_of(twin)),
        disclosing=lambda disclosures: disclosures.append(twin),
    )
    return letter.saying(again).sealed()


def in_anothers_name(liar: Liar) -> str:
    """A message that says, inside and outside, that another council wrote it."""
    letter = liar.letter()
    again = liar.retold(letter.message, lambda claims: claims.update(iss="https://gwynedd.example"))
    return replace(letter.saying(again), iss="https://gwynedd.example").sealed()


def once_more(liar: Liar, *, seq: int, jti: str = "", transfer: str = "", prev: str | None = None) -> str:
    again = liar.plan()
    body = notification([again], today=liar.node.now(), note=f"{canary.WORD} again")
    return liar.letter(again, body=body, transfer=transfer, jti=jti, place=Place(seq, prev)).sealed()


def forked(liar: Liar) -> str:
    transfer = liar.node.fresh_id()
    liar.post(liar.letter(transfer=transfer).sealed())
    return once_more(liar, seq=1, transfer=transfer)


def id_reused(liar: Liar) -> str:
    jti = liar.node.fresh_id()
    liar.post(liar.letter(jti=jti).sealed())
    return once_more(liar, seq=1, jti=jti)


def said_twice(liar: Liar) -> str:
    transfer = liar.node.fresh_id()
    first = liar.letter(transfer=transfer)
    liar.post(first.sealed())
    return once_more(liar, seq=2, transfer=transfer, prev=named(first.message))


def in_others_transfer(liar: Liar) -> str:
    """A third council speaks up in a transfer that two others are in."""
    known = liar.victim.store.read(lambda tx: tx.transfers.page(after=0, limit=1))[0]
    assert liar.node.entity_id not in (known.sending, known.receiving)
    return liar.letter(body=Arrived(day=liar.node.today()), transfer=known.id).sealed()


def too_early(liar: Liar) -> str:
    return liar.letter(place=Place(2, digest_of("the first one"))).sealed()


def empty_line(liar: Liar) -> str:
    letter = liar.letter()
    return replace(letter, tokens=(*letter.tokens, "")).sealed()


def unnamed(liar: Liar) -> str:
    letter = liar.letter()
    return replace(letter, tokens=letter.tokens[:-2]).sealed()


def tampered_tag(liar: Liar) -> str:
    rest, _, tag = liar.letter().sealed().rpartition(".")
    return f"{rest}.{b64u(unb64u(tag)[::-1])}"


PARCELS: Mapping[str, Bad] = {
    "jwe-malformed": problem(lambda _: "not.an.envelope"),
    "key-malformed": envelope(lambda members: members.update(epk={"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"})),
    "decryption-failed": problem(tampered_tag),
    "decryption-key-unknown": problem(lambda liar: replace(liar.letter(), to=PrivateKey.generate().public).sealed()),
    "entity-unknown": problem(lambda liar: replace(liar.letter(), iss="https://nobody.example").sealed()),
    "audience-wrong": problem(lambda liar: replace(liar.letter(), aud="https://gwynedd.example").sealed()),
    "envelope-differs": problem(lambda liar: replace(liar.letter(), iss="https://gwynedd.example").sealed()),
    "parcel-malformed": problem(empty_line),
    "sd-jwt-malformed": message(lambda token: token.removesuffix("~")),
    "jws-malformed": message(lambda token: token.replace(".", "~", 1)),
    "base64url-malformed": message(lambda token: f"{token[:20]}+{token[21:]}"),
    "jws-header": header(jku="https://keys.example/all.json"),
    "typ-wrong": header(typ="receipt+jwt"),
    "alg-wrong": header(alg="none"),
    "kid-unknown": header(kid=PrivateKey.generate().kid),
    "signature-wrong": message(signed_by_another_text),
    "sd-alg-unknown": told(lambda claims: claims.update(_sd_alg="sha-512")),
    "disclosure-malformed": disclosing(lambda disclosures: disclosures.append(b64u(b'{"not": "a disclosure"}'))),
    "disclosure-name": problem(name_taken),
    "disclosure-unused": disclosing(lambda disclosures: disclosures.append(b64u(dumps([SALT, "more", 1])))),
    "digest-twice": told(lambda claims: digests_of(claims).append(digests_of(claims)[0])),
    "digest-misplaced": told(lambda claims: digests_of(claims).append("no digest")),
    "claim-concealed": problem(concealed_claim),
    "message-claims": told(lambda claims: claims.update({canary.WORD: canary.NHS_NUMBER})),
    "message-type-unknown": told(lambda claims: claims.update(type="handed-over")),
    "signed-in-future": problem(lambda liar: liar.letter(at=liar.node.now() + timedelta(hours=1)).sealed()),
    "attachment-unnamed": problem(unnamed),
    "expected-seq": problem(too_early),
    "forked": Bad("held", forked),
    "message-id-reused": Bad("held", id_reused),
    "not-party": Bad("held", in_others_transfer),
    "move-not-allowed": Bad("rejected", said_twice),
    "basis-unknown": Bad("rejected", under_another_nation_s_law),
}

MORE: Mapping[str, tuple[str, Bad]] = {
    "a transfer that begins in the middle": (
        "move-not-allowed",
        Bad("held", lambda liar: liar.letter(body=Arrived(day=liar.node.today())).sealed()),
    ),
    "a message in the name of another council": ("kid-unknown", problem(in_anothers_name)),
    "a name twice under a signature": ("json-duplicate-member", written(b'"seq":1', b'"seq":1,"seq":1')),
    "a fraction under a signature": ("json-number", written(b'"seq":1', b'"seq":1.0')),
    "an infinite number under a signature": ("json-number", written(b'"seq":1', b'"seq":1e400')),
    "no number under a signature": ("json-number", written(b'"seq":1', b'"seq":NaN')),
    "depth under a signature": ("json-too-deep", written(b'"seq":1', b'"seq":' + b"[" * 40 + b"]" * 40)),
    "half a character under a signature": ("json-surrogate", written(b'"seq":1', b'"seq":1,"x":"\\ud800"')),
    "broken JSON under a signature": ("json-malformed", written(b'"seq":1', b'"seq":')),
    "a day that is none": ("day-malformed", told(lambda claims: body_of(claims).update(day="2026-02-30"))),
    "a message to nobody": ("envelope-differs", told(lambda claims: claims.update(aud="https://powys.example"))),
    "a personal reason in the open": (
        "message-claims",
        told(lambda claims: body_of(claims).update(reason=f"{canary.WORD} lives alone")),
    ),
}
