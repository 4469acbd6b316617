"""What a person is given on paper: their copy of a record, who has seen it, and the plan for the time after a move.

Each is a `Document`, in the language of whoever reads; the pages show the same value as HTML.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from exchange.jose import JsonObject, JsonValue
from exchange.journeys.copy_for_person import PersonsCopy
from exchange.journeys.who_has_seen import Given, Opened, WhoHasSeen
from exchange.pages.languages import Voice
from exchange.pages.told import blocks_of
from exchange.pages.words import DELIVERIES, KINDS, NEED_OUTCOMES, ROLES
from exchange.printing import (
    Block,
    Code,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Table,
    Withheld,
    Words,
)
from exchange.reading import Gap, Item, ReadOut, read_out
from exchange.record import find_kind
from exchange.record.purposes import PURPOSES
from exchange.transfer.laws import JURISDICTIONS
from exchange.wire import Spoken, Transfer

ACTS: Final = {
    "opened": "Opened it",
    "copied": "Made a copy for the person",
    "printed": "Printed it",
    "told-who-has-seen": "Told the person who has seen it",
}
WORK: Final = {
    "transfer": "Work on a move",
    "own-record": "Work on our own record",
    "matching": "Saying whose records these are",
}


def copy_document(copy: PersonsCopy, _: Voice, *, made_on: date) -> Document:
    """The person's own copy of a record, with a code by which anybody can see that the council made it."""
    record = copy.record
    kind = _(KINDS[record.kind])
    blocks: list[Block] = [
        Paragraph(
            _(
                "%(kind)s, sealed by %(council)s on %(day)s.",
                kind=kind,
                council=_.council(copy.sealed_by),
                day=_.day(record.issued_at.date()),
            )
        ),
        Note(
            _(
                "This is your own copy. The law lets a council leave some things out of it. Where that was done, it "
                "says so in that place. You can ask the council why, and you can complain to the Information "
                "Commissioner."
            )
        ),
        *blocks_of(_told(copy, _), _),
        *_check(copy, _),
    ]
    return Document(_.language.value, _("Your copy"), _.council(copy.made_by), made_on, tuple(blocks), kind)


def seen_document(told: WhoHasSeen, _: Voice, *, made_on: date) -> Document:
    """Who has had a record before them, as far as this council knows, and to whom it was given."""
    council = _.council(told.council)
    blocks: list[Block] = [
        Note(
            _(
                "This is what %(council)s knows. Who opened the record at another council, that council can tell you.",
                council=council,
            )
        ),
        Heading(2, _("Councils that it was given to")),
        *_table(
            (_("From"), _("To"), _("Sent"), _("What came of it")),
            (_given(each, _) for each in told.given),
            otherwise=_("It was given to no other council."),
        ),
        Heading(2, _("Who opened it at %(council)s", council=council)),
        *_opened(told.opened, _, otherwise=_("Nobody opened it.")),
        Heading(2, _("Copies and prints")),
        *_opened(told.taken_out, _, otherwise=_("No copy was made.")),
    ]
    return Document(_.language.value, _("Who has seen your record"), council, made_on, tuple(blocks))


def interim_plan_document(transfer: Transfer, copies: Sequence[PersonsCopy], _: Voice, *, made_on: date) -> Document:
    """What holds from the day of the move until the receiving council has made its own plan.

    `copies` are the person's copies of the records that the newest decision is about: a need that is withheld from the
    person is not in them, and so it is not here either, nor what was decided on it.
    """
    council = _.council(transfer.receiving)
    decision, told = _newest(transfer, "decision"), [(copy, _told(copy, _)) for copy in copies]
    shown = {(copy.record.digest, item.id): item for copy, read in told for item in _needs(read)}
    blocks: list[Block] = [*_law(transfer, _)]
    if decision is None:
        blocks.append(Paragraph(_("%(council)s has not decided yet which needs it takes over.", council=council)))
        return Document(_.language.value, _("Your interim plan"), council, made_on, tuple(blocks))
    blocks += [
        *_worker(decision.body, _),
        Heading(2, _("Your needs")),
        *_decided(decision.body, shown, _),
        Heading(2, _("What happens from the first day")),
        *_day_one(decision.body, shown, _),
    ]
    return Document(_.language.value, _("Your interim plan"), council, made_on, tuple(blocks))


def _told(copy: PersonsCopy, _: Voice) -> ReadOut:
    record = copy.record
    gaps = [Gap(part.section, part.at, part.ground) for part in record.withheld]
    return read_out(record.plain(), kind=find_kind(record.vct), language=_.language.value, withheld=gaps)


def _check(copy: PersonsCopy, _: Voice) -> Iterator[Block]:
    url = f"{copy.made_by.entity_id}/{_.language.value}/check/{copy.digest}"
    yield Heading(2, _("Is this copy genuine?"))
    yield Paragraph(
        _(
            "Whoever you show it to can look here whether the council made it. The address holds a number and nothing "
            "about you."
        )
    )
    yield Code(url, _("A code for a camera: the address at which this copy can be checked"))


def _table(headers: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, otherwise: str) -> Iterator[Block]:
    cells = tuple(tuple(Words(text) for text in row) for row in rows)
    yield Table("", headers, cells) if cells else Paragraph(otherwise)


def _opened(opened: Sequence[Opened], _: Voice, *, otherwise: str) -> Iterator[Block]:
    rows = ((_.moment(each.at), each.name, _roles(each.role, _), _act(each, _)) for each in opened)
    yield from _table((_("When"), _("Name"), _("Role"), _("What")), rows, otherwise=otherwise)


