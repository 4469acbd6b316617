"""From a failed validation to findings: every one, as JSON pointer and rule, never a value."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from pydantic import ValidationError

from exchange.errors import Finding, Refusal

MAX_FINDINGS: Final = 500
"""More than a person would read; a hostile document gets no longer an answer than this."""

_MAX_BUILT: Final = 5_000  # each costs memory: beyond this only the fact is told

_RULES: Final = {
    "missing": "required",
    "extra_forbidden": "unknown-member",
    "literal_error": "code-unknown",
    "string_pattern_mismatch": "pattern",
    "string_too_long": "too-long",
    "too_short": "empty",
    "greater_than_equal": "range",
    "less_than_equal": "range",
}
_NAMED_BY_STRANGERS: Final = {"extension-number", "extra_forbidden"}  # the place ends in a name that the sender chose


def schema_failed(error: ValidationError, *, at: str = "") -> Refusal:
    """The refusal that lists what a validation of content found, with pointers that begin at `at`."""
    return failed("schema-failed", error, at=at)


def failed(code: str, error: ValidationError, *, at: str) -> Refusal:
    """The refusal with this code that lists what a validation found."""
    if error.error_count() > _MAX_BUILT:
        return Refusal(code, at, findings=(Finding(code, at, "far-too-many-findings"),))
    return refuse_all(code, _findings(code, error, at))


def refuse_all(code: str, findings: Iterable[Finding]) -> Refusal:
    """The refusal that lists these findings; there is at least one."""
    found = tuple(islice(findings, MAX_FINDINGS))
    return Refusal(code, found[0].at, findings=found)


def _findings(code: str, error: ValidationError, at: str) -> Iterator[Finding]:
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        places = one["loc"][:-1] if one["type"] in _NAMED_BY_STRANGERS else one["loc"]
        tagless = tuple(place for place in places if not str(place).startswith("("))  # tags of unions are no places
        yield Finding(code, at + pointer(tagless), _rule(one["type"]))


def pointer(places: Sequence[int | str]) -> str:
    """The JSON pointer of a place (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in places)


def _rule(kind: str) -> str:
    if kind.endswith("_type"):
        return "type"
    return _RULES.get(kind, kind.replace("_", "-"))
