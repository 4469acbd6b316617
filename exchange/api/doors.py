"""The whole HTTP application of a node: which doors it has depends on whether it is a council or the anchor."""

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from exchange.api import conversation, events, federation, problems, public, records, transfers
from exchange.api.contract import DESCRIPTION, TAGS, TITLE, VERSION, declare
from exchange.jose import JsonObject
from exchange.node import Node
from exchange.settings import Role


def build(node: Node) -> FastAPI:
    """The application that serves this node."""
    app = empty(node.settings.role)
    app.state.node = node
    problems.install(app, node.notices)
    return app


def empty(role: Role) -> FastAPI:
    """The doors alone, for serving and for the contract. The API pages are served from here, not from elsewhere."""
    app: FastAPI = FastAPIOffline(
        title=TITLE,
        version=VERSION,
        description=DESCRIPTION,
        openapi_tags=list(TAGS),
        redoc_url=None,
        redirect_slashes=False,  # a redirect would lead to wherever the Host header says
        generate_unique_id_function=_operation_id,
    )
    for door in _doors(role):
        app.include_router(door)
    declare(app)
    return app


def contract() -> JsonObject:
    """The contract (`openapi.yaml`): a council's doors, with the federation operator's beside them."""
    council, anchor = empty(Role.COUNCIL).openapi(), empty(Role.ANCHOR).openapi()
    return {**council, "paths": {**anchor["paths"], **council["paths"]}}


def _doors(role: Role) -> tuple[APIRouter, ...]:
    everyone = (federation.described, public.everyone)
    if role is Role.COUNCIL:
        return (
            records.router,
            transfers.router,
            conversation.router,
            events.router,
            federation.council,
            *everyone,
            public.council,
        )
    return (federation.anchor, *everyone)


def _operation_id(route: APIRoute) -> str:
    """The name that a generated client gives the operation."""
    return route.name
