"""Whom the law of portability covers, on which basis a person moves, and which records may travel.

Wales obliges the sending council to send the plan; anything else travels because the receiving council asks for it, in
this transfer or for all by its *standing request*. Looked-after children are outside section 56.
"""

from collections.abc import Collection, Iterable
from typing import Literal, TypeAlias

from exchange.councils import Nation
from exchange.errors import Refusal
from exchange.transfer.bodies import Basis, Request
from exchange.transfer.course import course_of
from exchange.transfer.messages import Message
from exchange.transfer.receipts import Receipt

Served: TypeAlias = Literal["duty", "power", "carer-support-plan", "looked-after"]
PLAN_KIND = "care-and-support-plan"

_WITHIN: dict[tuple[Nation, Served], Basis] = {
    (Nation.WALES, "duty"): "wls-s56",
    (Nation.WALES, "power"): "wls-power",
    (Nation.WALES, "carer-support-plan"): "wls-carer",
    (Nation.ENGLAND, "duty"): "eng-s37",
    (Nation.SCOTLAND, "duty"): "sct-s86",
}


def basis_of_move(*, sending: Nation, receiving: Nation, served: Served = "duty", consents: bool = False) -> Basis:
    """The basis on which a person who is served like this moves between these nations.

    Refuses `outside-s56` for looked-after children, `consent-missing` where sharing rests on consent and there is none,
    and `basis-unknown` where no rule was found (between two trusts of Northern Ireland, say).
    """
    if served == "looked-after":
        raise Refusal("outside-s56", "/served")
    if sending is not receiving:
        if not consents:
            raise Refusal("consent-missing", "/consent")
        return "cross-border"
    basis = _WITHIN.get((sending, served))
    if basis is None:
        raise Refusal("basis-unknown", "/served")
    return basis


def check_basis(basis: Basis, *, sending: Nation, receiving: Nation) -> None:
    """Refuse (`basis-unknown`) a basis that is not one of the law between these nations."""
    within = {each for (nation, _), each in _WITHIN.items() if nation is sending is receiving}
    if basis not in (within if sending is receiving else {"cross-border"}):
        raise Refusal("basis-unknown", "/basis")


def check_requested(
    kinds: Collection[str], *, standing: Collection[str], messages: Iterable[Message] = (), opening: bool = False
) -> None:
    """Refuse to send records (by kind) that nobody asked for (`not-requested`), or to open without the plan
    (`plan-missing`).

    `standing` are the kinds of the receiving council's standing request; `messages` are those of this transfer that
    count, whose requests ask for more.
    """
    if opening and PLAN_KIND not in kinds:
        raise Refusal("plan-missing", "/records")
    requests = [message.body for message in messages if isinstance(message.body, Request)]
    asked = {PLAN_KIND, *standing, *(each.kind for request in requests for each in request.asks)}
    if not set(kinds) <= asked:
        raise Refusal("not-requested", "/records")


def basis_in(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> Basis:
    """The basis that the opening of a transfer states; refuses `transfer-unknown` where nobody opened it."""
    course = course_of(messages, receipts)
    if course is None:
        raise Refusal("transfer-unknown")
    return course.basis
