"""Words of one language on a page of the other.

    assert leftovers(html, Language.CY) == []

Text is judged by the `lang` of the nearest element that has one: what people wrote carries its own. A sentence of a
catalogue that stands there in the other language is found, and so is any word that only the other language has. Names
of councils are names in both; further names, such as those of people, are given.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from exchange.councils import COUNCILS
from exchange.pages.languages import Language, catalogues


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Only words that the other language does not have as well: "am", "an", "as", "at", "i", "is", "to" and "was" are both.
ENGLISH = _words("""
    the and of with from are this that these those it its or but your you has have been which when what where there
    their they who whom whose why how because if by be being into about after before until while again nothing somebody
    not cannot could should would may must does did will shall than then only also each every other
""")
WELSH = _words("""
    y yr yn mae nid nad gan gyda wedi sydd sy'n hwn hon hyn hwnnw honno neu ac ei eu eich chi oes heb ni'n mae'r i'r o'r
    a'r a'i a'u i'w o'i drwy wrth dros rhwng erbyn cyn roedd bydd byddai oedd yw'r yw ydyw rhaid caiff hyd cyngor
    trosglwyddiad cofnod dyletswydd neges eto nes pob sut beth pwy pryd ble yma dim
""")
_SILENT = _words("script style code pre template")
_VOID = _words("area base br col embed hr img input link meta source track wbr")
_SPOKEN = ("alt", "title", "aria-label", "placeholder")
_WORD = re.compile(r"(?<![\d_])[^\W\d_]++(?:['’-][^\W\d_]++)*+(?![\d_])")
_PLACE = re.compile(r"%\(\w+\)s")


class _Reader(HTMLParser):
    """Collects what a reader sees or hears, with its language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = (given["lang"] or "") if "lang" in given else self._language
        spoken = [given.get(name) for name in _SPOKEN]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            spoken.append(given.get("value"))
        self.found += [(language, text) for text in spoken if text]
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        if any(each == tag for each, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not any(tag in _SILENT for tag, _ in self._open):
            self.found.append((self._language, text))

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""


def texts(html: str) -> list[tuple[str, str]]:
    """Each text of a page, attributes that are read out included, with the language that it is marked with."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def leftovers(html: str, language: Language, *, names: Collection[str] = ()) -> list[str]:
    """What stands in the other language in the parts of a page that are in this one."""
    spoken = [text for marked, text in texts(html) if marked.partition("-")[0] == language]
    return [found for text in spoken for found in leftovers_in(text, language, names=names)]


def leftovers_in(text: str, language: Language, *, names: Collection[str] = ()) -> Iterator[str]:
    """The same of one text."""
    bare = _without(text, names)
    if _sentences(language).stand_in(bare):
        yield f"{text!r} is a sentence of the other language"
        return
    foreign = ENGLISH if language is Language.CY else WELSH
    for word in _WORD.findall(bare.replace("’", "'")):
        if word.lower() in foreign and not (word.isupper() and len(word) > 1):  # "CHI" is a number, not "chi"
            yield f"{word!r} in {text!r}"


def _without(text: str, names: Collection[str]) -> str:
    for name in sorted({*names, *_council_names()}, key=len, reverse=True):
        text = text.replace(name, "…")
    return text


@cache
def _council_names() -> frozenset[str]:
    return frozenset(name for each in COUNCILS.values() for name in (each.english, each.welsh))


@dataclass(frozen=True)
class _Sentences:
    """What no text of a language may say: labels as a whole text, sentences (of three words and more) anywhere."""

    labels: frozenset[str]
    plain: tuple[str, ...]
    with_places: tuple[re.Pattern[str], ...]

    def stand_in(self, text: str) -> bool:
        return (
            text.strip() in self.labels
            or any(each in text for each in self.plain)
            or any(each.search(text) for each in self.with_places)
        )


@cache
def _sentences(language: Language) -> _Sentences:
    """The catalogues' words of the other language, where the two differ."""
    english: set[str] = set()
    welsh: set[str] = set()
    for catalog in catalogues().values():
        for message in catalog:
            english |= {message.id} if isinstance(message.id, str) else set(message.id)
            welsh |= {message.string} if isinstance(message.string, str) else set(message.string or ())
    foreign = {each for each in (english - welsh if language is Language.CY else welsh - english) if _words_of(each)}
    long = {each for each in foreign if _words_of(each) > 2}
    placed = {each for each in long if _PLACE.search(each)}
    patterns = (".+?".join(map(re.escape, _PLACE.split(each))) for each in sorted(placed))
    return _Sentences(frozenset(foreign), tuple(sorted(long - placed)), tuple(map(re.compile, patterns)))


def _words_of(sentence: str) -> int:
    return len(_WORD.findall(_PLACE.sub("", sentence)))
