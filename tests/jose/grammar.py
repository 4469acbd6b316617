"""A second reader of strict JSON, written from the grammar of RFC 8259 and sharing nothing with the first.

It is slow and says only that a text is wrong, not why: it is here to be agreed with.
"""

import math
import re
from collections.abc import Iterator

from exchange.jose import JsonObject, JsonValue

_TOKEN = re.compile(
    r"[ \t\n\r]*(?:"
    r"(?P<sign>[\[\]{}:,])"
    r"|(?P<word>true|false|null)"
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?P<rest>\.[0-9]+)?(?P<power>[eE][-+]?[0-9]+)?)"
    r'|"(?P<string>(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)"'
    r"|(?P<end>\Z))"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
_WORDS: dict[str, JsonValue] = {"true": True, "false": False, "null": None}


class WrongJson(Exception):
    """The text is not JSON, or not the strict kind."""


def read(data: bytes) -> JsonValue:
    """Read a whole text; raises `WrongJson`."""
    try:
        tokens = _tokens(data.decode("utf-8"))
        value = _value(next(tokens), tokens, 0)
    except UnicodeError as error:
        raise WrongJson from error
    _expect(next(tokens), "end")
    return value


def _tokens(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while True:
        token = _TOKEN.match(text, place)
        if token is None:
            raise WrongJson
        yield token
        place = token.end()


def _value(token: re.Match[str], tokens: Iterator[re.Match[str]], depth: int) -> JsonValue:
    kind = token.lastgroup
    if token["number"] is not None:
        return _number(token)
    if kind == "word":
        return _WORDS[token["word"]]
    if kind == "string":
        return _string(token)
    if token["sign"] not in ("[", "{") or depth == 32:
        raise WrongJson
    return _array(tokens, depth + 1) if token["sign"] == "[" else _object(tokens, depth + 1)


def _array(tokens: Iterator[re.Match[str]], depth: int) -> list[JsonValue]:
    items: list[JsonValue] = []
    token = next(tokens)
    if token["sign"] == "]":
        return items
    while True:
        items.append(_value(token, tokens, depth))
        if (token := next(tokens))["sign"] == "]":
            return items
        _expect(token, "sign", ",")
        token = next(tokens)


def _object(tokens: Iterator[re.Match[str]], depth: int) -> JsonObject:
    members: JsonObject = {}
    token = next(tokens)
    if token["sign"] == "}":
        return members
    while True:
        _expect(token, "string")
        name = _string(token)
        _expect(next(tokens), "sign", ":")
        if name in members:
            raise WrongJson
        members[name] = _value(next(tokens), tokens, depth)
        if (token := next(tokens))["sign"] == "}":
            return members
        _expect(token, "sign", ",")
        token = next(tokens)


def _number(token: re.Match[str]) -> int | float:
    digits = token["number"]
    if token["rest"] or token["power"]:
        if not math.isfinite(float(digits)):
            raise WrongJson
        return float(digits)
    if len(digits) > 17 or abs(int(digits)) >= 2**53:
        raise WrongJson
    return int(digits)


def _string(token: re.Match[str]) -> str:
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else _SHORT[escape[2]], token["string"])
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")  # joins pairs, fails on halves


def _expect(token: re.Match[str], kind: str, sign: str | None = None) -> None:
    if token[kind] is None or (sign is not None and token[kind] != sign):
        raise WrongJson
