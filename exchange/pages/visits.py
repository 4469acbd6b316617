"""Who is at the page: a visit in a language, by nobody in particular or by somebody who is signed in with a role."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypedDict
from urllib.parse import quote

from fastapi import Depends, Path, Request

from exchange.errors import Refusal
from exchange.journeys.sign_in import recognise_person
from exchange.node import Node, Role, SignedIn
from exchange.pages.languages import Language, Voice


@dataclass(frozen=True)
class Visit:
    """One request for a page. `path` is the address behind the language, the same in both."""

    node: Node
    say: Voice
    path: str
    query: str
    who: SignedIn | None
    request: Request

    @property
    def language(self) -> Language:
        """The language of the address."""
        return self.say.language

    def url(self, path: str) -> str:
        """The address of another page in the same language."""
        return f"/{self.language}{path}"

    @property
    def here_in(self) -> dict[Language, str]:
        """The address of this very page in each language."""
        query = f"?{self.query}" if self.query and self.request.method == "GET" else ""
        return {each: f"/{each}{quote(self.path)}{query}" for each in Language}

    def may(self, role: Role) -> bool:
        """Whether whoever is here has this role."""
        return self.who is not None and role in self.who.roles


@dataclass(frozen=True)
class Signed(Visit):
    """A visit of somebody who is signed in, and has the role that the page asks for."""

    who: SignedIn


def cookie_name(node: Node) -> str:
    """One for each node: cookies do not know ports, and two councils may be served from one machine."""
    name = f"exchange-{node.settings.gss.lower() or 'anchor'}"
    return f"__Host-{name}" if node.settings.production else name


def secret_of(request: Request) -> str:
    """What the browser holds of a session; "" where it holds nothing."""
    return request.cookies.get(cookie_name(request.app.state.node), "")


def visit(request: Request) -> Visit:
    """Anybody's visit; a session that is over counts as none."""
    node: Node = request.app.state.node
    try:
        who = recognise_person(node, secret_of(request)) if secret_of(request) else None
    except Refusal:
        who = None
    return Visit(who=who, **_place(request))


def visit_as(*roles: Role) -> Callable[[Request], Signed]:
    """A visit of somebody with one of these roles; refuses `not-signed-in`, `session-ended` and `role-needed`."""

    def signed(request: Request) -> Signed:
        secret = secret_of(request)
        if not secret:
            raise Refusal("not-signed-in")
        who = recognise_person(request.app.state.node, secret)
        if who.roles.isdisjoint(roles):
            raise Refusal("role-needed")
        return Signed(who=who, **_place(request))

    return signed


class _Place(TypedDict):
    node: Node
    say: Voice
    path: str
    query: str
    request: Request


def _place(request: Request) -> _Place:
    root = request.scope["root_path"]
    path = request.scope["path"].removeprefix(root)
    return {
        "node": request.app.state.node,
        "say": Voice(Language(root[-2:])),
        "path": path,
        "query": request.url.query,
        "request": request,
    }


Anybody = Annotated[Visit, Depends(visit)]
Caseworker = Annotated[Signed, Depends(visit_as(Role.CASEWORKER))]
Auditor = Annotated[Signed, Depends(visit_as(Role.AUDITOR))]
Operator = Annotated[Signed, Depends(visit_as(Role.OPERATOR))]
FederationOperator = Annotated[Signed, Depends(visit_as(Role.FEDERATION_OPERATOR))]
AnyRole = Annotated[Signed, Depends(visit_as(*Role))]

TransferHere = Annotated[str, Path(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
DigestHere = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{43}$")]
