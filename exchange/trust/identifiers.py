"""Names of entities, and the places in a statement (OpenID Federation 1.0 §1.2, §9).

An entity id is an https URL compared code point by code point (§16), so only one spelling is taken: lower-case ASCII
host, no user, query, fragment or dot segments.
"""

import re

from exchange.errors import Refusal
from exchange.jose import JsonValue

_MAX_LENGTH = 512
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
_ORIGIN = rf"https://(?P<host>{_HOST})(?::[1-9][0-9]{{0,4}})?"
_PATH = r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*"
_ENTITY_ID = re.compile(rf"{_ORIGIN}(?P<path>{_PATH})")
_ORIGIN_ONLY = re.compile(_ORIGIN)
_HTTPS_URL = re.compile(rf"{_ORIGIN}{_PATH}(?:\?[!-~]*)?")
_HOST_RULE = re.compile(rf"\.?{_HOST}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_#.-]{1,64}")
_ADDRESS = re.compile(r"[0-9.]+")


def check_entity_id(value: JsonValue, at: str) -> str:
    """Take an entity id, or refuse `statement-claims`."""
    match = _fullmatch(_ENTITY_ID, value)
    if match is None or not {".", ".."}.isdisjoint(match["path"].split("/")):
        raise Refusal("statement-claims", at)
    return match[0]


def check_origin(value: JsonValue, at: str) -> str:
    """Take an https origin: scheme, host and perhaps a port, nothing after it."""
    return _check(_ORIGIN_ONLY, value, at)


def check_url(value: JsonValue, at: str) -> str:
    """Take an https URL without fragment."""
    return _check(_HTTPS_URL, value, at)


def check_host_rule(value: JsonValue, at: str) -> str:
    """Take a host (`a.example`), or a domain with a leading dot (`.example`), in lower case (RFC 5280 §4.2.1.10)."""
    if isinstance(value, str):
        value = value.lower()
    return _check(_HOST_RULE, value, at)


def host_of(entity_id: str) -> str | None:
    """The host name in an entity id, or None where it is an address, which no host rule can speak about."""
    match = _ENTITY_ID.fullmatch(entity_id)
    return None if match is None or _ADDRESS.fullmatch(match["host"]) else match["host"]


def configuration_url(entity_id: str) -> str:
    """Where an entity publishes its configuration (§9): appended after the path, one trailing slash dropped."""
    return f"{entity_id.removesuffix('/')}/.well-known/openid-federation"


def pointer(*names: str | int) -> str:
    """A JSON pointer to a place; names that are not plain are shown as `*`, so that a place never carries a text."""
    return "".join(f"/{name if _PLAIN_NAME.fullmatch(str(name)) else '*'}" for name in names)


def _check(form: re.Pattern[str], value: JsonValue, at: str) -> str:
    match = _fullmatch(form, value)
    if match is None:
        raise Refusal("statement-claims", at)
    return match[0]


def _fullmatch(form: re.Pattern[str], value: JsonValue) -> re.Match[str] | None:
    return form.fullmatch(value) if isinstance(value, str) and len(value) <= _MAX_LENGTH else None
