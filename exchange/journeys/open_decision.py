"""Open a decision: the needs that came, each once, and what of the plan is needed on the first day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exchange.jose import JsonObject, JsonValue
from exchange.node import Node, SignedIn, conversation_of, person_named, received_records, trace, transfer_shown
from exchange.record import VerifiedRecord
from exchange.store import Transaction
from exchange.transfer import Person, check_matched
from exchange.wire import Transfer


@dataclass(frozen=True)
class NeedToDecide:
    """One need as the sending council wrote it. An assessment and a plan that say the same need are decided at once:
    `places` are the records that say it, each with the need's id there.
    """

    key: str
    places: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    need: JsonObject


@dataclass(frozen=True)
class ActionToArrange:
    """What the plan does today, and says is needed from the first day on."""

    key: str
    need: str | None
    action: JsonObject


@dataclass(frozen=True)
class Deciding:
    """All that a decision is made from."""

    transfer: Transfer
    person: Person | None
    needs: tuple[NeedToDecide, ...]
    first_day: tuple[ActionToArrange, ...]


def open_decision(node: Node, who: SignedIn, transfer: str) -> Deciding:
    """What there is to decide; refuses `transfer-unknown`, and `not-matched` until it is said whose records these are.

    That somebody opened it is left in the trail.
    """

    def step(tx: Transaction) -> Deciding:
        shown, conversation = transfer_shown(node, tx, transfer), conversation_of(tx, transfer)
        check_matched(conversation.messages, conversation.receipts)
        records = received_records(tx, conversation)
        trace(tx, who, purpose="transfer", act="opened", of_kind="decision", of=transfer, at=node.now())
        needs = tuple(_needs(records))
        return Deciding(shown, person_named(conversation), needs, tuple(_first_day(records.values())))

    return node.store.write(step)


def _needs(records: dict[str, VerifiedRecord]) -> Iterator[NeedToDecide]:
    """Each need once: the same id and the same words in two records are one need."""
    found: dict[tuple[str, str], list[tuple[str, str, JsonObject]]] = {}
    for digest, record in records.items():
        for need in _entries(record.plain().get("needs")):
            known = (str(need["id"]), repr(need.get("statement")))
            found.setdefault(known, []).append((digest, record.kind, need))
    for (name, _), said in found.items():
        digest, _, need = said[0]
        places = tuple((record, name) for record, _, _ in said)
        kinds = tuple(dict.fromkeys(kind for _, kind, _ in said))
        yield NeedToDecide(f"{digest}/{name}", places, kinds, need)


def _first_day(records: Iterable[VerifiedRecord]) -> Iterator[ActionToArrange]:
    for record in records:
        for action in _entries(record.plain().get("actions")):
            if action.get("neededOnDayOne") == "yes":
                needs = action.get("needIds")
                need = str(needs[0]) if isinstance(needs, list) and needs else None
                yield ActionToArrange(f"{record.digest}/{action['id']}", need, action)


def _entries(section: JsonValue) -> Iterator[JsonObject]:
    if isinstance(section, list):
        yield from (each for each in section if isinstance(each, dict) and "id" in each)
