"""How this room reads JSON into models: every member known, nothing converted, one form for each value.

Members are camelCase on the wire and only there; absent is absent, never null. A refusal names places and rules, never
what was sent: not even the name of a member that does not belong.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, PydanticCustomError

from exchange.errors import Finding, Refusal
from exchange.jose import JsonValue

_DAY_CHARACTERS = len("2026-12-01")
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


class Model(BaseModel):
    """A frozen value that refuses unknown members. In Python its fields go by their snake_case names."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )

    def owed(self) -> Iterator[str]:
        """Concealed members that this very value must have until they are erased, beside those marked `ALWAYS`."""
        yield from ()


AnyModel = TypeVar("AnyModel", bound=Model)
_Item = TypeVar("_Item")


def _read_day(value: object) -> object:
    """Take a date, or its one written form; `date.fromisoformat` alone would take 2026-W49-2 and 20261201."""
    if not isinstance(value, str):
        return value
    try:
        if len(value) == _DAY_CHARACTERS and value[4] == value[7] == "-":
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day-malformed", "not a day")


def _no_twins(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    if len(set(items)) != len(items):
        raise PydanticCustomError("twice", "named twice")
    return items


Digest = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")]  # 32 bytes, canonical base64url
Uuid = Annotated[str, Field(pattern=_UUID)]
Entity = Annotated[str, Field(min_length=1, max_length=512)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:~-]{1,100}$")]  # no spaces: what is permanent is no place for prose
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Prose = Annotated[str, Field(min_length=1, max_length=10_000)]
Day = Annotated[date, Strict(), BeforeValidator(_read_day)]
Seconds = Annotated[int, Strict(), Field(ge=0, lt=253_402_300_800)]  # NumericDate, before the year 10000
Count = Annotated[int, Strict(), Field(ge=0)]
Different = AfterValidator(_no_twins)


def read_model(model: type[AnyModel], value: JsonValue, *, at: str, code: str) -> AnyModel:
    """Read a value as this model, or refuse with `code` and every finding (`day-malformed` where only days are)."""
    _refuse_null(value, at, code)
    try:
        return model.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        findings = tuple(_finding(detail, at, code) for detail in details)
        first = next((found for found in findings if found.code == code), findings[0])
        raise Refusal(first.code, first.at, findings=findings) from None  # the cause would hold what was sent


def _finding(detail: ErrorDetails, at: str, code: str) -> Finding:
    rule = detail["type"]
    place = detail["loc"][:-1] if rule == "extra_forbidden" else detail["loc"]
    return Finding(
        "day-malformed" if rule == "day-malformed" else code, at + "".join(f"/{part}" for part in place), rule
    )


def _refuse_null(value: JsonValue, at: str, code: str) -> None:
    """What is not there is left out: an explicit null would be a second way to say the same."""
    if value is None:
        raise Refusal(code, at)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        _refuse_null(each, at, code)
