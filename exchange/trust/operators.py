"""The seven standard operators of metadata policies as tables (OpenID Federation 1.0 §6.1.3.1).

For each operator: which operand it takes, what it may stand beside, how two of them merge, and what it does. A
parameter that is absent is `None` here, which is safe because metadata may not hold null (§5).
"""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.jose import JsonValue

Operators: TypeAlias = Mapping[str, JsonValue]

OPERATORS = ("value", "add", "default", "one_of", "subset_of", "superset_of", "essential")
SCOPE = "scope"
_SETS = frozenset({"add", "one_of", "subset_of", "superset_of"})


def check_operand(name: str, operand: JsonValue, at: str) -> JsonValue:
    """Take what the operator may be configured with; sets lose their repeats."""
    if name in _SETS:
        return _distinct(_set_operand(operand, at))
    if (name == "default" and operand is None) or (name == "essential" and not isinstance(operand, bool)):
        raise Refusal("policy-conflict", at)
    return operand


def check_combination(operators: Operators, at: str) -> None:
    """Refuse operators that may not stand together (the list of each operator in §6.1.3.1)."""
    for (first, second), allowed in _TOGETHER.items():
        if first in operators and second in operators and not allowed(operators[first], operators[second]):
            raise Refusal("policy-conflict", at)


def _set_operand(operand: JsonValue, at: str) -> list[JsonValue]:
    if not isinstance(operand, list):
        raise Refusal("policy-conflict", at)
    if any(item is None or isinstance(item, bool | list) for item in operand):
        raise Refusal("policy-conflict", at)
    return operand


def _identity(value: JsonValue) -> Hashable:
    """Equal exactly for equal JSON values: tells true from 1, and does not mind the order of members."""
    match value:
        case dict():
            return frozenset((name, _identity(member)) for name, member in value.items())
        case list():
            return tuple(_identity(item) for item in value)
        case _:
            return (type(value), value)


def _is_in(item: JsonValue, container: JsonValue) -> bool:
    return isinstance(container, list) and _identity(item) in {_identity(other) for other in container}


def _is_within(inner: JsonValue, outer: JsonValue) -> bool:
    if not isinstance(inner, list) or not isinstance(outer, list):
        return False
    return {_identity(item) for item in inner} <= {_identity(item) for item in outer}


def _contains(outer: JsonValue, inner: JsonValue) -> bool:
    return _is_within(inner, outer)


def _distinct(items: list[JsonValue]) -> list[JsonValue]:
    return list({_identity(item): item for item in items}.values())


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _never(_first: JsonValue, _second: JsonValue) -> bool:
    return False


_TOGETHER: Mapping[tuple[str, str], Callable[[JsonValue, JsonValue], bool]] = {
    ("value", "add"): _contains,
    ("value", "default"): lambda value, _default: value is not None,
    ("value", "one_of"): _is_in,
    ("value", "subset_of"): _is_within,
    ("value", "superset_of"): _contains,
    ("value", "essential"): lambda value, essential: value is not None or essential is False,
    ("add", "one_of"): _never,
    ("add", "subset_of"): _is_within,
    ("one_of", "subset_of"): _never,
    ("one_of", "superset_of"): _never,
    ("subset_of", "superset_of"): _contains,
}


def _equal(superior: JsonValue, subordinate: JsonValue, at: str) -> JsonValue:
    if _identity(superior) != _identity(subordinate):
        raise Refusal("policy-conflict", at)
    return superior


def _union(superior: JsonValue, subordinate: JsonValue, _at: str) -> JsonValue:
    return _distinct(_list(superior) + _list(subordinate))


def _common(superior: JsonValue, subordinate: JsonValue, _at: str) -> JsonValue:
    return [item for item in _list(superior) if _is_in(item, subordinate)]


def _some_common(superior: JsonValue, subordinate: JsonValue, at: str) -> JsonValue:
    common = _common(superior, subordinate, at)
    if not common:
        raise Refusal("policy-conflict", at)
    return common


def _either(superior: JsonValue, subordinate: JsonValue, _at: str) -> JsonValue:
    return superior is True or subordinate is True


MERGE: Mapping[str, Callable[[JsonValue, JsonValue, str], JsonValue]] = {
    "value": _equal,
    "add": _union,
    "default": _equal,
    "one_of": _some_common,
    "subset_of": _common,
    "superset_of": _union,
    "essential": _either,
}


def _assign(_value: JsonValue, operand: JsonValue, _at: str) -> JsonValue:
    return operand


def _add(value: JsonValue, operand: JsonValue, at: str) -> JsonValue:
    return operand if value is None else _union(_set_value(value, at), operand, at)


def _default(value: JsonValue, operand: JsonValue, _at: str) -> JsonValue:
    return operand if value is None else value


def _one_of(value: JsonValue, operand: JsonValue, at: str) -> JsonValue:
    if value is not None and not _is_in(value, operand):
        raise Refusal("metadata-policy", at)
    return value


def _subset_of(value: JsonValue, operand: JsonValue, at: str) -> JsonValue:
    return None if value is None else _common(_set_value(value, at), operand, at)


def _superset_of(value: JsonValue, operand: JsonValue, at: str) -> JsonValue:
    if value is not None and not _contains(_set_value(value, at), operand):
        raise Refusal("metadata-policy", at)
    return value


def _essential(value: JsonValue, operand: JsonValue, at: str) -> JsonValue:
    if operand is True and value is None:
        raise Refusal("metadata-policy", at)
    return value


def _set_value(value: JsonValue, at: str) -> list[JsonValue]:
    if not isinstance(value, list):  # §6.1.3: a value type that an operator does not support is an error
        raise Refusal("metadata-policy", at)
    return value


APPLY: Mapping[str, Callable[[JsonValue, JsonValue, str], JsonValue]] = {
    "value": _assign,
    "add": _add,
    "default": _default,
    "one_of": _one_of,
    "subset_of": _subset_of,
    "superset_of": _superset_of,
    "essential": _essential,
}
