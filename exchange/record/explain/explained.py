"""From findings to what a person reads: where, which rule, one sentence, and the law behind it if there is one."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.errors import Finding
from exchange.record.codes.law import WALES
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


def explain(finding: Finding, *, language: str, jurisdiction: str = WALES) -> Explained:
    """Say a finding in Welsh for `cy`, else in English, with the law of the document's jurisdiction."""
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


def explain_all(findings: Iterable[Finding], *, language: str, jurisdiction: str = WALES) -> tuple[Explained, ...]:
    """Say every finding, in order."""
    return tuple(explain(each, language=language, jurisdiction=jurisdiction) for each in findings)


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
