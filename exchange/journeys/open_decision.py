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
    statement: str
    lang: str | None


@dataclass(frozen=True)
class ActionToArrange:
    """What the plan does today, and says is needed from the first day on."""

    need: str | None
    what: str
    lang: str | None
    provider: str


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
    found: dict[tuple[str, str, str | None], list[tuple[str, str]]] = {}
    for digest, record in records.items():
        content = record.plain()
        for need in _entries(content.get("needs")):
            statement, lang = _written(need.get("statement"), content)
            found.setdefault((str(need["id"]), statement, lang), []).append((digest, record.kind))
    for (name, statement, lang), said in found.items():
        places = tuple((digest, name) for digest, _ in said)
        yield NeedToDecide(f"{said[0][0]}/{name}", places, tuple(kind for _, kind in said), statement, lang)


def _first_day(records: Iterable[VerifiedRecord]) -> Iterator[ActionToArrange]:
    for record in records:
        content = record.plain()
        for action in _entries(content.get("actions")):
            if action.get("neededOnDayOne") == "yes":
                needs, provider = action.get("needIds"), action.get("provider")
                need = str(needs[0]) if isinstance(needs, list) and needs else None
                what, lang = _written(action.get("what"), content)
                yield ActionToArrange(need, what, lang, provider if isinstance(provider, str) else "")


def _written(text: JsonValue, content: JsonObject) -> tuple[str, str | None]:
    """What somebody wrote, in the language in which they wrote it: the document's, unless both are there."""
    about = content.get("about")
    language = about.get("language") if isinstance(about, dict) else None
    if isinstance(text, dict):
        language = text.get("original")
        text = text.get(str(language))
    return (text if isinstance(text, str) else "", language if isinstance(language, str) else None)


def _entries(section: JsonValue) -> Iterator[JsonObject]:
    if isinstance(section, list):
        yield from (each for each in section if isinstance(each, dict) and "id" in each)
