"""Copy for the person: what one record says about them, for them to keep, on paper and as a file that can be checked.

What the law lets the council keep back is not in it: the table of purposes decides first, then what the record itself
says about the person's copy, then the worker who hands it out. Grounds whose telling would harm are not told.

Until the worker hands it out, nothing is signed. What is signed is not kept, only its number and of which record it was
made, so that whoever is shown the copy can ask about it (`check_number.py`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from exchange.evidence import AUDIENCE, EvidenceParts, PresentedRecord, assemble_copy, schema_digests
from exchange.jose import loads_signed
from exchange.node import (
    Node,
    Once,
    SignedIn,
    council_of,
    cut,
    enter,
    find_for_person,
    issuer_of,
    once,
    own_chain,
    preview_for_person,
    proof_of,
    trace,
)
from exchange.record import Presentation, VerifiedRecord, Withhold, parse, present, verify, verify_record
from exchange.record.grounds import PERSON
from exchange.store import StoredRecord, Transaction
from exchange.tlog import InclusionProof
from exchange.trust import TrustedEntity
from exchange.wire import Council

BASIS: Final = "uk-gdpr-art-15"
Act: TypeAlias = Literal["copied", "printed"]


@dataclass(frozen=True)
class ForPerson:
    """A record, all of it or what the person would be shown."""

    record: VerifiedRecord = field(repr=False)
    made_by: Council
    sealed_by: Council


@dataclass(frozen=True)
class PersonsCopy(ForPerson):
    """A record as the person is shown it; `file` is what they keep (see `evidence/copy.py`).

    `digest` names the presentation: it is salted by a random id, so it says nothing about the person to others.
    """

    digest: str
    file: bytes = field(repr=False)


def open_for_copy(node: Node, who: SignedIn, record: str, *, shown: bool = True) -> ForPerson:
    """All that a record says, for a worker to choose from; refuses `record-unknown` and `not-matched`.

    It is left in the trail if it is `shown`, and not where it is read only to understand what was chosen.
    """

    def step(tx: Transaction) -> ForPerson:
        stored = find_for_person(tx, record)
        if shown:
            trace(tx, who, purpose=PERSON, act="opened", of_kind="record", of=record, at=node.now())
        whole = verify_record(stored.token, issuer_keys=issuer_of(node, tx, stored).record_keys)
        return _for_person(node, tx, stored, whole)

    return node.store.write(step) if shown else node.store.read(step)


def preview_copy(
    node: Node, who: SignedIn, record: str, *, withhold: Sequence[Withhold] = (), cleared: Collection[str] = ()
) -> ForPerson:
    """What the copy would say. Nothing is signed; refuses what `copy_for_person` refuses."""

    def step(tx: Transaction) -> ForPerson:
        stored = find_for_person(tx, record)
        trace(tx, who, purpose=PERSON, act="opened", of_kind="record", of=record, at=node.now())
        return _for_person(node, tx, stored, preview_for_person(node, tx, stored, withhold=withhold, cleared=cleared))

    return node.store.write(step)


def copy_for_person(
    node: Node,
    who: SignedIn,
    record: str,
    *,
    withhold: Sequence[Withhold] = (),
    cleared: Collection[str] = (),
    act: Act = "copied",
    once_as: Once | None = None,
) -> PersonsCopy:
    """The person's copy of a record made or received here, signed, logged and on the trail.

    `withhold` is what the worker keeps back, `cleared` the sections that the worker looked at and lets go. Asked again
    under the same key it is the same copy, with the same number, on paper or as a file. Refuses `record-unknown` (also
    for one that was erased), `not-matched` for one in quarantine, and what `present` refuses.
    """

    def step(tx: Transaction) -> PersonsCopy:
        stored, chain = find_for_person(tx, record), own_chain(node, tx)
        issuer = issuer_of(node, tx, stored)
        verify_record(stored.token, issuer_keys=issuer.record_keys)
        shown = _sign(node, tx, stored, withhold, cleared, once_as)
        trace(tx, who, purpose=PERSON, act=act, of_kind="record", of=record, at=node.now())
        seen = _for_person(node, tx, stored, _read(node, shown, issuer))
        return PersonsCopy(
            record=seen.record,
            made_by=seen.made_by,
            sealed_by=seen.sealed_by,
            digest=shown.digest,
            file=assemble_copy(_parts(node, tx, stored, shown, chain)),
        )

    return node.store.write(step)


def _for_person(node: Node, tx: Transaction, stored: StoredRecord, record: VerifiedRecord) -> ForPerson:
    return ForPerson(record, council_of(node, tx, node.entity_id), council_of(node, tx, stored.iss))


def _sign(
    node: Node,
    tx: Transaction,
    stored: StoredRecord,
    withhold: Sequence[Withhold],
    cleared: Collection[str],
    once_as: Once | None,
) -> Presentation:
    """Sign it. What is remembered under a key is only the copy's id and when it was made: signing the same again gives
    the same number.
    """
    name, at = _named(node, tx, once_as)
    shown = present(
        stored.token,
        purpose=PERSON,
        audience=AUDIENCE,
        basis=BASIS,
        withhold=withhold,
        iss=node.entity_id,
        jti=name,
        issued_at=at,
        signer=node.keyring.message,
        cleared=cleared,
    )
    if tx.log.entry_of(shown.digest) is None:
        enter(node, tx, shown.digest, kind="presentation")
        cut(node, tx)  # so that the file can hold the proof of it
        tx.copies.put(shown.digest, record=stored.digest)
    return shown


def _named(node: Node, tx: Transaction, once_as: Once | None) -> tuple[str, datetime]:
    def new() -> str:
        return f"{node.fresh_id()} {int(node.now().timestamp())}"

    name, _, at = (once(node, tx, once_as, new) if once_as is not None else new()).partition(" ")
    return name, datetime.fromtimestamp(int(at), UTC)


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
