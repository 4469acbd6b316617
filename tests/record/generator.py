"""Any number of valid assessments and plans, of every nation, drawn from the schemas themselves.

The schema says which members there are and what each looks like; what it cannot say is made to hold here: links lead
somewhere, ids are unique, codes belong to the document's nation, determinations answer the limbs of their scheme.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, cast

from hypothesis import strategies as st

from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT, NHS_NUMBER, PLAN, SCHEMES, Kind, Scheme
from exchange.record.codes import LISTS, CodeList
from exchange.record.codes.law import CARER_BASES, CARER_KINDS, JURISDICTIONS
from exchange.record.codes.refusals import CHILD_EXCEPTIONS
from exchange.record.codes.systems import COMMUNICATION, ETHNICITIES, STATED_GENDER, VERIFICATIONS
from exchange.record.grounds import GROUNDS
from exchange.record.identifiers import check_digit
from exchange.record.rules import EXPLAINED
from exchange.record.schemas import json_schemas
from exchange.record.schemes import SCHEME_CODES

NOTHING: Final = object()  # what cannot be made here: a link into an empty section, a code that this nation has not
_SCHEMAS: Final = json_schemas()
_TEXTS = st.sampled_from(
    [
        "x",
        "Bore da",
        "Llŷn ac Eifionydd",
        "two\u00a0words",
        "{}",
        '"quoted"',
        "~0/~1",
        "=1+1",
        "日本",
        "é",
        "👩🏽‍🦽",
        "0",
        "null",
        " y",
    ]
)
_IDS = st.sampled_from(["n1", "A", "7", "x.y", "long-id_0123456789", "Z9", "o-1", "0"])
_DAYS = st.dates().map(lambda day: day.isoformat())
_VALUES: st.SearchStrategy[JsonValue] = st.none() | st.booleans() | st.integers(0, 99) | _TEXTS
_EXTENSIONS = st.dictionaries(
    st.sampled_from(["x-more", "gwynedd.llyw.cymru:frailty", "supplier.example:row", "Sgôr"]), _VALUES, max_size=1
)
_SECTIONS = st.dictionaries(st.sampled_from(["newSection", "horoscope"]), _VALUES, max_size=1)


def documents(kind: Kind | None = None) -> st.SearchStrategy[tuple[Kind, JsonObject]]:
    """Valid documents of one kind, or of any, with their kind."""
    return _document(kind)


@st.composite
def _document(draw: st.DrawFn, wanted: Kind | None) -> tuple[Kind, JsonObject]:
    kind = wanted or draw(st.sampled_from([ASSESSMENT, PLAN]))
    return kind, _Maker(draw, kind).document()


class _Maker:
    def __init__(self, draw: st.DrawFn, kind: Kind) -> None:
        self.draw, self.kind = draw, kind
        self.schema = _SCHEMAS[f"{kind.name}-{kind.version}.json"]
        self.definitions = cast("Mapping[str, JsonObject]", self.schema["$defs"])
        self.jurisdiction = draw(st.sampled_from(sorted(JURISDICTIONS.codes)))
        self.basis = self._code_of("assessment-kinds" if kind is ASSESSMENT else "plan-bases")
        self.is_carer = self.basis in CARER_KINDS | CARER_BASES
        self.ids = self._choose_ids()

    def _code_of(self, codes: str) -> str:
        own = [each.code for each in LISTS[codes].codes.values() if each.jurisdiction == self.jurisdiction]
        return self.draw(st.sampled_from(own))

    def _choose_ids(self) -> dict[str, list[str]]:
        """How many entries each list section has: none where what they would have to name is not there."""
        ids: dict[str, list[str]] = {}
        for spec in self.kind.sections:
            if spec.is_list:
                ids[spec.name] = self.draw(st.lists(_IDS, max_size=2, unique=True))
        empty = {"barriers", "needs"} if not ids["outcomes"] else set[str]()
        if not ids["needs"] or empty:
            empty |= {"needs", "determinations", "actions", "directPayments"}
        if not self._schemes():
            empty.add("determinations")
        return {name: [] if name in empty else found for name, found in ids.items()}

    def _schemes(self) -> list[Scheme]:
        return [
            scheme
            for scheme in SCHEMES.values()
            if scheme.jurisdiction == self.jurisdiction and (scheme.about == "carer") == self.is_carer
        ]

    def document(self) -> JsonObject:
        made: JsonObject = {}
        for spec in self.kind.sections:
            if spec.name in ("withholding", "leftEmpty"):
                continue
            if spec.is_list:
                items = [{**self._part(spec.model.__name__), "id": one} for one in self.ids[spec.name]]
                if items or self._maybe():
                    made[spec.name] = list[JsonValue](items)
            elif spec.required or self._maybe() or (spec.name == "caring" and self.is_carer):
                made[spec.name] = self._part(spec.model.__name__)
        return self._with_gaps({**made, **self.draw(_SECTIONS)})

    def _with_gaps(self, made: JsonObject) -> JsonObject:
        names = [spec.name for spec in self.kind.sections]
        empty = [name for name in names if name in EXPLAINED and not made.get(name)]
        made["leftEmpty"] = [{**self._part("LeftEmpty"), "id": f"e-{name}", "section": name} for name in empty]
        if self._maybe():
            section = self.draw(st.sampled_from(names))
            choice = {**self._part("Withholding"), "id": "w1", "section": section}
            choice["ground"] = self.draw(st.sampled_from(sorted(GROUNDS)))
            choice.pop("item", None)
            if isinstance(made.get(section), list) and self.ids[section] and section != "leftEmpty":
                choice["item"] = self.draw(st.sampled_from(self.ids[section]))
            made["withholding"] = [choice]
        return made

    def _maybe(self) -> bool:
        return self.draw(st.integers(0, 2)) == 0

    # -- from a schema to a value -------------------------------------------------------------------------------------

    def _part(self, name: str) -> JsonObject:
        made = self._object(self.definitions[name])
        assert isinstance(made, dict), name
        return self._fitting(name, made)

    def _value(self, schema: JsonObject) -> object:
        if "$ref" in schema:
            return self._named(str(schema["$ref"]).removeprefix("#/$defs/"))
        if "x-links-to" in schema:
            found = self.ids.get(str(schema["x-links-to"]), [])
            return self.draw(st.sampled_from(found)) if found else NOTHING
        if "x-code-list" in schema:
            return self._code(schema)
        if "oneOf" in schema:
            branch = self.draw(st.sampled_from(cast("list[JsonObject]", schema["oneOf"])))
            return self._value(branch)
        return self._plain(schema)

    def _plain(self, schema: JsonObject) -> object:
        match schema.get("type"):
            case "object":
                return self._object(schema)
            case "array":
                return self._array(schema)
            case "integer":
                least, most = cast(int, schema.get("minimum", 0)), cast(int, schema.get("maximum", 99))
                return self.draw(st.integers(least, min(most, least + 10_000)))
            case _:
                return self.draw(_written_as(str(schema["pattern"])))

    def _named(self, name: str) -> object:
        match name:
            case "Text" | "Line":
                return self.draw(_TEXTS)
            case "Day":
                return self.draw(_DAYS)
            case "Uri":
                return self.draw(_IDS.map(lambda text: f"urn:example:{text}"))
            case "Answer" | "FreeText" | "Minutes":
                return self._value(self.definitions[name])
            case _:
                made = self._object(self.definitions[name])
                return self._fitting(name, made) if isinstance(made, dict) else made

    def _code(self, schema: JsonObject) -> object:
        known = {**LISTS, "schemes": SCHEME_CODES}[str(schema["x-code-list"])].codes.values()
        fitting = [each.code for each in known if each.jurisdiction in (None, self.jurisdiction)]
        return self.draw(st.sampled_from(fitting)) if fitting else NOTHING

    def _object(self, schema: JsonObject) -> object:
        required = cast("list[str]", schema.get("required", []))
        made: JsonObject = {}
        for name, member in cast("dict[str, JsonObject]", schema["properties"]).items():
            if name in required or self._maybe():
                value = self._value(member)
                if value is not NOTHING:
                    made[name] = cast(JsonValue, value)
                elif name in required:
                    return NOTHING
        return {**made, **self.draw(_EXTENSIONS)} if self._maybe() else made

    def _array(self, schema: JsonObject) -> object:
        least = cast(int, schema.get("minItems", 0))
        found = [
            self._value(cast(JsonObject, schema["items"])) for _ in range(self.draw(st.integers(least, least + 1)))
        ]
        items = [item for item in found if item is not NOTHING]
        return items if len(items) >= least else NOTHING

    # -- what a schema cannot say -------------------------------------------------------------------------------------

    def _fitting(self, name: str, made: JsonObject) -> JsonObject:
        fit = getattr(self, f"_fit_{name}", None)
        return cast(JsonObject, fit(made)) if fit else made

    def _fit_AboutAssessment(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return {**made, "jurisdiction": self.jurisdiction, "kind": self.basis}

    def _fit_AboutPlan(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return {**made, "jurisdiction": self.jurisdiction, "basis": self.basis}

    def _fit_Combined(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return {**made, "consent": "yes"}

    def _fit_Translated(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return {str(made["original"]): self.draw(_TEXTS), **made}

    def _fit_Score(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return {**made, "outOf": max(cast(int, made["value"]), cast(int, made["outOf"]))}

    def _fit_Person(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return self._of_lists(self._of_lists(made, "gender", (STATED_GENDER,)), "ethnicity", ETHNICITIES)

    def _fit_CommunicationNeed(self, made: JsonObject) -> JsonObject:  # noqa: N802
        return self._of_lists(made, "code", COMMUNICATION)

    def _fit_Identifier(self, made: JsonObject) -> JsonObject:  # noqa: N802
        nine = f"{self.draw(st.integers(400_000_000, 499_999_999))}"
        valid = check_digit(nine) < 10  # eleven less one is ten, which is no digit
        made = self._of_lists(made, "verificationStatus", VERIFICATIONS)
        return {**made, "system": NHS_NUMBER, "value": f"{nine}{check_digit(nine)}"} if valid else made

    def _of_lists(self, made: JsonObject, member: str, lists: Sequence[CodeList]) -> JsonObject:
        """With a code of one of the lists that belong there, or of one that nobody here holds."""
        value = made.get(member)
        if not isinstance(value, dict) or "system" not in value:
            return made
        held = {str(each.system): sorted(each.codes) for each in lists}
        system = self.draw(st.sampled_from([*sorted(held), "urn:example:codes"]))
        code = self.draw(st.sampled_from(held.get(system, ["1"])))
        return {**made, member: {**value, "system": system, "code": code}}

    def _fit_RefusedAssessment(self, made: JsonObject) -> JsonObject:  # noqa: N802
        if made.get("exceptionCase") in CHILD_EXCEPTIONS:
            made["right"] = "wls-s23"
        return made

    def _fit_Review(self, made: JsonObject) -> JsonObject:  # noqa: N802
        if "closure" in made:
            made["decision"] = "closed"
        elif made.get("decision") == "closed":
            made["decision"] = "revised"
        return made

    def _fit_Charges(self, made: JsonObject) -> JsonObject:  # noqa: N802
        english = {"personalBudget", "independentPersonalBudget", "careAccount"}
        return {name: value for name, value in made.items() if self.jurisdiction == "GB-ENG" or name not in english}

    def _fit_Determination(self, made: JsonObject) -> JsonObject:  # noqa: N802
        scheme = self.draw(st.sampled_from(self._schemes()))
        criteria = [self._criterion(limb, scheme) for limb in self.draw(_some_of(list(scheme.limbs)))]
        made = {**made, "scheme": scheme.code, "criteria": list[JsonValue](criteria)}
        for member in ("band", "lowestBandServed"):
            made.pop(member, None)
            if scheme.bands:
                made[member] = self.draw(st.sampled_from(list(scheme.bands.codes)))
        return made

    def _criterion(self, limb: str, scheme: Scheme) -> JsonObject:
        areas = self.draw(_some_of(list(scheme.areas))) if scheme.areas else []
        least = scheme.at_least.get(limb, 0)
        answers = ["yes", "no", "unknown"] if len(areas) >= least else ["no", "unknown"]
        met = self.draw(st.sampled_from(answers))
        return {"ref": limb, "met": met, "areas": list[JsonValue](areas), "evidence": self.draw(_TEXTS)}


def _some_of(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)


@cache
def _written_as(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII), fullmatch=True)
