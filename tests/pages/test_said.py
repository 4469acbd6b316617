"""What the pages say has Welsh, all of it: whoever adds a sentence adds its Welsh."""

from itertools import chain
from pathlib import Path

from exchange.pages.frame import _MENU
from exchange.pages.languages import catalogues
from tests.pages.said import said_in_python, said_in_templates


def in_welsh() -> set[str]:
    """Every English sentence that has Welsh."""
    messages = (message for catalog in catalogues().values() for message in catalog if message.id)
    return {each for message in messages for each in ((message.id,) if isinstance(message.id, str) else message.id)}


def test_finds_a_sentence_without_welsh_wherever_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('{{ _("In a page") }}{{ ngettext("one", "many", count=2) }}')
    (tmp_path / "a.py").write_text(
        'visit.say("In a call")\nsay("If" if x else "Else")\nsay.plural("one", "many", count=2)\n'
        'problems.need(form, "day", "Enter a day")\nproblems.add("day", "No such day")\nsay(NAMES[code])\n'
    )
    assert [said for said, _ in said_in_templates(tmp_path)] == ["In a page", "one", "many"]
    expected = {"In a call", "If", "Else", "one", "many", "Enter a day", "No such day"}
    assert {said for said, _ in said_in_python(tmp_path)} == expected


def test_every_sentence_of_the_pages_has_welsh() -> None:
    known = in_welsh()
    menu = ((name, "frame.py") for _, _, name in _MENU)
    said = chain(said_in_templates(), said_in_python(), menu)
    assert sorted({(place, sentence) for sentence, place in said if sentence not in known}) == []
