"""The interim plan on paper: what holds from the day of a move until the receiving council has made its own plan.

Before a decision it is the plan as it came; after one it is what was decided, need by need.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from exchange.jose import JsonObject, JsonValue
from exchange.pages.languages import Voice
from exchange.pages.paper.prints import table_of
from exchange.pages.paper.told import blocks_of, read_record
from exchange.pages.words import KINDS, NEED_OUTCOMES
from exchange.printing import Block, Document, Fact, Facts, Heading, Items, Note, Paragraph, Table, Withheld, Words
from exchange.reading import Item, ReadOut
from exchange.record import VerifiedRecord
from exchange.transfer.laws import JURISDICTIONS
from exchange.wire import Spoken, Transfer

_PLAN = "care-and-support-plan"


def interim_plan_document(
    transfer: Transfer, records: Sequence[VerifiedRecord], _: Voice, *, made_on: date
) -> Document:
    """What holds from the day of the move until the receiving council has made its own plan.

    `records` are the records of the transfer as the person may see them: a need that is withheld from the person is not
    in them, and so it is not here either, nor what was decided on it.
    """
    council = _.council(transfer.receiving)
    decision = _newest(transfer, "decision")
    blocks: list[Block] = [*_law(transfer, _)]
    if decision is None:
        blocks += _as_it_came(transfer, records, _)
        return Document(_.language.value, _("Your interim plan"), council, made_on, tuple(blocks))
    shown = {(each.digest, item.id): item for each in records for item in _needs(read_record(each, _))}
    blocks += [
        *_worker(decision.body, _),
        Heading(2, _("Your needs")),
        *_decided(decision.body, shown, _),
        Heading(2, _("What happens from the first day")),
        *_day_one(decision.body, shown, _),
    ]
    return Document(_.language.value, _("Your interim plan"), council, made_on, tuple(blocks))


def _as_it_came(transfer: Transfer, records: Sequence[VerifiedRecord], _: Voice) -> Iterator[Block]:
    """Until something is decided: the newest plan that was sent, in full; or all that came, where no plan did."""
    receiving, sending = _.council(transfer.receiving), _.council(transfer.sending)
    yield Paragraph(_("%(council)s has not decided yet which needs it takes over.", council=receiving))
    plans = [each for each in records if each.kind == _PLAN]
    came = [max(plans, key=lambda each: each.issued_at)] if plans else list(records)
    if not came:
        yield Paragraph(_("No plan has come from %(council)s yet.", council=sending))
        return
    yield Note(
        _(
            "Until then this paper rests on what came from %(council)s, as it stands. Nothing in it was changed.",
            council=sending,
        )
    )
    for each in came:
        day = _.day(each.issued_at.date())
        yield Paragraph(_("%(kind)s of %(day)s", kind=_(KINDS[each.kind]), day=day))
        yield from blocks_of(read_record(each, _), _)


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
    yield from table_of(headers, rows, otherwise=nothing)


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
