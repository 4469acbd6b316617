"""The kinds of content, and the two ways to read one: whole (`read_content`) or by section (`read_section`).

A version is `major.minor`. A minor version only adds, so a reader takes every minor of a major that it knows through
its own models, and shows what it does not know (`unknown_members`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record.assessment import Assessment
from exchange.record.findings import pointer, refuse_all, schema_failed
from exchange.record.links import Path, Section, Sections, check_links, open_codes_in, wire_pointer
from exchange.record.parts import Part
from exchange.record.plan import CareAndSupportPlan
from exchange.record.rules import check_rules, repeated_ids
from exchange.record.sections import SectionSpec, sections_in

T = TypeVar("T")

Content: TypeAlias = Assessment | CareAndSupportPlan


@dataclass(frozen=True)
class Kind:
    """One kind of content in one version, with its sections in order."""

    name: str
    version: str
    vct: str
    model: type[Assessment] | type[CareAndSupportPlan]
    sections: tuple[SectionSpec, ...]

    def section(self, name: str) -> SectionSpec | None:
        """The section of this name, if this version knows it."""
        return next((spec for spec in self.sections if spec.name == name), None)


def _kind(name: str, version: str, model: type[Assessment] | type[CareAndSupportPlan]) -> Kind:
    return Kind(name, version, f"{_PREFIX}:{name}:{version}", model, sections_in(model))


_PREFIX: Final = "urn:assessment-exchange"
_CONTAINERS: Final = (tuple, Part)  # made once: this is asked of every member of a document
_VCT = re.compile(r"(?P<name>urn:[a-z-]+:[a-z-]+):(?P<major>[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})", re.ASCII)

ASSESSMENT: Final = _kind("assessment", "1.0", Assessment)
PLAN: Final = _kind("care-and-support-plan", "1.0", CareAndSupportPlan)
KINDS: Final[Mapping[str, Kind]] = {kind.vct: kind for kind in (ASSESSMENT, PLAN)}


def find_kind(vct: str) -> Kind:
    """The kind that reads this `vct`: the same major version, any minor. Refuses `vct-unknown`."""
    wanted = _VCT.fullmatch(vct)
    for kind in KINDS.values():
        known = _VCT.fullmatch(kind.vct)
        if wanted and known and wanted["name"] == known["name"] and wanted["major"] == known["major"]:
            return kind
    raise Refusal("vct-unknown", "vct")


def read_content(value: JsonValue, *, vct: str) -> Content:
    """Read a whole document; refuses `schema-failed` or `links-broken`, each with every finding."""
    kind = find_kind(vct)
    content = cast(Content, _validated(kind.model.model_validate, value, at=""))
    sections = sections_of(content)
    names = frozenset(spec.name for spec in kind.sections)
    check_rules(sections, names=names, unknown=content.model_extra or ())
    check_links(sections)
    return content


def read_section(value: JsonValue, *, spec: SectionSpec) -> Section | None:
    """Read one section as it was disclosed (some entries of a list may be missing). An optional one may be null.

    Refuses `schema-failed` with every finding; links are checked by `check_links`, over all sections that there are.
    """
    if value is None and not spec.required:
        return () if spec.is_list else None
    section = _validated(_reader(spec).validate_python, value, at=f"/{spec.name}")
    repeated = list(repeated_ids(spec.name, section))
    if repeated:
        raise refuse_all("schema-failed", repeated)
    return section


def _validated(validate: Callable[[JsonValue], T], value: JsonValue, *, at: str) -> T:
    try:
        return validate(value)
    except ValidationError as error:
        refusal = schema_failed(error, at=at)
    raise refusal  # out here, so that no traceback carries what the validator saw


def sections_of(content: Content) -> dict[str, Section]:
    """The sections of a document by their wire names; an optional section that is not there is left out."""
    kind = ASSESSMENT if isinstance(content, Assessment) else PLAN
    found = ((spec.name, cast("Section | None", getattr(content, spec.attribute))) for spec in kind.sections)
    return {name: section for name, section in found if section is not None}


def plain(content: Content) -> JsonObject:
    """The document as plain JSON, member for member what was read."""
    return cast(JsonObject, content.model_dump(mode="json", exclude_unset=True))


def plain_section(section: Section) -> JsonValue:
    """One section as plain JSON, member for member what was read."""
    if isinstance(section, Part):
        return cast(JsonObject, section.model_dump(mode="json", exclude_unset=True))
    return [cast(JsonObject, item.model_dump(mode="json", exclude_unset=True)) for item in section]


def unknown_members(value: Section | Sections) -> tuple[str, ...]:
    """JSON pointers of what this version does not know: members, and codes that an open list has gained since."""
    if isinstance(value, Part | tuple):
        return tuple(_unknown_in(value))
    return tuple(f"/{name}{at}" for name, section in value.items() for at in _unknown_in(section))


def _unknown_in(section: Section) -> Iterator[str]:
    for place, name in _extensions(section, ()):
        yield wire_pointer(place) + pointer((name,))
    for place, codes, code in open_codes_in(section):
        if code not in codes.codes:
            yield wire_pointer(place)


def _extensions(value: Section, place: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Part):
        yield from ((place, name) for name in value.model_extra or ())
    members = vars(value).items() if isinstance(value, Part) else enumerate(value)
    for name, member in members:
        if isinstance(member, _CONTAINERS):
            yield from _extensions(member, (*place, str(name)))


@cache
def _reader(spec: SectionSpec) -> "TypeAdapter[Section]":
    return TypeAdapter(cast("type[Section]", spec.form))
