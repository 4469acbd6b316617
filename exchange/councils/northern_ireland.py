"""The five health and social care trusts: in Northern Ireland they do social care, and the councils do not."""

from typing import Final

from exchange.councils.authority import Council, Nation

# Names of the trusts are sure; their codes were seen in one secondary list only.
_TRUSTS = (
    ("ZT001", "Belfast Health and Social Care Trust"),
    ("ZT002", "Northern Health and Social Care Trust"),
    ("ZT003", "South Eastern Health and Social Care Trust"),
    ("ZT004", "Southern Health and Social Care Trust"),
    ("ZT005", "Western Health and Social Care Trust"),
)
TRUSTS: Final[tuple[Council, ...]] = tuple(
    Council(code, name, name, Nation.NORTHERN_IRELAND, verified=False) for code, name in _TRUSTS
)
"""The trusts of Northern Ireland."""
