"""Code lists about what a plan says is done; `codes.py` says how to read a list."""

from typing import Final

from exchange.record.codes import Code, code_list

_OWN = "this project"

ACTORS: Final = code_list(
    "actors",
    "SI 2015/1335 (W.131) reg 3",
    Code("authority", "The council", "Y cyngor"),
    Code("provider", "A care provider", "Darparwr gofal"),
    Code("carer", "The carer", "Y gofalwr"),
    Code("person", "The person", "Y person"),
    Code("family", "Family or friends", "Teulu neu ffrindiau"),
    Code("health", "The health service", "Y gwasanaeth iechyd"),
    Code("community", "The community", "Y gymuned"),
    is_open=True,
)
FREQUENCIES: Final = code_list(
    "payment-frequencies",
    _OWN,
    Code("weekly", "Weekly", "Bob wythnos"),
    Code("four-weekly", "Every four weeks", "Bob pedair wythnos"),
    Code("monthly", "Monthly", "Bob mis"),
    Code("once", "Once", "Unwaith"),
    is_open=True,
)
MANAGED_BY: Final = code_list(
    "direct-payment-managers",
    _OWN,
    Code("person", "The person", "Y person"),
    Code("family", "A family member", "Aelod o'r teulu"),
    Code("third-party", "A managed account provider", "Darparwr cyfrif a reolir"),
    is_open=True,
)
COPY_FORMS: Final = code_list(
    "copy-forms",
    _OWN,
    Code("paper", "On paper", "Ar bapur"),
    Code("large-print", "Large print", "Print bras"),
    Code("easy-read", "Easy read", "Hawdd ei ddeall"),
    Code("email", "By email", "Drwy e-bost"),
    Code("audio", "Audio", "Sain"),
    is_open=True,
)
