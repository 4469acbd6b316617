from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, PrivateKey, jwks, sign_jws
from exchange.trust import LEEWAY, Anchor, AnchorKey, pin, verify_anchor, verify_subordinate
from tests.trust.federation import (
    ANCHOR,
    EXPIRES,
    FOREIGN,
    GWYNEDD,
    ISSUED,
    NORTH,
    NOW,
    PINNED,
    REGION,
    Authority,
    Member,
    authorities,
    chain_of,
    claims_of,
    refusal_of,
    resigned,
    seconds,
    verify,
)

STRANGER = PrivateKey.generate()
SHAPES = st.tuples(st.integers(0, 2), st.booleans())


def signers(chain: list[str]) -> list[PrivateKey]:
    """Who rightly signs each statement of a chain."""
    keys = {who.entity_id: who.key for who in (NORTH, REGION, ANCHOR)} | {GWYNEDD.entity_id: GWYNEDD.federation}
    return [keys[str(claims_of(token)["iss"])] for token in chain]


def with_statement(chain: list[str], place: int, token: str) -> list[str]:
    return [*chain[:place], token, *chain[place + 1 :]]


def dropped(chain: list[str], place: int) -> list[str]:
    """One statement less; never the anchor's own configuration, without which the chain is another good one."""
    place = min(place, len(chain) - (2 if chain[-1] == ANCHOR.configuration else 1))
    return chain[:place] + chain[place + 1 :]


def swapped(chain: list[str], place: int) -> list[str]:
    place = min(place, len(chain) - 2)
    return [*chain[:place], chain[place + 1], chain[place], *chain[place + 2 :]]


def signed_by_a_stranger(chain: list[str], place: int) -> list[str]:
    return with_statement(chain, place, resigned(chain[place], STRANGER))


def signed_by_a_foreign_anchor(chain: list[str], place: int) -> list[str]:
    return with_statement(chain, place, resigned(chain[place], FOREIGN.key, iss=FOREIGN.entity_id))


def with_a_key_of_its_own(chain: list[str], place: int) -> list[str]:
    """A council's key that its superior does not name; from there up, the key that a superior names is a stranger's."""
    key = signers(chain)[place] if place else STRANGER
    return with_statement(chain, place, resigned(chain[place], key, jwks=jwks([STRANGER.public])))


def expired(chain: list[str], place: int) -> list[str]:
    return with_statement(chain, place, resigned(chain[place], signers(chain)[place], exp=seconds(NOW)))


def from_the_future(chain: list[str], place: int) -> list[str]:
    issued_at = seconds(NOW + LEEWAY) + 1
    return with_statement(chain, place, resigned(chain[place], signers(chain)[place], iat=issued_at))


def not_yet_valid(chain: list[str], place: int) -> list[str]:
    return with_statement(chain, place, resigned(chain[place], signers(chain)[place], nbf=seconds(NOW + LEEWAY) + 1))


def said_twice(chain: list[str], place: int) -> list[str]:
    return [*chain[:place], chain[place], *chain[place:]]


def with_a_stranger_between(chain: list[str], place: int) -> list[str]:
    extra = FOREIGN.states(str(claims_of(chain[place])["sub"]), STRANGER)
    return [*chain[:place], extra, *chain[place:]]


def of_another_type(chain: list[str], place: int) -> list[str]:
    token = sign_jws(claims_of(chain[place]), typ="trust-mark+jwt", signer=signers(chain)[place])
    return with_statement(chain, place, token)


def about_someone_else(chain: list[str], place: int) -> list[str]:
    token = resigned(chain[place], signers(chain)[place], sub="https://ceredigion.example")
    return with_statement(chain, place, token)


def with_a_changed_signature(chain: list[str], place: int) -> list[str]:
    signing_input, _, signature = chain[place].rpartition(".")
    return with_statement(chain, place, f"{signing_input}.{signature[:-2]}{'B' if signature[-2] == 'A' else 'A'}A")


def with_a_critical_extension(chain: list[str], place: int) -> list[str]:
    return with_statement(chain, place, resigned(chain[place], signers(chain)[place], crit=["jti"], jti="1"))


