"""The Welsh catalogues: whole, without doubts, and fitting what the program says today."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from exchange.pages.languages import PLURAL_FORMS, Language, Voice, catalogues
from exchange.pages.welsh_page import welsh_page
from tests.pages.data import data_sentences
from tests.pages.leftovers import leftovers_in

PLACE = re.compile(r"%\((\w+)\)s")
PERCENT = re.compile(r"%(?!\(\w+\)s)")
CATALOGUES = catalogues()


def forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def messages(name: str) -> Iterator[Message]:
    return (message for message in CATALOGUES[name] if message.id)


def problems(message: Message) -> Iterator[str]:
    """What a translator left undone, or did that the program cannot use."""
    english, welsh = forms(message.id), forms(message.string)
    if "fuzzy" in message.flags:
        yield "fuzzy"
    if len(welsh) != (1 if len(english) == 1 else 6) or not all(each.strip() for each in welsh):
        yield "empty"
    places = [set(PLACE.findall(each)) for each in english]
    for each in welsh:
        if PERCENT.search(each) or (len(english) == 1 and set(PLACE.findall(each)) != places[0]):
            yield "places"
        if len(english) == 2 and not set(PLACE.findall(each)) <= places[1]:
            yield "places"


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (Message("A day.", ""), "empty"),
        (Message("A day.", "Diwrnod.", flags=("fuzzy",)), "fuzzy"),
        (Message("On %(day)s.", "Ar y diwrnod."), "places"),
        (Message("On %(day)s.", "Ar %(dydd)s."), "places"),
        (Message("A tenth.", "10 %."), "places"),
        (Message(("One.", "%(count)s."), ("", "Un.", "Dau.", "Tri.", "Chwech.", "%(count)s.")), "empty"),
        (Message(("One.", "%(count)s."), ("Dim.", "Un.", "Dau.", "Tri.", "Chwech.", "%(nifer)s.")), "places"),
    ],
)
def test_refuses_what_is_not_finished(message: Message, problem: str) -> None:
    assert problem in set(problems(message))


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_sentence_has_welsh_with_the_same_places(name: str) -> None:
    assert {message.id: list(problems(message)) for message in messages(name) if list(problems(message))} == {}


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_catalogue_has_the_six_forms_of_welsh(name: str) -> None:
    assert CATALOGUES[name].num_plurals == 6
    assert CATALOGUES[name].plural_forms.rstrip(";") == PLURAL_FORMS.rstrip(";")


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_welsh_is_left_in_english(name: str) -> None:
    welsh = (each for message in messages(name) for each in forms(message.string))
    assert [found for each in welsh for found in leftovers_in(PLACE.sub("…", each), Language.CY)] == []


def test_no_sentence_is_in_two_catalogues() -> None:
    places = Counter((message.context, forms(message.id)[0]) for name in CATALOGUES for message in messages(name))
    assert [sentence for sentence, count in places.items() if count > 1] == []


@pytest.mark.parametrize("name", data_sentences())
def test_every_sentence_of_the_data_has_welsh_and_none_is_stale(name: str) -> None:
    wanted = set(data_sentences()[name])
    there = {each for message in messages(name) for each in forms(message.id)}
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], [])


def test_each_sentence_of_the_data_is_said_differently_in_welsh() -> None:
    say = Voice(Language.CY)
    same = {each for sentences in data_sentences().values() for each in sentences if say(each) == each}
    assert same <= {"Cost", "%(day)s, %(time)s UTC", "One more message waits behind it."} | plurals()


def plurals() -> set[str]:
    return {message.id[1] for name in CATALOGUES for message in messages(name) if not isinstance(message.id, str)}


def test_a_translator_finds_every_sentence_in_one_list() -> None:
    page = welsh_page()
    for sentences in data_sentences().values():
        assert [each for each in sentences if each.replace("|", "\\|") not in page] == []
