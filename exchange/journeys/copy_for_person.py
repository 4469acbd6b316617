"""Copy for the person: what one record says about them, for them to keep, on paper and as a file that can be checked.

What the law lets the council keep back is not in it: the table of purposes decides first, then what the record itself
says about the person's copy, then the worker who hands it out. Grounds whose telling would harm are not told.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from exchange.errors import Refusal
from exchange.evidence import AUDIENCE, EvidenceParts, PresentedRecord, assemble_copy, schema_digests
from exchange.jose import loads_signed
from exchange.node import Node, SignedIn, conversation_of, council_of, cut, enter, own_chain, proof_of, trace
from exchange.record import Presentation, VerifiedRecord, Withhold, parse, present, verify, verify_record
from exchange.record.grounds import PERSON
from exchange.store import StoredRecord, Transaction
from exchange.tlog import InclusionProof
from exchange.transfer import check_matched
from exchange.trust import TrustedEntity
from exchange.wire import Council

BASIS = "uk-gdpr-art-15"


@dataclass(frozen=True)
class PersonsCopy:
    """A record as the person is shown it; `file` is what they keep (see `evidence/copy.py`).

    `digest` names the presentation: it is salted by a random id, so it says nothing about the person to others.
    """

    record: VerifiedRecord = field(repr=False)
    digest: str
    made_by: Council
    sealed_by: Council
    file: bytes = field(repr=False)


def copy_for_person(
    node: Node, who: SignedIn, record: str, *, withhold: Sequence[Withhold] = (), cleared: Collection[str] = ()
) -> PersonsCopy:
    """The person's copy of a record made or received here, signed, logged and on the trail.

    `withhold` is what the worker keeps back, `cleared` the sections that the worker looked at and lets go. Refuses
    `record-unknown` (also for one that was erased), `not-matched` for one in quarantine, and what `present` refuses.
    """
    return node.store.write(lambda tx: _copy(node, tx, who, record, withhold, cleared))


def _copy(
    node: Node, tx: Transaction, who: SignedIn, digest: str, withhold: Sequence[Withhold], cleared: Collection[str]
) -> PersonsCopy:
    stored, chain = _find(tx, digest), own_chain(node, tx)
    issuer = node.members.at_the_time(tx.chains.find(stored.chain), at=stored.at)
    verify_record(stored.token, issuer_keys=issuer.record_keys)
    shown = present(
        stored.token,
        purpose=PERSON,
        audience=AUDIENCE,
        basis=BASIS,
        withhold=withhold,
        iss=node.entity_id,
        jti=node.fresh_id(),
        issued_at=node.now(),
        signer=node.keyring.message,
        cleared=cleared,
    )
    enter(node, tx, shown.digest, kind="presentation")
    cut(node, tx)  # so that the file can hold the proof of it
    trace(tx, who, purpose=PERSON, act="copied", of_kind="record", of=digest, at=node.now())
    return PersonsCopy(
        record=_read(node, shown, issuer),
        digest=shown.digest,
        made_by=council_of(node, tx, node.entity_id),
        sealed_by=council_of(node, tx, stored.iss),
        file=assemble_copy(_parts(node, tx, stored, shown, chain)),
    )


def _find(tx: Transaction, digest: str) -> StoredRecord:
    stored = tx.records.find(digest)
    if stored is None or stored.erased_at is not None:
        raise Refusal("record-unknown")
    message = tx.messages.find(stored.attached_to) if stored.attached_to is not None else None
    if message is not None:  # nobody is given what is not known to be theirs
        conversation = conversation_of(tx, message.transfer)
        check_matched(conversation.messages, conversation.receipts)
    return stored


def _read(node: Node, shown: Presentation, issuer: TrustedEntity) -> VerifiedRecord:
    """What the person will see, read back from what was signed."""
    ours = {node.keyring.message.kid: node.keyring.message.public}
    unverified = parse(shown.record, shown.statement)
    return verify(unverified, issuer_keys=issuer.record_keys, presenter_keys=ours, audience=AUDIENCE)


def _parts(
    node: Node, tx: Transaction, stored: StoredRecord, shown: Presentation, chain: tuple[str, ...]
) -> EvidenceParts:
    status = tx.status_tokens.newest(stored.status_uri) if stored.status_uri else None
    proofs = (_proof(node, tx, stored.digest), proof_of(node, tx, shown.digest))
    return EvidenceParts(
        transfer="-",
        gathered_by=node.entity_id,
        gathered_at=node.now(),
        records=(PresentedRecord(shown.record, shown.statement),),
        chains=(tx.chains.find(stored.chain), chain),
        status_lists=(status.token,) if status else (),
        proofs=tuple(proof for proof in proofs if proof is not None),
        schemas={stored.vct: schema_digests()[stored.vct]} if stored.vct in schema_digests() else {},
    )


def _proof(node: Node, tx: Transaction, digest: str) -> InclusionProof | None:
    """Our own proof of a record, or the one that was collected from its council."""
    if tx.log.entry_of(digest) is not None:
        return proof_of(node, tx, digest)
    text = tx.proofs.find(digest)
    return InclusionProof.from_json(loads_signed(text)) if text is not None else None
