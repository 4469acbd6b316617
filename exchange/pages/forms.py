"""Forms: read strictly, from our own pages only, with limits; and what is wrong with an answer, field by field."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from exchange.errors import Refusal
from exchange.journeys.keep_draft import park
from exchange.node import Once, Role
from exchange.pages.languages import Voice
from exchange.pages.visits import Signed, secret_of, visit_as

MAX_FORM = 1 << 20
MAX_FIELDS = 2_000
_LENGTH_DIGITS = 10
_KEY = re.compile("[0-9a-f-]{36}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Form:
    """What was filled in. A text has no blanks around it, one kind of line end, and no control characters."""

    values: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The answer in a field; "" where there is none."""
        return self.values.get(name, ("",))[0]

    def texts(self, name: str) -> tuple[str, ...]:
        """Every answer under one name, such as ticked boxes."""
        return self.values.get(name, ())

    def given(self, name: str) -> bool:
        """Whether something was filled in, or a button of this name was pressed."""
        return bool(self.text(name))

    def plain(self) -> dict[str, str]:
        """Every field with its first answer, as a page shows it again."""
        return {name: texts[0] for name, texts in self.values.items()}


@dataclass
class Problems:
    """What is wrong with a form: a sentence for each field, in the order of the page."""

    say: Voice
    found: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, sentence: str, /, **values: str) -> None:
        """Name what is wrong with a field; the first word on it stands."""
        self.found.setdefault(name, self.say(sentence, **values))

    def need(self, form: Form, name: str, sentence: str, /) -> str:
        """The answer in a field that may not be empty."""
        if not form.given(name):
            self.add(name, sentence)
        return form.text(name)

    def __bool__(self) -> bool:
        return bool(self.found)


def form_of(limit: int) -> Callable[[Request], Awaitable[Form]]:
    """A dependency that reads a form of at most `limit` bytes that one of our own pages sent."""

    async def read(request: Request) -> Form:
        check_origin(request)
        declared = request.headers.get("content-length", "")
        if not declared.isdecimal() or len(declared) > _LENGTH_DIGITS or int(declared) > limit:
            raise Refusal("too-large")
        try:
            async with request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=limit) as data:
                return await _read(data)
        except HTTPException as error:  # what is no form at all, or has too many parts
            raise Refusal("media-type") from error

    return read


def check_origin(request: Request) -> None:
    """Refuse `other-site` for a form that another site had a browser send: this one's cookie would go with it.

    Every browser of today says so by `Sec-Fetch-Site`, older ones by `Origin`; one that says neither is refused.
    """
    site = request.headers.get("sec-fetch-site")
    if site is None:
        origin = request.headers.get("origin", "")
        site = "same-origin" if origin.partition("://")[2] == request.headers.get("host") and origin else "none"
    if site != "same-origin":
        raise Refusal("other-site")


async def _read(data: FormData) -> Form:
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            files[name] = await value.read()
        else:
            values[name] = (*values.get(name, ()), _clean(value))
    return Form(values, files)


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


Posted = Annotated[Form, Depends(form_of(MAX_FORM))]


def once_of(visit: Signed, form: Form) -> Once:
    """What makes a form that is sent twice the same request: who sent it, and the key that the page gave it."""
    key = form.text("once")
    if not _KEY.fullmatch(key):
        raise Refusal("not-found")
    return Once(f"person:{visit.who.account}", key, visit.request.url.path.encode(), person=visit.who)


def keeping(*roles: Role) -> Callable[[Request, Form], Signed]:
    """A visit that sends a form. Where the session has run out, what was filled in is put aside first, so that
    it is there again after signing in.
    """
    signed = visit_as(*roles)

    def kept(request: Request, form: Posted) -> Signed:
        try:
            return signed(request)
        except Refusal as refusal:
            if refusal.code == "session-ended":
                path = request.scope["path"].removeprefix(request.scope["root_path"])
                park(request.app.state.node, secret_of(request), path=path, filled=form.plain())
            raise

    return kept


CaseworkerSends = Annotated[Signed, Depends(keeping(Role.CASEWORKER))]
