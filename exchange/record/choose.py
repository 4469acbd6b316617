"""Choosing what a presentation leaves out, and naming it.

The table of purposes decides first: what it keeps back stays back, whoever asks. Then comes what the person agreed to,
where that counts; then the decisions that the record itself holds about the person's own copy; then the caller's.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.jose import JsonValue
from exchange.record.consent import Consent, check_not_withdrawn, check_scope, kept_back_by
from exchange.record.envelope import Entry
from exchange.record.grounds import GROUNDS, PERSON
from exchange.record.purposes import Purpose, Rule, find_ground, ruling_on


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


def choose(
    entries: Sequence[Entry],
    *,
    purpose: Purpose,
    withhold: Sequence[Withhold],
    cleared: Collection[str],
    consent: Consent | None,
) -> list[Withheld]:
    """What is not shown, each part with its ground; refuses what `present` says."""
    if any(ruling_on(section, purpose=purpose).rule is Rule.NEVER for section in cleared):
        raise Refusal("section-forbidden", "cleared")
    chosen = {part.digest: part for part in name_concealed(entries, {})}  # what we were not shown ourselves
    for entry in entries:
        ruling = ruling_on(entry.name, purpose=purpose)
        if ruling.rule is Rule.NEVER or (ruling.rule is Rule.ASK and entry.name not in cleared):
            _withhold(chosen, entry, None, ruling.ground)
    if consent is not None:
        _keep_to(consent, entries, purpose, chosen)
    for decision in _decisions_in(entries, purpose):
        for entry, item in _find(entries, decision):  # what is not there, or not shown to us, need not be withheld
            _withhold(chosen, entry, item, decision.ground)
    for decision in withhold:
        _obey(decision, entries, purpose, chosen)
    return list(chosen.values())


def _keep_to(consent: Consent, entries: Sequence[Entry], purpose: Purpose, chosen: dict[str, Withheld]) -> None:
    """Withhold what the person did not agree to; consent is no reason to show anything."""
    if not purpose.needs_consent:
        raise Refusal("consent-not-basis", "consent")
    check_scope(consent, purpose=purpose)
    for entry in entries:
        if entry.name == "sharing":
            check_not_withdrawn(consent, sharing=entry.body)
        if kept_back_by(consent, entry.name):
            _withhold(chosen, entry, None, "not-consented")


def _obey(decision: Withhold, entries: Sequence[Entry], purpose: Purpose, chosen: dict[str, Withheld]) -> None:
    ground = find_ground(decision.ground, purpose=purpose)
    found = _find(entries, decision)
    if not found:
        raise Refusal("withhold-unknown", "withhold")
    _withhold(chosen, *found[0], ground.code if ground else None)


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
