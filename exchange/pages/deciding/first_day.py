"""What must be in place on the first day: proposed from the plan, and changed as the move asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.jose import JsonObject, JsonValue
from exchange.journeys.open_decision import Deciding
from exchange.pages.deciding.parts import Draft, Page, day_in, text_in
from exchange.pages.forms import Form, Problems
from exchange.pages.languages import Voice

SPARE_ROWS = 1


@dataclass(frozen=True)
class Arrangement:
    """One arrangement for the first day."""

    need: str
    how: str
    provider: str
    owner: str
    starts_on: str
    today: str = ""
    need_words: str = ""
    starts_words: str = ""


class FirstDay(Page):
    """What must be in place on the first day: proposed from the plan, and changed as the move asks for."""

    part, _path, _following = "first-day", "/first-day", "/worker"

    def read(self, form: Form) -> JsonValue:
        """A list of arrangements; rows that say nothing are left out."""
        numbers = sorted(int(name[4:]) for name in form.values if name.startswith("how-") and name[4:].isdecimal())
        rows: list[JsonValue] = []
        for number in numbers:
            row: JsonObject = {name: form.text(f"{name}-{number}") for name in ("need", "how", "provider", "owner")}
            row["startsOn"] = "-".join(form.text(f"{name}-{number}") for name in ("year", "month", "day"))
            if row["how"] and not form.given(f"drop-{number}"):
                rows.append(row)
        return rows

    def fields(self, value: JsonValue) -> list[tuple[str, str]]:
        """Numbered from 0."""
        found = []
        for number, row in enumerate(value if isinstance(value, list) else []):
            found += [(f"{name}-{number}", text_in(row, name)) for name in ("need", "how", "provider", "owner")]
            year, month, day = [*text_in(row, "startsOn").split("-"), "", "", ""][:3]
            found += [(f"year-{number}", year), (f"month-{number}", month), (f"day-{number}", day)]
        return found

    def view(self, deciding: Deciding, value: JsonValue, say: Voice, me: Mapping[str, str]) -> object:
        """What was saved, or what the plan says is needed on the first day; and a row to spare."""
        names = {need.places[0][1]: need.statement for need in deciding.needs}
        kept = value if isinstance(value, list) else None
        rows = self._proposed(deciding, names, me) if kept is None else [_arrangement(row, names, say) for row in kept]
        day = deciding.transfer.moves_on.isoformat() if deciding.transfer.moves_on else ""
        spare = [Arrangement("", "", "", me.get("name", ""), day)] * SPARE_ROWS if me else []
        choices: list[dict[str, object]] = [{"value": "", "text": say("No single need")}]
        choices += [
            {"value": need.places[0][1], "text": need.statement[:80], "attributes": {"lang": need.lang or ""}}
            for need in deciding.needs
        ]
        return {"rows": [*rows, *spare], "needs": choices}

    def problems(self, deciding: Deciding, draft: Draft, problems: Problems) -> Problems:
        """Each arrangement has a day that exists, and an owner."""
        rows = draft.value(self)
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            if not text_in(row, "owner"):
                problems.add(f"owner-{number}", "Arrangement %(number)s: say who sees to it", number=str(number + 1))
            if day_in(text_in(row, "startsOn")) is None:
                problems.add(f"day-{number}", "Arrangement %(number)s: enter a day that exists", number=str(number + 1))
        return problems

    def _proposed(self, deciding: Deciding, names: Mapping[str, str], me: Mapping[str, str]) -> list[Arrangement]:
        day = deciding.transfer.moves_on.isoformat() if deciding.transfer.moves_on else ""
        return [
            Arrangement(
                need=each.need or "",
                how=each.what,
                provider="",
                owner=me.get("name", ""),
                starts_on=day,
                today=each.provider,
                need_words=names.get(each.need or "", ""),
            )
            for each in deciding.first_day
        ]


def _arrangement(row: JsonValue, names: Mapping[str, str], say: Voice) -> Arrangement:
    need = text_in(row, "need")
    words = {name: text_in(row, name) for name in ("how", "provider", "owner")}
    day = day_in(text_in(row, "startsOn"))
    said = say.day(day) if day else ""
    return Arrangement(
        need=need, **words, starts_on=text_in(row, "startsOn"), need_words=names.get(need, ""), starts_words=said
    )
