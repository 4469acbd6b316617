"""Who can send and receive: authorities that do social care, their names in two languages, and from when.

A council is named by its nine-character GSS code. Wales is listed by name; England and Scotland by the codes in use
(a name that is not listed falls back to the code); in Northern Ireland five trusts do social care, not the councils.
English districts (E07) and Northern Irish councils (N09) are refused, and so is a council that has ended or not yet
begun on the day in question.

    council("W06000002", on=day).name("cy")

Sources: ONS code history as carried by mySociety's list of 10 July 2025 (codes, dates, successors), the ONS look-up of
unitary authorities to health boards (April 2019). What no source was seen for carries `verified=False`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from exchange.errors import Refusal


class Nation(StrEnum):
    """The four nations, by ISO 3166-2 code."""

    ENGLAND = "GB-ENG"
    NORTHERN_IRELAND = "GB-NIR"
    SCOTLAND = "GB-SCT"
    WALES = "GB-WLS"


@dataclass(frozen=True)
class HealthBoard:
    """A Welsh local health board: its NHS organisation code, its GSS code and its names."""

    ods: str
    gss: str
    english: str
    welsh: str


@dataclass(frozen=True)
class Council:
    """An authority that does social care. `valid_to` is its last day; None means no end is known."""

    gss: str
    english: str
    welsh: str
    nation: Nation
    health_board: HealthBoard | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    verified: bool = True

    def name(self, language: str) -> str:
        """The name in Welsh for `cy`, else in English."""
        return self.welsh if language == "cy" else self.english

    def in_force(self, *, on: date) -> bool:
        """Whether this authority existed on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def council(gss: str, *, on: date) -> Council:
    """The authority with this code, in force on that day; refuses `council-unknown` or `not-social-services`."""
    found = COUNCILS.get(gss)
    if found is not None:
        if not found.in_force(on=on):
            raise Refusal("not-social-services", "gss")
        return found
    if _NOT_SOCIAL_SERVICES.fullmatch(gss):
        raise Refusal("not-social-services", "gss")
    raise Refusal("council-unknown", "gss")


# English district councils and Northern Irish councils exist, but do no social care.
_NOT_SOCIAL_SERVICES = re.compile(r"(?:E07|N09)[0-9]{6}", re.ASCII)

HEALTH_BOARDS: Final[Mapping[str, HealthBoard]] = {
    board.ods: board
    for board in (
        HealthBoard(
            "7A1", "W11000023", "Betsi Cadwaladr University Health Board", "Bwrdd Iechyd Prifysgol Betsi Cadwaladr"
        ),
        HealthBoard("7A2", "W11000025", "Hywel Dda University Health Board", "Bwrdd Iechyd Prifysgol Hywel Dda"),
        HealthBoard("7A3", "W11000031", "Swansea Bay University Health Board", "Bwrdd Iechyd Prifysgol Bae Abertawe"),
        HealthBoard(
            "7A4", "W11000029", "Cardiff and Vale University Health Board", "Bwrdd Iechyd Prifysgol Caerdydd a'r Fro"
        ),
        HealthBoard(
            "7A5", "W11000030", "Cwm Taf Morgannwg University Health Board", "Bwrdd Iechyd Prifysgol Cwm Taf Morgannwg"
        ),
        HealthBoard(
            "7A6", "W11000028", "Aneurin Bevan University Health Board", "Bwrdd Iechyd Prifysgol Aneurin Bevan"
        ),
        HealthBoard("7A7", "W11000024", "Powys Teaching Health Board", "Bwrdd Iechyd Addysgu Powys"),
    )
}

_WALES = (
    ("W06000001", "Isle of Anglesey", "Ynys Môn", "7A1"),
    ("W06000002", "Gwynedd", "Gwynedd", "7A1"),
    ("W06000003", "Conwy", "Conwy", "7A1"),
    ("W06000004", "Denbighshire", "Sir Ddinbych", "7A1"),
    ("W06000005", "Flintshire", "Sir y Fflint", "7A1"),
    ("W06000006", "Wrexham", "Wrecsam", "7A1"),
    ("W06000008", "Ceredigion", "Ceredigion", "7A2"),
    ("W06000009", "Pembrokeshire", "Sir Benfro", "7A2"),
    ("W06000010", "Carmarthenshire", "Sir Gaerfyrddin", "7A2"),
    ("W06000011", "Swansea", "Abertawe", "7A3"),
    ("W06000012", "Neath Port Talbot", "Castell-nedd Port Talbot", "7A3"),
    ("W06000013", "Bridgend", "Pen-y-bont ar Ogwr", "7A5"),
    ("W06000014", "Vale of Glamorgan", "Bro Morgannwg", "7A4"),
    ("W06000015", "Cardiff", "Caerdydd", "7A4"),
    ("W06000016", "Rhondda Cynon Taf", "Rhondda Cynon Taf", "7A5"),
    ("W06000018", "Caerphilly", "Caerffili", "7A6"),
    ("W06000019", "Blaenau Gwent", "Blaenau Gwent", "7A6"),
    ("W06000020", "Torfaen", "Torfaen", "7A6"),
    ("W06000021", "Monmouthshire", "Sir Fynwy", "7A6"),
    ("W06000022", "Newport", "Casnewydd", "7A6"),
    ("W06000023", "Powys", "Powys", "7A7"),
    ("W06000024", "Merthyr Tydfil", "Merthyr Tudful", "7A5"),
)
_WALES_SINCE = date(1996, 4, 1)

