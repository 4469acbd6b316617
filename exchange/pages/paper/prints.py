"""What a person is given on paper: their copy of a record, and who has seen it.

Each is a `Document`, in the language of whoever reads; the pages show the same value as HTML.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from exchange.journeys.copy_for_person import ForPerson, PersonsCopy
from exchange.journeys.who_has_seen import Given, Opened, WhoHasSeen
from exchange.pages.languages import Voice
from exchange.pages.paper.told import blocks_of, read_record
from exchange.pages.words import DELIVERIES, KINDS, ROLES
from exchange.printing import Block, Code, Document, Heading, Note, Paragraph, Table, Words
from exchange.record.purposes import PURPOSES

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


def copy_document(copy: ForPerson, _: Voice, *, made_on: date) -> Document:
    """The person's own copy of a record, with a code by which anybody can see that the council made it; a preview has
    no such code.
    """
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
        *blocks_of(read_record(record, _), _),
        *(_check(copy, _) if isinstance(copy, PersonsCopy) else ()),
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
        *table_of(
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


def table_of(headers: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, otherwise: str) -> Iterator[Block]:
    """The rows under their headings, or a sentence where there are none."""
    cells = tuple(tuple(Words(text) for text in row) for row in rows)
    yield Table("", headers, cells) if cells else Paragraph(otherwise)


def _opened(opened: Sequence[Opened], _: Voice, *, otherwise: str) -> Iterator[Block]:
    rows = ((_.moment(each.at), each.name, _roles(each.role, _), _act(each, _)) for each in opened)
    yield from table_of((_("When"), _("Name"), _("Role"), _("What")), rows, otherwise=otherwise)


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
