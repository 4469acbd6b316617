"""The client that a case system (in Python) uses to speak to its own council's node.

    council = Client("http://127.0.0.1:8101", token="ex_…", outbound=Outbound({}))
    record = council.post("/v1/records", {"kind": "assessment", "content": {…}}, key="case-4711-assessment-1")

Every POST carries an idempotency key of the caller's: send the same one when you try again. A problem comes back as a
`Refusal` with its code.
"""

from collections.abc import Mapping

from exchange.errors import CODES, Finding, Refusal
from exchange.jose import JsonObject, JsonValue, dumps, loads
from exchange.outbound import Answer, Outbound

_LIMIT = 64 * 1_048_576


class Client:
    """One case system's view of one node."""

    def __init__(self, url: str, *, token: str, outbound: Outbound) -> None:
        self._url = url
        self._token = token
        self._outbound = outbound

    def post(self, path: str, body: JsonObject, *, key: str) -> JsonObject:
        """POST a body and return what was made of it."""
        headers = {**self._headers(), "Idempotency-Key": key}
        answer = self._outbound.send(
            self._url + path,
            dumps(body),
            media_type="application/json",
            accept="application/json",
            limit=_LIMIT,
            headers=headers,
        )
        return _object(answer)

    def read(self, path: str) -> JsonObject:
        """GET something as JSON."""
        return _object(self._fetch(path))

    def download(self, path: str) -> bytes:
        """GET something byte for byte, such as the evidence of a transfer."""
        return _accepted(self._fetch(path)).body

    def _fetch(self, path: str) -> Answer:
        return self._outbound.fetch(self._url + path, accept="application/json", limit=_LIMIT, headers=self._headers())

    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


def _object(answer: Answer) -> JsonObject:
    value = loads(_accepted(answer).body, limit=_LIMIT)
    if not isinstance(value, dict):
        raise Refusal("peer-answer")
    return value


def _accepted(answer: Answer) -> Answer:
    if answer.status < 300:
        return answer
    problem = loads(answer.body, limit=_LIMIT) if answer.media_type == "application/problem+json" else None
    match problem:
        case {"code": str(code), "at": str(at), "findings": list(findings)} if code in CODES:
            raise Refusal(code, at, findings=tuple(_finding(each) for each in findings))
        case _:
            raise Refusal("peer-answer")


def _finding(value: JsonValue) -> Finding:
    match value:
        case {"code": str(code), "at": str(at), "rule": str(rule)} if code in CODES:
            return Finding(code, at, rule)
        case _:
            raise Refusal("peer-answer")
