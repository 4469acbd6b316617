"""Northern Ireland: the eight core domains of NISAT. It records need; no criteria were seen that decide by rule."""

from typing import Final

from exchange.record.codes.code_list import Code
from exchange.record.codes.law import NORTHERN_IRELAND
from exchange.record.schemes.scheme import Area, Scheme, by_ref

NISAT: Final = Scheme(
    Code(
        "nir-nisat",
        "Northern Ireland, NISAT",
        "Gogledd Iwerddon, NISAT",
        True,
        NORTHERN_IRELAND,
        "Northern Ireland Single Assessment Tool, core domains",
    ),
    "adult",
    by_ref((Code("n", "A need was found in the domains listed", "Cafwyd angen yn y meysydd a restrir"),)),
    by_ref(
        (
            Area("1", "Mental health", "Iechyd meddwl", area="mental-health"),
            Area("2", "Communication and sensory", "Cyfathrebu a'r synhwyrau", area="communication"),
            Area("3", "Personal care and daily tasks", "Gofal personol a thasgau dyddiol", area="self-care"),
            Area("4", "Mobility", "Symudedd", area="mobility"),
            Area("5", "Awareness and decision-making", "Ymwybyddiaeth a gwneud penderfyniadau", area="decisions"),
            Area("6", "Housing", "Tai", area="home"),
            Area(
                "7",
                "Employment, finance and leisure",
                "Cyflogaeth, arian a hamdden",
                area="work-learning-leisure",
            ),
            Area("8", "Physical health and medication", "Iechyd corfforol a meddyginiaeth", area="physical-health"),
        )
    ),
    at_least={"n": 1},
)
