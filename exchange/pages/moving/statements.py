"""What is made of the answers of a form and said in a transfer: one function for each statement."""

from datetime import date

from exchange.errors import Refusal
from exchange.journeys.ask import ask_for_more
from exchange.journeys.enter import enter
from exchange.journeys.tell import tell
from exchange.node import Node, Once
from exchange.pages.forms import Form
from exchange.transfer import Arrived, Asked, Cancelled, Dispute, Entered, NotOurs, Update, Worker, WrongPerson
from exchange.wire import MoreWanted, NewClosing, Transfer


def day_in(form: Form, name: str) -> date:
    """The day in a field; refuses `day-malformed`."""
    try:
        return date.fromisoformat(form.text(name))
    except ValueError:
        raise Refusal("day-malformed", f"/{name}") from None


def _or_none(text: str) -> str | None:
    return text or None


def say_arrived(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """The person has moved."""
    return tell(node, transfer, Arrived(day=day_in(form, "day"), note=_or_none(form.text("note"))), once_as=once)


def say_entered(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """Records are in our case system."""
    said = {"form": form.text("form"), "documents": form.texts("documents")}
    entered = Entered.model_validate({**said, "local_reference": _or_none(form.text("local_reference"))})
    return enter(node, transfer, entered, once_as=once)


def say_wrong_person(node: Node, transfer: str, form: Form, shown: Transfer, once: Once) -> str:
    """All records of the transfer are about somebody else."""
    word = WrongPerson.model_validate({
        "fault": form.text("fault"),
        "noticed_on": day_in(form, "noticed_on"),
        "undoes": shown.identity.message if shown.identity.state == "matched" else None,
        "records": shown.records,
        "note": _or_none(form.text("note")),
    })  # fmt: skip
    return tell(node, transfer, word, once_as=once)


def say_question(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """A question."""
    return tell(node, transfer, Update(about="question", text=form.text("text")), once_as=once)


def say_answer(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """The answer to one."""
    return tell(node, transfer, Update(about="answer", of=form.text("of"), text=form.text("text")), once_as=once)


def say_day(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """Another day of the move."""
    said = {"about": "date", "day": day_in(form, "day"), "confidence": form.text("confidence")}
    return tell(node, transfer, Update.model_validate({**said, "text": _or_none(form.text("text"))}), once_as=once)


def say_cancelled(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """The move is off."""
    died = form.text("ground") == "died"
    said = {"ground": form.text("ground"), "reason": _or_none(form.text("reason"))}
    word = Cancelled.model_validate({**said, "day": day_in(form, "day") if died else None})
    return tell(node, transfer, word, once_as=once)


def say_more(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """More records are wanted."""
    worker = Worker(name=form.text("name"), role=form.text("role"), contact=form.text("contact"))
    asks = tuple(Asked(kind=each) for each in form.texts("asks"))
    wanted = MoreWanted(asks=asks, worker=worker, reason=_or_none(form.text("reason")))
    return ask_for_more(node, transfer, wanted, once_as=once)


def say_closed(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """Our part is over."""
    said = {"day": day_in(form, "day"), "reason": _or_none(form.text("reason")), "statement": form.text("statement")}
    return tell(node, transfer, NewClosing.model_validate(said), once_as=once)


def say_not_ours(node: Node, transfer: str, form: Form, _: Transfer, once: Once) -> str:
    """The duty is another's."""
    said = {"ground": form.text("ground"), "reason": _or_none(form.text("reason"))}
    lead = "receiving" if form.given("lead") else None
    return tell(node, transfer, NotOurs.model_validate({**said, "lead": lead}), once_as=once)


def say_dispute(node: Node, transfer: str, form: Form, shown: Transfer, once: Once) -> str:
    """We differ."""
    ours = "sending" if shown.sending.gss == node.settings.gss else "receiving"
    said = {"about": form.text("about"), "reason": _or_none(form.text("reason"))}
    return tell(
        node, transfer, Dispute.model_validate({**said, "lead": ours if form.given("lead") else None}), once_as=once
    )
