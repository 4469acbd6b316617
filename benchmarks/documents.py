"""The documents that are measured with: the examples beside the schemas, which read like real ones."""

import copy
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u
from exchange.record import SealedRecord, StatusRef, read_content, seal

EXAMPLES = Path(__file__).resolve().parents[1] / "schemas" / "examples"
ISSUER = "https://gwynedd.example"
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
JTI = "6f0a4a5e-2a53-4b8e-9a43-0d5a4b2c7d10"


@dataclass(frozen=True, eq=False)
class Document:
    """One example: its content, and the kind under which it is published."""

    name: str
    kind: str
    content: JsonObject

    @property
    def vct(self) -> str:
        return f"urn:assessment-exchange:{self.kind}:1.0"

    @property
    def size(self) -> int:
        return len(json.dumps(self.content, ensure_ascii=False, separators=(",", ":")).encode())

    def sealer(self, signer: PrivateKey) -> Callable[[], SealedRecord]:
        """Seals the document, already read into its model, once for each call."""
        content = read_content(self.content, vct=self.vct)
        status = StatusRef(f"{ISSUER}/status/0", 7)
        return lambda: seal(content, iss=ISSUER, jti=JTI, issued_at=MOMENT, status=status, signer=signer, salts=salt)


def document(name: str) -> Document:
    kind = "care-and-support-plan" if name.endswith("plan") else "assessment"
    return Document(name, kind, json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")))


def with_needs(count: int, **changed: JsonValue) -> Document:
    """The assessment with so many needs, each with a determination of its own."""
    content = copy.deepcopy(ASSESSMENT.content)
    needs, determinations = (cast(list[JsonObject], content[name]) for name in ("needs", "determinations"))
    content["needs"] = [{**needs[n % len(needs)], "id": f"need-{n}", **changed} for n in range(count)]
    content["determinations"] = [
        {**determinations[n % len(determinations)], "id": f"determination-{n}", "needId": f"need-{n}"}
        for n in range(count)
    ]
    for section in ("risks", "carers"):
        content.pop(section, None)  # they name needs that are gone
    content["leftEmpty"] = [{"id": "risks", "section": "risks", "absent": "not-asked"}]
    return Document(f"{count} needs", ASSESSMENT.kind, content)


def salt() -> str:
    return b64u(os.urandom(16))


ASSESSMENT, PLAN = document("carys-assessment"), document("carys-plan")
UNIT = (ASSESSMENT, document("megan-plan"))
"""Together about twice the unit of work in which budgets are written: 34 KB as a sealed record."""
