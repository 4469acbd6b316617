"""What was answered so far: one form over several pages, kept as a draft, and made into an order."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError

from exchange.councils import COUNCILS
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.journeys.keep_draft import Part, drop_draft, read_draft, save_part
from exchange.pages.forms import Form, Problems
from exchange.pages.visits import Signed
from exchange.transfer import Worker
from exchange.wire import ConsentToShow, NewTransfer, Withholding

KIND: Final = "sending"
_PART: Final = "answers"
SHOW: Final = "show"


def begun(visit: Signed) -> tuple[Form, int]:
    """The answers so far, and which version of them this is; version 0 where nothing was begun."""
    kept = read_draft(visit.node, of=visit.who.account, kind=KIND).get(_PART, Part())
    value = kept.value if isinstance(kept.value, dict) else {}
    return Form({name: _strings(texts) for name, texts in value.items()}), kept.version


def keep(visit: Signed, answers: Mapping[str, tuple[str, ...]], *, base: int) -> None:
    """Keep these answers in place of the version that was on the page; refuses `draft-changed`."""
    value: JsonObject = {name: list[JsonValue](texts) for name, texts in answers.items() if any(texts)}
    save_part(visit.node, visit.who, of=visit.who.account, kind=KIND, part=_PART, base=base, value=value)


def forget(visit: Signed) -> None:
    """Destroy the draft: it was sent, or given up."""
    drop_draft(visit.node, of=visit.who.account, kind=KIND)


def base_in(form: Form) -> int:
    """Which version of the answers was on the page that sent this form."""
    text = form.text("base")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def is_abroad(visit: Signed, gss: str) -> bool:
    """Whether this council is of another nation, so that the person's consent is needed."""
    ours, theirs = COUNCILS.get(visit.node.settings.gss), COUNCILS.get(gss)
    return ours is not None and theirs is not None and ours.nation is not theirs.nation


def day_in(form: Form, name: str, problems: Problems) -> date | None:
    """A day that was filled in as three numbers."""
    parts = [form.text(f"{name}-{part}") for part in ("day", "month", "year")]
    try:
        day, month, year = (int(part) if part.isascii() and part.isdigit() else 0 for part in parts)
        return date(year, month, day)
    except ValueError:
        problems.add(f"{name}-day", "Enter a day that exists, such as 27 3 2027")
        return None


def order_in(visit: Signed, answers: Form) -> NewTransfer:
    """The order that complete answers amount to; refuses `not-found` for answers that no page of ours let through."""
    problems = Problems(visit.say)
    try:
        return NewTransfer(
            records=answers.texts("records"),
            to=answers.text("to"),
            day=day_in(answers, "move", problems) or visit.node.today(),
            confidence=answers.text("confidence"),  # type: ignore[arg-type]  # the model checks it
            served=answers.text("served") or "duty",  # type: ignore[arg-type]
            worker=Worker(name=visit.who.name, role=answers.text("role"), contact=answers.text("contact")),
            reason=answers.text("reason") or None,
            new_address=answers.text("new-address") or None,
            note=answers.text("note") or None,
            withhold=tuple(_withheld(answers)),
            cleared=answers.texts("clear"),
            consent=_consent(answers, problems) if is_abroad(visit, answers.text("to")) else None,
        )
    except ValidationError as error:
        raise Refusal("not-found") from error


def _consent(answers: Form, problems: Problems) -> ConsentToShow | None:
    taken = day_in(answers, "taken", problems)
    if not answers.given("capacity") or taken is None:
        raise Refusal("consent-missing")
    return ConsentToShow(
        scope=answers.texts("scope"),
        capacity=answers.text("capacity"),
        taken_on=taken,
        taken_by=answers.text("taken-by") or "social-worker",
    )


def _withheld(answers: Form) -> list[Withholding]:
    """Each choice is one text: the record, the section, the entry or "-", and the ground."""
    found = []
    for choice in answers.texts("hold"):
        record, section, item, ground, *_ = [*choice.split(" "), *[""] * 4]
        found.append(Withholding(record=record, section=section, item=None if item == "-" else item, ground=ground))
    return found


def _strings(value: JsonValue) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
