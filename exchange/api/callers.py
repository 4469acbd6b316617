"""Who is calling: a case system with a token of its own, as a type in the endpoint's signature."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from exchange.errors import Refusal
from exchange.journeys.recognise import recognise
from exchange.node import Node, Once

_BEARER = HTTPBearer(auto_error=False, description="A token made by `exchange token`.")
_MAX_KEY = 200


class Scope(StrEnum):
    """What a token may be used for."""

    RECORDS_WRITE = "records:write"
    RECORDS_READ = "records:read"
    TRANSFERS_WRITE = "transfers:write"
    TRANSFERS_READ = "transfers:read"
    EVENTS_READ = "events:read"
    EVIDENCE_READ = "evidence:read"


@dataclass(frozen=True)
class CaseSystem:
    """A case system whose token was checked and covers what it asks for."""

    name: str
    _secret: str = field(repr=False)

    def once(self, request: Request, body: bytes) -> Once:
        """What makes this request the same as an earlier one: caller, key, and a keyed hash of what was asked."""
        key = request.headers.get("idempotency-key", "").strip('"')
        if not key:
            raise Refusal("idempotency-key-missing")
        if len(key) > _MAX_KEY:
            raise Refusal("parameter-wrong", "header/idempotency-key")
        asked = request.method.encode() + b" " + request.scope["raw_path"] + b"\n" + body
        return Once(self.name, key, hmac.digest(self._secret.encode(), asked, "sha256"))


def node_of(request: Request) -> Node:
    """The node that this app serves."""
    node: Node = request.app.state.node
    return node


NodeHere = Annotated[Node, Depends(node_of)]


def with_scope(
    scope: Scope,
) -> Callable[[Node, HTTPAuthorizationCredentials | None], CaseSystem]:
    """A dependency that lets in a case system whose token has this scope."""

    def caller(
        node: NodeHere,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    ) -> CaseSystem:
        if credentials is None:
            raise Refusal("not-authenticated")
        secret = credentials.credentials
        return CaseSystem(recognise(node, secret, scope=scope), secret)

    return caller
