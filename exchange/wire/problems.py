"""Refusals (RFC 9457)."""

from typing import Annotated

from pydantic import Field

from exchange.wire.parts import Wire

_At = Annotated[
    str,
    Field(
        description="The place: a JSON pointer into the body sent, or `query/…`, `path/…`, `header/…`; "
        "empty where it is the whole request."
    ),
]


class InBothLanguages(Wire):
    """What is wrong with a document, as a worker reads it: place and reason, and the law behind it, if there is one.

    `verified` is false where nobody has seen the source of the citation: say so wherever you show it.
    """

    en: str
    cy: str
    citation: str | None
    verified: bool


class ProblemFinding(Wire):
    """One thing that is wrong: where, and which rule; in words for what is wrong with `content`."""

    code: str
    at: _At
    rule: Annotated[str, Field(description="The rule that is broken, where the code alone does not say it.")]
    sentence: Annotated[str, Field(description="What the code means.")]
    explained: InBothLanguages | None = None


class Problem(Wire):
    """A refusal (RFC 9457). It never repeats what was sent, so it may be logged."""

    type: Annotated[str, Field(description="A URI that ends in the code.")]
    title: Annotated[str, Field(description="What the code means, in one sentence.")]
    status: Annotated[int, Field(description="The HTTP status.")]
    code: Annotated[str, Field(description="Stable: program against this one.", examples=["schema-failed"])]
    at: _At
    detail: Annotated[str, Field(description="What to do next.")]
    retry: Annotated[bool, Field(description="Whether the very same request may succeed later.")]
    findings: Annotated[tuple[ProblemFinding, ...], Field(description="Everything that is wrong; at least one.")]
