"""What a council can think of saying next, given what it knows: one or a few bodies for each type of message."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from exchange.transfer import AnyBody, Consent, DayOne, Explanation, MessageType, PlannedMove
from exchange.transfer.bodies import Basis, Request, Update
from exchange.transfer.course import Course
from exchange.transfer.facts import open_disputes, open_recalls
from tests.transfer.said import (
    MOVE,
    WORKER,
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
    notification,
    question,
    recall,
    refused,
    request,
    resolved,
    wrong_person,
)

_T = MessageType
DAY = timedelta(days=1)

EVERY_NEED = DayOne(starts_on=MOVE, how="as the plan says", provider="Gofal Aeron", owner="S. Rees")
EXPLAINED = decision(
    day_one=(EVERY_NEED,), explanation=Explanation(given_on=date(2026, 11, 21), to=("person",), language="cy")
)
CONSENT = Consent(capacity="has-capacity", taken_on=date(2026, 11, 20), taken_by=WORKER)
BARE = decision(day_one=())
FIXED: dict[str, AnyBody] = {
    "asking": asking(), "documents": documents(), "earlier": new_day(MOVE - DAY), "later": new_day(MOVE + DAY),
    "perhaps": new_day(MOVE, "possible"), "question": question(), "joins": joins(),
    "joins another": joins(str(UUID(int=2))), "matched": matched(),
    "wrong ours": wrong_person(), "wrong theirs": wrong_person(fault="sending"), "decision": EXPLAINED, "bare": BARE,
    "not ours": not_ours(), "not ours, we lead": not_ours(lead="receiving"), "arrived": arrived(),
    "arrived later": arrived(MOVE + DAY), "entered": entered(), "not moving": cancelled(), "recall": recall(),
    "recall all": recall(scope="transfer", ground="misdirected", records=()), "dispute": dispute(),
    "dispute, A leads": dispute(lead="sending"), "dispute, B leads": dispute(lead="receiving"), "by hand": by_hand(),
    "consent off": Update(about="consent", withdrawn_on=date(2026, 11, 21)),
    "consent on": Update(about="consent", consent=CONSENT),
}  # fmt: skip
"""Bodies that depend on nothing."""


def openings(basis: Basis) -> tuple[AnyBody, AnyBody]:
    """How a transfer opens on this basis: the sending council notifies, or the receiving one asks."""
    move = PlannedMove(day=MOVE, confidence="likely", basis=basis)
    return notification(basis=basis), request(move=move, consent=CONSENT if basis == "cross-border" else None)


def bodies(kind: MessageType, course: Course, *, council: str, today: date) -> Iterator[tuple[str, str, AnyBody]]:
    """Bodies of this type, each with a label, and what tells it from others of that label in this state."""
    yield from ((label, "", FIXED[label]) for label in _LABELS.get(kind, ()))
    match kind:
        case _T.DOCUMENTS:
            yield from _answers_to_requests(course)
        case _T.UPDATE:
            for each in course.past.all(_T.UPDATE, topic="question"):
                if each.iss != council:
                    yield "answer", each.digest, Update(about="answer", of=each.digest, text="4711")
        case _T.COMPLETED:
            yield "completed", f"{today}", completed(today)
        case _T.CANCELLED:
            yield "died", f"{today}", cancelled("died", today)
        case _T.DESTROYED:
            for each in open_recalls(course.past):
                yield "destroyed", f"{each.digest} {today}", destroyed(each.digest, today)
        case _T.RESOLVED:
            yield from _resolutions(course, council=council, today=today)
        case _T.CLOSED:
            yield "closed", f"{today}", closed(today)
            yield "closed all the same", f"{today}", closed(today, "other")
        case _:
            pass


def _answers_to_requests(course: Course) -> Iterator[tuple[str, str, AnyBody]]:
    for each in course.past.all(_T.REQUEST):
        of = each.digest
        yield "sent", of, documents(of)
        if isinstance(each.body, Request) and each.body.move is not None:
            yield "outside", of, refused(of, "outside-s56")
            yield "no duty", of, refused(of, "no-duty")
            yield "no match", of, no_match(of)
        else:
            yield "refused", of, refused(of)


def _resolutions(course: Course, *, council: str, today: date) -> Iterator[tuple[str, str, AnyBody]]:
    disputes = tuple(sorted(each.digest for each in open_disputes(course.past)))
    own = tuple(sorted(each.digest for each in open_disputes(course.past) if each.iss == council))
    role, about = course.parties.role_of(council), f"{today} {disputes}"
    if disputes:
        yield "agreed", about, resolved(*disputes, holder=role, starts_on=today)
        yield "determined", about, resolved(*disputes, how="determined", holder="sending", starts_on=today)
    if own:
        yield "withdrawn", f"{own}", resolved(*own, how="withdrawn", holder=None, starts_on=None)


_LABELS: dict[MessageType, tuple[str, ...]] = {
    _T.REQUEST: ("asking",),
    _T.DOCUMENTS: ("documents",),
    _T.UPDATE: ("earlier", "later", "perhaps", "question", "joins", "joins another", "consent off", "consent on"),
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
