"""Every page that can be opened: at which address, by whom, at which council. Whoever adds a page adds its row.

`route` is the address as the page's own door has it, and its places are filled from `Values`; `query` follows it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from exchange.jose import JsonValue
from tests.pages.staging import PEOPLE, Stage
from tests.world import WORKER, content_of

UNKNOWN: Final = "A" * 43
NOBODY: Final = ""
EXAMPLES: Final = ("megan-assessment", "megan-plan")


@dataclass(frozen=True)
class Address:
    """One page in one state."""

    route: str
    who: str = "non"
    where: str = "ceredigion"
    query: str = ""
    state: str = ""
    status: int = HTTPStatus.OK

    def __str__(self) -> str:
        return f"{self.where}{self.route}{self.query}{' ' if self.state else ''}{self.state}"

    def path(self, values: Mapping[str, str]) -> str:
        """The address behind the language, with its places filled."""
        filled = {**values, "transfer": values.get(self.state, values["transfer"])}
        return (self.route + self.query).format(**filled)


ADDRESSES: Final[tuple[Address, ...]] = (
    Address("/sign-in", who=NOBODY),
    Address("/check", who=NOBODY, where="gwynedd"),
    Address("/check/{number}", who=NOBODY, where="gwynedd"),
    Address("/check/{number}", who=NOBODY, status=HTTPStatus.NOT_FOUND),
    Address("/transfers"),
    Address("/transfers", query="?q=nobody"),
    Address("/transfers", query="?side=sending", where="gwynedd"),
    Address("/transfers", query="?ended=yes"),
    Address("/transfers/{transfer}"),
    Address("/transfers/{transfer}", state="unmatched"),
    Address("/transfers/{transfer}", where="gwynedd"),
    Address("/transfers/{transfer}/match", state="unmatched"),
    Address("/transfers/{transfer}/decide"),
    Address("/transfers/{transfer}/decide/first-day"),
    Address("/transfers/{transfer}/decide/worker"),
    Address("/transfers/{transfer}/decide/check"),
    *(Address("/transfers/{transfer}/say/{what}".replace("{what}", each)) for each in ("arrived", "wrong-person")),
    Address("/transfers/{transfer}/plan"),
    Address("/transfers/{transfer}/plan", state="unmatched", status=HTTPStatus.UNPROCESSABLE_ENTITY),
    Address("/transfers/{transfer}/records/{digest}"),
    Address("/transfers/{transfer}/records/{digest}/compare"),
    Address("/records", where="gwynedd"),
    Address("/records", query="?q=pritchard", where="gwynedd"),
    Address("/records/{digest}", where="gwynedd"),
    Address("/records/{digest}/compare", where="gwynedd"),
    Address("/records/{digest}/copy", where="gwynedd"),
    Address("/records/{digest}/seen", where="gwynedd"),
    Address("/send", where="gwynedd"),
    Address("/send", query="?q=pritchard", where="gwynedd"),
    Address("/send/move", where="gwynedd"),
    Address("/send/consent", where="gwynedd", who="elin"),
    Address("/send/keep-back", where="gwynedd"),
    Address("/send/check", where="gwynedd"),
    Address("/send/check", where="gwynedd", who="elin", status=HTTPStatus.UNPROCESSABLE_ENTITY),
    Address("/ask"),
    Address("/audit", who="alun"),
    Address("/audit/log", who="alun"),
    Address("/audit/trail", who="alun"),
    Address("/audit/transfers", who="alun"),
    Address("/audit/figures", who="alun"),
    Address("/operate", who="olwen"),
    Address("/operate/accounts/{account}/disable", who="olwen"),
    Address("/federation", who="ffion", where="anchor"),
    Address("/federation/enrol", who="ffion", where="anchor"),
    Address("/federation/suspend", who="ffion", where="anchor", query="?member={member}"),
    Address("/nowhere", status=HTTPStatus.NOT_FOUND),
    Address("/audit", status=HTTPStatus.FORBIDDEN),
)

NO_PAGES: Final = frozenset(
    {
        "/",  # leads on
        "/nowhere",
        "/sign-in/service",  # leads to the council's own service
        "/sign-in/return",
        "/transfers/{transfer}/plan.pdf",  # paper
        "/records/{digest}/seen.pdf",
        "/records/{digest}/copy.{ending}",  # leads on
    }
)
"""Addresses that are opened and show no page."""


def stage_for(stage: Stage) -> dict[str, str]:
    """States that the pages can show; the values of the places in the addresses."""
    gwynedd, ceredigion = stage.gwynedd, stage.ceredigion
    records = [gwynedd.publish(each) for each in EXAMPLES]
    stage.world.work(2)
    matched = gwynedd.notify(ceredigion, records)
    stage.world.work(3)
    ceredigion.match(matched)
    unmatched = stage.move()
    for login, council in (("non", ceredigion), ("elin", stage.world.councils[2])):
        answer = stage.sign_in(gwynedd, login).send(
            "/en/send/move", records=records[1], record=records[1], to=council.gss, base="0",
            **{"move-day": "1", "move-month": "12", "move-year": "2026"},
            confidence="certain", served="duty", role="Social worker", contact="01632 960 100",
        )  # fmt: skip
        assert answer.status_code == HTTPStatus.OK or login == "elin"
    accounts = ceredigion.node.store.read(lambda tx: tx.accounts.with_login("elin"))
    assert accounts is not None
    return {
        "transfer": matched,
        "unmatched": unmatched,
        "digest": records[1],
        "number": records[1],
        "account": accounts.id,
        "member": ceredigion.entity_id,
    }


def names() -> set[str]:
    """What people wrote, and how they are called: it is in whatever language it is in."""
    written = {" ".join(text.split()) for each in EXAMPLES for text in _strings(content_of(each)) if " " in text}
    people = {name for name, _ in PEOPLE.values()} | {str(each) for each in WORKER.values()}
    return written | people | {"Megan", "Eluned", "Pritchard", "Ffion Rees", "Operator", "Social worker"}


def _strings(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            yield from (text for each in value for text in _strings(each))
        case dict():
            yield from (text for each in value.values() for text in _strings(each))
        case _:
            pass
