"""The tables of this room as one page to read and to print: the first part of `docs/moves.md`."""

from collections.abc import Iterable, Iterator
from typing import Final

from exchange.transfer.bodies import BODIES, MessageType
from exchange.transfer.facts import Fact
from exchange.transfer.laws import JURISDICTIONS, Jurisdiction, Rule
from exchange.transfer.moves import CROSSINGS, TABLE
from exchange.transfer.parties import Role
from exchange.transfer.silences import CARE_ALARM_DAYS, CARE_REMIND_DAYS, SILENCES, Silence

_HEAD: Final = """# Who may say what when, and who holds the duty

Generated from the tables in `exchange/transfer/` and `exchange/matching/` by `make generate`: what stands here is what
the program obeys. It reports what two councils have signed, under the rules that are cited; it is not the law, and it
is a proposal until lawyers of the councils have read it. † marks a rule whose cited text nobody on this project has
seen; *local* marks one that this project made because no law was found.

The **sending** council is the one that the person leaves, the **receiving** one the one that the person moves to. A
message is judged by what its sender knew when it signed: its own earlier messages, and the other council's up to the
one that it names as seen. So both councils, and every auditor, come to the same verdict in whatever order messages
arrive.
"""
_BESIDE: Final = """
*It is over* when the person has died; when a council has cancelled or recalled the whole of it, and the other has not
stated that the person arrived; or when both councils have joined it to another transfer.

What a message answers must have been said: documents a request, an answer its question, a destruction its recall, a
resolution its disputes. Once an arrival was stated, only a death cancels, and only records are recalled. A council
resolves a dispute by taking the duty upon itself, by withdrawing what it had disputed itself, or by reporting what was
determined. Until the receiving council has said `matched`, it neither decides on records nor enters them: its own
system sees to that.
"""
_WAITING: Final = """Every silence has a day on which to remind, which a council may set earlier for itself, and a day
from which it is an alarm, which both councils see and neither can set. Days count from the message that waits for an
answer (from its receipt, if there is one), or from the day that the silence is about.
"""
_LAW: Final = """There is exactly one answer for every day (a calendar day in London): a council holds the duty, or it
is disputed and one council leads meanwhile, or nobody holds it, for a reason that somebody signed."""
_WHO: Final = {Role.SENDING: "sending", Role.RECEIVING: "receiving", None: "either"}


def moves_page() -> str:
    """The page, as Markdown, without what `exchange/matching/` adds to it."""
    return "\n".join([_HEAD, *_moves(), *_facts(), *_crossings(), *_silences(), *_jurisdictions()]) + "\n"


def _moves() -> Iterator[str]:
    yield "## Messages\n"
    yield "A transfer opens with `notification` or `request`; every other message needs it to be open.\n"
    yield from _heading("Message", "Who", "What it says", "Only after", "Never after")
    for kind, move in TABLE.items():
        after, never = (_listed(each for each in Fact if each in facts) for facts in (move.after, move.never_after))
        yield _row(f"`{kind}`", _WHO[move.who], _says(kind), after, never)


def _facts() -> Iterator[str]:
    yield _BESIDE


def _crossings() -> Iterator[str]:
    yield "\n## Where two messages cross\n"
    yield "Neither sender had seen the other's. Both count; where they contradict each other:\n"
    yield from _heading("Messages", "What holds")
    for kinds, sentence in CROSSINGS.items():
        names = [f"`{kind}`" for kind in MessageType if kind in kinds]
        yield _row(" and ".join(names if len(names) > 1 else names * 2), sentence)


def _silences() -> Iterator[str]:
    yield "\n## Silences\n"
    yield _WAITING
    yield from _heading("Silence", "What is waited for", "Remind", "Alarm", "Answered by", "Limit")
    for about, wait in SILENCES.items():
        answers = ", ".join(f"`{kind}`" for kind in MessageType if kind in wait.answers) or "a receipt"
        yield _row(f"`{about}`", wait.limit.sentence, *_days(about), answers, _source(wait.limit))


def _days(about: Silence) -> tuple[str, str]:
    match about:
        case Silence.CARE:
            return f"{_count(CARE_REMIND_DAYS)} before the alarm", f"{_count(CARE_ALARM_DAYS)} before the move"
        case Silence.RESOLUTION:
            return _count(SILENCES[about].remind_days), "under the law of the move, below"
        case _:
            return _count(SILENCES[about].remind_days), _count(SILENCES[about].alarm_days)


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _jurisdictions() -> Iterator[str]:
    yield "\n## The law of a move\n"
    yield _LAW
    for basis, rules in JURISDICTIONS.items():
        yield f"\n### `{basis}`\n"
        yield from (f"- {sentence}" for sentence in _conditions(rules))
        yield ""
        yield from _heading("When", "Rule", "Code", "Where that is written")
        yield from (_row(when, rule.sentence, f"`{rule.code}`", _source(rule)) for when, rule in _rules(rules))


def _rules(rules: Jurisdiction) -> Iterator[tuple[str, Rule]]:
    yield "Before the day of the move", rules.before_move
    yield "From the day of the move", rules.from_move
    if rules.passes:
        yield "Once the receiving council's own steps are complete", rules.own_plan
    if rules.held_before:
        yield "As long as nothing shows that the receiving council was told", rules.not_told
        yield "Between two days of arrival that the councils state", rules.days_differ
    yield "While a dispute is open", rules.lead
    yield "Once it is resolved", rules.resolved
    yield "How long it may be open", rules.dispute_limit
    yield "Where the law does not cover the person", rules.outside
    yield "What the sending council sends", rules.information
    yield "What the receiving council explains", rules.explanation


def _conditions(rules: Jurisdiction) -> Iterator[str]:
    expected = " or ".join(sorted(rules.expected_at))
    yield f"An expected day of the move counts, until an arrival is stated, if it is {expected}."
    bound = "whatever it signed shows that it was told, a receipt too"
    if rules.bound_by is not None:
        bound = "it has said one of " + ", ".join(f"`{kind}`" for kind in MessageType if kind in rules.bound_by)
    yield f"The receiving council is bound once {bound}."
    lead = "the council where the person is that day" if rules.lead_by == "presence" else "who led when it arose"
    yield f"In a dispute the one council that offers to lead leads; if none or both do, {lead}."
    yield f"A dispute is an alarm after {rules.dispute_months} months."
    if not rules.held_before:
        yield "No council holds a duty before the move."
    if not rules.passes:
        yield "No duty passes with the move."
    if rules.consent_required:
        yield "Nothing is shown, and nobody is asked, without the person's consent."


def _says(kind: MessageType) -> str:
    """What the model says of itself, without the council, which has a column of its own."""
    said = " ".join((BODIES[kind].__doc__ or "").split("\n\n")[0].split())
    return said.split(": ", 1)[-1][:1].upper() + said.split(": ", 1)[-1][1:]


def _source(rule: Rule) -> str:
    marks = "" if rule.verified or rule.local else " †"
    return ("*local*: " if rule.local else "") + rule.citation.removeprefix("local setting: ") + marks


def _listed(facts: Iterable[Fact]) -> str:
    return "; ".join(facts) or "–"


def _heading(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "---|" * len(names)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
