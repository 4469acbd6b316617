"""One file for each code list, made from the data for others to use; the program itself never reads them.

Every file has the same head (name, version, source, system, whether it may grow) and `codes`, each with its labels in
English and Welsh and whether its source was seen. Some lists say more of a code: a council's dates, a scheme's limbs.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from exchange.councils import COUNCILS, HEALTH_BOARDS, Council
from exchange.jose import JsonObject, JsonValue
from exchange.record.attested import ATTESTED, ROLES
from exchange.record.codes import LISTS, Code, CodeList
from exchange.record.consent import CONSENT_BASES
from exchange.record.grounds import GROUNDS
from exchange.record.purposes import PURPOSES
from exchange.record.schemes import SCHEME_CODES, SCHEMES, Scheme
from exchange.record.sections import TITLES

_SYSTEM: Final = "urn:assessment-exchange:codes"
_ONS: Final = "ONS code history, in mySociety's list of 10 July 2025; ONS look-up to health boards, April 2019"


def code_files() -> Mapping[str, JsonObject]:
    """File name to content, one for each list."""
    made = [
        *(_list_file(each) for each in (*LISTS.values(), CONSENT_BASES, ATTESTED, ROLES)),
        _head(SCHEME_CODES.name, SCHEME_CODES.source, [_scheme(each) for each in SCHEMES.values()], is_open=True),
        _head("sections", "this project", [_code(each) for each in TITLES.values()], is_open=True),
        _head("councils", _ONS, [_council(each) for each in COUNCILS.values()], is_open=True),
        _head("health-boards", _ONS, _health_boards(), is_open=True),
        _head("purposes", "this project; each as cited", _purposes(), is_open=True),
        _head("withholding-grounds", "this project; each as cited", _grounds(), is_open=True),
    ]
    return {f"{file['name']}.json": file for file in made}


def _list_file(codes: CodeList) -> JsonObject:
    entries = [_code(code) for code in codes.codes.values()]
    head = _head(codes.name, codes.source, entries, is_open=codes.open)
    return {**head, "version": codes.version, "system": codes.system or head["system"]}


def _head(name: str, source: str, codes: Iterable[JsonObject], *, is_open: bool) -> JsonObject:
    return {
        "name": name,
        "version": "1.0",
        "system": f"{_SYSTEM}:{name}",
        "source": source,
        "open": is_open,
        "codes": list[JsonValue](codes),
    }


def _code(code: Code) -> JsonObject:
    made: JsonObject = {"code": code.code, "en": code.en, "cy": code.cy, "verified": code.verified}
    more = {"jurisdiction": code.jurisdiction, "citation": code.citation}
    return {**made, **{name: value for name, value in more.items() if value is not None}}


def _scheme(scheme: Scheme) -> JsonObject:
    return {
        **_code(scheme.label),
        "about": scheme.about,
        "limbs": [_limb(limb, scheme) for limb in scheme.limbs.values()],
        "areas": [{**_code(area), "needArea": area.area} for area in scheme.areas.values()],
        "eligibleIfAllOf": [{"anyOf": list[JsonValue](group)} for group in scheme.test],
        "bands": list[JsonValue](scheme.bands.codes) if scheme.bands else [],
        "canAndCanOnly": scheme.asks_can_and_can_only,
    }


def _limb(limb: Code, scheme: Scheme) -> JsonObject:
    least = scheme.at_least.get(limb.code)
    return {**_code(limb), **({} if least is None else {"areasAtLeast": least})}


def _council(one: Council) -> JsonObject:
    made: JsonObject = {"code": one.gss, "en": one.english, "cy": one.welsh, "verified": one.verified}
    more: JsonObject = {
        "jurisdiction": one.nation.value,
        "healthBoard": one.health_board.ods if one.health_board else None,
        "validFrom": one.valid_from.isoformat() if one.valid_from else None,
        "validTo": one.valid_to.isoformat() if one.valid_to else None,
        "replacedBy": list[JsonValue](one.replaced_by) or None,
    }
    return {**made, **{name: value for name, value in more.items() if value is not None}}


def _health_boards() -> Iterable[JsonObject]:
    for board in HEALTH_BOARDS.values():
        yield {"code": board.ods, "en": board.english, "cy": board.welsh, "verified": True, "gss": board.gss}


def _purposes() -> Iterable[JsonObject]:
    for one in PURPOSES.values():
        yield {"code": one.code, "en": one.en, "cy": one.cy, "verified": one.verified, "citation": one.citation}


def _grounds() -> Iterable[JsonObject]:
    for one in GROUNDS.values():
        made: JsonObject = {"code": one.code, "en": one.en, "cy": one.cy, "verified": one.verified}
        yield {**made, "citation": one.citation, "purposes": list[JsonValue](sorted(one.purposes)), "told": one.told}
