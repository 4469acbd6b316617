import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from tests.trust.federation import ANCHOR, GWYNEDD, Member, chain_of, refusal_of, resigned, verify


def under(constraints: JsonValue, *, member: Member = GWYNEDD, intermediates: int = 0) -> list[str]:
    """A chain whose anchor sets these constraints."""
    chain = chain_of(intermediates, member=member)
    return [*chain[:-1], resigned(chain[-1], ANCHOR.key, constraints=constraints)]


@pytest.mark.parametrize(
    "constraints",
    [
        None,
        [],
        {"max_path_length": -1},
        {"max_path_length": True},
        {"max_path_length": "1"},
        {"max_path_length": None},
        {"naming_constraints": []},
        {"naming_constraints": {"allowed": ["gwynedd.example"]}},
        {"naming_constraints": {"permitted": "gwynedd.example"}},
        {"naming_constraints": {"permitted": None}},
        {"naming_constraints": {"permitted": ["https://gwynedd.example"]}},
        {"naming_constraints": {"excluded": ["*.example"]}},
        {"naming_constraints": {"excluded": [""]}},
        {"naming_constraints": {"excluded": ["."]}},
        {"naming_constraints": {"excluded": [7]}},
        {"allowed_entity_types": "care_council"},
        {"allowed_entity_types": None},
        {"allowed_entity_types": [3]},
        {"allowed_entity_types": ["care_council", "federation_entity"]},
    ],
)
def test_refuses_constraints_of_the_wrong_form(constraints: JsonValue) -> None:
    code, at = refusal_of(under(constraints))
    assert code == "statement-claims"
    assert at.startswith("/1/constraints")


@pytest.mark.parametrize(
    ("intermediates", "lengths"),
    [(0, [0]), (1, [0, 1]), (2, [None, 1, 2]), (2, [0]), (2, [None, None, 7]), (1, [None, None])],
)
def test_accepts_a_path_no_longer_than_each_superior_allows(intermediates: int, lengths: list[int | None]) -> None:
    assert verify(chain_of(intermediates, constraints=limits(lengths))).gss == GWYNEDD.gss


@pytest.mark.parametrize(
    ("intermediates", "lengths", "place"),
    [(1, [None, 0], 2), (2, [None, None, 1], 3), (2, [None, 0, None], 2), (2, [0, 0, 2], 2), (2, [5, 5, 0], 3)],
)
def test_refuses_a_path_longer_than_a_superior_allows(
    intermediates: int, lengths: list[int | None], place: int
) -> None:
    refused = refusal_of(chain_of(intermediates, constraints=limits(lengths)))
    assert refused == ("constraint-broken", f"/{place}/constraints/max_path_length")


def limits(lengths: list[int | None]) -> list[JsonObject]:
    return [{} if length is None else {"max_path_length": length} for length in lengths]


@pytest.mark.parametrize(
    ("entity_id", "naming", "allowed"),
    [
        ("https://gwynedd.example", {"permitted": ["gwynedd.example"]}, True),
        ("https://gwynedd.example:8443/node", {"permitted": ["Gwynedd.Example"]}, True),
        ("https://gwynedd.example", {"permitted": [".example"]}, True),
        ("https://node.gwynedd.example", {"permitted": [".gwynedd.example"]}, True),
        ("https://a.node.gwynedd.example", {"permitted": ["other.example", ".gwynedd.example"]}, True),
        ("https://gwynedd.example", {"excluded": [".gwynedd.example", "other.example"]}, True),
        ("https://gwynedd.example", {"permitted": [".gwynedd.example"]}, False),
        ("https://node.gwynedd.example", {"permitted": ["gwynedd.example"]}, False),
        ("https://notgwynedd.example", {"permitted": [".gwynedd.example", "gwynedd.example"]}, False),
        ("https://gwynedd.example.evil.test", {"permitted": [".example", "gwynedd.example"]}, False),
        ("https://gwynedd.example", {"permitted": []}, False),
        ("https://gwynedd.example", {"excluded": ["gwynedd.example"]}, False),
        ("https://gwynedd.example", {"permitted": ["gwynedd.example"], "excluded": [".example"]}, False),
        ("https://192.0.2.1", {"permitted": ["192.0.2.1"]}, False),
        ("https://192.0.2.1", {"excluded": ["gwynedd.example"]}, False),
        ("https://192.0.2.1", {}, True),
    ],
)
def test_names_must_lie_in_the_name_space(entity_id: str, naming: JsonObject, allowed: bool) -> None:
    chain = under({"naming_constraints": naming}, member=Member(entity_id))
    if allowed:
        assert verify(chain).entity_id == entity_id
    else:
        assert refusal_of(chain) == ("constraint-broken", "/1/constraints/naming_constraints")


def test_the_name_space_binds_every_entity_below_and_none_above() -> None:
    """An intermediate (north.example) and the council (gwynedd.example) are below the anchor."""
    naming: JsonObject = {"naming_constraints": {"excluded": ["north.example"]}}
    assert refusal_of(under(naming, intermediates=1))[0] == "constraint-broken"
    only: JsonObject = {"naming_constraints": {"permitted": ["gwynedd.example"]}}
    assert refusal_of(under(only, intermediates=1))[0] == "constraint-broken"
    assert verify(chain_of(1, constraints=[only])).gss == GWYNEDD.gss


def test_an_entity_type_that_a_superior_does_not_allow_is_taken_out() -> None:
    assert refusal_of(under({"allowed_entity_types": []})) == ("constraint-broken", "/0/metadata/care_council")
    assert refusal_of(under({"allowed_entity_types": ["openid_provider"]}))[0] == "constraint-broken"
    entity = verify(under({"allowed_entity_types": ["care_council"]}))
    assert entity.organization_name == "Cyngor Gwynedd"  # federation_entity is always allowed


def test_constraints_that_the_standard_does_not_define_are_ignored() -> None:
    assert verify(under({"max_path_height": 3})).gss == GWYNEDD.gss


LENGTHS = st.one_of(st.none(), st.integers(0, 2))
KINDS = st.one_of(st.none(), st.sets(st.sampled_from(["care_council", "openid_provider"])))
RULES = st.lists(st.sampled_from(["gwynedd.example", ".example", "north.example", ".north.example"]), unique=True)
CONSTRAINTS = st.fixed_dictionaries({"length": LENGTHS, "kinds": KINDS, "excluded": RULES})


@given(st.integers(0, 2), st.lists(CONSTRAINTS, min_size=3, max_size=3), st.data())
def test_what_an_intermediate_sets_never_makes_a_refused_chain_good(
    intermediates: int, drawn: list[dict[str, object]], data: st.DataObject
) -> None:
    """Take away the constraints of any one superior: what was good stays good."""
    constraints = [constraints_of(parts) for parts in drawn]
    try:
        entity = verify(chain_of(intermediates, constraints=constraints))
    except Refusal:
        return
    loosened = data.draw(st.integers(0, intermediates))
    fewer = [{} if place == loosened else value for place, value in enumerate(constraints)]
    assert verify(chain_of(intermediates, constraints=fewer)).gss == entity.gss


def constraints_of(parts: dict[str, object]) -> JsonObject:
    constraints: JsonObject = {}
    if isinstance(parts["length"], int):
        constraints["max_path_length"] = parts["length"]
    if isinstance(parts["kinds"], set):
        constraints["allowed_entity_types"] = sorted(parts["kinds"])
    if isinstance(parts["excluded"], list):
        constraints["naming_constraints"] = {"excluded": parts["excluded"]}
    return constraints
