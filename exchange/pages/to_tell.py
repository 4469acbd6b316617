"""What a caseworker can say in a transfer by a short form: the fields of each statement, and what is made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from exchange.errors import Refusal
from exchange.journeys.ask import ask_for_more
from exchange.journeys.enter import enter
from exchange.journeys.tell import tell
from exchange.node import Node, Once
from exchange.pages.conversation import questions
from exchange.pages.forms import Form
from exchange.pages.languages import Voice
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
from exchange.transfer import (
    Arrived,
    Asked,
    Cancelled,
    Dispute,
    Entered,
    NotOurs,
    Update,
    Worker,
    WrongPerson,
)
from exchange.wire import MoreWanted, NewClosing, Transfer

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


def day_in(form: Form, name: str) -> date:
    """The day in a field; refuses `day-malformed`."""
    try:
        return date.fromisoformat(form.text(name))
    except ValueError:
        raise Refusal("day-malformed", f"/{name}") from None


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


def _or_none(text: str) -> str | None:
    return text or None


def _arrived(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    return tell(node, transfer, Arrived(day=day_in(form, "day"), note=_or_none(form.text("note"))), once_as=once)


def _entered(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    said = {"form": form.text("form"), "documents": form.texts("documents")}
    entered = Entered.model_validate({**said, "local_reference": _or_none(form.text("local_reference"))})
    return enter(node, transfer, entered, once_as=once)


def _wrong_person(node: Node, transfer: str, form: Form, shown: Transfer, once: Once) -> str:
    word = WrongPerson.model_validate({
        "fault": form.text("fault"),
        "noticed_on": day_in(form, "noticed_on"),
        "undoes": shown.identity.message if shown.identity.state == "matched" else None,
        "records": shown.records,
        "note": _or_none(form.text("note")),
    })  # fmt: skip
    return tell(node, transfer, word, once_as=once)


def _question(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    return tell(node, transfer, Update(about="question", text=form.text("text")), once_as=once)


def _answer(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    return tell(node, transfer, Update(about="answer", of=form.text("of"), text=form.text("text")), once_as=once)


def _day(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    said = {"about": "date", "day": day_in(form, "day"), "confidence": form.text("confidence")}
    return tell(node, transfer, Update.model_validate({**said, "text": _or_none(form.text("text"))}), once_as=once)


def _cancelled(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    died = form.text("ground") == "died"
    said = {"ground": form.text("ground"), "reason": _or_none(form.text("reason"))}
    word = Cancelled.model_validate({**said, "day": day_in(form, "day") if died else None})
    return tell(node, transfer, word, once_as=once)


def _more(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    worker = Worker(name=form.text("name"), role=form.text("role"), contact=form.text("contact"))
    asks = tuple(Asked(kind=each) for each in form.texts("asks"))
    wanted = MoreWanted(asks=asks, worker=worker, reason=_or_none(form.text("reason")))
    return ask_for_more(node, transfer, wanted, once_as=once)


def _closed(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    said = {"day": day_in(form, "day"), "reason": _or_none(form.text("reason")), "statement": form.text("statement")}
    return tell(node, transfer, NewClosing.model_validate(said), once_as=once)


def _not_ours(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    said = {"ground": form.text("ground"), "reason": _or_none(form.text("reason"))}
    lead = "receiving" if form.given("lead") else None
    return tell(node, transfer, NotOurs.model_validate({**said, "lead": lead}), once_as=once)


def _dispute(node: Node, transfer: str, form: Form, shown: Transfer, once: Once) -> str:
    ours = "sending" if shown.sending.gss == node.settings.gss else "receiving"
    said = {"about": form.text("about"), "reason": _or_none(form.text("reason"))}
    return tell(
        node, transfer, Dispute.model_validate({**said, "lead": ours if form.given("lead") else None}), once_as=once
    )


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
        _arrived,
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
        _entered,
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
        _wrong_person,
    ),
    "question": ToTell(
        "Ask the other council a question",
        "The answer appears on the page of the transfer.",
        "update",
        (Field("text", "long", "Your question", "Write your question"),),
        _question,
    ),
    "answer": ToTell(
        "Answer a question",
        "Your answer appears on the page of the transfer at both councils.",
        "update",
        (
            Field("of", "choice", "Which question", "Choose the question", options=_questions),
            Field("text", "long", "Your answer", "Write your answer"),
        ),
        _answer,
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
        _day,
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
        _cancelled,
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
        _more,
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
        _closed,
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
        _not_ours,
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
        _dispute,
    ),
}
"""Each statement by the last part of its address."""
