"""What a council can think of saying next, given what it knows: one or a few bodies for each type of message."""

from collections.abc import Iterator
from datetime import date, timedelta

from exchange.transfer import AnyBody, DayOne, Explanation, MessageType
from exchange.transfer.bodies import Request, Update
from exchange.transfer.course import Course
from exchange.transfer.facts import open_disputes, open_recalls
from tests.transfer.said import (
    MOVE,
    arrived,
    asking,
    by_hand,
    cancelled,
    closed,
    completed,
    decision,
    destroyed,
    dispute,
    documents,
    entered,
    joins,
    matched,
    new_day,
    no_match,
    not_ours,
    question,
    recall,
    refused,
    request,
    resolved,
    wrong_person,
)

_T = MessageType
DAY = timedelta(days=1)
EVERYTHING = frozenset(_T)
THEMES = {
    "the good course": {_T.REQUEST, _T.DOCUMENTS, _T.MATCHED, _T.DECISION, _T.ARRIVED, _T.ENTERED, _T.COMPLETED,
        _T.CLOSED},
    "a change of mind": {_T.UPDATE, _T.ARRIVED, _T.CANCELLED, _T.RECALL, _T.DESTROYED, _T.CLOSED},
    "a dispute": {_T.NOT_OURS, _T.DISPUTE, _T.RESOLVED, _T.ARRIVED, _T.CANCELLED, _T.CLOSED},
    "the wrong person": {_T.REQUEST, _T.DOCUMENTS, _T.MATCHED, _T.WRONG_PERSON, _T.RECALL, _T.DESTROYED, _T.CANCELLED},
}  # fmt: skip

EVERY_NEED = DayOne(starts_on=MOVE, how="as the plan says", provider="Gofal Aeron", owner="S. Rees")
EXPLAINED = decision(
    day_one=(EVERY_NEED,), explanation=Explanation(given_on=date(2026, 11, 21), to=("person",), language="cy")
)
BARE = decision(day_one=())
FIXED: dict[str, AnyBody] = {
    "asking": asking(), "documents": documents(), "earlier": new_day(MOVE - DAY), "later": new_day(MOVE + DAY),
    "perhaps": new_day(MOVE, "possible"), "question": question(), "joins": joins(), "matched": matched(),
    "wrong ours": wrong_person(), "wrong theirs": wrong_person(fault="sending"), "decision": EXPLAINED, "bare": BARE,
    "not ours": not_ours(), "not ours, we lead": not_ours(lead="receiving"), "arrived": arrived(),
    "arrived later": arrived(MOVE + DAY), "entered": entered(), "not moving": cancelled(), "recall": recall(),
    "recall all": recall(scope="transfer", ground="misdirected", records=()), "dispute": dispute(),
    "dispute, A leads": dispute(lead="sending"), "dispute, B leads": dispute(lead="receiving"), "by hand": by_hand(),
    "consent off": Update(about="consent", withdrawn_on=date(2026, 11, 21)),
}  # fmt: skip
"""Bodies that depend on nothing."""


def openings() -> tuple[AnyBody, AnyBody]:
    """With which the receiving council may open a transfer: sure of the move, or not."""
    move = request().move
    assert move is not None
    return request(), request(move=move.model_copy(update={"confidence": "possible"}))


def bodies(kind: MessageType, course: Course, *, council: str, today: date) -> Iterator[tuple[str, AnyBody]]:
    """Bodies of this type, each with a name that tells it from the others in this state."""
    yield from ((name, FIXED[name]) for name in _NAMES.get(kind, ()))
    match kind:
        case _T.DOCUMENTS:
            yield from _answers_to_requests(course)
        case _T.UPDATE:
            asked = (each for each in course.past.all(_T.UPDATE, topic="question") if each.iss != council)
            yield from (
                (f"answer {each.digest}", Update(about="answer", of=each.digest, text="4711")) for each in asked
            )
        case _T.COMPLETED:
            yield f"completed {today}", completed(today)
        case _T.CANCELLED:
            yield f"died {today}", cancelled("died", today)
        case _T.DESTROYED:
            yield from (
                (f"destroyed {each.digest}", destroyed(each.digest, today)) for each in open_recalls(course.past)
            )
        case _T.RESOLVED:
            yield from _resolutions(course, council=council, today=today)
        case _T.CLOSED:
            yield f"closed {today}", closed(today)
            yield f"closed {today} all the same", closed(today, "other")
        case _:
            pass


def _answers_to_requests(course: Course) -> Iterator[tuple[str, AnyBody]]:
    for each in course.past.all(_T.REQUEST):
        of = each.digest
        yield f"sent {of}", documents(of)
        if isinstance(each.body, Request) and each.body.move is not None:
            yield f"outside {of}", refused(of, "outside-s56")
            yield f"no match {of}", no_match(of)
        else:
            yield f"refused {of}", refused(of)


def _resolutions(course: Course, *, council: str, today: date) -> Iterator[tuple[str, AnyBody]]:
    disputes = tuple(sorted(each.digest for each in open_disputes(course.past)))
    own = tuple(sorted(each.digest for each in open_disputes(course.past) if each.iss == council))
    role, name = course.parties.role_of(council), " ".join(disputes)
    if disputes:
        yield f"agreed {today} {name}", resolved(*disputes, holder=role, starts_on=today)
        yield f"determined {today} {name}", resolved(*disputes, how="determined", holder="sending", starts_on=today)
    if own:
        yield f"withdrawn {own}", resolved(*own, how="withdrawn", holder=None, starts_on=None)


_NAMES: dict[MessageType, tuple[str, ...]] = {
    _T.REQUEST: ("asking",),
    _T.DOCUMENTS: ("documents",),
    _T.UPDATE: ("earlier", "later", "perhaps", "question", "joins", "consent off"),
    _T.MATCHED: ("matched",),
    _T.WRONG_PERSON: ("wrong ours", "wrong theirs"),
    _T.DECISION: ("decision", "bare"),
    _T.NOT_OURS: ("not ours", "not ours, we lead"),
    _T.ARRIVED: ("arrived", "arrived later"),
    _T.ENTERED: ("entered",),
    _T.CANCELLED: ("not moving",),
    _T.RECALL: ("recall", "recall all"),
    _T.DISPUTE: ("dispute", "dispute, A leads", "dispute, B leads"),
    _T.DELIVERED_BY_HAND: ("by hand",),
}