def _roles(codes: str, _: Voice) -> str:
    return _.listed([_(ROLES.get(code, "Another role")) for code in codes.split()])


def _act(opened: Opened, _: Voice) -> str:
    act, purpose = _(ACTS.get(opened.act, "Worked with it")), PURPOSES.get(opened.purpose)
    if purpose is not None:
        return f"{act}. {purpose.cy if _.language.value == 'cy' else purpose.en}."
    return f"{act}. {_(WORK[opened.purpose])}." if opened.purpose in WORK else f"{act}."


def _given(given: Given, _: Voice) -> tuple[str, ...]:
    came = _(DELIVERIES[given.outcome])
    if given.delivered_at is not None:
        came = f"{came}: {_.moment(given.delivered_at)}"
    return _.council(given.sender), _.council(given.receiver), _.moment(given.sent_at), came


def _law(transfer: Transfer, _: Voice) -> Iterator[Block]:
    """Under which rule the plan goes on, with the sentence and the citation that the duty itself rests on."""
    opening = next((each for each in transfer.messages if _basis(each.body) is not None), None)
    basis = _basis(opening.body) if opening is not None else None
    rule = next((law.from_move for code, law in JURISDICTIONS.items() if code == basis), None)
    if rule is not None:
        title = _("Interim plan under %(citation)s.", citation=_(rule.citation))
        unseen = "" if rule.verified else f" {_('The source of this has not been checked.')}"
        yield Note(f"{title} {_(rule.sentence)}{unseen}")
    facts = [
        Fact(_("The council that you move from"), (Words(_.council(transfer.sending)),)),
        Fact(_("The council that you move to"), (Words(_.council(transfer.receiving)),)),
    ]
    day = _text(opening.body, "day") if opening is not None else None
    if day is not None:
        facts.append(Fact(_("The day of the move"), (Words(_.day(date.fromisoformat(day))),)))
    yield Facts(tuple(facts))


def _basis(body: JsonObject) -> str | None:
    move = body.get("move")
    return _text(body, "basis") or (_text(move, "basis") if isinstance(move, dict) else None)


def _newest(transfer: Transfer, what: str) -> Spoken | None:
    return next((each for each in reversed(transfer.messages) if each.type == what), None)


def _worker(body: JsonObject, _: Voice) -> Iterator[Block]:
    worker = body.get("worker")
    if not isinstance(worker, dict):
        return
    labels = {"name": _("Name"), "role": _("Role"), "contact": _("How to reach them")}
    yield Heading(2, _("Your worker"))
    yield Facts(
        tuple(
            Fact(label, (Words(text),)) for name, label in labels.items() if (text := _text(worker, name)) is not None
        )
    )


def _decided(body: JsonObject, shown: dict[tuple[str, str], Item], _: Voice) -> Iterator[Block]:
    """The needs that the person may see, by what was decided on them; that others are left out is said, once."""
    decided = [(each, shown.get(_need(each))) for each in _objects(body, "needs")]
    for outcome, title in NEED_OUTCOMES.items():
        those = [(each, item) for each, item in decided if item is not None and each.get("outcome") == outcome]
        if those:
            yield Heading(3, _(title))
            yield _needs_listed([(_statement(item), _text(each, "reason")) for each, item in those], _)
    if any(item is None or item.withheld is not None for _each, item in decided):
        yield Withheld(_("Something is left out here, as the law allows."))
    if not decided:
        yield Paragraph(_("No need was decided on yet."))


def _needs_listed(needs: Sequence[tuple[Words, str | None]], _: Voice) -> Block:
    if not any(reason for _statement, reason in needs):
        return Items(tuple(statement for statement, _reason in needs))
    rows = tuple((statement, Words(reason or "–")) for statement, reason in needs)
    return Table("", (_("What you need"), _("Why it changes")), rows)


def _statement(item: Item) -> Words:
    """What the need is, in full: a title may be shortened."""
    whole = next((each for each in item.entries if each.at == f"{item.at}/statement" and each.values), None)
    said = whole.values[0] if whole is not None else item.title
    return Words(said.text, said.lang)


def _day_one(body: JsonObject, shown: dict[tuple[str, str], Item], _: Voice) -> Iterator[Block]:
    """The arrangements, but for those of a need that the person may not see."""
    seen = {need for _record, need in shown}
    arranged = [each for each in _objects(body, "dayOne") if _text(each, "need") in (None, *seen)]
    rows = (
        (
            _.day(date.fromisoformat(_text(each, "startsOn") or "")),
            _text(each, "how") or "–",
            _text(each, "provider") or "–",
            _text(each, "owner") or "–",
        )
        for each in arranged
    )
    headers = (_("From"), _("What"), _("Who provides it"), _("Who sees to it"))
    nothing = _("No arrangement was named yet.")
    yield from _table(headers, rows, otherwise=nothing)


def _needs(told: ReadOut) -> Iterator[Item]:
    """The needs that are shown."""
    for part in (*told.opening, *told.parts):
        if part.id == "needs":
            yield from (item for item in part.items if item.withheld is None)


def _need(each: JsonObject) -> tuple[str, str]:
    return _text(each, "record") or "", _text(each, "need") or ""


def _objects(body: JsonObject, name: str) -> list[JsonObject]:
    values: JsonValue = body.get(name)
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _text(body: JsonObject, name: str) -> str | None:
    value = body.get(name)
    return value if isinstance(value, str) else None
