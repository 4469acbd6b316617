"""What a council can think of saying next, given what it knows: one or a few bodies for each type of message."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from exchange.errors import Refusal
from exchange.transfer import AnyBody, Consent, DayOne, Explanation, Message, MessageType, PlannedMove, type_of
from exchange.transfer.bodies import Basis, Request, Update
from exchange.transfer.course import Course
from exchange.transfer.facts import open_disputes, open_recalls
from exchange.transfer.moves import check_in
from tests.transfer.said import (
    LOG,
    MOVE,
    TRANSFER,
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


Labelled: TypeAlias = Iterator[tuple[str, str, AnyBody]]


def bodies(kind: MessageType, course: Course, *, council: str, today: date) -> Labelled:
    """Bodies of this type, each with a label, and what tells it from others of that label in this state."""
    yield from ((label, "", FIXED[label]) for label in _LABELS.get(kind, ()))
    if kind in _FITTING:
        yield from _FITTING[kind](course, council, today)


def may_say(course: Course, council: str, body: AnyBody, *, at: datetime) -> bool:
    """Whether a council that knows this course may say this now."""
    message = Message(
        digest="new", kid="key", iss=council, aud=course.parties.other_than(council), issued_at=at, jti="new",
        transfer=TRANSFER, seq=1, prev=None, seen=None, type=type_of(body), body=body, concealed=0, log=LOG,
    )  # fmt: skip
    try:
        body.check_days(said_at=at)
        check_in(course.past, message)
    except Refusal:
        return False
    return True


def _answers(course: Course, council: str, _today: date) -> Labelled:
    for each in course.past.all(_T.UPDATE, topic="question"):
        if each.iss != council:
            yield "answer", each.digest, Update(about="answer", of=each.digest, text="4711")


def _destroyed(course: Course, _council: str, today: date) -> Labelled:
    for each in open_recalls(course.past):
        yield "destroyed", f"{each.digest} {today}", destroyed(each.digest, today)


def _closed(_course: Course, _council: str, today: date) -> Labelled:
    yield "closed", f"{today}", closed(today)
    yield "closed all the same", f"{today}", closed(today, "other")


def _answers_to_requests(course: Course, _council: str, _today: date) -> Labelled:
    for each in course.past.all(_T.REQUEST):
        of = each.digest
        yield "sent", of, documents(of)
        if isinstance(each.body, Request) and each.body.move is not None:
            yield "outside", of, refused(of, "outside-s56")
            yield "no duty", of, refused(of, "no-duty")
            yield "no match", of, no_match(of)
        else:
            yield "refused", of, refused(of)


def _resolutions(course: Course, council: str, today: date) -> Labelled:
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
_FITTING: dict[MessageType, Callable[[Course, str, date], Labelled]] = {
    _T.DOCUMENTS: _answers_to_requests,
    _T.UPDATE: _answers,
    _T.COMPLETED: lambda _course, _council, today: iter([("completed", f"{today}", completed(today))]),
    _T.CANCELLED: lambda _course, _council, today: iter([("died", f"{today}", cancelled("died", today))]),
    _T.DESTROYED: _destroyed,
    _T.RESOLVED: _resolutions,
    _T.CLOSED: _closed,
}
