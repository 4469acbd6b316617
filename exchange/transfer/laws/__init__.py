"""The laws under which a person moves, as data with citations: a table of rules for each legal basis.

Lawyers read these tables as a page, `docs/moves.md`. What was not seen, and what no law says, stands there as such.
"""

from collections.abc import Mapping

from exchange.transfer.bodies import Basis
from exchange.transfer.laws.england import ENGLAND
from exchange.transfer.laws.others import CROSS_BORDER, SCOTLAND
from exchange.transfer.laws.rules import Jurisdiction, Rule
from exchange.transfer.laws.wales import WALES, WALES_CARER, WALES_POWER

__all__ = ["JURISDICTIONS", "Jurisdiction", "Rule"]

JURISDICTIONS: Mapping[Basis, Jurisdiction] = {
    "wls-s56": WALES,
    "wls-power": WALES_POWER,
    "wls-carer": WALES_CARER,
    "eng-s37": ENGLAND,
    "cross-border": CROSS_BORDER,
    "sct-s86": SCOTLAND,
}
