"""Sections: the top-level members of an assessment or a plan, each disclosed, checked and shown on its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Final, Union, get_args, get_origin

from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo

from exchange.record.codes.code_list import Code
from exchange.record.parts import Item, Part

_TITLES: Final = (
    Code("about", "About this record", "Ynghylch y cofnod hwn"),
    Code("person", "The person", "Y person"),
    Code("language", "Language and the Active Offer", "Iaith a'r Cynnig Rhagweithiol"),
    Code("communicationNeeds", "Communication needs", "Anghenion cyfathrebu"),
    Code("contacts", "Contacts", "Cysylltiadau"),
    Code("professionals", "Professionals involved", "Gweithwyr proffesiynol sy'n gysylltiedig"),
    Code("dependants", "Dependants", "Dibynyddion"),
    Code("carers", "Carers", "Gofalwyr"),
    Code("caring", "Caring for someone", "Gofalu am rywun"),
    Code("conduct", "How the assessment was made", "Sut y gwnaed yr asesiad"),
    Code("contributors", "Contributors", "Cyfranwyr"),
    Code("ownWords", "In their own words", "Yn eu geiriau eu hunain"),
    Code("capacity", "Mental capacity", "Galluedd meddyliol"),
    Code("advocacy", "Advocacy", "Eiriolaeth"),
    Code("refusals", "Refusals", "Gwrthodiadau"),
    Code("circumstances", "Personal circumstances", "Amgylchiadau personol"),
    Code("outcomes", "Personal outcomes", "Canlyniadau personol"),
    Code("barriers", "Barriers", "Rhwystrau"),
    Code("risks", "Risks", "Risgiau"),
    Code("strengths", "Strengths and capabilities", "Cryfderau a galluoedd"),
    Code("needs", "Needs", "Anghenion"),
    Code("determinations", "Determinations of eligibility", "Penderfyniadau ar gymhwystra"),
    Code("safeguarding", "Safeguarding", "Diogelu"),
    Code("alerts", "Alerts", "Rhybuddion"),
    Code("sharing", "Sharing", "Rhannu"),
    Code("withholding", "Decisions to withhold", "Penderfyniadau i ddal yn ôl"),
    Code("leftEmpty", "Left empty, and why", "Gadawyd yn wag, a pham"),
    Code("actions", "Who does what", "Pwy sy'n gwneud beth"),
    Code("directPayments", "Direct payments", "Taliadau uniongyrchol"),
    Code("equipment", "Equipment and adaptations", "Offer ac addasiadau"),
    Code("contingency", "If something fails", "Os bydd rhywbeth yn methu"),
    Code("monitoring", "Monitoring", "Monitro"),
    Code("review", "Review", "Adolygu"),
    Code("charges", "Charges", "Taliadau a godir"),
    Code("authorisation", "Authorisation", "Awdurdodi"),
    Code("copiesGiven", "Copies given", "Copïau a roddwyd"),
)
TITLES: Final[Mapping[str, Code]] = {title.code: title for title in _TITLES}


@dataclass(frozen=True)
class SectionSpec:
    """One section of a kind: its name on the wire, the model of it or of its entries, and its titles.

    An optional section that is not there is None; a list that is not there is empty.
    """

    name: str
    attribute: str
    model: type[Part]
    is_list: bool
    required: bool
    form: object = field(compare=False, repr=False)  # the section's own annotation: whoever reads it alone reads this

    @property
    def title(self) -> Code:
        """The section's title in both languages."""
        return TITLES[self.name]


def sections_in(model: type[Part]) -> tuple[SectionSpec, ...]:
    """The sections of a document model, in its order."""
    return tuple(_section(name, member) for name, member in model.model_fields.items())


def _section(attribute: str, member: FieldInfo) -> SectionSpec:
    annotation: object = member.annotation
    is_list = get_origin(annotation) is tuple
    if is_list or get_origin(annotation) in (Union, UnionType):
        annotation = get_args(annotation)[0]
    assert isinstance(annotation, type)
    assert issubclass(annotation, Item if is_list else Part)
    form: object = member.rebuild_annotation()
    return SectionSpec(to_camel(attribute), attribute, annotation, is_list, member.is_required(), form)
