"""Check evidence: an auditor has a file judged against the federation that is pinned here; nothing of it is kept."""

from exchange.evidence import Report, check
from exchange.node import Node, SignedIn, trace


def check_evidence(node: Node, who: SignedIn, data: bytes) -> Report:
    """Everything that was found, good and bad. The trail says that a file was checked, and with which outcome."""
    report = check(data, anchors=node.anchors, now=node.now())
    act = "checked" if report.passed else "checked-failed"
    node.store.write(lambda tx: trace(tx, who, purpose="audit", act=act, of_kind="evidence", of="file", at=node.now()))
    return report
