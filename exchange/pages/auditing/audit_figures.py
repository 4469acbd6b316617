"""What all transfers add up to, as charts and as numbers."""

from collections.abc import Sequence

from exchange.journeys.audit_transfers import Figures
from exchange.pages.auditing.charts import Chart, chart
from exchange.pages.languages import Voice, number
from exchange.pages.words import NEED_OUTCOMES, NOT_OURS_GROUNDS, REFUSAL_GROUNDS, SILENCES, STAGES

_UP_TO = (
    (0, "On the day of the move"),
    (3, "After 1 to 3 days"),
    (7, "After 4 to 7 days"),
    (14, "After 8 to 14 days"),
)
_LATER = "After more than 14 days"


def numbers_of(figures: Figures, say: Voice) -> list[tuple[str, str]]:
    """What is best said by a number."""
    decided = sum(figures.needs.values())
    share = f"{100 * figures.needs.get('accepted', 0) // decided} %" if decided else say("Nothing is decided")
    care = sorted(figures.care_days)
    return [
        (say("Needs carried over as they stood"), share),
        (say("Days from the move to care, in the middle case"), _number(care[len(care) // 2], say) if care else "–"),
        (say("Moves after which somebody was without care"), _number(len(figures.gaps), say)),
        (say("The longest time without care, in days"), _number(max(figures.gaps, default=0), say)),
        (say("Wrong links undone"), _number(figures.wrong_links, say)),
    ]


def charts_of(figures: Figures, say: Voice) -> Sequence[Chart]:
    """Only those that have something to show."""
    transfers, times = say("Transfers"), say("Times")
    grounds = {**REFUSAL_GROUNDS, **NOT_OURS_GROUNDS}
    all_ = (
        chart(
            "stages",
            title=say("Where transfers stand"),
            about=say("All transfers that this council has part in, by stage."),
            unit=transfers,
            counts=((say(STAGES[each]), figures.stages[each]) for each in STAGES if figures.stages.get(each)),
        ),
        chart(
            "care",
            title=say("From the move to care"),
            about=say("How long after the move there was care that the new council had decided on."),
            unit=transfers,
            counts=_care(figures, say),
        ),
        chart(
            "needs",
            title=say("What became of needs"),
            about=say("What the new council decided, need by need."),
            unit=say("Needs"),
            counts=(
                (say(NEED_OUTCOMES[each]), figures.needs[each]) for each in NEED_OUTCOMES if figures.needs.get(each)
            ),
        ),
        chart(
            "alarms",
            title=say("What is overdue today"),
            about=say("Deadlines after which both councils see an alarm."),
            unit=times,
            counts=((say(SILENCES[each]), count) for each, count in figures.alarms.items()),
        ),
        chart(
            "declined",
            title=say("Why something was declined"),
            about=say("Requests for records that were refused, and duties that a council said were not its own."),
            unit=times,
            counts=((say(grounds[each]), count) for each, count in figures.declined.items()),
        ),
    )
    return [each for each in all_ if each.bars]


def _care(figures: Figures, say: Voice) -> list[tuple[str, int]]:
    if not figures.care_days and not figures.no_care_yet:
        return []
    bounds = (-1, *(most for most, _ in _UP_TO))
    counts = [
        (say(label), sum(low < days <= most for days in figures.care_days))
        for low, (most, label) in zip(bounds, _UP_TO, strict=False)
    ]
    counts.append((say(_LATER), sum(days > bounds[-1] for days in figures.care_days)))
    return [*counts, (say("No care yet"), figures.no_care_yet)]


def _number(value: int, say: Voice) -> str:
    return number(value, say.language)
