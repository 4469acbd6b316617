"""Refusals: whether the duty to assess stands after someone refused (Act ss.20-27; England: Care Act 2014 s.11)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from exchange.record.safeguards import RefusedAssessment


class Duty(StrEnum):
    """What a refusal does to the duty to assess."""

    LIFTED = "lifted"
    STANDS = "stands"
    BACK = "back"

    def sentence(self, language: str) -> str:
        """In words, in Welsh for `cy`, else in English."""
        return _SENTENCES[self]["cy" if language == "cy" else "en"]


def duty_after(refusal: RefusedAssessment) -> Duty:
    """A refusal lifts the duty; not where an exception holds or only a part was refused; a later request revives it."""
    if refusal.reengaged_on is not None:
        return Duty.BACK
    if refusal.exception_case is not None or refusal.extent == "part":
        return Duty.STANDS
    return Duty.LIFTED


_SENTENCES: Final[Mapping[Duty, Mapping[str, str]]] = {
    Duty.LIFTED: {
        "en": "The refusal lifted the duty to assess. It comes back if the person asks, or if needs change.",
        "cy": "Cododd y gwrthodiad y ddyletswydd i asesu. Daw'n ôl os bydd y person yn gofyn, neu os bydd anghenion "
        "yn newid.",
    },
    Duty.STANDS: {
        "en": "The duty to assess stands.",
        "cy": "Mae'r ddyletswydd i asesu yn parhau.",
    },
    Duty.BACK: {
        "en": "There was a refusal, and the duty to assess has come back.",
        "cy": "Bu gwrthodiad, ac mae'r ddyletswydd i asesu wedi dod yn ôl.",
    },
}
