"""Eligibility schemes as data: whose rules a determination was made under, limb by limb, each with its citation.

A determination belongs to one scheme and one jurisdiction and never holds under another; needs and outcomes do. Each
scheme lists its *limbs* (the questions to answer), its *areas* in its own numbering (each with its place among our
need areas), and the *test* by which answers make a need eligible: `eligibility.py` recomputes from it. Wordings are
working summaries, never the authority; `verified=False` marks what was written without sight of the source.

    SCHEMES["wls-adult-2015"].limbs["c"].label("cy")
"""

from collections.abc import Mapping
from typing import Final

from exchange.record.codes.code_list import CodeList
from exchange.record.schemes import england, northern_ireland, scotland, wales
from exchange.record.schemes.scheme import Area, Scheme

__all__ = ["SCHEMES", "SCHEME_CODES", "Area", "Scheme"]

SCHEMES: Final[Mapping[str, Scheme]] = {
    scheme.code: scheme
    for scheme in (
        wales.ADULT,
        wales.CHILD,
        wales.CARER,
        england.ADULT,
        england.CARER,
        scotland.ADULT,
        northern_ireland.NISAT,
    )
}
SCHEME_CODES: Final = CodeList(
    "schemes",
    "SI 2015/1578 (W.187); SI 2015/313; national eligibility criteria (Scotland, 2009); NISAT",
    {scheme.code: scheme.label for scheme in SCHEMES.values()},
    open=True,
)