# Names of the trusts are sure; their codes were seen in one secondary list only.
_NORTHERN_IRELAND = (
    ("ZT001", "Belfast Health and Social Care Trust"),
    ("ZT002", "Northern Health and Social Care Trust"),
    ("ZT003", "South Eastern Health and Social Care Trust"),
    ("ZT004", "Southern Health and Social Care Trust"),
    ("ZT005", "Western Health and Social Care Trust"),
)

# Codes in use: prefix, then the numbers. 063 to 066 of E06 are the councils of 2023.
_ENGLAND: Mapping[str, frozenset[int]] = {
    "E06": frozenset(range(1, 67)) - {28, 29, 48},
    "E08": frozenset(range(1, 38)) - {20},
    "E09": frozenset(range(1, 34)),
    "E10": frozenset({3, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24, 25, 28, 29, 30, 31, 32, 34}),
}
_SCOTLAND = frozenset(
    {
        5,
        6,
        8,
        10,
        11,
        13,
        14,
        17,
        18,
        19,
        20,
        21,
        23,
        26,
        27,
        28,
        29,
        30,
        33,
        34,
        35,
        36,
        38,
        39,
        40,
        41,
        42,
        45,
        47,
        48,
        49,
        50,
    }
)

# Reorganised: name, last day, successors. A successor begins the day after.
_ENDED = (
    ("E06000028", "Bournemouth", date(2019, 3, 31), ("E06000058",)),
    ("E06000029", "Poole", date(2019, 3, 31), ("E06000058",)),
    ("E10000002", "Buckinghamshire County", date(2020, 3, 31), ("E06000060",)),
    ("E10000006", "Cumbria", date(2023, 3, 31), ("E06000063", "E06000064")),
    ("E10000009", "Dorset County", date(2019, 3, 31), ("E06000058", "E06000059")),
    ("E10000021", "Northamptonshire", date(2021, 3, 31), ("E06000061", "E06000062")),
    ("E10000023", "North Yorkshire County", date(2023, 3, 31), ("E06000065",)),
    ("E10000027", "Somerset County", date(2023, 3, 31), ("E06000066",)),
)
_BEGUN = (
    ("E06000058", "Bournemouth, Christchurch and Poole", date(2019, 4, 1)),
    ("E06000059", "Dorset", date(2019, 4, 1)),
    ("E06000060", "Buckinghamshire", date(2020, 4, 1)),
    ("E06000061", "North Northamptonshire", date(2021, 4, 1)),
    ("E06000062", "West Northamptonshire", date(2021, 4, 1)),
    ("E06000063", "Cumberland", date(2023, 4, 1)),
    ("E06000064", "Westmorland and Furness", date(2023, 4, 1)),
    ("E06000065", "North Yorkshire", date(2023, 4, 1)),
    ("E06000066", "Somerset", date(2023, 4, 1)),
)
# Barnsley and Sheffield were given new codes in 2025; no source was seen, so the old ones stay valid too.
_UNVERIFIED = ("E08000038", "E08000039")


def _build() -> dict[str, Council]:
    found: dict[str, Council] = {}
    for gss, english, welsh, board in _WALES:
        found[gss] = Council(gss, english, welsh, Nation.WALES, HEALTH_BOARDS[board], _WALES_SINCE)
    for gss, name in _NORTHERN_IRELAND:
        found[gss] = Council(gss, name, name, Nation.NORTHERN_IRELAND, verified=False)
    for number in _SCOTLAND:
        gss = f"S12{number:06}"
        found[gss] = Council(gss, gss, gss, Nation.SCOTLAND)
    return found | _build_england()


def _build_england() -> dict[str, Council]:
    codes = [f"{prefix}{number:06}" for prefix, numbers in _ENGLAND.items() for number in numbers]
    found = {gss: Council(gss, gss, gss, Nation.ENGLAND) for gss in codes}
    for gss, name, first_day in _BEGUN:
        found[gss] = replace(found[gss], english=name, welsh=name, valid_from=first_day)
    for gss, name, last_day, successors in _ENDED:
        found[gss] = Council(gss, name, name, Nation.ENGLAND, valid_to=last_day, replaced_by=successors)
    for gss in _UNVERIFIED:
        found[gss] = Council(gss, gss, gss, Nation.ENGLAND, verified=False)
    return found


COUNCILS: Final[Mapping[str, Council]] = _build()
"""Every authority that does, or did, social care, by code."""

WELSH_COUNCILS: Final[tuple[Council, ...]] = tuple(COUNCILS[gss] for gss, *_ in _WALES)