MUTATIONS: list[Callable[[list[str], int], list[str]]] = [
    dropped,
    swapped,
    signed_by_a_stranger,
    signed_by_a_foreign_anchor,
    with_a_key_of_its_own,
    expired,
    from_the_future,
    not_yet_valid,
    said_twice,
    with_a_stranger_between,
    of_another_type,
    about_someone_else,
    with_a_changed_signature,
    with_a_critical_extension,
]


@given(SHAPES, st.sampled_from(MUTATIONS), st.integers(0, 4))
def test_a_good_chain_verifies_and_any_single_change_to_it_is_refused(
    shape: tuple[int, bool], mutate: Callable[[list[str], int], list[str]], place: int
) -> None:
    chain = chain_of(shape[0], with_anchor=shape[1])
    assert verify(chain).entity_id == GWYNEDD.entity_id
    changed = mutate(chain, place % len(chain))
    assert changed != chain
    with pytest.raises(Refusal):
        verify(changed)


@given(SHAPES, st.integers(0, 4), st.integers(0), st.sampled_from("AQgw-_.~ \u00e9"))
def test_refuses_a_chain_in_which_one_character_is_another(
    shape: tuple[int, bool], place: int, position: int, character: str
) -> None:
    chain = chain_of(shape[0], with_anchor=shape[1])
    token = chain[place % len(chain)]
    position %= len(token)
    changed = token[:position] + character + token[position + 1 :]
    if changed != token:
        with pytest.raises(Refusal):
            verify(with_statement(chain, place % len(chain), changed))


@pytest.mark.parametrize("chain", [[], chain_of()[:1], [ANCHOR.configuration], ["not decoded"] * 6])
def test_refuses_a_chain_of_impossible_length_before_it_is_decoded(chain: list[str]) -> None:
    assert refusal_of(chain) == ("chain-broken", "")


def test_refuses_a_chain_that_does_not_begin_with_a_configuration() -> None:
    assert refusal_of(chain_of(1)[1:]) == ("chain-broken", "")
    assert refusal_of(chain_of(1, with_anchor=True)[1:]) == ("chain-broken", "")


def test_refuses_more_than_two_intermediates() -> None:
    south, above = Authority("https://south.example"), [NORTH, REGION, ANCHOR]
    chain = [GWYNEDD.configuration(south.entity_id)]
    chain.append(south.states(GWYNEDD.entity_id, GWYNEDD.federation, metadata=GWYNEDD.enrolment, constraints={}))
    for upper, lower in zip(above, [south, *above], strict=False):
        chain.append(upper.states(lower.entity_id, lower.key, constraints={}))
    assert refusal_of(chain) == ("chain-broken", "")


def test_refuses_an_anchor_that_is_not_pinned() -> None:
    assert refusal_of(chain_of(1), anchors={}) == ("anchor-unknown", "/2/iss")
    assert refusal_of(chain_of(1), anchors=pin([FOREIGN.pinned])) == ("anchor-unknown", "/2/iss")
    assert refusal_of(chain_of(), anchors={ANCHOR.entity_id: FOREIGN.pinned}) == ("anchor-unknown", "/1/iss")


@pytest.mark.parametrize("with_anchor", [False, True])
def test_refuses_an_anchor_with_a_pinned_name_and_a_key_that_is_not_pinned(with_anchor: bool) -> None:
    pinned = pin([Anchor(ANCHOR.entity_id, (AnchorKey(STRANGER.public, ISSUED),))])
    chain = chain_of(with_anchor=with_anchor)
    assert refusal_of(chain, anchors=pinned) == ("anchor-key-unpinned", f"/{len(chain) - 1}")


def test_refuses_an_anchor_key_before_and_after_its_days() -> None:
    for valid_from, valid_to, place in (
        (NOW + 2 * LEEWAY, None, "/1"),
        (ISSUED + 2 * LEEWAY, None, "/1/iat"),  # in force now, but not yet when the statement claims to be signed
        (ISSUED, NOW, "/1"),
    ):
        pinned = pin([Anchor(ANCHOR.entity_id, (AnchorKey(ANCHOR.key.public, valid_from, valid_to),))])
        assert refusal_of(chain_of(), anchors=pinned) == ("anchor-key-unpinned", place)


