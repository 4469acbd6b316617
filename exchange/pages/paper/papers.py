"""A document as an answer: as a page that prints well, or as a PDF."""

from datetime import date

from fastapi.responses import Response

from exchange.pages.languages import Voice
from exchange.pages.rendering import page
from exchange.pages.visits import Visit
from exchange.printing import Document, pdf


def paper_page(visit: Visit, document: Document, say: Voice, *, pdf_at: str = "", back: str = "") -> Response:
    """The document as a page. `say` speaks its language, `pdf_at` is where it is a PDF, `back` where one came from."""
    made = say.day(document.made_on)
    return page(visit, "prints/page.html", document=document, made=made, pdf_at=pdf_at, back=back)


def pdf_answer(document: Document, name: str) -> Response:
    """The document as a PDF to keep. The file's name says what it is and from which day, never whom it is about."""
    return file_answer(pdf(document), _named(name, document.made_on, "pdf"), "application/pdf")


def json_answer(data: bytes, name: str, day: date) -> Response:
    """A signed file to keep."""
    return file_answer(data, _named(name, day, "json"), "application/json")


def file_answer(data: bytes, name: str, media_type: str) -> Response:
    """A file that is saved and not shown, and that nothing on the way keeps."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(data, media_type=media_type, headers=headers)


def _named(name: str, day: date, ending: str) -> str:
    return f"{name}-{day.isoformat()}.{ending}"
