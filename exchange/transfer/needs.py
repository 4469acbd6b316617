"""What a message says about records that were received: whether those records, and those needs, exist."""

from collections.abc import Collection, Iterator, Mapping

from exchange.errors import Finding, Refusal
from exchange.transfer.bodies import Decision, Entered


def check_needs(decision: Decision, needs: Mapping[str, Collection[str]]) -> None:
    """Refuse a decision on a need that is in none of the records received, or twice on the same one, with all findings.

    `needs` maps the digest of each record received in this transfer to the ids of its needs (`need-unknown`,
    `need-twice`).
    """
    _refuse_all(_about_needs(decision, needs))


def check_entered(entered: Entered, records: Collection[str]) -> None:
    """Refuse (`record-unknown`) a report on a record whose digest is none of those received in this transfer."""
    places = (f"/documents/{index}" for index, digest in enumerate(entered.documents) if digest not in records)
    _refuse_all(Finding("record-unknown", place, "received") for place in places)


def _about_needs(decision: Decision, needs: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    decided: set[tuple[str, str]] = set()
    for index, each in enumerate(decision.needs):
        if each.need not in needs.get(each.record, ()):
            yield Finding("need-unknown", f"/needs/{index}", "received")
        if (each.record, each.need) in decided:
            yield Finding("need-twice", f"/needs/{index}", "once")
        decided.add((each.record, each.need))
    everywhere = {need for ids in needs.values() for need in ids}
    for index, arrangement in enumerate(decision.day_one):
        if arrangement.need is not None and arrangement.need not in everywhere:
            yield Finding("need-unknown", f"/dayOne/{index}/need", "received")


def _refuse_all(found: Iterator[Finding]) -> None:
    findings = tuple(found)
    if findings:
        raise Refusal(findings[0].code, findings[0].at, findings=findings)
