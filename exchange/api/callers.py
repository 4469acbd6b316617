"""Who is calling: a case system with a token of its own, as a type in the endpoint's signature."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Path, Query, Request
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from exchange.api.limits import MAX_PAGE
from exchange.errors import Finding, Refusal
from exchange.journeys.recognise import recognise
from exchange.node import Node, Once

_BEARER = HTTPBearer(auto_error=False, description="A token made by `exchange token`.")
_KEY = re.compile("[!-~]{1,200}")


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
        if not _KEY.fullmatch(key):  # kept in the clear, so it is no place for prose
            raise Refusal("parameter-wrong", "header/idempotency-key")
        asked = request.method.encode() + b" " + request.scope["raw_path"] + b"\n" + body
        return Once(self.name, key, hmac.digest(self._secret.encode(), asked, "sha256"))


async def node_of(request: Request) -> Node:
    """The node that this app serves. It waits for nothing, so it is not worth a trip to another thread."""
    node: Node = request.app.state.node
    return node


NodeHere = Annotated[Node, Depends(node_of)]

DigestHere = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{43}$", description="A record's digest.")]
TransferHere = Annotated[str, Path(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="Its id.")]
Cursor = Annotated[str, Query(max_length=100, description="`next` of the page before; none for the first page.")]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many at most.")]


async def known_parameters(request: Request) -> None:
    """Refuse a query parameter that does nothing here, or comes twice: it is a slip that would go unnoticed."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    known = {parameter.alias for parameter in route.dependant.query_params}
    given = [name for name, _ in request.query_params.multi_items()]
    if not known.issuperset(given):
        raise Refusal("parameter-wrong", "query", findings=(Finding("parameter-wrong", "query", "unknown-parameter"),))
    if len(set(given)) != len(given):
        raise Refusal("parameter-wrong", "query", findings=(Finding("parameter-wrong", "query", "twice"),))


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
