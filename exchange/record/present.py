"""Presenting: a record with chosen parts, and a signed statement of who shows it to whom, why, and what is left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from exchange.jose import JsonObject, JsonValue, Signer, digest_of, sign_jws
from exchange.jose.sdjwt import open_unverified, parse_sdjwt, with_disclosures
from exchange.record.choose import Withheld, Withhold, choose, name_disclosed
from exchange.record.consent import Consent
from exchange.record.envelope import TYP, Entry, read_envelope, read_skeleton
from exchange.record.grounds import GROUNDS
from exchange.record.purposes import find_purpose
from exchange.record.statement import STATEMENT_TYP, read_statement


@dataclass(frozen=True)
class Chosen:
    """A record with chosen disclosures, before anything is signed: `disclosed` names those, `withheld` the rest."""

    record: str
    record_digest: str
    disclosed: tuple[str, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True)
class Presentation:
    """A record with chosen disclosures and the signed statement that goes with it.

    `withheld` is for the presenter's own trail: it holds every ground, also one that the statement does not tell.
    """

    record: str
    statement: str
    digest: str
    record_digest: str
    withheld: tuple[Withheld, ...]


def choose_shown(
    record_token: str,
    *,
    purpose: str,
    withhold: Sequence[Withhold] = (),
    cleared: Collection[str] = (),
    consent: Consent | None = None,
) -> Chosen:
    """What would be shown of a record for a purpose; nothing is signed. Takes and refuses what `present` does."""
    unverified = parse_sdjwt(record_token, typ=TYP)
    opened = open_unverified(unverified)
    entries = read_skeleton(opened, kind=read_envelope(opened.claims).kind)
    withheld = choose(entries, purpose=find_purpose(purpose), withhold=withhold, cleared=cleared, consent=consent)
    kept = tuple(_kept(entries, {part.digest for part in withheld}))
    return Chosen(with_disclosures(record_token, keep=frozenset(kept)), unverified.digest, kept, tuple(withheld))


def present(
    record_token: str,
    *,
    purpose: str,
    audience: str,
    basis: str,
    withhold: Sequence[Withhold] = (),
    iss: str,
    jti: str,
    issued_at: datetime,
    signer: Signer,
    cleared: Collection[str] = (),
    consent: Consent | None = None,
) -> Presentation:
    """Choose what is shown for a purpose and sign the statement. The record must be one that was verified before.

    `cleared` names sections that the table does not let go unasked and that a worker decided to show; `consent` is what
    the person agreed to, where the purpose rests on that, and only there. Refuses `purpose-unknown`, `ground-unknown`,
    `withhold-unknown`, `consent-…`, and `section-forbidden` for clearing any other section.
    """
    chosen = choose_shown(record_token, purpose=purpose, withhold=withhold, cleared=cleared, consent=consent)
    claims: JsonObject = {
        "iss": iss,
        "aud": audience,
        "iat": int(issued_at.timestamp()),
        "jti": jti,
        "purpose": purpose,
        "basis": basis,
        "record": chosen.record_digest,
        "disclosed": list[JsonValue](chosen.disclosed),
        "withheld": [_told(part) for part in chosen.withheld],
        **({} if consent is None else {"consent": consent.claim()}),
    }
    read_statement(claims)  # what a reader would refuse is not signed
    statement = sign_jws(claims, typ=STATEMENT_TYP, signer=signer)
    digest = digest_of(statement.rpartition(".")[0])
    return Presentation(chosen.record, statement, digest, chosen.record_digest, chosen.withheld)


def _kept(entries: Sequence[Entry], withheld: set[str]) -> list[str]:
    shown = [entry for entry in entries if entry.digest not in withheld]
    return [digest for digest in name_disclosed(shown) if digest not in withheld]


def told_ground(part: Withheld) -> str | None:
    """The ground of a part as it is told; one whose telling would do the harm is not."""
    return part.ground if part.ground is not None and GROUNDS[part.ground].told else None


def _told(part: Withheld) -> JsonObject:
    """A part as the statement lists it."""
    ground = told_ground(part)
    return {"digest": part.digest} if ground is None else {"digest": part.digest, "ground": ground}
