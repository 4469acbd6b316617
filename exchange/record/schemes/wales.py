"""Wales: SI 2015/1578 (W.187). All of limbs (a) to (d), for each need; reg 6 on what counts as unable.

On top of the limbs the need must be one that can be met, and can only be met, through a plan (Part 4 Code); a need is
eligible irrespective of them where the person has to be protected from abuse or neglect (Act s.35(3)(b)).
"""

from typing import Final

from exchange.record.codes.code_list import Code
from exchange.record.codes.law import WALES
from exchange.record.codes.needs import NEED_AREAS
from exchange.record.schemes.scheme import Area, Scheme, by_ref

_SI: Final = "SI 2015/1578 (W.187)"
_ALL: Final = (("a",), ("b",), ("c",), ("d",))
_SHARED: Final = ("self-care", "communication", "protection", "work-learning-leisure", "relationships", "community")
_NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii")


def _areas(last: str, *, verified: bool = True) -> dict[str, Area]:
    found = zip(_NUMERALS, (*_SHARED, last), strict=True)
    return {
        ref: Area(ref, NEED_AREAS.codes[area].en, NEED_AREAS.codes[area].cy, verified, area=area) for ref, area in found
    }


_B: Final = ("Relates to at least one of the areas listed", "Yn ymwneud ag o leiaf un o'r meysydd a restrir")
_D: Final = Code(
    "d",
    "Unlikely to achieve a personal outcome unless the authority provides or arranges care and support, or enables "
    "it by direct payments",
    "Yn annhebygol o gyflawni canlyniad personol oni bai bod yr awdurdod yn darparu neu'n trefnu gofal a chymorth, "
    "neu'n ei alluogi drwy daliadau uniongyrchol",
)

ADULT: Final = Scheme(
    Code("wls-adult-2015", "Wales, adult", "Cymru, oedolyn", True, WALES, f"{_SI} reg 3"),
    "adult",
    by_ref(
        (
            Code(
                "a",
                "Arises from physical or mental ill-health, age, disability, dependence on alcohol or drugs, or other "
                "similar circumstances",
                "Yn codi o afiechyd corfforol neu feddyliol, oedran, anabledd, dibyniaeth ar alcohol neu gyffuriau, "
                "neu amgylchiadau tebyg eraill",
            ),
            Code("b", *_B),
            Code(
                "c",
                "Not able to meet it alone, with the care of others who are willing, or with services in the community",
                "Heb allu ei ddiwallu ar ei ben ei hun, gyda gofal eraill sy'n fodlon, na gyda gwasanaethau yn y "
                "gymuned",
                verified=False,
            ),
            _D,
        )
    ),
    _areas("caring-for-child"),
    _ALL,
    {"b": 1},
    asks_can_and_can_only=True,
)
CHILD: Final = Scheme(
    Code("wls-child-2015", "Wales, child", "Cymru, plentyn", True, WALES, f"{_SI} reg 4"),
    "child",
    by_ref(
        (
            Code(
                "a",
                "Arises from the same causes as an adult's, or is likely, if unmet, to harm the child's development",
                "Yn codi o'r un achosion ag oedolyn, neu'n debygol, os na ddiwellir, o niweidio datblygiad y plentyn",
            ),
            Code("b", *_B),
            Code(
                "c",
                "Neither the child, the parents nor others in a parental role can meet it, alone or together, nor "
                "with willing others or services in the community",
                "Ni all y plentyn, y rhieni na neb mewn rôl rhiant ei ddiwallu, ar wahân na gyda'i gilydd, na gydag "
                "eraill sy'n fodlon na gwasanaethau yn y gymuned",
            ),
            _D,
        )
    ),
    _areas("developmental-goals"),
    _ALL,
    {"b": 1},
    asks_can_and_can_only=True,
)
CARER: Final = Scheme(
    Code("wls-carer-2015", "Wales, carer", "Cymru, gofalwr", False, WALES, f"{_SI} reg 5"),
    "carer",
    by_ref(
        (
            Code(
                "a",
                "Arises from providing care for an adult or a child",
                "Yn codi o ddarparu gofal i oedolyn neu blentyn",
                verified=False,
            ),
            Code("b", *_B, verified=False),
            Code(
                "c",
                "Not able to meet it alone, with willing others, or with services in the community",
                "Heb allu ei ddiwallu ar ei ben ei hun, gydag eraill sy'n fodlon, na gyda gwasanaethau yn y gymuned",
                verified=False,
            ),
            Code(
                "d",
                "Unlikely to achieve a personal outcome unless the authority supports the carer or the person cared "
                "for",
                "Yn annhebygol o gyflawni canlyniad personol oni bai bod yr awdurdod yn cefnogi'r gofalwr neu'r "
                "person sy'n derbyn gofal",
                verified=False,
            ),
        )
    ),
    _areas("developmental-goals", verified=False),
    _ALL,
    {"b": 1},
    asks_can_and_can_only=True,
)
