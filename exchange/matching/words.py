"""What each reason of a comparison says, in English and Welsh."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "identifier-agrees": ("A health number is the same.", "Mae rhif iechyd yr un fath."),
    "identifier-previous": (
        "A health number is the same as an earlier one.",
        "Mae rhif iechyd yr un fath ag un cynharach.",
    ),
    "identifier-near": ("The health numbers nearly agree.", "Mae'r rhifau iechyd bron yr un fath."),
    "identifier-differs": ("The health numbers are different.", "Mae'r rhifau iechyd yn wahanol."),
    "identifier-missing": (
        "One side has no health number to compare.",
        "Nid oes gan un ochr rif iechyd i'w gymharu.",
    ),
    "identifier-miswritten": (
        "A health number cannot be right: its check digit is wrong.",
        "Ni all rhif iechyd fod yn gywir: mae ei ddigid gwirio yn anghywir.",
    ),
    "name-agrees": ("The name is the same.", "Mae'r enw yr un fath."),
    "name-previous": ("The name is the same as an earlier name.", "Mae'r enw yr un fath ag enw cynharach."),
    "name-near": ("The names are nearly the same.", "Mae'r enwau bron yr un fath."),
    "name-differs": ("The names are different.", "Mae'r enwau'n wahanol."),
    "name-missing": ("One side has no name to compare.", "Nid oes gan un ochr enw i'w gymharu."),
    "birth-date-agrees": ("The date of birth is the same.", "Mae'r dyddiad geni yr un fath."),
    "birth-date-near": (
        "The dates of birth nearly agree: a slip, or day and month exchanged.",
        "Mae'r dyddiadau geni bron yr un fath: llithriad, neu gyfnewid diwrnod a mis.",
    ),
    "birth-date-differs": ("The dates of birth are different.", "Mae'r dyddiadau geni'n wahanol."),
    "birth-date-missing": (
        "One side has no date of birth to compare.",
        "Nid oes gan un ochr ddyddiad geni i'w gymharu.",
    ),
    "address-agrees": ("The address is the same.", "Mae'r cyfeiriad yr un fath."),
    "address-near": (
        "One address holds all the words of the other.",
        "Mae un cyfeiriad yn cynnwys holl eiriau'r llall.",
    ),
    "address-differs": (
        "The addresses are different, as they may be for somebody who moves.",
        "Mae'r cyfeiriadau'n wahanol, fel y gallant fod i rywun sy'n symud.",
    ),
    "address-missing": ("One side has no address to compare.", "Nid oes gan un ochr gyfeiriad i'w gymharu."),
}
