"""What a code list is, and how a member of a document is marked as a code of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

OWN: Final = "this project"


@dataclass(frozen=True)
class Code:
    """One code of a list. `verified` tells whether its source was seen; `jurisdiction`, where alone it may be used."""

    code: str
    en: str
    cy: str
    verified: bool = True
    jurisdiction: str | None = None
    citation: str | None = None

    def label(self, language: str) -> str:
        """The label in Welsh for `cy`, else in English."""
        return self.cy if language == "cy" else self.en


@dataclass(frozen=True, eq=False)
class CodeList:
    """A named list of codes. `open` lists may grow in a minor version; `system` names a list that others keep."""

    name: str
    source: str
    codes: Mapping[str, Code]
    open: bool
    version: str = "1.0"
    system: str | None = None


@dataclass(frozen=True, eq=False)
class OneOf:
    """Marks a string as a code of a list: `Annotated[str, OneOf(NEED_AREAS)]`."""

    codes: CodeList

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        if self.codes.open:
            return core_schema.str_schema(pattern=_SLUG, max_length=64, strict=True)
        return core_schema.literal_schema(list(self.codes.codes))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = handler(schema)
        found["x-code-list"] = self.codes.name
        if self.codes.open:
            found["examples"] = list(self.codes.codes)
        return found


_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def code_list(name: str, source: str, *codes: Code, is_open: bool) -> CodeList:
    """A list made of these codes."""
    return CodeList(name, source, {code.code: code for code in codes}, open=is_open)


def foreign_list(name: str, source: str, *codes: Code, system: str, version: str) -> CodeList:
    """A list that others keep under a system's URI, as it stood in one version."""
    return CodeList(name, source, {code.code: code for code in codes}, open=False, version=version, system=system)
