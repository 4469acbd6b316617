"""Every refusal of the doors that a council opens to case systems and to everyone."""

import pytest

from exchange.errors import CODES
from exchange.wire import Problem
from tests import canary
from tests.api.asking import Asking, codes_in, problem_of
from tests.api.bad_requests import REQUESTS

# What a transfer waits for, not what the request was refused with.
IN_THE_STATE = ("peer-unreachable", "peer-answer", "peer-busy", "too-many-requests")
# What is put right after the answer: members are looked up again, and another program takes back what it altered.
AFTERWARDS = {
    "chain-expired": {"members", "chains"},
    "setup-incomplete": {"members"},
    "store-older": {"alembic_version"},
    "store-newer": {"alembic_version"},
    "store-damaged": {"records"},
}


@pytest.mark.parametrize("code", REQUESTS)
def test_a_request_is_refused_and_changes_nothing(asking: Asking, code: str) -> None:
    answer = REQUESTS[code](asking)
    assert code in codes_in(answer)
    assert answer.is_success == (code in IN_THE_STATE)
    assert asking.changes() == AFTERWARDS.get(code, set())


@pytest.mark.parametrize("code", [code for code in REQUESTS if code not in IN_THE_STATE])
def test_a_problem_says_all_that_a_developer_needs_and_nothing_about_the_person(asking: Asking, code: str) -> None:
    answer = REQUESTS[code](asking)
    problem = Problem.model_validate(problem_of(answer))
    assert (problem.code, problem.status) == (code, answer.status_code)
    assert problem.type.endswith(f"/{code}")
    assert (problem.title, problem.detail) == (CODES[code].sentence, CODES[code].remedy)
    assert problem.retry == CODES[code].heals
    assert problem.findings[0].at == problem.at
    assert all(found.sentence == CODES[found.code].sentence for found in problem.findings)
    for told in (answer.content, str(answer.headers).encode()):
        assert canary.found_in(told) == []


def test_notices_hold_nothing_about_the_person(asking: Asking) -> None:
    assert canary.found_in(asking.notices.getvalue().encode()) == []
