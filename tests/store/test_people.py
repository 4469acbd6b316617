"""Accounts, attempts, sessions, hops, drafts and the trail, on both databases."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Delete, Update

import exchange.store.trail
from exchange.errors import Refusal
from exchange.store import Attempts, Commit, Conflict, Store, Transaction
from tests.store.support import NOW, Killed, Place, die_after_commit, die_before_commit

LATER = NOW + timedelta(minutes=1)
SECRET = "Megan wants to stay in the house where she was born"


def add_account(tx: Transaction, login: str = "non", id: str = "1") -> None:  # noqa: A002
    tx.accounts.add(id, login=login, name="Non Evans", roles={"operator", "caseworker"}, secret="scrypt$…", at=NOW)


def add_session(tx: Transaction, hash: str = "h", account: str = "1") -> None:  # noqa: A002
    tx.sessions.add(hash, account=account, name="Non Evans", roles={"caseworker"}, via="local", at=NOW)


def put_draft(tx: Transaction, version: int = 0, body: str = SECRET, of: str = "t", by: str = "1") -> int:
    return tx.drafts.put(of, "decision", version=version, body=body, by=by, by_name="Non Evans", at=NOW)


def add_step(tx: Transaction, of: str = "d", account: str = "1", of_kind: str = "record") -> None:
    tx.trail.add(
        account=account, name="Non Evans", role="caseworker", purpose="move", act="read", of_kind=of_kind, of=of, at=NOW
    )


def disable(tx: Transaction, at: datetime) -> None:
    tx.accounts.disable("1", at=at)


def add_hop(tx: Transaction, hash_: str) -> None:
    tx.hops.add(hash_, at=NOW)


# Accounts


def test_refuses_a_second_account_with_one_login(store: Store) -> None:
    store.write(add_account)
    with pytest.raises(Conflict) as caught:
        store.write(partial(add_account, id="2"))
    assert caught.value.key == ("login",)


def test_an_account_is_found_by_id_and_by_login(store: Store) -> None:
    store.write(add_account)
    store.write(partial(add_account, login="alun", id="2"))
    found = store.read(lambda tx: tx.accounts.find("1"))
    assert found is not None
    assert (found.login, found.name, found.secret) == ("non", "Non Evans", "scrypt$…")
    assert (found.roles, found.disabled_at, found.created_at) == (frozenset({"caseworker", "operator"}), None, NOW)
    assert store.read(lambda tx: tx.accounts.with_login("non")) == found
    assert store.read(lambda tx: (tx.accounts.find("3"), tx.accounts.with_login("NON"))) == (None, None)
    assert [each.login for each in store.read(lambda tx: tx.accounts.all())] == ["alun", "non"]
    assert "scrypt" not in repr(found)


def test_an_account_changes_only_where_it_is_told_to(store: Store) -> None:
    store.write(add_account)
    store.write(partial(add_account, login="alun", id="2"))
    for at in (NOW, LATER):
        store.write(partial(disable, at=at))
    store.write(lambda tx: tx.accounts.set_secret("1", "new"))
    store.write(lambda tx: tx.accounts.set_roles("1", {"auditor"}))
    alun, non = store.read(lambda tx: tx.accounts.all())
    assert (non.disabled_at, non.secret, non.roles) == (NOW, "new", frozenset({"auditor"}))
    assert (alun.disabled_at, alun.secret, len(alun.roles)) == (None, "scrypt$…", 2)


def test_attempts_are_remembered_cleared_and_forgotten(store: Store) -> None:
    store.write(lambda tx: tx.accounts.put_attempts("a", Attempts(4, None), at=NOW))
    store.write(lambda tx: tx.accounts.put_attempts("a", Attempts(5, LATER), at=LATER))
    store.write(lambda tx: tx.accounts.put_attempts("b", Attempts(1, None), at=NOW))
    store.write(lambda tx: tx.accounts.put_attempts("c", Attempts(1, None), at=NOW))
    store.write(lambda tx: tx.accounts.clear_attempts("c"))
    assert store.read(lambda tx: tx.accounts.attempts("a")) == Attempts(5, LATER)
    assert store.read(lambda tx: tx.accounts.attempts("c")) == Attempts(0, None)
    assert store.write(lambda tx: tx.accounts.forget_attempts(before=LATER)) == 1
    assert store.read(lambda tx: tx.accounts.attempts("b")) == Attempts(0, None)


# Sessions and hops


def test_a_session_that_was_ended_is_not_moved_on(store: Store) -> None:
    store.write(add_session)
    store.write(lambda tx: tx.sessions.end("h", at=NOW))
    store.write(lambda tx: tx.sessions.touch("h", at=LATER))
    store.write(lambda tx: tx.sessions.end("h", at=LATER))
    found = store.read(lambda tx: tx.sessions.find("h"))
    assert found is not None
    assert (found.ended_at, found.seen_at, found.started_at) == (NOW, NOW, NOW)
    assert (found.account, found.name, found.roles, found.via) == ("1", "Non Evans", frozenset({"caseworker"}), "local")


def test_refuses_a_session_that_is_there_already(store: Store) -> None:
    store.write(add_session)
    with pytest.raises(Conflict):
        store.write(add_session)


def test_all_sessions_of_one_account_end_together(store: Store) -> None:
    for hash_, account in (("a", "1"), ("b", "1"), ("c", "2")):
        store.write(partial(add_session, hash=hash_, account=account))
    store.write(lambda tx: tx.sessions.touch("c", at=LATER))
    assert store.write(lambda tx: tx.sessions.end_of("1", at=LATER)) == 2
    other = store.read(lambda tx: tx.sessions.find("c"))
    assert other is not None
    assert (other.ended_at, other.seen_at) == (None, LATER)
    assert store.write(lambda tx: tx.sessions.forget(before=NOW)) == 0
    assert store.write(lambda tx: tx.sessions.forget(before=LATER)) == 3
    assert store.read(lambda tx: tx.sessions.find("c")) is None


def test_a_hop_is_taken_once_and_in_time(store: Store) -> None:
    for hash_ in ("early", "b"):
        store.write(partial(add_hop, hash_=hash_))
    assert not store.write(lambda tx: tx.hops.take("early", since=LATER))
    assert not store.write(lambda tx: tx.hops.take("other", since=NOW))
    assert store.write(lambda tx: tx.hops.take("b", since=NOW))
    assert not store.write(lambda tx: tx.hops.take("b", since=NOW))
    assert store.write(lambda tx: tx.hops.forget(before=LATER)) == 1


# Drafts


@pytest.mark.parametrize("version", [0, 999])
def test_refuses_to_overwrite_a_draft_that_was_not_read(store: Store, version: int) -> None:
    first = store.write(put_draft)
    with pytest.raises(Refusal, match="draft-changed"):
        store.write(partial(put_draft, version=version, body="other"))
    found = store.read(lambda tx: tx.drafts.find("t", "decision"))
    assert found is not None
    assert (found.version, found.body) == (first, SECRET)


def test_refuses_a_version_that_was_written_over_or_dropped_also_when_another_draft_began(store: Store) -> None:
    first = store.write(put_draft)
    second = store.write(partial(put_draft, version=first, body="second"))
    with pytest.raises(Refusal, match="draft-changed"):
        store.write(partial(put_draft, version=first))
    store.write(lambda tx: tx.drafts.drop("t", "decision"))
    for version in (first, second):
        with pytest.raises(Refusal, match="draft-changed"):
            store.write(partial(put_draft, version=version))
    store.write(partial(put_draft, body="third"))
    with pytest.raises(Refusal, match="draft-changed"):
        store.write(partial(put_draft, version=second))


@pytest.mark.parametrize("body", [SECRET, "", "~", "a~b~", "ŵ" * 100_000])
def test_a_draft_comes_back_as_it_was_written(store: Store, body: str) -> None:
    version = store.write(partial(put_draft, body=body))
    found = store.read(lambda tx: tx.drafts.find("t", "decision"))
    assert found is not None
    assert (found.body, found.version, found.by, found.by_name, found.at) == (body, version, "1", "Non Evans", NOW)
    assert store.read(lambda tx: (tx.drafts.find("t", "match"), tx.drafts.find("u", "decision"))) == (None, None)
    assert (body not in repr(found)) or not body.strip("~")


def test_a_draft_is_encrypted_and_its_key_goes_with_it(place: Place) -> None:
    store = place.open()
    first = store.write(put_draft)
    store.write(partial(put_draft, version=first))
    store.write(partial(put_draft, of="u"))
    with place.engine().connect() as connection:
        rows = connection.exec_driver_sql("SELECT concealed FROM drafts").fetchall()
        keys = connection.exec_driver_sql("SELECT name FROM wrapped_keys ORDER BY name").fetchall()
    assert all(SECRET.encode() not in bytes(row[0]) for row in rows)
    assert [row[0] for row in keys] == ["t/decision", "u/decision"]
    for _ in range(2):
        store.write(lambda tx: tx.drafts.drop("t", "decision"))
    with place.engine().connect() as connection:
        assert [row[0] for row in connection.exec_driver_sql("SELECT name FROM wrapped_keys")] == ["u/decision"]


def test_a_draft_put_in_the_place_of_another_is_not_believed(place: Place) -> None:
    store = place.open()
    store.write(put_draft)
    store.write(partial(put_draft, of="u", body="other"))
    with place.engine().begin() as connection:
        connection.exec_driver_sql(
            "UPDATE drafts SET concealed = (SELECT concealed FROM drafts AS d WHERE d.of = 'u') WHERE drafts.of = 't'"
        )
    with pytest.raises(Refusal, match="store-damaged"):
        store.read(lambda tx: tx.drafts.find("t", "decision"))


@pytest.mark.parametrize(("commit", "kept"), [(die_before_commit, SECRET), (die_after_commit, "second")])
def test_a_draft_is_whole_wherever_the_process_dies(place: Place, commit: Commit, kept: str) -> None:
    first = place.open().write(put_draft)
    with pytest.raises(Killed):
        place.open(commit=commit).write(partial(put_draft, version=first, body="second"))
    found = place.open().read(lambda tx: tx.drafts.find("t", "decision"))
    assert found is not None
    assert found.body == kept


# The trail


def test_nothing_in_the_program_changes_the_trail_or_takes_a_line_away() -> None:
    statements = vars(exchange.store.trail).values()
    assert not [each for each in statements if isinstance(each, Update | Delete)]


def test_the_trail_is_read_forwards_backwards_by_account_and_by_thing(store: Store) -> None:
    for of, account in (("a", "1"), ("b", "2"), ("a", "mosaic"), ("c", "1")):
        store.write(partial(add_step, of=of, account=account))
    store.write(partial(add_step, of="a", of_kind="transfer"))
    first, *_, last = everything = store.read(lambda tx: tx.trail.page())
    assert [step.of for step in everything] == ["a", "b", "a", "c", "a"]
    assert [step.of for step in store.read(lambda tx: tx.trail.page(after=first.position, limit=2))] == ["b", "a"]
    assert store.read(lambda tx: tx.trail.newest()) == everything[::-1]
    newest = store.read(lambda tx: tx.trail.newest(before=last.position, limit=2))
    assert [step.of for step in newest] == ["c", "a"]
    assert [step.of for step in store.read(lambda tx: tx.trail.newest(account="1"))] == ["a", "c", "a"]
    assert [step.account for step in store.read(lambda tx: tx.trail.of("record", "a"))] == ["mosaic", "1"]
    assert store.read(lambda tx: tx.trail.of("record", "a", before=first.position)) == []
    assert (first.at, first.name, first.role) == (NOW, "Non Evans", "caseworker")
    assert (first.purpose, first.act, first.of_kind) == ("move", "read", "record")
