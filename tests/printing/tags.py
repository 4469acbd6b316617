"""What a reader's software finds in a tagged PDF, read with pypdf."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject


@dataclass(frozen=True)
class Tag:
    """One element of the structure: its role, and the attributes that matter here."""

    role: str
    lang: str | None
    alt: str | None


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def catalogue(data: bytes) -> DictionaryObject:
    root = opened(data).trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def tags(data: bytes) -> list[Tag]:
    tree = catalogue(data)["/StructTreeRoot"].get_object()
    return list(_walk(tree))


def words(data: bytes) -> str:
    """All that is printed, without the places where lines break."""
    text = "".join(page.extract_text() for page in opened(data).pages)
    return "".join(text.replace("\u200b", "").split())


def _walk(node: PdfObject | None) -> Iterator[Tag]:
    node = node.get_object() if node is not None else None
    if isinstance(node, ArrayObject):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield Tag(str(node["/S"]), _text(node, "/Lang"), _text(node, "/Alt"))
        if "/K" in node:
            yield from _walk(node["/K"])


def _text(node: DictionaryObject, name: str) -> str | None:
    return str(node[name]) if name in node else None


def written(node: PdfObject) -> str:
    """A part of the file as it is written."""
    out = io.BytesIO()
    node.write_to_stream(out)
    return out.getvalue().decode("latin-1")
