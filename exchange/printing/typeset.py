"""From a document to PDF/UA-1 (ISO 14289-1), by Typst."""

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst
from babel.dates import format_date

from exchange.jose import JsonObject, JsonValue
from exchange.printing.document import (
    Block,
    Code,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Withheld,
    Words,
)
from exchange.printing.letters import FONTS, printable
from exchange.printing.qr import qr_svg

_TEMPLATE: Final = Path(__file__).parent / "document.typ"  # it reads no file; its root is the folder of the fonts
_LANGUAGE: Final = re.compile("([a-z]{2,3})(-.*)?", re.DOTALL)
_LOCALES: Final = {"en": "en_GB", "cy": "cy"}
_PAGE: Final = {"en": ("Page ", " of "), "cy": ("Tudalen ", " o ")}
_MADE: Final = {"en": "Made on", "cy": "Gwnaed ar"}


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF; the same bytes for the same document."""
    inputs = {"document": json.dumps(_plain(document))}  # data, which Typst never reads as mark-up
    midnight = datetime.combine(document.made_on, time(), UTC)
    made = typst.compile(
        _TEMPLATE.read_bytes(),
        root=FONTS,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=midnight,
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _plain(document: Document) -> JsonObject:
    day = format_date(document.made_on, "long", locale=_LOCALES[document.language])
    return {
        "language": document.language,
        "title": _title(document.title),
        "subtitle": printable(document.subtitle),
        "council": printable(document.council),
        "made": f"{_MADE[document.language]} {day}",
        "page": list[JsonValue](_PAGE[document.language]),
        "blocks": [_block(block) for block in document.blocks],
    }


def _title(text: str) -> str:
    """A title is one line, and there is one: the standard asks for it."""
    return " ".join(printable(text).split()) or "–"


def _block(block: Block) -> JsonObject:  # noqa: C901  (one case for each kind of block)
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": _title(text)}
        case Paragraph(text, lang):
            return {"kind": "paragraph", "words": _words(Words(text, lang))}
        case Facts(rows):
            facts: list[JsonValue] = [
                {"label": _title(row.label), "values": [_words(each) for each in row.values]} for row in rows
            ]
            return {"kind": "facts", "rows": facts}
        case Table(caption, headers, rows):
            cells: list[JsonValue] = [_words(each) for row in rows for each in row]
            titles: list[JsonValue] = [_title(each) for each in headers]
            return {"kind": "table", "caption": _title(caption), "headers": titles, "cells": cells}
        case Items(items):
            return {"kind": "items", "items": [_words(each) for each in items]}
        case Note(text):
            return {"kind": "note", "text": printable(text)}
        case Withheld(text, ground):
            return {"kind": "withheld", "text": printable(text), "ground": printable(ground or "")}
        case Code(url, alt):
            return {"kind": "code", "url": url, "shown": printable(url), "alt": _title(alt), "svg": qr_svg(url)}
        case PageBreak():
            return {"kind": "page-break"}


def _words(words: Words) -> JsonObject:
    """A text and its language, as far as Typst can take it: the first subtag."""
    found = _LANGUAGE.fullmatch((words.lang or "").lower())
    return {"text": printable(words.text), "lang": found.group(1) if found else ""}
