"""Metadata policy: read, merge, apply (OpenID Federation 1.0 §6.1).

A policy is `{entity type: {parameter: {operator: value}}}`. Policies of a chain are merged from the anchor downwards,
so each can only narrow what stands above it; the merged one is then applied to the subject's metadata. A policy that is
malformed or contradicts a superior's is `policy-conflict`; metadata that breaks the merged policy is `metadata-policy`.

Sets hold strings, numbers or objects; `scope` is read as a set of words. Operators that the standard does not define
are dropped, and no statement may call one critical (`metadata_policy_crit` is refused where statements are read).
"""

from collections.abc import Mapping
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.trust.identifiers import pointer
from exchange.trust.operators import (
    APPLY,
    MERGE,
    OPERATORS,
    SCOPE,
    Operators,
    check_combination,
    check_operand,
)

Policy: TypeAlias = Mapping[str, Mapping[str, Operators]]

__all__ = ["OPERATORS", "Policy", "apply_policy", "merge_policies", "read_policy"]


def read_policy(value: JsonValue, *, at: str = "") -> Policy:
    """Check one statement's `metadata_policy`: its three levels, every operand, every combination (§6.1.2)."""
    return {
        kind: {
            parameter: _read_operators(operators, parameter, at + pointer(kind, parameter))
            for parameter, operators in _members(parameters, at + pointer(kind)).items()
        }
        for kind, parameters in _members(value, at).items()
    }


def merge_policies(superior: Policy, subordinate: Policy, *, at: str = "") -> Policy:
    """Narrow the superior's policy by its subordinate's (§6.1.4.1); both must have been read before."""
    kinds = {
        kind: _merge_parameters(superior[kind], parameters, at + pointer(kind)) if kind in superior else parameters
        for kind, parameters in subordinate.items()
    }
    return {**superior, **kinds}


def apply_policy(policy: Policy, metadata: JsonObject, *, at: str = "") -> JsonObject:
    """The metadata as the policy leaves it (§6.1.4.2); entity types that the metadata lacks stay absent."""
    resolved: JsonObject = dict(metadata)
    for kind, parameters in policy.items():
        declared = metadata.get(kind)
        if isinstance(declared, dict):
            resolved[kind] = _apply_to(declared, parameters, at + pointer(kind))
    return resolved


def _read_operators(value: JsonValue, parameter: str, at: str) -> Operators:
    given = {name: operand for name, operand in _members(value, at).items() if name in OPERATORS}
    operators = {
        name: check_operand(name, _as_words(parameter, given[name]), at) for name in OPERATORS if name in given
    }
    check_combination(operators, at)
    return operators


def _merge_parameters(
    superior: Mapping[str, Operators], subordinate: Mapping[str, Operators], at: str
) -> Mapping[str, Operators]:
    parameters = {
        name: _merge_operators(superior[name], operators, at + pointer(name)) if name in superior else operators
        for name, operators in subordinate.items()
    }
    return {**superior, **parameters}


def _merge_operators(superior: Operators, subordinate: Operators, at: str) -> Operators:
    merged = dict(superior)
    for name, operand in subordinate.items():
        merged[name] = MERGE[name](superior[name], operand, at) if name in superior else operand
    check_combination(merged, at)
    return merged


def _apply_to(declared: JsonObject, parameters: Mapping[str, Operators], at: str) -> JsonObject:
    resolved = dict(declared)
    for name, operators in parameters.items():
        value = _as_words(name, declared.get(name))
        for operator in OPERATORS:  # §6.1.3.1: the order of application is the order of this table
            if operator in operators:
                value = APPLY[operator](value, operators[operator], at + pointer(name))
        resolved.pop(name, None)
        if value is not None:  # §6.1.3: no operator may output null; null is how `value` removes
            resolved[name] = _as_scope(name, value)
    return resolved


def _members(value: JsonValue, at: str) -> JsonObject:
    if not isinstance(value, dict) or not value:  # §6.1.2: each level has one or more members
        raise Refusal("policy-conflict", at)
    return value


def _as_words(parameter: str, value: JsonValue) -> JsonValue:
    """`scope` is a string of words for everyone else and a set of words for operators (§6.1.3.1.8)."""
    if parameter == SCOPE and isinstance(value, str):
        return list(value.split())
    return value


def _as_scope(parameter: str, value: JsonValue) -> JsonValue:
    if parameter == SCOPE and isinstance(value, list):
        return " ".join(word for word in value if isinstance(word, str))
    return value
