"""The legal bases on which a person moves, each with the rules by which a duty passes under it."""

from collections.abc import Mapping

from exchange.transfer.bodies import Basis
from exchange.transfer.other_rules import CROSS_BORDER, ENGLAND, SCOTLAND
from exchange.transfer.rules import Jurisdiction
from exchange.transfer.welsh_rules import WALES, WALES_CARER, WALES_POWER

JURISDICTIONS: Mapping[Basis, Jurisdiction] = {
    "wls-s56": WALES,
    "wls-power": WALES_POWER,
    "wls-carer": WALES_CARER,
    "eng-s37": ENGLAND,
    "cross-border": CROSS_BORDER,
    "sct-s86": SCOTLAND,
}
