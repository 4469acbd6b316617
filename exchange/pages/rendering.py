"""From values to a page: the templates, and the headers that every page carries.

Templates escape by themselves, know no value that they were not given, and hold no logic but `if` and `for`. A page
loads a style sheet and fonts of this server and nothing else; it runs no script, and no other site may frame it.
"""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Final

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateRuntimeError,
    Undefined,
    UndefinedError,
    select_autoescape,
)
from jinja2.utils import missing

from exchange.pages.frame import council_here, navigation
from exchange.pages.languages import Language, Voice, day_in_words, days_left, moment_in_words
from exchange.pages.visits import Visit

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STATIC = files("exchange.pages") / "static" / "dist"


def page(visit: Visit, template: str, *, status: int = HTTPStatus.OK, **values: object) -> Response:
    """The page of a template, in the language of the visit."""
    text = _environment(visit.language).get_template(template).render(visit=visit, **values)
    return HTMLResponse(text, status, dict(HEADERS))


def go_to(visit: Visit, path: str) -> Response:
    """Lead on to another page of the same language, after something was done (so that a reload does nothing)."""
    return RedirectResponse(visit.url(path), HTTPStatus.SEE_OTHER, dict(HEADERS))


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("exchange.pages"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=_Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    say = Voice(language)
    environment.globals.update(
        _=say,
        ngettext=say.plural,
        say=say,
        council_here=council_here,
        navigation=navigation,
        language=language.value,
        languages=tuple(Language),
        day=lambda day: day_in_words(day, language),
        moment=lambda at: moment_in_words(at, language),
        days_left=lambda days: days_left(days, language),
    )
    return environment


class _Unknown(Undefined):
    """A name that a template was not given is a fault of ours; a member that a dictionary lacks is not: the macros of
    GOV.UK Frontend ask for many that nobody gives.
    """

    def __new__(  # type: ignore[misc]  # what is made is one of the two, never this
        cls,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> Undefined:
        lenient = isinstance(obj, dict | Undefined) or name in ("undefined", "null", "caller")
        return (ChainableUndefined if lenient else StrictUndefined)(hint, obj, name, exc)
