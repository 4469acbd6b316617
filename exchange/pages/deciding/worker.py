"""The named worker, the kind of assessment that follows, and what was explained to whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from exchange.jose import JsonValue
from exchange.journeys.open_decision import Deciding
from exchange.pages.deciding.parts import Draft, Page, day_in, members_of, text_in
from exchange.pages.forms import Form, Problems
from exchange.pages.languages import Voice

ASSESSMENTS: Final[Mapping[str, str]] = {
    "proportionate": "A proportionate one, of what the move changes",
    "full": "A full one",
}
TOLD: Final[Mapping[str, str]] = {
    "person": "The person",
    "carer": "A carer",
    "parent": "A parent",
    "advocate": "An advocate",
    "attorney": "An attorney",
    "deputy": "A deputy",
    "other": "Somebody else",
}


class Worker(Page):
    """The named worker, the kind of assessment, and what was explained."""

    part, _path, _following = "worker", "/worker", "/check"
    names: ClassVar[Sequence[str]] = (
        "name", "role", "contact", "assessment", "note", "told-day", "told-month", "told-year", "told-language",
        "told-words",
    )  # fmt: skip

    def read(self, form: Form) -> JsonValue:
        """A text for each field; `told` are those to whom it was explained."""
        told: list[JsonValue] = [each for each in form.texts("told") if each in TOLD]
        return {**{name: form.text(name) for name in self.names}, "told": told}

    def fields(self, value: JsonValue) -> list[tuple[str, str]]:
        """One for each, and one for each of those who were told."""
        told = members_of(value).get("told")
        ticked = [("told", str(each)) for each in told] if isinstance(told, list) else []
        return [(name, text_in(value, name)) for name in self.names] + ticked

    def view(self, deciding: Deciding, value: JsonValue, say: Voice, me: Mapping[str, str]) -> object:
        """The answers, beginning with whoever is signed in and a proportionate assessment."""
        default = {"assessment": "proportionate", "told-language": say.language.value, **me}
        kept = members_of(value)
        told = kept.get("told")
        return {
            **{name: text_in(value, name) if kept else default.get(name, "") for name in self.names},
            "told": [str(each) for each in told] if isinstance(told, list) else [],
            "told_words": say.listed([say(TOLD[str(each)]) for each in told]) if isinstance(told, list) else "",
            "assessments": [{"value": code, "text": say(name)} for code, name in ASSESSMENTS.items()],
            "assessment_words": say(ASSESSMENTS.get(text_in(value, "assessment"), "")),
            "people": [{"value": code, "text": say(name)} for code, name in TOLD.items()],
        }

    def problems(self, deciding: Deciding, draft: Draft, problems: Problems) -> Problems:
        """A worker with a name, a job and a way to be reached; a day for an explanation."""
        value = draft.value(self)
        for name, sentence in _OWED.items():
            if not text_in(value, name):
                problems.add(name, sentence)
        told = members_of(value).get("told")
        if told and told_on(value) is None:
            problems.add("told-day", "Enter the day on which it was explained")
        return problems


_OWED = {
    "name": "Enter the named worker's name",
    "role": "Enter the named worker's job",
    "contact": "Enter a telephone number or e-mail address",
    "assessment": "Choose what kind of assessment follows",
}


def told_on(value: JsonValue) -> date | None:
    """The day on which it was explained."""
    return day_in("-".join(text_in(value, f"told-{name}") for name in ("year", "month", "day")))
