"""What every piece of content is made of: strict values, explicit unknowns, text in two languages, kept extensions.

- A member is either there with a value of exactly its type, or not there; `null` is not a value.
- What was asked for but is not known says why: `{"absent": "declined"}` (`Known[...]`).
- Free text is a string in the document's language, or both languages with the original marked (`FreeText`).
- Members that this version does not know are kept, and may hold anything but numbers with a fraction.
"""

import re
from datetime import date
from typing import Annotated, Final, TypeAlias, TypeVar, Union, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    Tag,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.people import ABSENT_REASONS, ANSWERS, DOCUMENT_LANGUAGES

T = TypeVar("T")


def _refuse_fractions(value: object) -> object:
    """Signed content holds whole numbers only: pence, minutes."""
    found: list[object] = [value]
    while found:
        one = found.pop()
        if isinstance(one, float):
            raise PydanticCustomError("extension-number", "Only whole numbers can be signed.")
        if isinstance(one, dict):
            found.extend(one.values())
        elif isinstance(one, list):
            found.extend(one)
    return value


class Part(BaseModel):
    """A piece of content: its members are checked strictly, members it does not know are kept, and it never changes."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=False,
        serialize_by_alias=True,
    )
    __pydantic_extra__: dict[str, Annotated[object, AfterValidator(_refuse_fractions)]]

    def __repr__(self) -> str:
        """Only the name of the part: nothing about a person ends up in a log or a traceback."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


# -- members that may be missing, lists, and explicit unknowns --------------------------------------------------------


class _NeverNull:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        nullable = handler(source)
        assert nullable["type"] == "nullable"
        return cast(CoreSchema, nullable["schema"])


Maybe: TypeAlias = Annotated[T | None, _NeverNull()]
"""A member that may be missing. Always written with a default of None; null itself is refused."""

_MOST: Final = 500  # entries of one list: more than any document has, few enough to answer for each

Many: TypeAlias = Annotated[tuple[T, ...], Strict(False), Field(max_length=_MOST)]
"""A list, possibly empty."""

Some: TypeAlias = Annotated[tuple[T, ...], Strict(False), Field(min_length=1, max_length=_MOST)]
"""A list with at least one entry."""


# -- scalars ----------------------------------------------------------------------------------------------------------

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _read_day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "A day is written as 2026-12-01.")


Day: TypeAlias = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Line: TypeAlias = Annotated[
    str, Field(max_length=300, pattern="^ *[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$")
]
"""One line of text: something to read in it, and no control characters."""

Text: TypeAlias = Annotated[
    str,
    Field(
        max_length=20_000,
        pattern="^\\s*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$",
    ),
]
"""Text of several lines: something to read in it; tabs and line ends are the only control characters."""

ItemId: TypeAlias = Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Uri: TypeAlias = Annotated[str, Field(max_length=200, pattern="^[a-z][a-z0-9+.-]*:[^\\s\\u0000-\\u001f\\u007f]+$")]
CodeValue: TypeAlias = Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Digest: TypeAlias = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{43}$")]
Uuid: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Pence: TypeAlias = Annotated[int, Field(ge=0, le=10_000_000_000)]
MinutesPerWeek: TypeAlias = Annotated[int, Field(ge=0, le=10_080)]
Answer: TypeAlias = Annotated[str, OneOf(ANSWERS)]


# -- text in two languages, codes, unknowns ---------------------------------------------------------------------------


def _check_original(value: str, so_far: ValidationInfo[object]) -> str:
    if so_far.data.get(value) is None:
        raise PydanticCustomError("original-missing", "The text in its original language is missing.")
    return value


class Translated(Part):
    """Free text in Welsh and English. `original` says in which it was said or written; the other is a translation."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"properties": {"original": {"const": language}}, "required": [language]} for language in ("cy", "en")
            ]
        }
    )

    cy: Maybe[Text] = None
    en: Maybe[Text] = None
    original: Annotated[str, OneOf(DOCUMENT_LANGUAGES), AfterValidator(_check_original)]


class Label(Part):
    """A code's label as the sender shows it."""

    cy: Maybe[Line] = None
    en: Maybe[Line] = None


class Coded(Part):
    """A code of someone else's list. The same letter means different things in different systems: never without one."""

    system: Uri
    code: CodeValue
    display: Maybe[Label] = None


_KNOWN: Final = "(known)"  # tags in parentheses are no places: `findings.py` leaves them out of pointers
_ABSENT: Final = "(absent)"


def _known_or_absent(value: object) -> str:
    absent = "absent" in value if isinstance(value, dict) else isinstance(value, Absent)
    return _ABSENT if absent else _KNOWN


def _string_or_translated(value: object) -> str:
    if type(value) is str:  # by far the most
        return "(string)"
    return "(translated)" if isinstance(value, (dict, Translated)) else "(string)"


class _ExactlyOne:
    """In the schema an object with `absent` is never the known form, as it is for the program."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        known, absent = handler(schema)["oneOf"]
        if known.get("type") != "string":
            known = {**known, "not": {"type": "object", "required": ["absent"]}}
        return {"oneOf": [known, absent]}


class _WrittenAsItIs:
    """Whatever was read knows how it is written: no need to ask again which of the forms it has."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return cast(CoreSchema, {**handler(source), "serialization": core_schema.simple_ser_schema("any")})


FreeText: TypeAlias = Annotated[
    Union[Annotated[Text, Tag("(string)")], Annotated[Translated, Tag("(translated)")]],  # noqa: UP007
    Discriminator(_string_or_translated),
    _WrittenAsItIs(),
]
"""A string in the document's language, or both languages with the original marked."""


class Absent(Part):
    """Asked for and not known, with the reason. `note` may say more."""

    absent: Annotated[str, OneOf(ABSENT_REASONS)]
    note: Maybe[FreeText] = None


Known: TypeAlias = Annotated[
    Union[Annotated[T, Tag(_KNOWN)], Annotated[Absent, Tag(_ABSENT)]],  # noqa: UP007
    Discriminator(_known_or_absent),
    _ExactlyOne(),
    _WrittenAsItIs(),
]
"""A value, or `{"absent": reason}`."""


class Item(Part):
    """One entry of a list section; its id is unique in that section and other entries name it by it."""

    id: ItemId
