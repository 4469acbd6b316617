from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.store import Conflict, Errand, ListFull, Store, Transaction, cursor_of, position_of
from exchange.store.members import WANTED_LIMIT
from tests.store.support import CEREDIGION, GWYNEDD, NOW, Place, add_event

LATER = NOW + timedelta(days=1)
LIST = f"{GWYNEDD}/status/1"


def put_member(tx: Transaction, entity_id: str, gss: str = "W06000002", chain: str = "leaf") -> None:
    tx.members.put(entity_id, gss=gss, chain=[chain, "anchor"], expires_at=LATER, configuration_digest="digest", at=NOW)


def put_statement(tx: Transaction, sub: str, token: str = "token") -> None:
    keys: JsonObject = {"keys": [{"kty": "EC"}]}
    tx.statements.put(sub, gss="W06000002", origin=sub, keys=keys, token=token, expires_at=LATER)


# Idempotency keys


def put_answer(tx: Transaction, caller: str = "mosaic", key: str = "k", body: str = "{}") -> None:
    tx.idempotency.put(caller, key, request_hash="hash", status=201, body=body, at=NOW)


def test_refuses_a_second_answer_to_one_key(store: Store) -> None:
    store.write(put_answer)
    with pytest.raises(Conflict) as caught:
        store.write(partial(put_answer, body="other"))
    assert caught.value.key == ("caller", "key")
    found = store.read(lambda tx: tx.idempotency.find("mosaic", "k"))
    assert found is not None
    assert (found.body, found.status, found.request_hash, found.at) == ("{}", 201, "hash", NOW)


def test_a_key_belongs_to_its_caller(store: Store) -> None:
    store.write(put_answer)
    store.write(partial(put_answer, caller="eclipse", body="[]"))
    assert store.read(lambda tx: tx.idempotency.find("liquidlogic", "k")) is None


def test_old_answers_are_forgotten_when_asked(store: Store) -> None:
    store.write(put_answer)
    assert store.write(lambda tx: tx.idempotency.forget(before=NOW)) == 0
    assert store.write(lambda tx: tx.idempotency.forget(before=LATER)) == 1
    assert store.read(lambda tx: tx.idempotency.find("mosaic", "k")) is None


# Access tokens


def test_refuses_a_token_that_is_there_already(store: Store) -> None:
    store.write(lambda tx: tx.tokens.add("hash", name="mosaic", scopes=["records"], expires_at=LATER))
    with pytest.raises(Conflict):
        store.write(lambda tx: tx.tokens.add("hash", name="other", scopes=[], expires_at=LATER))


def test_a_token_is_found_by_its_hash_until_and_after_it_is_revoked(store: Store) -> None:
    store.write(lambda tx: tx.tokens.add("a", name="mosaic", scopes={"records", "transfers"}, expires_at=LATER))
    store.write(lambda tx: tx.tokens.add("b", name="other", scopes=[], expires_at=LATER))
    found = store.read(lambda tx: tx.tokens.find("a"))
    assert found is not None
    assert (found.scopes, found.expires_at, found.revoked_at) == (frozenset({"records", "transfers"}), LATER, None)
    assert store.write(lambda tx: tx.tokens.revoke("mosaic", at=NOW)) == 1
    assert store.write(lambda tx: tx.tokens.revoke("mosaic", at=LATER)) == 0
    assert [token.revoked_at for token in store.read(lambda tx: tx.tokens.page())] == [NOW, None]
    assert [token.hash for token in store.read(lambda tx: tx.tokens.page(after="a"))] == ["b"]
    assert store.read(lambda tx: tx.tokens.find("c")) is None


# Status lists


def test_refuses_an_index_from_a_list_that_is_full(store: Store) -> None:
    store.write(lambda tx: [tx.status.allocate(LIST, size=3, pick=picks(0, 1, 2)) for _ in range(3)])
    with pytest.raises(ListFull):
        store.write(lambda tx: tx.status.allocate(LIST, size=3, pick=lambda _: 1))
    assert store.write(lambda tx: tx.status.allocate(LIST + "2", size=3, pick=lambda _: 1)) == 1


