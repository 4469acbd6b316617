"""`docs/welsh-to-check.md`: every Welsh sentence of the catalogues beside its English, for a translator to check."""

from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from exchange.pages.languages import catalogues

_HEAD = """# Welsh to check

Generated from `exchange/pages/locale/cy/*.po` by `make generate`. All of this Welsh is a working translation that no
translator has checked yet. Correct it in the `.po` file that heads each table (any editor of gettext catalogues opens
it; what stands as `%(council)s` is filled in by the program and has to stay), then run `make generate`.

Code lists, sections, grounds and purposes carry their Welsh with them: it is listed in `schemas/codes/*.json` and
corrected in `exchange/record/codes/`, `sections.py`, `grounds.py` and `purposes.py` of `exchange/record/`; the labels
of single fields in `exchange/record/explain/labels.py`, what is said of a comparison in `exchange/matching/words.py`.

Words chosen throughout: transfer *trosglwyddiad*, record *cofnod*, sending and receiving council *cyngor anfon* and
*cyngor derbyn*, duty *dyletswydd*, need *angen*, receipt *derbynneb*, evidence *tystiolaeth*, to attest *ardystio*,
to withhold *dal yn ôl*, match *paru* and *cyfatebiaeth*, recall *galw'n ôl*, trust chain *cadwyn ymddiriedaeth*. Names
of councils are kept from mutating by *cyngor* before them. Where a statute has no Welsh text, its title is ours.
"""


def welsh_page() -> str:
    """The whole page."""
    return _HEAD + "".join(_table(name, catalog) for name, catalog in catalogues().items())


def _table(name: str, catalog: Catalog) -> str:
    rows = "".join(f"| {english} | {welsh} | {where} |\n" for english, welsh, where in _rows(catalog))
    return f"\n## {name}\n\n| English | Welsh | Where |\n|---|---|---|\n{rows}"


def _rows(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for message in catalog:
        if message.id:
            yield _cell(message.id), _cell(message.string or ""), _where(message)


def _cell(words: str | list[str] | tuple[str, ...]) -> str:
    each = (words,) if isinstance(words, str) else words
    return "<br>".join(" ".join(word.split()).replace("|", "\\|") for word in each)


def _where(message: Message) -> str:
    places = [*message.auto_comments, *(path for path, _ in message.locations)]
    return _cell(", ".join(dict.fromkeys(places)))
