"""From findings to what a person reads: where, which rule, one sentence, and the law behind it if there is one."""

from dataclasses import dataclass

from exchange.errors import Finding, Refusal
from exchange.jose import JsonValue
from exchange.record.codes.law import JURISDICTIONS
from exchange.record.explain.citations import citation_for
from exchange.record.explain.labels import LABELS
from exchange.record.explain.sentences import ENTRY, NOT_IN, OTHERWISE, SENTENCES, WHOLE
from exchange.record.sections import TITLES


@dataclass(frozen=True)
class Explained:
    """One finding in words. `verified` tells whether the source of its citation was seen."""

    pointer: str
    rule: str
    sentence: str
    citation: str | None
    verified: bool


class Unfit(Refusal):
    """A document that was refused, with the nation whose law stands behind what it breaks, if it names one."""

    def __init__(self, refusal: Refusal, *, jurisdiction: JsonValue) -> None:
        super().__init__(refusal.code, refusal.at, findings=refusal.findings)
        known = isinstance(jurisdiction, str) and jurisdiction in JURISDICTIONS.codes
        self.jurisdiction = str(jurisdiction) if known else None


def explain(finding: Finding, *, language: str, jurisdiction: str | None) -> Explained:
    """Say a finding in Welsh for `cy`, else in English, with the law of the document's jurisdiction (or without)."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in finding.at.split("/")[1:]]
    members = tuple(step for step in steps if not step.isdigit())
    cited = citation_for(finding.rule, members, jurisdiction=jurisdiction)
    return Explained(
        finding.at,
        finding.rule,
        f"{_place(steps, language)}: {_what(finding.rule, language)}",
        cited.text if cited else None,
        verified=cited is None or cited.verified,
    )


def _place(steps: list[str], language: str) -> str:
    """The place in words; a member that no version of ours knows is passed over, its name is a stranger's."""
    words: list[str] = []
    for depth, step in enumerate(steps):
        if step.isdigit():
            words.append(ENTRY.label(language).format(int(step) + 1))
        elif known := (TITLES.get(step) if depth == 0 else LABELS.get(step) or TITLES.get(step)):
            words.append(known.label(language))
    return ", ".join(words) or WHOLE.label(language)


def _what(rule: str, language: str) -> str:
    known = SENTENCES.get(rule)
    if known:
        return known.label(language)
    title = TITLES.get(rule.removeprefix("not-in-"))
    return NOT_IN.label(language).format(title.label(language)) if title else OTHERWISE.label(language)
