"""The bodies of `/v1` and of the parcels: what callers send and get, in camelCase; unknown members are refused.

What a case system says in a transfer has the very shape of the message that will be signed, so those models are the
ones of `transfer/`; `orders` says what is added to them.
"""

from exchange.wire.events import Event, EventPage
from exchange.wire.federation import Digests, ParcelProblem, ParcelResult, ParcelResults, Parcels, Proofs
from exchange.wire.orders import NewDayOne, NewDecision, NewTransfer, Withholding
from exchange.wire.parts import Council, Gss, Wire
from exchange.wire.problems import InBothLanguages, Problem, ProblemFinding
from exchange.wire.records import (
    AfterRefusal,
    Attested,
    Extended,
    Holding,
    InWords,
    Named,
    NewAttestation,
    NewRecord,
    Record,
    RecordPage,
    RecordStatus,
    RecordSummary,
    Registered,
    Stated,
    Verification,
    Withdrawal,
    Withheld,
)
from exchange.wire.transfers import DutyToday, Outcome, Spoken, Transfer, TransferPage, TransferSummary

__all__ = [
    "AfterRefusal",
    "Attested",
    "Council",
    "Digests",
    "DutyToday",
    "Event",
    "EventPage",
    "Extended",
    "Gss",
    "Holding",
    "InBothLanguages",
    "InWords",
    "Named",
    "NewAttestation",
    "NewDayOne",
    "NewDecision",
    "NewRecord",
    "NewTransfer",
    "Outcome",
    "ParcelProblem",
    "ParcelResult",
    "ParcelResults",
    "Parcels",
    "Problem",
    "ProblemFinding",
    "Proofs",
    "Record",
    "RecordPage",
    "RecordStatus",
    "RecordSummary",
    "Registered",
    "Spoken",
    "Stated",
    "Transfer",
    "TransferPage",
    "TransferSummary",
    "Verification",
    "Wire",
    "Withdrawal",
    "Withheld",
    "Withholding",
]
