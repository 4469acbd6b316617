"""What the bodies of `/v1` are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Gss = Annotated[str, Field(pattern=r"^[A-Z][0-9]{8}$|^[A-Z0-9]{3,9}$", examples=["W06000008"])]


class Wire(BaseModel):
    """A body on the wire: frozen, strict, camelCase."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )


class Council(Wire):
    """A council, by code, by its names as people write them, and by its name in the federation."""

    gss: str
    name: str
    welsh_name: str
    entity_id: str
