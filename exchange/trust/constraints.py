"""Constraints that a superior sets for all that stands below it (OpenID Federation 1.0 §6.2).

Each statement's constraints count on their own, so a lower one can only add to what stands above it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.trust.identifiers import check_host_rule, host_of

FEDERATION_ENTITY = "federation_entity"
_NAMING_MEMBERS = frozenset({"permitted", "excluded"})


@dataclass(frozen=True)
class Constraints:
    """What one statement demands; None where it demands nothing."""

    max_path_length: int | None = None
    permitted: tuple[str, ...] | None = None
    excluded: tuple[str, ...] = ()
    allowed_entity_types: frozenset[str] | None = None


def read_constraints(value: JsonValue, *, at: str = "") -> Constraints:
    """Check a statement's `constraints`; parameters that the standard does not define are ignored (§6.2)."""
    if not isinstance(value, dict):
        raise Refusal("statement-claims", at)
    naming_at = f"{at}/naming_constraints"
    naming = _naming(value, naming_at)
    return Constraints(
        _path_length(value, f"{at}/max_path_length"),
        _host_rules(naming["permitted"], naming_at) if "permitted" in naming else None,
        _host_rules(naming.get("excluded", []), naming_at),
        _entity_types(value, f"{at}/allowed_entity_types"),
    )


def check_path(constraints: Constraints, *, intermediates: int, subjects: Sequence[str], at: str) -> None:
    """Refuse `constraint-broken`: too many intermediates below the setter, or an entity id outside the name space."""
    limit = constraints.max_path_length
    if limit is not None and intermediates > limit:  # §6.2.1
        raise Refusal("constraint-broken", f"{at}/max_path_length")
    for subject in subjects:
        _check_name(constraints, subject, f"{at}/naming_constraints")


def keep_allowed_types(constraints: Constraints, metadata: JsonObject) -> JsonObject:
    """The metadata without the entity types that the superior does not allow (§6.2.3)."""
    allowed = constraints.allowed_entity_types
    if allowed is None:
        return metadata
    return {kind: value for kind, value in metadata.items() if kind in allowed or kind == FEDERATION_ENTITY}


def _check_name(constraints: Constraints, entity_id: str, at: str) -> None:
    if constraints.permitted is None and not constraints.excluded:
        return
    host = host_of(entity_id)
    if host is None or any(_matches(host, rule) for rule in constraints.excluded):  # §6.2.2: excluded wins
        raise Refusal("constraint-broken", at)
    if constraints.permitted is not None and not any(_matches(host, rule) for rule in constraints.permitted):
        raise Refusal("constraint-broken", at)


def _matches(host: str, rule: str) -> bool:
    return host.endswith(rule) if rule.startswith(".") else host == rule  # RFC 5280 §4.2.1.10


def _path_length(value: JsonObject, at: str) -> int | None:
    if "max_path_length" not in value:
        return None
    length = value["max_path_length"]
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        raise Refusal("statement-claims", at)
    return length


def _naming(value: JsonObject, at: str) -> JsonObject:
    naming = value.get("naming_constraints", {})
    if not isinstance(naming, dict) or not naming.keys() <= _NAMING_MEMBERS:
        raise Refusal("statement-claims", at)
    return naming


def _host_rules(value: JsonValue, at: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Refusal("statement-claims", at)
    return tuple(check_host_rule(rule, at) for rule in value)


def _entity_types(value: JsonObject, at: str) -> frozenset[str] | None:
    if "allowed_entity_types" not in value:
        return None
    kinds = value["allowed_entity_types"]
    if not isinstance(kinds, list):
        raise Refusal("statement-claims", at)
    names = [kind for kind in kinds if isinstance(kind, str) and kind != FEDERATION_ENTITY]  # §6.2.3: not listed itself
    if len(names) != len(kinds):
        raise Refusal("statement-claims", at)
    return frozenset(names)
