"""A person who does not exist and cannot be mistaken: every free text about her holds a word that stands nowhere else.

`marked(content)` puts her into a document; `found_in(data)` says which of her secrets stand in some bytes, in the
clear, in base64url at any alignment, or as a hash that a list of all numbers would undo.
"""

import base64
import hashlib
from collections.abc import Iterator

from exchange.jose import JsonObject, JsonValue
from tests.record.sealed import plan
from tests.world import content_of

WORD = "Qanariwm"
NHS_NUMBER = "9991112340"
BORN = "1907-03-09"
POSTCODE = "ZZ99 3CZ"
PHONE = "01632 960 777"
EMAIL = "qanariwm@example.org"
SECRETS = (WORD, WORD.lower(), NHS_NUMBER, BORN, POSTCODE, PHONE)

_FIXED = {"birthDate": BORN, "postcode": POSTCODE, "phone": PHONE, "providerPhone": PHONE, "email": EMAIL}
_NAMES = ("usual", "family")
WORKER: JsonObject = {"name": f"{WORD} Gweithiwr", "role": f"{WORD} worker", "contact": PHONE}


def document(example: str) -> JsonObject:
    """An example document that is about her."""
    content = marked(content_of(example))
    assert isinstance(content, dict)
    return content


def small_plan() -> JsonObject:
    """A short plan that is about her."""
    content = marked(plan())
    assert isinstance(content, dict)
    return content


def marked(value: JsonValue, name: str = "") -> JsonValue:
    """The same JSON with her in every text: what is a code, a day or an id stays as it is."""
    if isinstance(value, dict):
        if value.get("system") == "https://fhir.nhs.uk/Id/nhs-number":
            return {**value, "value": NHS_NUMBER}
        return {each: marked(member, each) for each, member in value.items()}
    if isinstance(value, list):
        return [marked(item, name) for item in value]
    if isinstance(value, str):
        return _marked_text(value, name)
    return value


def found_in(data: bytes) -> list[str]:
    """Which of her secrets stand in these bytes, in whatever form."""
    return [f"{form}: {secret}" for secret in SECRETS for form, wanted in _forms(secret) if wanted in data]


def _marked_text(text: str, name: str) -> str:
    if name in _FIXED:
        return _FIXED[name]
    if name in _NAMES or " " in text:
        return f"{WORD} {text}"
    return text


def _forms(secret: str) -> Iterator[tuple[str, bytes]]:
    raw = secret.encode()
    yield "in the clear", raw
    yield "in UTF-16", secret.encode("utf-16-le")
    for lead in range(3):  # base64 looks different at each of three alignments; its edges depend on what stands beside
        encoded = base64.urlsafe_b64encode(b"\0" * lead + raw).rstrip(b"=")
        yield f"in base64url at {lead}", encoded[[0, 2, 3][lead] :][: (len(raw) - 2) // 3 * 4]
    if secret.isdigit():
        digest = hashlib.sha256(raw).digest()
        yield "as a hash", digest
        yield "as a hash in hex", digest.hex().encode()
        yield "as a hash in base64url", base64.urlsafe_b64encode(digest).rstrip(b"=")