def test_refuses_a_status_for_an_index_nobody_took(store: Store) -> None:
    with pytest.raises(Refusal, match="record-unknown"):
        store.write(lambda tx: tx.status.set_value(LIST, 1, 1))


def picks(*numbers: int) -> Callable[[int], int]:
    drawn = iter(numbers)
    return lambda size: next(drawn) % size


def test_no_index_is_given_twice(place: Place) -> None:
    draw = picks(7, 7, 7, 9, 9, 7, 0)
    first = place.open().write(lambda tx: tx.status.allocate(LIST, pick=draw))
    second, third = (place.open().write(lambda tx: tx.status.allocate(LIST, pick=draw)) for _ in range(2))
    assert (first, second, third) == (7, 9, 0)


def test_only_changed_statuses_are_listed(store: Store) -> None:
    for _ in range(2):
        store.write(lambda tx: tx.status.allocate(LIST, pick=picks(3, 3, 5)))
    store.write(lambda tx: tx.status.set_value(LIST, 5, 2))
    assert store.read(lambda tx: tx.status.statuses(LIST)) == {5: 2}
    assert store.read(lambda tx: [tx.status.value_at(LIST, idx) for idx in (5, 3, 4)]) == [2, 0, 0]
    store.write(lambda tx: tx.status.set_value(LIST, 5, 0))
    assert store.read(lambda tx: tx.status.statuses(LIST)) == {}


def test_the_newest_status_token_is_kept(store: Store) -> None:
    assert store.read(lambda tx: tx.status_tokens.newest(LIST)) is None
    store.write(lambda tx: tx.status_tokens.put(LIST, "first", at=NOW))
    store.write(lambda tx: tx.status_tokens.put(LIST, "second", at=LATER))
    newest = store.read(lambda tx: tx.status_tokens.newest(LIST))
    assert newest is not None
    assert (newest.token, newest.at) == ("second", LATER)


# Members, and those to be looked up


def test_strangers_are_remembered_up_to_a_limit(store: Store) -> None:
    def knock(tx: Transaction) -> None:
        for number in range(WANTED_LIMIT + 5):
            tx.members.wanted(f"https://stranger-{number}.example", at=NOW)

    store.write(knock)
    assert len(store.read(lambda tx: tx.members.wanted_list(limit=2 * WANTED_LIMIT))) == WANTED_LIMIT


def test_who_was_found_or_is_no_member_is_not_looked_for_any_more(store: Store) -> None:
    def knock(tx: Transaction) -> None:
        for entity_id in (GWYNEDD, CEREDIGION, GWYNEDD, "https://nobody.example"):
            tx.members.wanted(entity_id, at=NOW)

    store.write(knock)
    assert store.read(lambda tx: tx.members.wanted_list()) == [GWYNEDD, CEREDIGION, "https://nobody.example"]
    store.write(partial(put_member, entity_id=GWYNEDD))
    store.write(lambda tx: tx.members.unwanted("https://nobody.example"))
    assert store.read(lambda tx: tx.members.wanted_list(limit=1)) == [CEREDIGION]


def test_a_member_is_known_by_what_was_verified_last(store: Store) -> None:
    store.write(partial(put_member, entity_id=GWYNEDD))
    store.write(partial(put_member, entity_id=GWYNEDD, chain="newer leaf"))
    store.write(partial(put_member, entity_id=CEREDIGION, gss="W06000008"))
    found = store.read(lambda tx: tx.members.find(GWYNEDD))
    assert found is not None
    assert (found.chain, found.expires_at, found.gss) == (("newer leaf", "anchor"), LATER, "W06000002")
    assert store.read(lambda tx: tx.members.by_gss("W06000002")) == found
    assert [member.entity_id for member in store.read(lambda tx: tx.members.all())] == [CEREDIGION, GWYNEDD]
    assert store.read(lambda tx: (tx.members.find("x"), tx.members.by_gss("x"))) == (None, None)


