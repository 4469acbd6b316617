"""Trust: who is a council, and with which keys it speaks (OpenID Federation 1.0, our profile).

A council describes itself in an entity configuration; a superior signs a statement about it; statements lead in a short
chain to an anchor whose keys are pinned in `keys/`, outside the network. Rules of the profile:

- Nothing is believed that does not lead to a pinned key, on a day for which that key is pinned.
- Each statement is checked with a key that the statement above it names: a council's new key counts once its superior
  names it. At most two intermediates.
- Which authority a council is (`gss`) and where it is served (`origin`) come from its superior, never from itself.
- Superiors' policies and constraints are enforced; whoever stands lower can only narrow them. A council enrols nobody.
- One key, one role. Lifetimes are the revocation: a chain counts until the earliest `exp` in it.
- A chain is judged as of a time. For a stored record that is the time when the record was signed.

    entity = verify_chain(chain, anchors=pin([parse_anchor(data)]), now=now)
    verify_jws(parse_jws(token, typ="receipt+jwt"), keys=entity.message_keys)

Nothing here fetches: `configuration_url` and the anchor's verified configuration say where to, others do it.
"""

from exchange.trust.anchors import Anchor, AnchorKey, Anchors, anchor_json, parse_anchor, pin
from exchange.trust.answers import FederationAnswer, FederationError, federation_error
from exchange.trust.chain import COUNCIL, MAX_INTERMEDIATES, verify_anchor, verify_subordinate
from exchange.trust.constraints import FEDERATION_ENTITY, Constraints
from exchange.trust.entities import TrustedEntity, verify_chain
from exchange.trust.history import (
    COMPROMISED,
    HISTORICAL_KEYS_TYP,
    SUPERSEDED,
    UNSPECIFIED,
    HistoricalKey,
    Revocation,
    historical_keys,
    read_historical_keys,
)
from exchange.trust.identifiers import check_entity_id, check_origin, configuration_url
from exchange.trust.metadata import authority_metadata, council_metadata, enrolment_metadata
from exchange.trust.policy import Policy, apply_policy, merge_policies, read_policy
from exchange.trust.statements import (
    LEEWAY,
    MAX_STATEMENT,
    STATEMENT_TYP,
    Statement,
    UnverifiedStatement,
    entity_configuration,
    parse_statement,
    read_configuration,
    subordinate_statement,
    verify_statement,
)

__all__ = [
    "COMPROMISED",
    "COUNCIL",
    "FEDERATION_ENTITY",
    "HISTORICAL_KEYS_TYP",
    "LEEWAY",
    "MAX_INTERMEDIATES",
    "MAX_STATEMENT",
    "STATEMENT_TYP",
    "SUPERSEDED",
    "UNSPECIFIED",
    "Anchor",
    "AnchorKey",
    "Anchors",
    "Constraints",
    "FederationAnswer",
    "FederationError",
    "HistoricalKey",
    "Policy",
    "Revocation",
    "Statement",
    "TrustedEntity",
    "UnverifiedStatement",
    "anchor_json",
    "apply_policy",
    "authority_metadata",
    "check_entity_id",
    "check_origin",
    "configuration_url",
    "council_metadata",
    "enrolment_metadata",
    "entity_configuration",
    "federation_error",
    "historical_keys",
    "merge_policies",
    "parse_anchor",
    "parse_statement",
    "pin",
    "read_configuration",
    "read_historical_keys",
    "read_policy",
    "subordinate_statement",
    "verify_anchor",
    "verify_chain",
    "verify_statement",
    "verify_subordinate",
]
