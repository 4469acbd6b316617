"""Attest: somebody stands behind a record, as this council states of its own, or as another member signed."""

from exchange.errors import Refusal
from exchange.node import Attesting, Node, Once, check_attestation, enter, keep_attestation, once, own_chain
from exchange.record import Registration, VerifiedRecord, Who, attest, recall_record
from exchange.store import Transaction
from exchange.wire import Named, NewAttestation, Stated


def attest_record(node: Node, digest: str, new: NewAttestation, *, once_as: Once) -> str:
    """Sign or take an attestation over a record that is kept here; returns the record's digest.

    Refuses `record-unknown`, `attestation-hearsay` to state something of another council's record, `attestation-…` and
    `signature-wrong` for a token that does not hold, `entity-unknown` for one of a stranger, `too-many-attestations`.
    """

    def act(tx: Transaction) -> str:
        stored = tx.records.find(digest)
        if stored is None:
            raise Refusal("record-unknown")
        record = recall_record(stored.token)
        if new.stated is not None:
            made = check_attestation(node, tx, _state(node, tx, new.stated, record), record=record)
        else:
            made = _checked(node, tx, new.token or "", record)
        keep_attestation(node, tx, made)
        tx.events.add("record.attested", transfer=None, data={"record": digest}, at=node.now())
        return digest

    return node.store.write(lambda tx: once(node, tx, once_as, lambda: act(tx)))


def _checked(node: Node, tx: Transaction, token: str, record: VerifiedRecord) -> Attesting:
    try:
        return check_attestation(node, tx, token, record=record)
    except Refusal as refusal:
        raise Refusal(refusal.code, "/token") from refusal


def _state(node: Node, tx: Transaction, stated: Stated, record: VerifiedRecord) -> str:
    """Sign what we state; only the council that sealed a record can."""
    if record.iss != node.entity_id:
        raise Refusal("attestation-hearsay", "/stated")
    own_chain(node, tx)  # nobody could judge what is signed before there is one
    made = attest(
        record.digest,
        says=stated.says,
        role=stated.role,
        on=stated.on,
        iss=node.entity_id,
        jti=node.fresh_id(),
        issued_at=node.now(),
        signer=node.keyring.message,
        salts=node.salt,
        stated=_who(stated.who),
        document=stated.document,
    )
    enter(node, tx, made.digest, kind="attestation")
    return made.token


def _who(named: Named) -> Who:
    entry = named.registration
    return Who(named.name, Registration(entry.body, entry.number) if entry else None, named.sign_in)
