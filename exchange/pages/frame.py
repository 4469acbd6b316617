"""The frame of every page: whose service it is, and where each role can go."""

from exchange.councils import council
from exchange.node import Role
from exchange.pages.visits import Visit

_MENU = (
    (Role.CASEWORKER, "/transfers", "Transfers"),
    (Role.CASEWORKER, "/records", "Our records"),
    (Role.CASEWORKER, "/send", "Send"),
    (Role.AUDITOR, "/audit", "Audit"),
    (Role.OPERATOR, "/operate", "Operation"),
    (Role.FEDERATION_OPERATOR, "/federation", "Members"),
)


def council_here(visit: Visit) -> str:
    """The name of the council whose node this is, or of the federation."""
    settings = visit.node.settings
    return council(settings.gss, on=visit.node.today()).name(visit.language) if settings.gss else settings.name


def navigation(visit: Visit) -> list[dict[str, object]]:
    """The first pages of whoever is signed in, as the service navigation takes them."""
    return [
        {"href": visit.url(path), "text": visit.say(name), "active": visit.path.startswith(path)}
        for role, path, name in _MENU
        if visit.may(role)
    ]
