"""The check for words of the other language finds what is planted, and lets names and people's own words be."""

import pytest

from exchange.councils import COUNCILS
from exchange.pages.languages import Language
from tests.pages.leftovers import leftovers, texts

WELSH_PAGE = """<!doctype html><html lang="cy"><head><title>Trosglwyddiadau</title><style>the and</style></head><body>
<p>Llofnodwyd gan gyngor Blackburn with Darwen ar 20 Tachwedd 2026; ni newidiwyd dim ers hynny.<br>%s</p>
<img src="a.png" alt="Logo'r cyngor"><code>the-code-and-more</code>
<p lang="en">I like to be asked, and not told.</p><a lang="en" href="/en/">English</a></body></html>"""
ENGLISH_PAGE = """<!doctype html><html lang="en-GB"><head><title>Transfers</title></head><body>
<p>Signed by Bro Morgannwg and Pen-y-bont ar Ogwr on 20 November 2026.<br>%s</p>
<p lang="cy">Mae'n well gen i siarad Cymraeg.</p><a lang="cy" href="/cy/">Cymraeg</a></body></html>"""


@pytest.mark.parametrize(
    "planted",
    [
        "The person has died",
        "Cancelled",
        "<b>Waiting for Gwynedd, by 20 November 2026: the rest</b>",
        "Cofnod of the person",
        '<img alt="Logo of a council" src="b.png">',
        '<button aria-label="Close this">×</button>',
        '<input type="submit" value="Sign in with your password">',
        '<span lang="en">Iawn</span><i>this</i>',
        "<b>Care and support plan</b>",
        "One more message waits behind it.",
    ],
)
def test_finds_english_on_a_welsh_page(planted: str) -> None:
    assert leftovers(WELSH_PAGE % "Iawn", Language.CY) == []
    assert leftovers(WELSH_PAGE % planted, Language.CY) != []


@pytest.mark.parametrize(
    "planted",
    [
        "Mae'r person wedi marw",
        "Canslwyd",
        "<b>Yn aros am gyngor Gwynedd, erbyn 20 Tachwedd 2026: y gweddill</b>",
        "Record o'r person",
        '<img alt="Logo y cyngor" src="b.png">',
        "Mae chwe neges arall yn aros y tu ôl iddi.",
    ],
)
def test_finds_welsh_on_an_english_page(planted: str) -> None:
    assert leftovers(ENGLISH_PAGE % "All is well", Language.EN) == []
    assert leftovers(ENGLISH_PAGE % planted, Language.EN) != []


def test_says_where_it_was() -> None:
    assert leftovers(WELSH_PAGE % "Cofnod of Megan", Language.CY) == ["'of' in 'Cofnod of Megan'"]


def test_names_that_are_given_are_names() -> None:
    page = WELSH_PAGE % "Cartref The Willows"
    assert leftovers(page, Language.CY) == ["'The' in 'Cartref The Willows'"]
    assert leftovers(page, Language.CY, names={"The Willows"}) == []


@pytest.mark.parametrize("language", Language)
def test_the_name_of_no_council_is_a_leftover(language: Language) -> None:
    names = "".join(f"<p>{each.english}</p><p>{each.welsh}</p>" for each in COUNCILS.values())
    assert leftovers(f'<html lang="{language}">{names}</html>', language) == []


def test_reads_what_is_seen_and_heard_with_its_language() -> None:
    page = '<html lang="cy"><p>a<br>b <b lang="en">c</b> d</p><script>e</script><p lang="">f</p></html>'
    assert texts(page) == [("cy", "a"), ("cy", "b"), ("en", "c"), ("cy", "d"), ("", "f")]
