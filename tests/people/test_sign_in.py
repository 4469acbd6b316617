"""Signing in with a login and a password: who is refused, what a session is, and the accounts behind it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from exchange.app import open_node, parse_settings
from exchange.errors import Refusal
from exchange.journeys.keep_accounts import (
    add_account,
    change_password,
    change_roles,
    disable_account,
    list_accounts,
)
from exchange.journeys.sign_in import FREE_FAILURES, recognise_person, sign_in, sign_out
from exchange.node import Node, Program, Role, SignedIn, trace
from exchange.settings import Role as NodeKind
from tests.people.conftest import LOGIN, PASSWORD, ROLES
from tests.world import Clock


def refused(node: Node, *, login: str = LOGIN, password: str = "a wrong password") -> str:
    with pytest.raises(Refusal) as caught:
        sign_in(node, login=login, password=password)
    return caught.value.code


def ended(node: Node, secret: str) -> str:
    with pytest.raises(Refusal) as caught:
        recognise_person(node, secret)
    return caught.value.code


# Who is refused


@pytest.mark.parametrize("login", ["nobody", "", " ", "non evans", "x" * 101, "non.evans\n.", "non.evans\0"])
def test_refuses_a_login_that_nobody_has(node: Node, account: str, login: str) -> None:
    assert refused(node, login=login, password=PASSWORD) == "sign-in-wrong"


@pytest.mark.parametrize("login", [LOGIN, "nobody"])
def test_who_guesses_is_locked_out_and_learns_nothing(node: Node, account: str, login: str) -> None:
    answers = [refused(node, login=login) for _ in range(FREE_FAILURES + 2)]
    assert answers == ["sign-in-wrong"] * FREE_FAILURES + ["sign-in-locked"] * 2


def test_refuses_the_right_password_while_the_login_is_locked(node: Node, account: str, clock: Clock) -> None:
    for _ in range(FREE_FAILURES):
        refused(node)
    assert refused(node, password=PASSWORD) == "sign-in-locked"
    clock.turn(minutes=14, seconds=59)
    assert refused(node, login="NON.EVANS ", password=PASSWORD) == "sign-in-locked"
    clock.turn(seconds=1)
    assert recognise_person(node, sign_in(node, login=LOGIN, password=PASSWORD)).account == account


def test_each_further_failure_locks_twice_as_long_up_to_a_day(node: Node, account: str, clock: Clock) -> None:
    for _ in range(FREE_FAILURES - 1):
        refused(node)
    for minutes in (15, 30, 60, 120, 240, 480, 960, 1440, 1440):
        assert refused(node) == "sign-in-wrong"
        clock.turn(minutes=minutes, seconds=-1)
        assert refused(node) == "sign-in-locked"
        clock.turn(seconds=1)
    clock.turn(days=2)
    assert [refused(node), refused(node)] == ["sign-in-wrong", "sign-in-wrong"]  # it is all forgotten


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(node: Node, account: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: refused(node), range(12)))
    assert answers.count("sign-in-wrong") == FREE_FAILURES
    assert answers.count("sign-in-locked") == 12 - FREE_FAILURES


def test_who_comes_in_begins_to_count_anew(node: Node, account: str) -> None:
    for _ in range(2):
        for _ in range(FREE_FAILURES - 1):
            assert refused(node) == "sign-in-wrong"
        sign_in(node, login=LOGIN, password=PASSWORD)


def test_one_login_does_not_lock_another(node: Node, account: str) -> None:
    for _ in range(FREE_FAILURES):
        refused(node, login="nobody")
    sign_in(node, login=LOGIN, password=PASSWORD)


def test_refuses_everybody_where_there_are_no_local_accounts(node: Node, account: str, folders: Path) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    with (folders / "gwynedd/exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write("[sign_in]\nlocal = false\n")
    with open_node(folders / "gwynedd", clock=node.clock) as other:
        assert refused(other, password=PASSWORD) == "not-found"
        assert ended(other, secret) == "session-ended"


# Sessions


@pytest.mark.parametrize("secret", ["", "x", "A" * 43, "\ud800"])
def test_refuses_a_session_that_never_began(node: Node, account: str, secret: str) -> None:
    assert ended(node, secret) == "not-signed-in"
    sign_out(node, secret)


def test_a_session_says_who_holds_it_and_each_has_a_secret_of_its_own(node: Node, account: str) -> None:
    first, second = (sign_in(node, login="Non.Evans", password=PASSWORD) for _ in range(2))
    assert first != second
    assert len(first) == 43
    assert recognise_person(node, first) == SignedIn(account, "Non Evans", ROLES, via="local")
    assert recognise_person(node, second) == recognise_person(node, first)
    sign_out(node, first)
    assert ended(node, first) == "session-ended"
    assert recognise_person(node, second).account == account


def test_a_session_ends_when_nothing_is_heard_for_half_an_hour(node: Node, account: str, clock: Clock) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    for _ in range(5):
        clock.turn(minutes=29)
        recognise_person(node, secret)
    clock.turn(minutes=30)
    assert ended(node, secret) == "session-ended"
    sign_out(node, secret)


def test_a_session_ends_after_ten_hours_whatever_is_heard(node: Node, account: str, clock: Clock) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    for _ in range(29):
        clock.turn(minutes=20)
        recognise_person(node, secret)
    clock.turn(minutes=20)
    assert ended(node, secret) == "session-ended"


def test_a_disabled_account_is_out_at_once_and_stays_out(node: Node, account: str) -> None:
    secrets = [sign_in(node, login=LOGIN, password=PASSWORD) for _ in range(2)]
    assert disable_account(node, "NON.evans") == 2
    assert [ended(node, secret) for secret in secrets] == ["session-ended"] * 2
    assert refused(node, password=PASSWORD) == "sign-in-wrong"
    node.store.write(lambda tx: tx.sessions.add("h", account=account, name="x", roles=[], via="local", at=node.now()))
    assert disable_account(node, LOGIN) == 1


def test_other_roles_hold_from_the_next_request_on(node: Node, account: str) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    change_roles(node, LOGIN, roles=[Role.OPERATOR])
    assert recognise_person(node, secret).roles == {Role.OPERATOR}


def test_a_role_of_another_kind_of_node_gives_nothing(node: Node, account: str) -> None:
    change_roles(node, LOGIN, roles=[Role.FEDERATION_OPERATOR])
    assert recognise_person(node, sign_in(node, login=LOGIN, password=PASSWORD)).roles == frozenset()


def test_a_new_password_ends_what_began_with_the_old_one(node: Node, account: str) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    assert change_password(node, LOGIN, password="a new password, longer") == 1
    assert ended(node, secret) == "session-ended"
    assert refused(node, password=PASSWORD) == "sign-in-wrong"
    sign_in(node, login=LOGIN, password="a new password, longer")


# Accounts and the trail


def test_an_account_that_was_added_can_be_used(node: Node) -> None:
    added = add_account(node, "Alun.Rhys", name="Alun  Rhys", roles=ROLES, password=PASSWORD)
    who = recognise_person(node, sign_in(node, login="alun.rhys", password=PASSWORD))
    assert who == SignedIn(added, "Alun Rhys", ROLES, via="local")


def test_refuses_accounts_that_cannot_be(node: Node, account: str) -> None:
    def code(login: str = "alun", name: str = "Alun", password: str = PASSWORD) -> str:
        with pytest.raises(Refusal) as caught:
            add_account(node, login, name=name, roles=ROLES, password=password)
        return caught.value.code

    assert code(login="NON.Evans") == "account-exists"
    assert code(password="short") == "password-weak"
    assert [code(login=""), code(name=" "), code(name="x\0")] == ["parameter-wrong"] * 3
    with pytest.raises(Refusal, match="account-unknown"):
        disable_account(node, "alun")
    with pytest.raises(Refusal, match="account-unknown"):
        change_password(node, "alun", password=PASSWORD)
    with pytest.raises(Refusal, match="account-unknown"):
        change_roles(node, "alun", roles=ROLES)
    assert [each.login for each in list_accounts(node)] == [LOGIN]


def test_signing_in_and_out_and_reading_leave_a_trail(node: Node, account: str) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    who, now = recognise_person(node, secret), node.now()
    read = partial(trace, purpose="move", act="read", of_kind="record", of="digest", at=now)
    node.store.write(lambda tx: read(tx, who))
    node.store.write(lambda tx: read(tx, Program("mosaic")))
    sign_out(node, secret)
    sign_out(node, secret)
    steps = node.store.read(lambda tx: tx.trail.page())
    assert [(step.act, step.account, step.role) for step in steps] == [
        ("signed-in", account, "auditor caseworker"),
        ("read", account, "auditor caseworker"),
        ("read", "mosaic", "case-system"),
        ("signed-out", account, "auditor caseworker"),
    ]
    assert (steps[1].name, steps[2].name, steps[2].of_kind, steps[2].of) == ("Non Evans", "mosaic", "record", "digest")


def test_neither_secret_nor_password_stands_in_the_store(node: Node, account: str, folders: Path) -> None:
    secret = sign_in(node, login=LOGIN, password=PASSWORD)
    data = b"".join(path.read_bytes() for path in (folders / "gwynedd").glob("store.db*"))
    assert account.encode() in data
    assert secret.encode() not in data
    assert PASSWORD.encode() not in data


@pytest.mark.parametrize(
    ("sign_in_settings", "told"),
    [
        ({"issuer": "https://login.example"}, "all or none"),
        ({"issuer": "http://login.example"}, "must be the https URL"),
        ({"issuer": "https://login.example?x=1"}, "must be the https URL"),
        ({"idle_minutes": 0}, "greater than or equal to 1"),
        ({"longest_hours": 25}, "less than or equal to 24"),
        ({"roles": {"x": "king"}}, "Input should be 'caseworker'"),
        ({"roles": {"x": "federation-operator"}, **dict.fromkeys(("client_id", "client_secret"), "x")}, "all or none"),
    ],
)
def test_refuses_settings_of_signing_in_that_are_wrong(sign_in_settings: dict[str, object], told: str) -> None:
    told_settings = {"role": "council", "gss": "W06000002", "anchor_file": "a", "name": "G"}
    with pytest.raises(Refusal) as caught:
        parse_settings({**told_settings, "entity_id": "https://g.example", "sign_in": sign_in_settings}, folder=Path())
    assert any(told in finding.rule for finding in caught.value.findings)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"roles": {"x": "federation-operator"}}, "the role federation-operator is for the anchor"),
        ({"issuer": "http://localhost:1"}, "without https is for development"),
    ],
)
def test_refuses_what_does_not_belong_to_this_node(more: dict[str, object], told: str) -> None:
    service = {"issuer": "https://login.example", "client_id": "x", "client_secret": "env:X", "roles": {"x": "auditor"}}
    settings = {"role": NodeKind.COUNCIL.value, "gss": "W06000002", "anchor_file": "a", "name": "G"}
    settings |= {"entity_id": "https://g.example"}
    with pytest.raises(Refusal) as caught:
        parse_settings({**settings, "production": True, "sign_in": {**service, **more}}, folder=Path())
    assert any(told in finding.rule for finding in caught.value.findings)
