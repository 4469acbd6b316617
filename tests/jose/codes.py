"""The code with which a step is refused: what most tests of this room ask."""

from collections.abc import Callable
from typing import ParamSpec

import pytest

from exchange.errors import Refusal

P = ParamSpec("P")


def code_of(step: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> str:
    """Take the step, which has to be refused, and return the code of the refusal."""
    with pytest.raises(Refusal) as caught:
        step(*arguments, **named)
    return caught.value.code


def verdict_of(step: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> str:
    """Take the step, and return `accepted` or the code of the refusal."""
    try:
        step(*arguments, **named)
    except Refusal as refusal:
        return refusal.code
    return "accepted"
