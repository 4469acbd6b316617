"""Scotland: four bands of risk (Scottish Government and COSLA, 2009). Not statutory; each council sets its threshold.

A determination therefore carries the band, and the lowest band that its council serves.
"""

from typing import Final

from exchange.record.codes.code_list import Code
from exchange.record.codes.law import SCOTLAND
from exchange.record.codes.needs import BANDS
from exchange.record.schemes.scheme import Scheme, by_ref

ADULT: Final = Scheme(
    Code(
        "sct-adult-2009",
        "Scotland, adult",
        "Yr Alban, oedolyn",
        True,
        SCOTLAND,
        "National eligibility criteria (Scottish Government and COSLA, 2009)",
    ),
    "adult",
    by_ref(
        (
            Code(
                "r",
                "There is a risk to independent living, health or well-being",
                "Mae perygl i fyw'n annibynnol, i iechyd neu i lesiant",
                verified=False,
            ),
        )
    ),
    {},
    bands=BANDS,
)
