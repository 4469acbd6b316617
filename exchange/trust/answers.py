"""What federation endpoints answer when they cannot answer (OpenID Federation 1.0 §8.9).

These errors are not signed: whoever receives one learns nothing about anyone's trust from it (§18.2). Other doors speak
problem details; only the federation endpoints speak this.
"""

from dataclasses import dataclass
from enum import StrEnum

from exchange.jose import JsonObject


class FederationError(StrEnum):
    """The error codes that the standard defines."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    INVALID_ISSUER = "invalid_issuer"
    INVALID_SUBJECT = "invalid_subject"
    INVALID_TRUST_ANCHOR = "invalid_trust_anchor"
    INVALID_TRUST_CHAIN = "invalid_trust_chain"
    INVALID_METADATA = "invalid_metadata"
    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    TEMPORARILY_UNAVAILABLE = "temporarily_unavailable"
    UNSUPPORTED_PARAMETER = "unsupported_parameter"


@dataclass(frozen=True)
class FederationAnswer:
    """An HTTP status and the JSON body to send with it, as `application/json`."""

    status: int
    body: JsonObject


def federation_error(error: FederationError) -> FederationAnswer:
    """The answer for an error: a constant, so that it never repeats what the caller sent."""
    status, description = _ANSWERS[error]
    return FederationAnswer(status, {"error": error.value, "error_description": description})


_ANSWERS: dict[FederationError, tuple[int, str]] = {
    FederationError.INVALID_REQUEST: (400, "The request is incomplete or not of the form the standard asks for."),
    FederationError.INVALID_CLIENT: (401, "The caller is not a participant of this federation."),
    FederationError.INVALID_ISSUER: (404, "This endpoint does not speak for the issuer that was asked for."),
    FederationError.INVALID_SUBJECT: (404, "This endpoint does not speak about the subject that was asked for."),
    FederationError.INVALID_TRUST_ANCHOR: (404, "The trust anchor cannot be found or used."),
    FederationError.INVALID_TRUST_CHAIN: (400, "The trust chain cannot be validated."),
    FederationError.INVALID_METADATA: (400, "Metadata or metadata policies are invalid or in conflict."),
    FederationError.NOT_FOUND: (404, "Nothing is known here about the entity that was asked for."),
    FederationError.SERVER_ERROR: (500, "The request could not be answered because of a fault on this side."),
    FederationError.TEMPORARILY_UNAVAILABLE: (503, "The service is busy or being maintained; try again later."),
    FederationError.UNSUPPORTED_PARAMETER: (400, "A parameter of the request is not supported here."),
}
