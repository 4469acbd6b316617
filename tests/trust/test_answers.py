import pytest

from exchange.trust import FederationError, federation_error

STATUS = {
    "invalid_request": 400,
    "invalid_client": 401,
    "invalid_issuer": 404,
    "invalid_subject": 404,
    "invalid_trust_anchor": 404,
    "invalid_trust_chain": 400,
    "invalid_metadata": 400,
    "not_found": 404,
    "server_error": 500,
    "temporarily_unavailable": 503,
    "unsupported_parameter": 400,
}


def test_the_errors_are_those_of_the_standard() -> None:
    assert {error.value for error in FederationError} == STATUS.keys()


@pytest.mark.parametrize("error", FederationError)
def test_an_error_has_its_status_and_a_constant_description(error: FederationError) -> None:
    answer = federation_error(error)
    assert answer.status == STATUS[error.value]
    assert answer.body.keys() == {"error", "error_description"}
    assert answer.body["error"] == error.value
    assert answer.body["error_description"]
