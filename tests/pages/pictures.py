"""The pictures of the pages in `docs/screenshots`: `make screenshots` takes them anew.

Whoever adds a page worth seeing adds a row to `PICTURES`; what it shows is staged in `staged`. A picture shows the top
of a page, as a person sees it who has just opened it.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from exchange.jose import JsonObject
from tests.pages.staging import Stage, open_browser, open_stage
from tests.world import WORKER, Running

FOLDER: Final = Path(__file__).parents[2] / "docs" / "screenshots"
MOST, MOST_BYTES = 25, 2_000_000


@dataclass(frozen=True)
class Picture:
    """One picture. Places in `path` are filled with what was staged; `who` is nobody where it is ""."""

    name: str
    path: str
    where: str = "ceredigion"
    who: str = "non"
    width: int = 1280
    height: int = 900


PICTURES: Final = (
    Picture("sign-in", "/en/sign-in", who="", height=640),
    Picture("inbox", "/en/transfers"),
    Picture("inbox-welsh", "/cy/transfers"),
    Picture("inbox-narrow", "/en/transfers", width=320, height=1100),
    Picture("transfer", "/en/transfers/{decided}", height=1200),
    Picture("match", "/en/transfers/{waiting}/match", height=1100),
    Picture("decide", "/en/transfers/{matched}/decide", height=1100),
    Picture("read", "/en/transfers/{decided}/records/{plan}", height=1200),
    Picture("interim-plan", "/en/transfers/{decided}/plan", height=1200),
    Picture("copy", "/en/records/{own}/copy", where="gwynedd", height=1100),
    Picture("send", "/en/send", where="gwynedd"),
    Picture("check-known", "/en/check/{own}", who="", where="gwynedd", height=760),
    Picture("audit", "/en/audit", who="alun"),
    Picture("operate", "/en/operate", who="olwen", height=1100),
    Picture("federation", "/en/federation", who="ffion", where="anchor"),
)


def staged(stage: Stage) -> Mapping[str, str]:
    """One move that waits, one that is matched, and one that is decided; what stands in the places of the paths."""
    waiting, matched, decided = stage.move(), stage.move(), stage.move()
    for each in (matched, decided):
        stage.ceredigion.match(each)
    records = stage.ceredigion.transfer(decided)["records"]
    assert isinstance(records, list)
    plan = str(records[-1])  # the assessment goes first
    decision: JsonObject = {
        "assessment": "proportionate",
        "needs": [
            {"record": plan, "need": "n1", "outcome": "accepted"},
            {"record": plan, "need": "n2", "outcome": "varied", "reason": "Another provider"},
        ],
        "dayOne": [{"need": "n1", "startsOn": "2026-12-01", "how": "Morning call", "owner": "Non Evans"}],
        "worker": WORKER,
    }
    stage.ceredigion.say(decided, "decision", decision)
    stage.world.work(3)
    return {"waiting": waiting, "matched": matched, "decided": decided, "plan": plan, "own": plan}


def take(stage: Stage, browser: Browser, picture: Picture, values: Mapping[str, str], *, folder: Path) -> int:
    """Take one picture; the status of the page that is on it."""
    place = _place(stage, picture.where)
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height}, locale="en-GB")
    if picture.who:
        cookies = stage.sign_in(place, picture.who).http.cookies.jar
        context.add_cookies([{"name": each.name, "value": each.value or "", "url": place.url} for each in cookies])
    page = context.new_page()
    answer = page.goto(place.url + picture.path.format(**values))
    page.screenshot(path=folder / f"{picture.name}.png")
    context.close()
    return answer.status if answer else 0


def _place(stage: Stage, name: str) -> Running:
    return {"gwynedd": stage.gwynedd, "ceredigion": stage.ceredigion, "anchor": stage.world.anchor}[name]


def take_all(folder: Path = FOLDER) -> int:
    """Take them all; the exit status. A page that is refused is named, and its picture is not kept."""
    folder.mkdir(parents=True, exist_ok=True)
    refused = []
    with tempfile.TemporaryDirectory() as temporary, open_stage(Path(temporary)) as stage, open_browser() as browser:
        values = staged(stage)
        for picture in PICTURES:
            status = take(stage, browser, picture, values, folder=folder)
            if status != 200:
                refused.append(f"{picture.name}: {status}")
                (folder / f"{picture.name}.png").unlink()
    sizes = [each.stat().st_size for each in folder.glob("*.png")]
    taken, where = len(PICTURES) - len(refused), folder.relative_to(folder.parents[1])
    said = [f"{taken} pictures, {sum(sizes) // 1000} KB with all others, in {where}/"]
    said += [f"not taken, {each}" for each in refused]
    sys.stdout.write("\n".join([*said, ""]))
    return 1 if refused or sum(sizes) > MOST_BYTES or len(sizes) > MOST else 0


if __name__ == "__main__":
    sys.exit(take_all())
