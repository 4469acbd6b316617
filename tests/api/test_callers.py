"""Who may ask what, and how often the same request has its effect."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from exchange.api import contract
from exchange.api.callers import Scope
from exchange.api.conversation import DOORS
from exchange.api.examples import EXAMPLES
from exchange.jose import JsonObject
from exchange.journeys.recognise import admit
from exchange.wire import NewRequest
from tests.api.asking import Asking, problem_of
from tests.world import SCOPES

NOWHERE = "00000000-0000-4000-8000-000000000000"
NEEDED = {
    ("POST", "/v1/records"): Scope.RECORDS_WRITE,
    ("GET", "/v1/records"): Scope.RECORDS_READ,
    ("GET", "/v1/records/{digest}"): Scope.RECORDS_READ,
    ("GET", "/v1/records/{digest}/token"): Scope.RECORDS_READ,
    ("POST", "/v1/records/{digest}/withdraw"): Scope.RECORDS_WRITE,
    ("POST", "/v1/records/{digest}/attestations"): Scope.RECORDS_WRITE,
    ("POST", "/v1/transfers"): Scope.TRANSFERS_WRITE,
    ("GET", "/v1/transfers"): Scope.TRANSFERS_READ,
    ("GET", "/v1/transfers/{transfer}"): Scope.TRANSFERS_READ,
    ("POST", "/v1/transfers/{transfer}/comparison"): Scope.TRANSFERS_READ,
    ("POST", "/v1/requests"): Scope.TRANSFERS_WRITE,
    **{("POST", f"/v1/transfers/{{transfer}}/{door.path}"): Scope.TRANSFERS_WRITE for door in DOORS},
    ("GET", "/v1/transfers/{transfer}/evidence"): Scope.EVIDENCE_READ,
    ("GET", "/v1/events"): Scope.EVENTS_READ,
}


# It says nothing and keeps nothing, so it may be asked as often as one likes.
ASKS = {("POST", "/v1/transfers/{transfer}/comparison")}


def operations() -> dict[tuple[str, str], JsonObject]:
    paths = contract()["paths"]
    assert isinstance(paths, dict)
    return {
        (method.upper(), path): operation
        for path, methods in paths.items()
        if isinstance(methods, dict)
        for method, operation in methods.items()
        if isinstance(operation, dict)
    }


def ask(asking: Asking, operation: tuple[str, str], token: str) -> httpx.Response:
    method, path = operation
    return asking.ask(method, path.format(digest="A" * 43, transfer=NOWHERE), b"{}", token=token)


def test_every_operation_of_the_case_systems_needs_a_token() -> None:
    with_token = {operation for operation, said in operations().items() if said.get("security") == [{"HTTPBearer": []}]}
    assert with_token == NEEDED.keys() == {each for each in operations() if each[1].startswith("/v1/")}
    assert set(NEEDED.values()) == set(Scope) == set(SCOPES)


@pytest.mark.parametrize("operation", NEEDED, ids=" ".join)
def test_refuses_a_caller_who_is_not_known(asking: Asking, operation: tuple[str, str]) -> None:
    good = asking.token(asking.gwynedd)
    expired = admit(asking.gwynedd.node, "expired", scopes=SCOPES, days=0)
    revoked = admit(asking.gwynedd.node, "revoked", scopes=SCOPES, days=9)
    asking.gwynedd.node.store.write(lambda tx: tx.tokens.revoke("revoked", at=asking.world.clock()))
    elsewhere = asking.token(asking.ceredigion)
    for token in (expired, revoked, elsewhere, good[:-1], good.upper(), f"{good} {good}", "é" * 40):
        answer = ask(asking, operation, token) if token.isascii() else _raw(asking, token)
        assert (answer.status_code, problem_of(answer)["code"]) == (401, "not-authenticated")
        assert answer.headers["www-authenticate"] == "Bearer"
    for header in ("", f"Basic {good}", good, f"Bearer{good}", "Bearer"):
        answer = asking.ask("GET", "/v1/records", authorization=header)
        assert answer.status_code == 401
    assert asking.changes() == set()


def _raw(asking: Asking, token: str) -> httpx.Response:
    headers = {b"authorization": b"Bearer " + token.encode("latin-1")}
    return httpx.get(f"{asking.gwynedd.url}/v1/records", headers=list(headers.items()))


@pytest.mark.parametrize("operation", NEEDED, ids=" ".join)
def test_refuses_a_token_without_the_scope(asking: Asking, operation: tuple[str, str]) -> None:
    needed = NEEDED[operation]
    others = asking.token(asking.gwynedd, *(scope for scope in SCOPES if scope != needed))
    answer = ask(asking, operation, others)
    assert (answer.status_code, problem_of(answer)["code"]) == (403, "not-permitted")
    assert ask(asking, operation, asking.token(asking.gwynedd, needed)).status_code not in (401, 403)


def test_the_same_request_has_its_effect_once(asking: Asking) -> None:
    order, key = asking.order(), asking.gwynedd.node.fresh_id()
    first = asking.ask("POST", "/v1/transfers", order, idempotency_key=key)
    again = asking.ask("POST", "/v1/transfers", order, idempotency_key=f'"{key}"')
    assert asking.changes() == set()
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.headers["location"] == again.headers["location"] == f"/v1/transfers/{first.json()['id']}"


def test_requests_that_come_at_once_under_one_key_have_one_effect(asking: Asking) -> None:
    order, key = asking.order(), asking.gwynedd.node.fresh_id()
    url, token = asking.gwynedd.url, asking.token(asking.gwynedd)

    def send(_: int) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}", "idempotency-key": key}
        return httpx.post(f"{url}/v1/transfers", json=order, headers=headers, timeout=30)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_another_request_under_a_used_key_is_refused(asking: Asking) -> None:
    key = asking.gwynedd.node.fresh_id()
    order = asking.order()
    assert asking.ask("POST", "/v1/transfers", order, idempotency_key=key).status_code == 201
    arrived: JsonObject = {"day": asking.world.clock.today}
    path = f"/v1/transfers/{asking.transfer}/arrived"
    for method, where, body in (
        ("POST", "/v1/transfers", {**order, "confidence": "possible"}),
        ("POST", path, arrived),
    ):
        answer = asking.ask(method, where, body, idempotency_key=key)
        assert (answer.status_code, problem_of(answer)["code"]) == (422, "idempotency-key-reused")
        assert asking.changes() == set()


def test_a_key_belongs_to_its_caller(asking: Asking) -> None:
    order, key = asking.order(), asking.gwynedd.node.fresh_id()
    other = asking.token(asking.gwynedd, Scope.TRANSFERS_WRITE)
    first = asking.ask("POST", "/v1/transfers", order, idempotency_key=key)
    second = asking.ask("POST", "/v1/transfers", order, idempotency_key=key, token=other)
    assert first.json()["id"] != second.json()["id"]


def test_a_refused_request_does_not_use_its_key_up(asking: Asking) -> None:
    key = asking.gwynedd.node.fresh_id()
    wrong = asking.ask("POST", "/v1/transfers", asking.order(to="W99999999"), idempotency_key=key)
    assert wrong.status_code == 422
    assert asking.ask("POST", "/v1/transfers", asking.order(), idempotency_key=key).status_code == 201


@pytest.mark.parametrize("operation", [each for each in NEEDED if each[0] == "POST" and each not in ASKS], ids=" ".join)
@pytest.mark.parametrize("key", ["", '""', "two words", "x" * 201, "tab\there"])
def test_refuses_a_key_that_is_missing_or_not_one(asking: Asking, operation: tuple[str, str], key: str) -> None:
    path = operation[1].format(transfer=asking.transfer, digest=asking.plan)
    body = _bodies(asking)[path.rpartition("/")[2]]
    answer = asking.ask("POST", path, body, idempotency_key=key)
    code = "parameter-wrong" if key.strip('"') else "idempotency-key-missing"
    assert (answer.status_code, problem_of(answer)["code"]) == (400, code)
    assert asking.changes() == set()


def _bodies(asking: Asking) -> dict[str, JsonObject]:
    """A good body for each door, by the end of its address."""
    examples = {door.path: EXAMPLES[door.model] for door in DOORS}
    return {
        **examples,
        "requests": EXAMPLES[NewRequest],
        "records": {"kind": "assessment", "content": {}},
        "transfers": asking.order(),
        "withdraw": {"reason": "entered-in-error"},
        "attestations": {"token": "x"},
    }
