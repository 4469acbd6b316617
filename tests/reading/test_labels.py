"""Every member of every model has a name in both languages, and no name of the wire is ever read by people."""

import re

import pytest

from exchange.reading.forms import forms_of, models_under
from exchange.reading.labels import OWN_LABELS, PHRASES, SYSTEM_NAMES, label_of
from exchange.reading.order import OPENING, THEN
from exchange.record import KINDS, TITLES
from exchange.record.codes import SYSTEMS
from exchange.record.parts import Part
from tests.reading.told import LANGUAGES

MODELS = sorted({model for kind in KINDS.values() for model in models_under(kind.model)}, key=lambda one: one.__name__)


def test_all_models_are_looked_at() -> None:
    written = {model.__name__ for model in _subclasses(Part) if model.__module__.startswith("exchange.record.")}
    assert {model.__name__ for model in MODELS} == written - {"Item"}
    assert {"Assessment", "Worker", "Absent", "Translated", "Label", "CarerGap"} <= written


def _subclasses(model: type[Part]) -> set[type[Part]]:
    return {inner for one in model.__subclasses__() for inner in {one, *_subclasses(one)}}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_member_has_a_label_in_both_languages(model: type[Part]) -> None:
    for member in forms_of(model):
        labels = [label_of(model.__name__, member, language=language) for language in LANGUAGES]
        assert all(label[0].isupper() and not re.search("[a-z][A-Z]|;", label) for label in labels), member


def test_every_label_of_its_own_is_of_a_member_that_there_is() -> None:
    members = {f"{model.__name__}.{member}" for model in MODELS for member in forms_of(model)}
    assert OWN_LABELS.keys() <= members


@pytest.mark.parametrize("table", [OWN_LABELS, PHRASES, SYSTEM_NAMES])
def test_every_phrase_wants_the_same_words_in_both_languages(table: dict[str, object]) -> None:
    for name in table:
        phrase = {**OWN_LABELS, **PHRASES, **SYSTEM_NAMES}[name]
        assert phrase.en.count("{}") == phrase.cy.count("{}"), name


def test_every_system_that_we_hold_has_a_name() -> None:
    assert {codes.name for codes in SYSTEMS.values()} <= SYSTEM_NAMES.keys()


def test_every_section_has_its_place_in_the_order() -> None:
    assert sorted((*OPENING, *THEN)) == sorted(TITLES)
