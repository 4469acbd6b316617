"""How a case system asks its council: again and again, with the same key, until it is answered."""

import json
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from benchmarks.federation import Council
from exchange.jose import JsonObject

TIMEOUT_SECONDS = 15.0
PAUSE_SECONDS = (0.02, 0.3)
IMPATIENT, FORGETFUL = 0.02, 0.03  # of all requests: the answer is not waited for; what was answered is asked again


class Stopped(Exception):
    """The soak is over, and nobody has answered yet."""


class Wrong(Exception):
    """A council refused for good what it should have done, or gave another answer to the same request."""


@dataclass
class Line:
    """One case system's line to its council; each thread has its own."""

    council: Council
    stopped: threading.Event
    chance: random.Random
    _connection: HTTPConnection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.council.port, timeout=TIMEOUT_SECONDS)

    def post(self, path: str, body: JsonObject, *, key: str) -> JsonObject:
        """Have something done once, however often that has to be asked for."""
        data = json.dumps(body).encode()
        if self.chance.random() < IMPATIENT:
            self._hang_up("POST", path, data, key)
        answer = self._insist("POST", path, data, key)
        if self.chance.random() < FORGETFUL:
            again = self._insist("POST", path, data, key)
            if again.get("id", again.get("digest")) != answer.get("id", answer.get("digest")):
                raise Wrong(f"{path}: the same request had two effects")
        return answer

    def get(self, path: str) -> JsonObject:
        return self._insist("GET", path, None, "")

    def close(self) -> None:
        self._connection.close()

    def _insist(self, method: str, path: str, data: bytes | None, key: str) -> JsonObject:
        while not self.stopped.is_set():
            answer = self._try(method, path, data, key)
            if answer is not None:
                return answer
            self._connection.close()
            time.sleep(self.chance.uniform(*PAUSE_SECONDS))
        raise Stopped

    def _try(self, method: str, path: str, data: bytes | None, key: str) -> JsonObject | None:
        """The answer, or None where another try may help: nobody is there, or a refusal that heals."""
        try:
            self._connection.request(method, path, data, self._headers(key))
            answer = self._connection.getresponse()
            status, said = answer.status, answer.read()
        except (OSError, HTTPException):
            return None
        value: JsonObject = json.loads(said)
        if status in (200, 201):
            return value
        if value.get("retry") is True:
            return None
        raise Wrong(f"{method} {path} was refused: {status} {value.get('code')} at {value.get('at')!r}")

    def _hang_up(self, method: str, path: str, data: bytes, key: str) -> None:
        """Ask, and do not wait for the answer."""
        try:
            self._connection.request(method, path, data, self._headers(key))
        except (OSError, HTTPException):
            return
        finally:
            self._connection.close()

    def _headers(self, key: str) -> Mapping[str, str]:
        made = {"Authorization": f"Bearer {self.council.token}", "Content-Type": "application/json"}
        return {**made, "Idempotency-Key": key} if key else made