def test_an_anchors_newest_statement_is_kept(store: Store) -> None:
    store.write(partial(put_statement, sub=GWYNEDD))
    store.write(partial(put_statement, sub=GWYNEDD, token="newer"))
    found = store.read(lambda tx: tx.statements.find(GWYNEDD))
    assert found is not None
    assert (found.token, found.keys, found.expires_at) == ("newer", {"keys": [{"kty": "EC"}]}, LATER)
    assert store.read(lambda tx: tx.statements.by_gss("W06000002")) == found
    assert store.read(lambda tx: tx.statements.all()) == [found]
    assert store.read(lambda tx: tx.statements.find("x")) is None


# Events, errands, proofs, cursors


def test_a_number_is_never_given_twice_even_after_events_were_dropped(place: Place) -> None:
    store = place.open()
    numbers = [store.write(add_event(name)) for name in "abc"]
    with place.engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM events")
    assert store.write(add_event("d")) > max(numbers)


def test_events_come_back_after_a_cursor(store: Store) -> None:
    def add(tx: Transaction) -> int:
        return tx.events.add(
            "transfer.notified", transfer="t", data={"message": "d", "n": [1, True, None, "ŵ"]}, at=NOW
        )

    first, second = store.write(add), store.write(add)
    (event,) = store.read(lambda tx: tx.events.after(first))
    assert (event.seq, event.type, event.transfer, event.at) == (second, "transfer.notified", "t", NOW)
    assert event.data == {"message": "d", "n": [1, True, None, "ŵ"]}
    assert [event.seq for event in store.read(lambda tx: tx.events.after(0, limit=1))] == [first]
    assert store.read(lambda tx: tx.events.after(second)) == []


def test_an_errand_is_due_until_it_is_done(store: Store) -> None:
    def want(tx: Transaction) -> None:
        tx.errands.want(Errand.PROOF, "b", of=GWYNEDD, at=NOW)
        tx.errands.want(Errand.PROOF, "a", of=GWYNEDD, at=NOW - timedelta(seconds=1))
        tx.errands.want(Errand.STATUS, "c", of=GWYNEDD, at=NOW)
        tx.errands.want(Errand.PROOF, "b", of=CEREDIGION, at=LATER)

    def due(tx: Transaction) -> list[tuple[str, int]]:
        return [(errand.name, errand.tries) for errand in tx.errands.due(Errand.PROOF, now=NOW, limit=10)]

    store.write(want)
    assert store.read(due) == [("a", 0), ("b", 0)]
    store.write(lambda tx: tx.errands.postpone("a", due_at=LATER))
    assert store.read(due) == [("b", 0)]
    store.write(lambda tx: tx.errands.done("b"))
    assert store.read(due) == []
    assert [errand.tries for errand in store.read(lambda tx: tx.errands.due(Errand.PROOF, now=LATER, limit=10))] == [1]


def test_the_newest_proof_is_kept(store: Store) -> None:
    for proof in ("first", "second"):
        store.write(partial(put_proof, proof=proof))
    assert store.read(lambda tx: (tx.proofs.find("d"), tx.proofs.find("e"))) == ("second", None)


def put_proof(tx: Transaction, proof: str) -> None:
    tx.proofs.put("d", proof)


@pytest.mark.parametrize("cursor", ["x", "AAAA", "AAAAAAAAAAB", "gAAAAAAAAAA", "=", "AAAAAAAAAAA=", "ŵ"])
def test_refuses_a_cursor_it_never_gave(cursor: str) -> None:
    with pytest.raises(Refusal, match="parameter-wrong"):
        position_of(cursor)


@given(position=st.integers(0, 2**63 - 1))
def test_a_cursor_leads_back_to_its_position(position: int) -> None:
    assert position_of(cursor_of(position)) == position
    assert position_of("") == 0
