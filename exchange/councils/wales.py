"""The 22 Welsh councils, all of which do social care, and the seven health boards whose areas they lie in."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from exchange.councils.authority import Council, HealthBoard, Nation

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

WELSH_COUNCILS: Final[tuple[Council, ...]] = tuple(
    Council(gss, english, welsh, Nation.WALES, HEALTH_BOARDS[board], _WALES_SINCE)
    for gss, english, welsh, board in _WALES
)
"""The councils of Wales, in the order of their codes."""
