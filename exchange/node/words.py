"""What is said of a record beside its content: who stands behind it, where determinations hold, which duty is left."""

from collections.abc import Iterator

from exchange.node.naming import council_of
from exchange.node.parts import Node
from exchange.record import Attestation, VerifiedRecord, duty_after, recompute, sentence, standing
from exchange.record.links import entries
from exchange.record.needs import Determination
from exchange.record.safeguards import RefusedAssessment
from exchange.store import Transaction
from exchange.wire import AfterRefusal, Attested, Holding, InWords, Named, Registered


def describe_attestation(node: Node, tx: Transaction, made: Attestation) -> Attested:
    """Who attested what and in which role, as it is read in an answer."""
    issuer = council_of(node, tx, made.iss)
    return Attested(
        digest=made.digest,
        says=made.says,
        role=made.role,
        on=made.on,
        issuer=issuer,
        stated=made.stated,
        who=_named(made),
        document=made.document,
        erased=made.erased,
        logged=is_logged(tx, made.digest),
        sentence=InWords(
            en=sentence(made, issuer=issuer.name, language="en"),
            cy=sentence(made, issuer=issuer.welsh_name, language="cy"),
        ),
    )


def describe_determinations(record: VerifiedRecord, *, jurisdiction: str) -> Iterator[Holding]:
    """Where each determination that is shown holds, and whether its result follows from its answers."""
    for n, determination in entries(record.sections, "determinations", Determination):
        en, cy = (standing(determination.scheme, jurisdiction=jurisdiction, language=each) for each in ("en", "cy"))
        again = recompute(determination)
        yield Holding(
            at=f"/determinations/{n}",
            scheme=determination.scheme,
            holds=en.holds,
            verified=en.verified,
            follows=again.verdict,
            sentence=InWords(en=f"{en.sentence} {again.sentence('en')}", cy=f"{cy.sentence} {again.sentence('cy')}"),
        )


def describe_refusals(record: VerifiedRecord) -> Iterator[AfterRefusal]:
    """What each refusal that is shown does to the duty to assess."""
    for n, refusal in entries(record.sections, "refusals", RefusedAssessment):
        duty = duty_after(refusal)
        words = InWords(en=duty.sentence("en"), cy=duty.sentence("cy"))
        yield AfterRefusal(at=f"/refusals/{n}", duty=duty, sentence=words)


def is_logged(tx: Transaction, digest: str) -> bool:
    """Whether a signature stands in its signer's public log: our own, or one that was proven to us."""
    return tx.log.entry_of(digest) is not None or tx.proofs.find(digest) is not None


def _named(made: Attestation) -> Named | None:
    if made.who is None:
        return None
    entry = made.who.registration
    registration = Registered(body=entry.body, number=entry.number) if entry else None
    return Named(name=made.who.name, registration=registration, sign_in=made.who.sign_in)
