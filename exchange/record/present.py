"""Presenting: a record with chosen parts, and a signed statement of who shows it to whom, why, and what is left out.

The table of purposes decides first: what it keeps back stays back, whoever asks. Then come the decisions that the
record itself holds about the person's own copy, then those of the caller.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Signer, digest_of, sign_jws
from exchange.jose.sdjwt import open_unverified, parse_sdjwt, with_disclosures
from exchange.record import envelope
from exchange.record.envelope import TYP, Entry, read_envelope, read_skeleton
from exchange.record.purposes import GROUNDS, PERSON, Purpose, Rule, find_ground, find_purpose, ruling_on

STATEMENT_TYP: Final = "presentation+jwt"
_CLAIMS: Final = {"iss", "aud", "iat", "jti", "purpose", "basis", "record", "disclosed", "withheld"}
_CODE: Final = "presentation-claims"


@dataclass(frozen=True)
class Withhold:
    """A section, or the entry of it that has this id, is not to be shown, on this ground."""

    section: str
    item: str | None = None
    ground: str | None = None


@dataclass(frozen=True)
class Withheld:
    """A part that is not shown: a whole section, or the entry at `item`. `ground` is None where it is not told."""

    section: str
    item: int | None
    ground: str | None
    digest: str

    @property
    def at(self) -> str:
        """The JSON pointer of the place in the content."""
        return f"/{self.section}" if self.item is None else f"/{self.section}/{self.item}"


@dataclass(frozen=True)
class Presentation:
    """A record with chosen disclosures and the signed statement that goes with it.

    `withheld` is for the presenter's own trail: it holds every ground, also one that the statement does not tell.
    """

    record: str
    statement: str
    digest: str
    record_digest: str
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True)
class Statement:
    """What a presenter says about a presentation. `withheld` maps digests to grounds, where these are told."""

    iss: str
    aud: str
    issued_at: datetime
    jti: str
    purpose: str
    basis: str
    record: str
    disclosed: frozenset[str]
    withheld: dict[str, str | None]


def present(
    record_token: str,
    *,
    purpose: str,
    audience: str,
    basis: str,
    withhold: Sequence[Withhold] = (),
    iss: str,
    jti: str,
    issued_at: datetime,
    signer: Signer,
    cleared: Collection[str] = (),
) -> Presentation:
    """Choose what is shown for a purpose and sign the statement. The record must be one that was verified before.

    `cleared` names sections that the table does not let go unasked and that a worker decided to show. Refuses
    `purpose-unknown`, `ground-unknown`, `withhold-unknown`, and `section-forbidden` for clearing any other section.
    """
    unverified = parse_sdjwt(record_token, typ=TYP)
    opened = open_unverified(unverified)
    entries = read_skeleton(opened, kind=read_envelope(opened.claims).kind)
    withheld = _choose(entries, find_purpose(purpose), withhold, cleared)
    kept = _kept(entries, {part.digest for part in withheld})
    claims: JsonObject = {
        "iss": iss,
        "aud": audience,
        "iat": int(issued_at.timestamp()),
        "jti": jti,
        "purpose": purpose,
        "basis": basis,
        "record": unverified.digest,
        "disclosed": list[JsonValue](kept),
        "withheld": [_told(part) for part in withheld],
    }
    read_statement(claims)  # what a reader would refuse is not signed
    statement = sign_jws(claims, typ=STATEMENT_TYP, signer=signer)
    shown = with_disclosures(record_token, keep=frozenset(kept))
    return Presentation(shown, statement, digest_of(statement.rpartition(".")[0]), unverified.digest, tuple(withheld))


def read_statement(claims: JsonObject) -> Statement:
    """Read the claims of a statement (checked or not); refuses `presentation-claims`, or what it names wrongly."""
    if claims.keys() != _CLAIMS:
        raise Refusal(_CODE)
    purpose = find_purpose(envelope.text(claims, "purpose", code=_CODE))
    disclosed, withheld = claims["disclosed"], claims["withheld"]
    if not isinstance(disclosed, list) or not isinstance(withheld, list):
        raise Refusal(_CODE)
    shown = frozenset(each for each in disclosed if isinstance(each, str))
    grounds = dict(_read_withheld(each, purpose) for each in withheld)
    if len(shown) != len(disclosed) or len(grounds) != len(withheld):  # twice, or not a digest
        raise Refusal(_CODE)
    return Statement(
        envelope.text(claims, "iss", code=_CODE),
        envelope.text(claims, "aud", code=_CODE),
        envelope.moment(claims, "iat", code=_CODE),
        envelope.uuid(claims, "jti", code=_CODE),
        purpose.code,
        envelope.text(claims, "basis", code=_CODE),
        envelope.digest(claims, "record", code=_CODE),
        shown,
        grounds,
    )


def name_concealed(entries: Sequence[Entry], grounds: Mapping[str, str | None]) -> tuple[Withheld, ...]:
    """Name every part of a record that is not disclosed, in the order of the record."""
    named: list[Withheld] = []
    for entry in entries:
        if not entry.disclosed:  # what it would hold cannot be told apart any more
            named.append(Withheld(entry.name, None, grounds.get(entry.digest), entry.digest))
        for position in entry.concealed:
            digest = entry.items[position]
            named.append(Withheld(entry.name, position, grounds.get(digest), digest))
    return tuple(named)


def name_disclosed(entries: Sequence[Entry]) -> Iterator[str]:
    """The digests of every part of a record that is disclosed, in the order of the record."""
    for entry in entries:
        if entry.disclosed:
            yield entry.digest
        yield from (entry.items[position] for position in entry.positions())


def _choose(
    entries: Sequence[Entry], purpose: Purpose, withhold: Sequence[Withhold], cleared: Collection[str]
) -> list[Withheld]:
    if any(ruling_on(section, purpose=purpose).rule is Rule.NEVER for section in cleared):
        raise Refusal("section-forbidden", "cleared")
    chosen = {part.digest: part for part in name_concealed(entries, {})}  # what we were not shown ourselves
    for entry in entries:
        ruling = ruling_on(entry.name, purpose=purpose)
        if ruling.rule is Rule.NEVER or (ruling.rule is Rule.ASK and entry.name not in cleared):
            _withhold(chosen, entry, None, ruling.ground)
    for decision in _decisions_in(entries, purpose):
        for entry, item in _find(entries, decision):  # what is not there, or not shown to us, need not be withheld
            _withhold(chosen, entry, item, decision.ground)
    for decision in withhold:
        ground = find_ground(decision.ground, purpose=purpose)
        found = _find(entries, decision)
        if not found:
            raise Refusal("withhold-unknown", "withhold")
        _withhold(chosen, *found[0], ground.code if ground else None)
    return list(chosen.values())


def _withhold(chosen: dict[str, Withheld], entry: Entry, item: int | None, ground: str | None) -> None:
    """Add a part, unless it is withheld already, by itself or with its whole section; the first ground stands."""
    if entry.digest in chosen:
        return
    if item is not None:
        chosen.setdefault(entry.items[item], Withheld(entry.name, item, ground, entry.items[item]))
        return
    for digest in entry.items:
        chosen.pop(digest, None)
    chosen[entry.digest] = Withheld(entry.name, None, ground, entry.digest)


def _find(entries: Sequence[Entry], decision: Withhold) -> list[tuple[Entry, int | None]]:
    named = [entry for entry in entries if entry.name == decision.section]
    if decision.item is None:
        return [(entry, None) for entry in named]
    shown = ((entry, position, item) for entry in named for position, item in entry.shown())
    return [
        (entry, index) for entry, index, item in shown if isinstance(item, dict) and item.get("id") == decision.item
    ]


def _decisions_in(entries: Sequence[Entry], purpose: Purpose) -> Iterator[Withhold]:
    """The decisions that the record holds about the person's own copy. An unknown ground withholds without a word."""
    if purpose.code != PERSON:
        return
    [decisions] = [entry for entry in entries if entry.name == "withholding"]
    if not decisions.disclosed or decisions.concealed:
        raise Refusal("decisions-concealed", "/withholding")
    for _, decision in decisions.shown():
        members = decision if isinstance(decision, dict) else {}
        section, item = members.get("section"), members.get("item")
        if isinstance(section, str):
            yield Withhold(section, item if isinstance(item, str) else None, _known(members.get("ground"), purpose))


def _known(ground: JsonValue, purpose: Purpose) -> str | None:
    known = GROUNDS.get(ground) if isinstance(ground, str) else None
    return known.code if known and purpose.code in known.purposes else None


def _kept(entries: Sequence[Entry], withheld: set[str]) -> list[str]:
    shown = [entry for entry in entries if entry.digest not in withheld]
    return [digest for digest in name_disclosed(shown) if digest not in withheld]


def _told(part: Withheld) -> JsonObject:
    """A part as the statement lists it; a ground whose telling would do the harm is left out."""
    if part.ground is None or not GROUNDS[part.ground].told:
        return {"digest": part.digest}
    return {"digest": part.digest, "ground": part.ground}


def _read_withheld(value: JsonValue, purpose: Purpose) -> tuple[str, str | None]:
    if not isinstance(value, dict) or not {"digest"} <= value.keys() <= {"digest", "ground"}:
        raise Refusal(_CODE, "/withheld")
    if "ground" not in value:
        return envelope.digest(value, "digest", code=_CODE), None
    ground = find_ground(envelope.text(value, "ground", code=_CODE), purpose=purpose)
    return envelope.digest(value, "digest", code=_CODE), ground.code if ground else None
