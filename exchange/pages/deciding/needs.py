"""Each need: accepted as it stands, changed by the move, to be assessed afresh, or not carried over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exchange.jose import JsonObject, JsonValue
from exchange.journeys.open_decision import Deciding, NeedToDecide
from exchange.pages.deciding.parts import Draft, Page, members_of, text_in
from exchange.pages.forms import Form, Problems
from exchange.pages.languages import Voice
from exchange.pages.words import KINDS

OUTCOMES: Final[Mapping[str, str]] = {
    "accepted": "Accept as it stands",
    "varied": "Changed by the move",
    "afresh": "To be assessed afresh",
    "dropped": "Not carried over",
}


@dataclass(frozen=True)
class NeedLine:
    """One need on the page."""

    number: int
    key: str
    title: str
    lang: str | None
    kinds: str
    outcome: str
    outcome_words: str
    reason: str
    links: tuple[tuple[str, str], ...]


class Needs(Page):
    """Each need, with an outcome and, unless it is accepted as it stands, a reason."""

    part, _path, _following = "needs", "", "/first-day"

    def read(self, form: Form) -> JsonValue:
        """By the need's key: `outcome` and `reason`."""
        numbers = range(sum(name.startswith("key-") for name in form.values))
        return {
            form.text(f"key-{number}"): {name: form.text(f"{name}-{number}") for name in ("outcome", "reason")}
            for number in numbers
            if form.text(f"outcome-{number}") in ("", *OUTCOMES)
        }

    def fields(self, value: JsonValue) -> list[tuple[str, str]]:
        """Numbered from 0."""
        found = []
        for number, (key, answer) in enumerate(members_of(value).items()):
            found += [(f"key-{number}", key)]
            found += [(f"{name}-{number}", text_in(answer, name)) for name in ("outcome", "reason")]
        return found

    def view(self, deciding: Deciding, value: JsonValue, say: Voice, me: Mapping[str, str]) -> Sequence[NeedLine]:
        """Every need that came, with what was answered so far."""
        answers = members_of(value)
        return [
            self._line(number, need, answers.get(need.key), deciding, say) for number, need in enumerate(deciding.needs)
        ]

    def problems(self, deciding: Deciding, draft: Draft, problems: Problems) -> Problems:
        """An outcome for each, and a reason where one is owed."""
        answers = members_of(draft.value(self))
        for number, need in enumerate(deciding.needs):
            outcome = text_in(answers.get(need.key), "outcome")
            if not outcome:
                problems.add(f"outcome-{number}", "Need %(number)s: choose what becomes of it", number=str(number + 1))
            elif outcome != "accepted" and not text_in(answers.get(need.key), "reason"):
                problems.add(f"reason-{number}", "Need %(number)s: say why", number=str(number + 1))
        return problems

    def complete(self, value: JsonValue, deciding: Deciding) -> JsonValue:
        """What has no answer yet is accepted as it stands."""
        answers: JsonObject = dict(members_of(value))
        for need in deciding.needs:
            if not text_in(answers.get(need.key), "outcome"):
                answers[need.key] = {"outcome": "accepted", "reason": ""}
        return answers

    def _line(self, number: int, need: NeedToDecide, answer: JsonValue, deciding: Deciding, say: Voice) -> NeedLine:
        text, lang = (need.statement, need.lang)
        outcome = text_in(answer, "outcome")
        here = f"/transfers/{deciding.transfer.id}/records/"
        names = zip(need.places, need.kinds, strict=False)
        return NeedLine(
            number, need.key, text, lang, say.listed([say(KINDS[kind]) for kind in need.kinds]), outcome,
            say(OUTCOMES[outcome]) if outcome else "", text_in(answer, "reason"),
            tuple((f"{here}{record}", say(KINDS[kind])) for (record, _), kind in names),
        )  # fmt: skip
