"""England: SI 2015/313. An adult: two or more of ten outcomes; a carer: health at risk, or any of eight outcomes."""

from typing import Final

from exchange.record.codes.code_list import Code
from exchange.record.codes.law import ENGLAND
from exchange.record.schemes.scheme import Area, Scheme, by_ref

_SI: Final = "SI 2015/313"
_IMPACT: Final = Code(
    "c",
    "As a consequence there is, or is likely to be, a significant impact on well-being",
    "O ganlyniad mae, neu mae'n debygol y bydd, effaith sylweddol ar lesiant",
)

ADULT: Final = Scheme(
    Code("eng-adult-2015", "England, adult", "Lloegr, oedolyn", True, ENGLAND, f"{_SI} reg 2"),
    "adult",
    by_ref(
        (
            Code(
                "a",
                "Arises from or is related to a physical or mental impairment or illness",
                "Yn codi o nam neu salwch corfforol neu feddyliol, neu'n gysylltiedig ag ef",
            ),
            Code(
                "b",
                "As a result the adult is unable to achieve two or more of the outcomes listed",
                "O ganlyniad ni all yr oedolyn gyflawni dau neu fwy o'r canlyniadau a restrir",
                verified=False,  # not all of what counts as unable (reg 2(3)) was seen
            ),
            _IMPACT,
        )
    ),
    by_ref(
        (
            Area("a", "Managing and maintaining nutrition", "Rheoli a chynnal maeth", area="self-care"),
            Area("b", "Maintaining personal hygiene", "Cynnal hylendid personol", area="self-care"),
            Area("c", "Managing toilet needs", "Rheoli anghenion tŷ bach", area="self-care"),
            Area("d", "Being appropriately clothed", "Gwisgo'n briodol", area="self-care"),
            Area(
                "e",
                "Being able to make use of the home safely",
                "Gallu defnyddio'r cartref yn ddiogel",
                area="home",
            ),
            Area(
                "f",
                "Maintaining a habitable home environment",
                "Cynnal cartref y gellir byw ynddo",
                area="self-care",
            ),
            Area(
                "g",
                "Developing and maintaining family or other personal relationships",
                "Datblygu a chynnal perthnasoedd teuluol neu bersonol eraill",
                area="relationships",
            ),
            Area(
                "h",
                "Accessing and engaging in work, training, education or volunteering",
                "Cael gwaith, hyfforddiant, addysg neu wirfoddoli, a chymryd rhan",
                area="work-learning-leisure",
            ),
            Area(
                "i",
                "Making use of necessary facilities or services in the local community",
                "Defnyddio cyfleusterau neu wasanaethau angenrheidiol yn y gymuned leol",
                area="community",
            ),
            Area(
                "j",
                "Carrying out any caring responsibilities for a child",
                "Cyflawni cyfrifoldebau gofalu am blentyn",
                area="caring-for-child",
            ),
        )
    ),
    (("a",), ("b",), ("c",)),
    {"b": 2},
)
CARER: Final = Scheme(
    Code("eng-carer-2015", "England, carer", "Lloegr, gofalwr", True, ENGLAND, f"{_SI} reg 3"),
    "carer",
    by_ref(
        (
            Code(
                "a",
                "Arises from providing necessary care for an adult",
                "Yn codi o ddarparu gofal angenrheidiol i oedolyn",
            ),
            Code(
                "b1",
                "The carer's physical or mental health is, or is at risk of, deteriorating",
                "Mae iechyd corfforol neu feddyliol y gofalwr yn dirywio, neu mewn perygl o ddirywio",
            ),
            Code(
                "b2",
                "The carer is unable to achieve any of the outcomes listed",
                "Ni all y gofalwr gyflawni unrhyw un o'r canlyniadau a restrir",
            ),
            _IMPACT,
        )
    ),
    by_ref(
        Area(ref, en, cy, verified=False, area=area)
        for ref, en, cy, area in (
            ("i", "Caring for a child", "Gofalu am blentyn", "caring-for-child"),
            ("ii", "Caring for other persons", "Gofalu am bobl eraill", "caring-for-others"),
            ("iii", "Maintaining a habitable home", "Cynnal cartref y gellir byw ynddo", "self-care"),
            ("iv", "Managing and maintaining nutrition", "Rheoli a chynnal maeth", "self-care"),
            (
                "v",
                "Family or other personal relationships",
                "Perthnasoedd teuluol neu bersonol eraill",
                "relationships",
            ),
            (
                "vi",
                "Work, training, education or volunteering",
                "Gwaith, hyfforddiant, addysg neu wirfoddoli",
                "work-learning-leisure",
            ),
            (
                "vii",
                "Necessary facilities or services in the community",
                "Cyfleusterau neu wasanaethau angenrheidiol yn y gymuned",
                "community",
            ),
            ("viii", "Recreational activities", "Gweithgareddau hamdden", "work-learning-leisure"),
        )
    ),
    (("a",), ("b1", "b2"), ("c",)),
    {"b2": 1},
)