def test_refuses_a_key_that_is_pinned_but_that_the_anchor_no_longer_names() -> None:
    renewed = Authority(ANCHOR.entity_id)
    keys = (AnchorKey(ANCHOR.key.public, ISSUED), AnchorKey(renewed.key.public, ISSUED))
    pinned = pin([Anchor(ANCHOR.entity_id, keys)])
    chain = chain_of()
    assert verify(chain, anchors=pinned).anchor_id == ANCHOR.entity_id
    assert refusal_of([*chain, renewed.configuration], anchors=pinned) == ("anchor-key-unpinned", "/1")


def test_what_the_anchor_serves_of_itself_never_adds_a_key() -> None:
    both = resigned(ANCHOR.configuration, ANCHOR.key, jwks=jwks([ANCHOR.key.public, STRANGER.public]))
    chain = chain_of()
    forged = resigned(chain[1], STRANGER)
    assert refusal_of([chain[0], forged, both]) == ("anchor-key-unpinned", "/1")


def test_refuses_a_council_key_that_its_superior_does_not_name() -> None:
    renewed = Member(GWYNEDD.entity_id)
    superior = chain_of()[1]
    assert refusal_of([renewed.configuration(ANCHOR.entity_id), superior]) == ("kid-unknown", "/0")
    borrowed = resigned(
        GWYNEDD.configuration(ANCHOR.entity_id), GWYNEDD.federation, jwks=jwks([renewed.federation.public])
    )
    assert refusal_of([borrowed, superior]) == ("kid-unknown", "/0")


def test_refuses_a_superior_that_the_council_does_not_name_as_its_own() -> None:
    chain = [GWYNEDD.configuration(NORTH.entity_id), *chain_of()[1:]]
    assert refusal_of(chain) == ("chain-broken", "/0/authority_hints")
    without = resigned(chain[0], GWYNEDD.federation, authority_hints="a claim that is taken out")
    assert refusal_of([without, *chain[1:]]) == ("chain-broken", "/0/authority_hints")


def test_refuses_a_loop_of_two_intermediates() -> None:
    chain = [
        GWYNEDD.configuration(NORTH.entity_id),
        NORTH.states(GWYNEDD.entity_id, GWYNEDD.federation, metadata=GWYNEDD.enrolment),
        REGION.states(NORTH.entity_id, NORTH.key, constraints={}),
        NORTH.states(REGION.entity_id, REGION.key, constraints={}),
    ]
    assert refusal_of(chain) == ("chain-broken", "")


def test_refuses_a_council_that_enrols_another_council() -> None:
    """Two guards: an anchor's statement allows no one below unless it says so, and a council is a leaf anyway."""
    false = Member("https://false.example", gss="W06000008")
    below = Authority(GWYNEDD.entity_id, GWYNEDD.federation)
    chain = [
        false.configuration(GWYNEDD.entity_id),
        below.states(false.entity_id, false.federation, metadata=false.enrolment),
    ]
    limited = ANCHOR.states(GWYNEDD.entity_id, GWYNEDD.federation, metadata=GWYNEDD.enrolment)
    assert refusal_of([*chain, limited]) == ("constraint-broken", "/2/metadata/care_council")
    bare = ANCHOR.states(GWYNEDD.entity_id, GWYNEDD.federation)
    assert refusal_of([*chain, bare]) == ("constraint-broken", "/2/constraints/max_path_length")
    free = ANCHOR.states(GWYNEDD.entity_id, GWYNEDD.federation, metadata=GWYNEDD.enrolment, constraints={})
    assert refusal_of([*chain, free]) == ("constraint-broken", "/2/metadata/care_council")


def test_says_which_statement_has_expired_or_comes_from_the_future() -> None:
    assert refusal_of(expired(chain_of(1), 2)) == ("chain-expired", "/2/exp")
    assert refusal_of(from_the_future(chain_of(1), 0)) == ("statement-from-future", "/0/iat")
    assert Refusal("statement-from-future").heals
    assert Refusal("chain-expired").heals


def test_a_signers_clock_may_be_a_minute_ahead_and_an_expiry_has_no_leeway() -> None:
    chain = chain_of()
    assert verify(chain, now=ISSUED - LEEWAY).entity_id == GWYNEDD.entity_id
    assert refusal_of(chain, now=ISSUED - LEEWAY - timedelta(seconds=1))[0] == "statement-from-future"
    assert verify(chain, now=EXPIRES - timedelta(seconds=1)).entity_id == GWYNEDD.entity_id
    assert refusal_of(chain, now=EXPIRES)[0] == "chain-expired"


