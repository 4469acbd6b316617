"""Citations: what a new record took over from the records that it rests on, need by need.

A council that accepts another's assessment as the basis of its own says so in the claim `basis`, never concealed: for
each record that it was shown, by digest, which needs were carried over as they stood, which the move changed, and which
were assessed afresh. Needs that were dropped are not cited. Ids alone are permanent: nothing about a person.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Final, Self, TypeAlias, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from exchange.errors import Finding
from exchange.jose import JsonObject, JsonValue
from exchange.record.findings import failed, refuse_all
from exchange.record.parts import Digest, ItemId, Many

_MOST: Final = 20  # records that one new record can rest on


class Citation(BaseModel):
    """What a new record takes from one that was shown: ids of its needs, each once, by what became of them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    record: Digest
    carried: Many[ItemId] = ()
    changed: Many[ItemId] = ()
    afresh: Many[ItemId] = ()

    @property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """The ids of the needs by what became of them."""
        return {"carried": self.carried, "changed": self.changed, "afresh": self.afresh}

    @model_validator(mode="after")
    def _each_need_once(self) -> Self:
        named = [need for ids in self.needs.values() for need in ids]
        if len(set(named)) != len(named):
            raise PydanticCustomError("twice", "A need is cited once.")
        return self


def _each_record_once(basis: tuple[Citation, ...]) -> tuple[Citation, ...]:
    if len({citation.record for citation in basis}) != len(basis):
        raise PydanticCustomError("twice", "A record is cited once.")
    return basis


Basis: TypeAlias = Annotated[
    tuple[Citation, ...], Strict(False), Field(min_length=1, max_length=_MOST), AfterValidator(_each_record_once)
]
"""All that a new record cites; one that cites nothing has no basis."""

_READER: Final = TypeAdapter[tuple[Citation, ...]](Basis)


def read_basis(value: JsonValue) -> tuple[Citation, ...]:
    """Read the claim `basis`; refuses `record-claims` with every finding."""
    try:
        return _READER.validate_python(value)
    except ValidationError as error:
        refusal = failed("record-claims", error, at="/basis")
    raise refusal  # out here, so that no traceback carries what the validator saw


def basis_claim(basis: Sequence[Citation]) -> list[JsonValue]:
    """The citations as they stand in the claim `basis`."""
    return [cast(JsonObject, citation.model_dump(mode="json")) for citation in basis]


def check_citations(basis: Sequence[Citation], *, needs: Mapping[str, Collection[str]]) -> None:
    """Refuse (`citation-wrong`) what cites a record or a need that is not there, with every finding.

    `needs` maps the digest of each record at hand to the ids of its needs, as far as it shows them.
    """
    found = list(_not_there(basis, needs))
    if found:
        raise refuse_all("citation-wrong", found)


def _not_there(basis: Sequence[Citation], needs: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    for n, citation in enumerate(basis):
        if citation.record not in needs:
            yield Finding("citation-wrong", f"/basis/{n}/record")
            continue
        for place, ids in citation.needs.items():
            for position, need in enumerate(ids):
                if need not in needs[citation.record]:
                    yield Finding("citation-wrong", f"/basis/{n}/{place}/{position}")
