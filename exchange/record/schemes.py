"""Eligibility schemes as data: whose rules a determination was made under, limb by limb, each with its citation.

A determination belongs to one scheme and one jurisdiction and never holds under another. Wordings are working
summaries, never the authority; `verified=False` marks what was written without sight of the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exchange.record.codes import Code, CodeList


@dataclass(frozen=True)
class Scheme:
    """One set of criteria: its code, jurisdiction, citation, limbs to answer, and the areas that limb (b) names."""

    label: Code
    jurisdiction: str
    citation: str
    limbs: Mapping[str, Code]
    areas: Mapping[str, str]  # the regulation's own reference -> code in need-areas

    @property
    def code(self) -> str:
        """The scheme's code, as in a determination."""
        return self.label.code


def _limbs(*limbs: Code) -> Mapping[str, Code]:
    return {limb.code: limb for limb in limbs}


_AREAS = {
    "i": "self-care",
    "ii": "communication",
    "iii": "protection",
    "iv": "work-learning-leisure",
    "v": "relationships",
    "vi": "community",
}
_LIMB_D = Code(
    "d",
    "Unlikely to achieve a personal outcome unless the authority provides or arranges care and support, or enables "
    "it by direct payments",
    "Yn annhebygol o gyflawni canlyniad personol oni bai bod yr awdurdod yn darparu neu'n trefnu gofal a chymorth, "
    "neu'n ei alluogi drwy daliadau uniongyrchol",
)
_LIMB_B = Code("b", "Relates to at least one of the areas listed", "Yn ymwneud ag o leiaf un o'r meysydd a restrir")

ADULT: Final = Scheme(
    Code("wls-adult-2015", "Wales, adult", "Cymru, oedolyn"),
    "GB-WLS",
    "SI 2015/1578 (W.187) reg 3",
    _limbs(
        Code(
            "a",
            "Arises from physical or mental ill-health, age, disability, dependence on alcohol or drugs, or other "
            "similar circumstances",
            "Yn codi o afiechyd corfforol neu feddyliol, oedran, anabledd, dibyniaeth ar alcohol neu gyffuriau, neu "
            "amgylchiadau tebyg eraill",
        ),
        _LIMB_B,
        Code(
            "c",
            "Not able to meet it alone, with the care of others who are willing, or with services in the community",
            "Heb allu ei ddiwallu ar ei ben ei hun, gyda gofal eraill sy'n fodlon, na gyda gwasanaethau yn y gymuned",
            verified=False,
        ),
        _LIMB_D,
    ),
    {**_AREAS, "vii": "caring-for-child"},
)
CHILD: Final = Scheme(
    Code("wls-child-2015", "Wales, child", "Cymru, plentyn"),
    "GB-WLS",
    "SI 2015/1578 (W.187) reg 4",
    _limbs(
        Code(
            "a",
            "Arises from the same causes as an adult's, or is likely, if unmet, to harm the child's development",
            "Yn codi o'r un achosion ag oedolyn, neu'n debygol, os na ddiwellir, o niweidio datblygiad y plentyn",
        ),
        _LIMB_B,
        Code(
            "c",
            "Neither the child, the parents nor others in a parental role can meet it, alone or together, nor with "
            "willing others or services in the community",
            "Ni all y plentyn, y rhieni na neb mewn rôl rhiant ei ddiwallu, ar wahân na gyda'i gilydd, na gydag eraill "
            "sy'n fodlon na gwasanaethau yn y gymuned",
        ),
        _LIMB_D,
    ),
    {**_AREAS, "vii": "developmental-goals"},
)
CARER: Final = Scheme(
    Code("wls-carer-2015", "Wales, carer", "Cymru, gofalwr", verified=False),
    "GB-WLS",
    "SI 2015/1578 (W.187) reg 5",
    _limbs(
        Code(
            "a",
            "Arises from providing care for an adult or a child",
            "Yn codi o ddarparu gofal i oedolyn neu blentyn",
            verified=False,
        ),
        Code(
            "b",
            "Relates to at least one of the areas listed",
            "Yn ymwneud ag o leiaf un o'r meysydd a restrir",
            verified=False,
        ),
        Code(
            "c",
            "Not able to meet it alone, with willing others, or with services in the community",
            "Heb allu ei ddiwallu ar ei ben ei hun, gydag eraill sy'n fodlon, na gyda gwasanaethau yn y gymuned",
            verified=False,
        ),
        Code(
            "d",
            "Unlikely to achieve a personal outcome unless the authority supports the carer or the person cared for",
            "Yn annhebygol o gyflawni canlyniad personol oni bai bod yr awdurdod yn cefnogi'r gofalwr neu'r person "
            "sy'n derbyn gofal",
            verified=False,
        ),
    ),
    {**_AREAS, "vii": "developmental-goals"},
)

SCHEMES: Final[Mapping[str, Scheme]] = {scheme.code: scheme for scheme in (ADULT, CHILD, CARER)}
SCHEME_CODES: Final = CodeList(
    "schemes", "SI 2015/1578 (W.187)", {scheme.code: scheme.label for scheme in SCHEMES.values()}, open=True
)
