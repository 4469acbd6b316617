"""Lists that people take along: comma-separated values, which no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi.responses import Response

from exchange.pages.rendering import HEADERS

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A file of this name for the browser to keep."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_plain(each) for each in row] for row in rows)
    told = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=told)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
