"""The digests of the schema files, by which evidence names the exact form that its records follow."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from exchange.errors import Refusal
from exchange.evidence.records import PassedOn
from exchange.evidence.report import Findings
from exchange.evidence.words import Said
from exchange.record.kinds import KINDS
from exchange.record.released import RELEASED, schema_digest, schema_file, schema_text


@cache
def schema_digests() -> Mapping[str, str]:
    """The SHA-256 of each file in `schemas/`, in hex as `sha256sum` prints it, by the `vct` that the schema is for."""
    drafts = KINDS.keys() - RELEASED.keys()
    return MappingProxyType({**RELEASED, **(_digests_of(drafts) if drafts else {})})


def _digests_of(drafts: Iterable[str]) -> Mapping[str, str]:
    """What is not released has no pin: it is made to be named, which takes its time."""
    from exchange.record.schemas import json_schemas

    files = json_schemas()
    return {vct: schema_digest(schema_text(files[schema_file(vct)])) for vct in drafts}


def check_schemas(named: Mapping[str, str], records: Iterable[PassedOn], *, findings: Findings) -> None:
    """Compare what the file names with what this program knows; what it does not know stays unsigned, and is named."""
    used = {each.record.vct for each in records}
    for vct, digest in named.items():
        subject = Said("the schema of %(vct)s", vct=vct)
        if vct not in used:
            findings.fail(Said("a schema"), Refusal("evidence-unneeded"))
        elif vct not in schema_digests():
            findings.unsigned(f"/schemas/{vct}", subject)
        elif digest != schema_digests()[vct]:
            findings.fail(subject, Refusal("schema-differs"))
        else:
            findings.ok("schema-known", subject)