def test_a_stored_chain_is_judged_at_the_time_when_something_was_signed() -> None:
    signed_at, years_later = NOW, NOW + timedelta(days=365 * 80)
    chain = chain_of(1)
    retired = AnchorKey(ANCHOR.key.public, ISSUED - timedelta(days=30), NOW + timedelta(days=400))
    pinned = pin([Anchor(ANCHOR.entity_id, (retired, AnchorKey(STRANGER.public, NOW + timedelta(days=380))))])
    assert verify(chain, anchors=pinned, now=signed_at).gss == GWYNEDD.gss
    assert refusal_of(chain, anchors=pinned, now=years_later)[0] == "anchor-key-unpinned"


@given(st.lists(st.integers(1, 10**6), min_size=5, max_size=5), SHAPES)
def test_a_chain_is_good_until_the_first_of_its_statements_ends(lifetimes: list[int], shape: tuple[int, bool]) -> None:
    chain = chain_of(shape[0], with_anchor=shape[1])
    ends = [NOW + timedelta(seconds=lifetime) for lifetime in lifetimes[: len(chain)]]
    keys = signers(chain)
    chain = [resigned(chain[place], keys[place], exp=seconds(end)) for place, end in enumerate(ends)]
    entity = verify(chain)
    assert entity.expires_at == min(ends)
    assert verify(chain, now=entity.expires_at - timedelta(seconds=1)) == entity
    with pytest.raises(Refusal, match="chain-expired"):
        verify(chain, now=entity.expires_at)


def test_a_chain_is_good_no_longer_than_the_anchor_key_that_signed_it() -> None:
    ends = NOW + timedelta(days=1)
    pinned = pin([Anchor(ANCHOR.entity_id, (AnchorKey(ANCHOR.key.public, ISSUED, ends),))])
    assert verify(chain_of(1), anchors=pinned).expires_at == ends


def test_the_anchors_configuration_counts_with_a_pinned_key_only() -> None:
    configuration = verify_anchor(ANCHOR.configuration, anchor=ANCHOR.pinned, now=NOW)
    endpoints: JsonObject = configuration.metadata["federation_entity"]
    assert endpoints["federation_fetch_endpoint"] == "https://federation.example/federation/fetch"
    for token, code in (
        (resigned(ANCHOR.configuration, STRANGER, jwks=jwks([STRANGER.public])), "anchor-key-unpinned"),
        (FOREIGN.configuration, "anchor-unknown"),
        (chain_of()[1], "anchor-unknown"),
    ):
        with pytest.raises(Refusal, match=code):
            verify_anchor(token, anchor=ANCHOR.pinned, now=NOW)


def test_what_the_anchor_says_of_a_subordinate_counts_with_a_pinned_key_only() -> None:
    statement = chain_of()[1]
    stated = verify_subordinate(statement, anchor=ANCHOR.pinned, subject_id=GWYNEDD.entity_id, now=NOW)
    assert stated.keys == {GWYNEDD.federation.kid: GWYNEDD.federation.public}
    for token, subject_id, code in (
        (resigned(statement, STRANGER), GWYNEDD.entity_id, "anchor-key-unpinned"),
        (statement, "https://ceredigion.example", "chain-broken"),
        (FOREIGN.states(GWYNEDD.entity_id, GWYNEDD.federation), GWYNEDD.entity_id, "chain-broken"),
        (ANCHOR.configuration, ANCHOR.entity_id, "chain-broken"),
        (resigned(statement, ANCHOR.key, exp=seconds(NOW)), GWYNEDD.entity_id, "chain-expired"),
    ):
        with pytest.raises(Refusal, match=code):
            verify_subordinate(token, anchor=ANCHOR.pinned, subject_id=subject_id, now=NOW)


def test_every_good_shape_of_chain_gives_the_same_council() -> None:
    assert PINNED.keys() == {ANCHOR.entity_id}
    for intermediates in (0, 1, 2):
        for with_anchor in (False, True):
            chain = chain_of(intermediates, with_anchor=with_anchor)
            entity = verify(chain)
            assert entity.chain == tuple(chain)
            assert entity.anchor_id == ANCHOR.entity_id
            assert len(authorities(intermediates)) == intermediates + 1
            assert entity.record_keys.keys() == {GWYNEDD.record.kid}
