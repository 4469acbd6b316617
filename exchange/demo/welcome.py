"""After the story: somebody else is on the way, people can sign in, and the terminal says where."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from exchange.client import Client
from exchange.demo.looking import today
from exchange.demo.places import Place, Places
from exchange.demo.telling import Teller
from exchange.jose import JsonObject, JsonValue

Until: TypeAlias = Callable[[Callable[[], JsonObject]], JsonObject]

_PEOPLE = (
    ("non", "Non Evans", "caseworker"),
    ("alun", "Alun Bowen", "auditor"),
    ("olwen", "Olwen Prys", "operator"),
)
_KEEPER = (("ffion", "Ffion Rees", "federation-operator"),)
_FIRST_PAGES = {
    "caseworker": "transfers", "auditor": "audit", "operator": "operate", "federation-operator": "federation",
}  # fmt: skip
_WORKER: JsonObject = {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"}


def send_another(sending: Client, receiving: Client, examples: Sequence[Path], *, to: str, until: Until) -> None:
    """Tell the other council of a second person, about whom nobody has decided anything yet."""
    records: list[JsonValue] = []
    for path in examples:
        kind = "care-and-support-plan" if path.stem.endswith("plan") else "assessment"
        body: JsonObject = {"kind": kind, "content": json.loads(path.read_text(encoding="utf-8"))}
        records.append(until(partial(sending.post, "/v1/records", body, key=f"demo-{path.stem}"))["digest"])
    order: JsonObject = {"to": to, "day": today(), "confidence": "certain", "records": records, "worker": _WORKER}
    made = until(partial(sending.post, "/v1/transfers", order, key="demo-second-transfer"))
    until(partial(receiving.read, f"/v1/transfers/{made['id']}"))


def open_doors(places: Places) -> str:
    """Make an account for each role at each node, all with one password that is made here, for this run only."""
    password, file = "", places.folder / "password"
    for place in places.all:
        for login, name, role in _people_at(place, places):
            words = ("account", "add", str(place.folder), login, "--name", name, "--role", role)
            if password:
                places.command(*words, "--password-file", str(file))
            else:
                password = places.command(*words, "--generate").strip()
                file.write_text(password, encoding="utf-8")
    file.unlink()
    return password


def show_doors(teller: Teller, places: Places, password: str) -> None:
    """Say who can sign in where, and what to open first."""
    teller.say(f"People can sign in, each with the password {password}, which was made for this run:")
    for place in places.all:
        for login, name, role in _people_at(place, places):
            teller.show(f"{place.name:<11} {login:<6} {name}, {role:<20} {place.url}/en/{_FIRST_PAGES[role]}")
    teller.say("")
    teller.say("Open this first, and sign in as non: Carys is on her way, and nobody has decided anything yet.")
    teller.show(f"{places.ceredigion.url}/en/transfers     (Cymraeg: {places.ceredigion.url}/cy/transfers)")
    teller.say("")


def _people_at(place: Place, places: Places) -> tuple[tuple[str, str, str], ...]:
    return _KEEPER if place is places.anchor else _PEOPLE
