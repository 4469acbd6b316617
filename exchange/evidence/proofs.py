"""Proofs that what the file holds stands in its signers' public logs."""

from collections.abc import Iterable, Sequence

from exchange.errors import Refusal
from exchange.evidence.messages import Signed
from exchange.evidence.report import Findings
from exchange.evidence.signers import Signers
from exchange.evidence.words import Said, numbered
from exchange.jose import unb64u
from exchange.tlog import Checkpoint, InclusionProof, LogKey, open_checkpoint, parse_note, verify_entry
from exchange.transfer import LogHead

COSIGNED = "a further signature on the checkpoint of %(thing)s"


class Logs:
    """What the councils' logs state in this file: checkpoints, and heads that messages carry.

    Two roots for one size mean that a log shows different histories to different people (`log-split`).
    """

    def __init__(self, signers: Signers, findings: Findings) -> None:
        self._signers = signers
        self._findings = findings
        self._roots: dict[tuple[str, int], bytes] = {}
        self._opened: dict[tuple[str, str], Checkpoint] = {}
        self.signed_by_others: set[str] = set()

    def open(self, note: str, *, council: str, subject: str) -> Checkpoint:
        """The checkpoint, if it is of a log of this council; opened once, however many proofs rest on it."""
        known = self._opened.get((council, note))
        if known is not None:
            return known
        refusal = Refusal("entity-unknown")
        for origin, keys in self._signers.logs(council):
            try:
                checkpoint = open_checkpoint(note, origin=origin, keys=keys)
            except Refusal as refused:
                refusal = refused
                continue
            self._opened[council, note] = checkpoint
            self._compare(subject, checkpoint.origin, checkpoint.size, checkpoint.root)
            if _signed_by_others(note, keys):
                self.signed_by_others.add(note)
            return checkpoint
        raise refusal

    def note_head(self, head: LogHead, *, council: str, subject: str) -> None:
        """Remember the head that a council's message carries; another council's log says nothing here."""
        if head.origin in {origin for origin, _ in self._signers.logs(council)}:
            self._compare(subject, head.origin, head.size, unb64u(head.root))
        else:
            self._findings.warn("log-foreign", subject)

    def _compare(self, subject: str, origin: str, size: int, root: bytes) -> None:
        if self._roots.setdefault((origin, size), root) != root:
            self._findings.fail(subject, Refusal("log-split"))


def check_proofs(
    proofs: Sequence[InclusionProof], signed: Iterable[Signed], *, signers: Signers, logs: Logs, findings: Findings
) -> None:
    """Check every proof for the thing it names, and say what has none."""
    things = {each.digest: each for each in signed}
    proven: set[str] = set()
    for number, proof in enumerate(proofs):
        subject = numbered("proof %(number)s of %(count)s", number + 1, proofs)
        thing = things.get(proof.digest)
        try:
            if thing is None:
                raise Refusal("evidence-unneeded", "/digest")
            checkpoint = logs.open(proof.checkpoint_note, council=thing.signer, subject=subject)
            verify_entry(proof, digest=thing.digest, checkpoint=checkpoint)
        except Refusal as refusal:
            findings.fail(subject, refusal)
            continue
        proven.add(thing.digest)
        facts = {"council": signers.name(thing.signer), "index": str(proof.index), "size": str(checkpoint.size)}
        findings.ok("entry-proven", thing.subject, **facts)
        if proof.checkpoint_note in logs.signed_by_others:
            findings.unsigned(
                f"/proofs/{number}/checkpoint",
                Said(COSIGNED, thing=subject),
            )
    for thing in things.values():
        if thing.digest not in proven:
            findings.warn("not-proven", thing.subject)


def _signed_by_others(note: str, keys: Iterable[LogKey]) -> bool:
    known = {(key.name, key.key_id) for key in keys}
    return any((line.name, line.key_id) not in known for line in parse_note(note).signatures)
