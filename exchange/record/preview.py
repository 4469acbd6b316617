"""Previewing: what somebody would see of a record, read from it in the same way, with nothing signed."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from exchange.jose import Keys
from exchange.record.choose import Withhold
from exchange.record.consent import Consent
from exchange.record.present import choose_shown, told_ground
from exchange.record.verify import VerifiedRecord, verify_record


def preview(
    record_token: str,
    *,
    issuer_keys: Keys,
    purpose: str,
    withhold: Sequence[Withhold] = (),
    cleared: Collection[str] = (),
    consent: Consent | None = None,
) -> VerifiedRecord:
    """The record as whoever it is shown to would read it, grounds included as far as they are told.

    Refuses what `present` and `verify_record` refuse.
    """
    chosen = choose_shown(record_token, purpose=purpose, withhold=withhold, cleared=cleared, consent=consent)
    grounds = {part.digest: told_ground(part) for part in chosen.withheld}
    record = verify_record(chosen.record, issuer_keys=issuer_keys)
    named = tuple(replace(part, ground=grounds.get(part.digest)) for part in record.withheld)
    return replace(record, withheld=named)
