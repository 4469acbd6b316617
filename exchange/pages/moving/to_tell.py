"""What a caseworker can say in a transfer by a short form: the fields of each statement, and what is made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from exchange.node import Node, Once
from exchange.pages.forms import Form
from exchange.pages.languages import Voice
from exchange.pages.moving.conversation import questions
from exchange.pages.moving.statements import (
    say_answer,
    say_arrived,
    say_cancelled,
    say_closed,
    say_day,
    say_dispute,
    say_entered,
    say_more,
    say_not_ours,
    say_question,
    say_wrong_person,
)
from exchange.pages.words import (
    CANCEL_GROUNDS,
    CLOSING_REASONS,
    CONFIDENCES,
    DISPUTES,
    FAULTS,
    FORMS,
    KINDS,
    NOT_OURS_GROUNDS,
)
from exchange.wire import Transfer

FieldKind: TypeAlias = Literal["day", "line", "long", "choice", "ticks"]
Options: TypeAlias = Callable[[Transfer, Voice, str], Mapping[str, str]]
Send: TypeAlias = Callable[[Node, str, Form, Transfer, Once], str]


@dataclass(frozen=True)
class Field:
    """One field of a form. `needed` is what is said where it is empty; "" where it may be.

    `options` are made of the transfer, in the language of the reader, for the council of this name.
    """

    name: str
    kind: FieldKind
    label: str
    needed: str = ""
    hint: str = ""
    options: Options | None = None


@dataclass(frozen=True)
class ToTell:
    """One statement: how its page is called, what it does, which message it is, and how it is made and sent."""

    title: str
    lead: str
    message: str
    fields: tuple[Field, ...]
    send: Send


def _among(table: Mapping[str, str]) -> Options:
    return lambda _transfer, say, _us: {code: say(word) for code, word in table.items()}


def _records(transfer: Transfer, say: Voice, _us: str) -> Mapping[str, str]:
    """The records of the transfer, by kind and by the day on which they were sent."""
    found: dict[str, str] = {}
    for said in transfer.messages:
        documents = said.body.get("documents")
        for each in documents if isinstance(documents, list) else []:
            if isinstance(each, dict):
                kind = say(KINDS.get(str(each.get("kind")), "Another kind of record"))
                found[str(each.get("record"))] = say(
                    "%(kind)s, sent %(moment)s", kind=kind, moment=say.moment(said.said_at)
                )
    return found


def _questions(transfer: Transfer, say: Voice, us: str) -> Mapping[str, str]:
    asked = questions(transfer, us=us)
    return {each.digest: str(each.body.get("text") or say("A question whose text was erased")) for each in asked}


def _note(label: str = "Anything else that the other council should know", name: str = "note") -> Field:
    return Field(name, "long", label, hint="You may leave this empty")


_TODAY: Final = "Enter a day"
_LEAD: Final = Field(
    "lead",
    "ticks",
    "Until this is settled",
    options=lambda _transfer, say, _us: {"yes": say("We meet the person's needs")},
)
TO_TELL: Final[Mapping[str, ToTell]] = {
    "arrived": ToTell(
        "Say that the person has moved",
        "From that day the law counts the person as living at the new address. If you get the day wrong, say it again.",
        "arrived",
        (Field("day", "day", "Day on which the person moved", _TODAY), _note()),
        say_arrived,
    ),
    "entered": ToTell(
        "Say that the records are in your case system",
        "The other council then knows that nothing has to be sent again.",
        "entered",
        (
            Field("documents", "ticks", "Which records", "Choose at least one record", options=_records),
            Field("form", "choice", "How they were entered", "Choose how they were entered", options=_among(FORMS)),
            Field("local_reference", "line", "Your case number", hint="You may leave this empty"),
        ),
        say_entered,
    ),
    "wrong-person": ToTell(
        "This is not our person",
        "The records rest in quarantine again, and the other council is told at once.",
        "wrong-person",
        (
            Field("fault", "choice", "Whose mistake was it?", "Choose whose mistake it was", options=_among(FAULTS)),
            Field("noticed_on", "day", "Day on which it was noticed", _TODAY),
            _note(),
        ),
        say_wrong_person,
    ),
    "question": ToTell(
        "Ask the other council a question",
        "The answer appears on the page of the transfer.",
        "update",
        (Field("text", "long", "Your question", "Write your question"),),
        say_question,
    ),
    "answer": ToTell(
        "Answer a question",
        "Your answer appears on the page of the transfer at both councils.",
        "update",
        (
            Field("of", "choice", "Which question", "Choose the question", options=_questions),
            Field("text", "long", "Your answer", "Write your answer"),
        ),
        say_answer,
    ),
    "day": ToTell(
        "Say that the day of the move has changed",
        "Both councils then expect the person on the new day.",
        "update",
        (
            Field("day", "day", "New day of the move", _TODAY),
            Field("confidence", "choice", "How sure is it?", "Choose how sure it is", options=_among(CONFIDENCES)),
            _note(name="text"),
        ),
        say_day,
    ),
    "cancelled": ToTell(
        "The move is not taking place",
        "The transfer ends. If the person turns up all the same, the other council can still say so.",
        "cancelled",
        (
            Field("ground", "choice", "Why?", "Choose why", options=_among(CANCEL_GROUNDS)),
            Field("day", "day", "Day of death", hint="Only if the person has died"),
            _note("More about the reason", "reason"),
        ),
        say_cancelled,
    ),
    "more": ToTell(
        "Ask for more records",
        "A worker at the other council looks at it, and sends the records or a reason.",
        "request",
        (
            Field("asks", "ticks", "Which records do you need?", "Choose at least one kind", options=_among(KINDS)),
            _note("Why you need them", "reason"),
            Field("name", "line", "Your name", "Enter your name"),
            Field("role", "line", "Your role", "Enter your role"),
            Field("contact", "line", "How to reach you", "Enter a telephone number or an e-mail address"),
        ),
        say_more,
    ),
    "closed": ToTell(
        "Close our part",
        "Nothing more is said in this transfer by us. The closure statement is signed and kept by both councils.",
        "closed",
        (
            Field("day", "day", "Day of closing", _TODAY),
            Field(
                "reason",
                "choice",
                "Why it is closed before the records were entered",
                hint="Leave this open if the other council has entered the records",
                options=_among(CLOSING_REASONS),
            ),
            Field("statement", "long", "Closure statement", "Write a closure statement"),
        ),
        say_closed,
    ),
    "not-ours": ToTell(
        "The duty is not ours",
        "This opens a dispute, and settles none. Until it is settled, the person's needs are met by who leads.",
        "not-ours",
        (
            Field("ground", "choice", "Why?", "Choose why", options=_among(NOT_OURS_GROUNDS)),
            _note("More about the reason", "reason"),
            _LEAD,
        ),
        say_not_ours,
    ),
    "dispute": ToTell(
        "We differ: open a dispute",
        "Both councils see it, and who leads until it is settled.",
        "dispute",
        (
            Field("about", "choice", "What about?", "Choose what it is about", options=_among(DISPUTES)),
            _note("More about the reason", "reason"),
            _LEAD,
        ),
        say_dispute,
    ),
}
"""Each statement by the last part of its address."""
