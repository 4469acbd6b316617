"""Released schemas, each frozen by the SHA-256 of its file: a released form never changes, a new one gets a new name.

A council that reads a record in thirty years asks for exactly the form it was written in. So a pin is added once, by
hand, when a version is released (`python generate.py pins` prints what to add), and nothing here ever overwrites a file
that is pinned. A kind without a pin is a draft, and its form may still change from day to day.
"""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exchange.errors import Refusal
from exchange.jose import JsonObject

RELEASED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "urn:assessment-exchange:assessment:1.0": "7e6b96cbc8d6b2862f0da1c98d50428a982fc0825664a35f832b90950df05c88",
        "urn:assessment-exchange:care-and-support-plan:1.0": (
            "df0e583d32cede3c0ed688bfe96a60887fee40e24d407c09550c6c20e0a33fc7"
        ),
    }
)
"""`vct` to SHA-256 in hex, as `sha256sum` prints it of the file in `schemas/`."""


def schema_file(vct: str) -> str:
    """The name of the schema's file in `schemas/`."""
    return "-".join(vct.split(":")[2:]) + ".json"


def schema_text(schema: JsonObject) -> str:
    """A schema as its file holds it, byte for byte."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_digest(text: str) -> str:
    """The SHA-256 of a schema's file, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def check_released(name: str, text: str, *, pins: Mapping[str, str] = RELEASED) -> None:
    """Refuse `schema-frozen` if this is the file of a released schema and the text is not the released one."""
    pinned = {schema_file(vct): digest for vct, digest in pins.items()}
    if name in pinned and pinned[name] != schema_digest(text):
        raise Refusal("schema-frozen", name)
