"""Evidence: one file with all that is needed to check a transfer, years later, offline, trusting neither council.

The file is JSON, written in exactly one way (`assemble`). It holds what was signed, as it was signed: records with
their presentations, messages, receipts, trust chains, status lists; and proofs that each signature stands in its
signer's public log. Rules:

- Everything is checked, and every finding reported; the check never stops at the first.
- What was signed is judged by the keys that its council had *then*, as a chain in the file shows; the only thing
  brought along from outside is the pinned anchor.
- Each part is tied to the others: a proof to the thing it proves, a receipt to its message, a record to the message
  that names it. A part that nothing needs fails, for nobody could have checked it.
- The few members that no signature protects are named as such, one by one.
- A person's own copy of one record (`assemble_copy`) is written and checked in the same way.
- No line of a report holds data of the person whom the records are about.

    report = check(data, anchors=pin([anchor]), now=now)
    for line in report.lines:
        print(line.severity, line.subject, line.sentence)
    sys.exit(0 if report.passed else 1)
"""

from exchange.evidence.adoptions import cited_by
from exchange.evidence.check import check
from exchange.evidence.copy import AUDIENCE, COPY_FORMAT, assemble_copy, is_copy, number_of_copy, read_copy
from exchange.evidence.file import (
    FORMAT,
    MAX_EVIDENCE,
    MAX_PARTS,
    UNSIGNED,
    EvidenceParts,
    PresentedRecord,
    assemble,
    read_file,
)
from exchange.evidence.report import REPORT_FORMAT, Line, Report, Severity
from exchange.evidence.schemas import schema_digests

__all__ = [
    "AUDIENCE",
    "COPY_FORMAT",
    "FORMAT",
    "MAX_EVIDENCE",
    "MAX_PARTS",
    "REPORT_FORMAT",
    "UNSIGNED",
    "EvidenceParts",
    "Line",
    "PresentedRecord",
    "Report",
    "Severity",
    "assemble",
    "assemble_copy",
    "check",
    "cited_by",
    "is_copy",
    "number_of_copy",
    "read_copy",
    "read_file",
    "schema_digests",
]
