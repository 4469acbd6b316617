"""Examples of request bodies, for people who read the contract and for the API pages. Each one is valid (tested)."""

from collections.abc import Mapping

from pydantic import BaseModel

from exchange.jose import JsonObject
from exchange.transfer import (
    Arrived,
    Cancelled,
    Completed,
    DeliveredByHand,
    Dispute,
    Entered,
    NotOurs,
    Recall,
    Resolved,
    Update,
    WrongPerson,
)
from exchange.wire import (
    Digests,
    KnownPerson,
    MoreWanted,
    NewAttestation,
    NewClosing,
    NewDecision,
    NewDestruction,
    NewMatch,
    NewRequest,
    NewTransfer,
    Parcels,
    PersonNotKnown,
    RecordsRefused,
    RecordsSent,
    Withdrawal,
)

_PLAN = "q0sKhV0m3Yk1Xo4c7eJtZ5n2bGd8RwUuL6yPfA9iTMc"
_ASSESSMENT = "Zb7nM2xQe4LrT8vKs1GdHp0WcYu5oJfA6iRkN3tXyEs"
_MESSAGE = "W1pQ8hVt6RzLx0Nc3aKfYd5sGjUe9MbTo7iJvDr2ElA"
_DAFYDD: JsonObject = {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"}
_NON: JsonObject = {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"}
_NUMBER: JsonObject = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}
_MEGAN: JsonObject = {"names": ["Megan Pritchard"], "birthDate": "1941-03-14", "numbers": [_NUMBER]}

EXAMPLES: Mapping[type[BaseModel], JsonObject] = {
    NewAttestation: {
        "stated": {
            "says": "assessed",
            "role": "assessor",
            "on": "2026-10-30",
            "who": {
                "name": "Dafydd Rhys Morgan",
                "registration": {"body": "social-care-wales", "number": "W/0001234"},
                "signIn": "oidc",
            },
        }
    },
    Withdrawal: {"reason": "entered-in-error"},
    NewTransfer: {
        "to": "W06000008",
        "day": "2026-12-01",
        "confidence": "certain",
        "records": [_ASSESSMENT, _PLAN],
        "withhold": [{"record": _ASSESSMENT, "section": "risks", "item": "r5", "ground": "third-party"}],
        "worker": _DAFYDD,
        "reason": "Moving to be near her sister.",
    },
    NewDecision: {
        "assessment": "proportionate",
        "needs": [
            {"record": _ASSESSMENT, "need": "n1", "outcome": "accepted"},
            {"record": _ASSESSMENT, "need": "n2", "outcome": "varied", "reason": "The new home has a level shower."},
        ],
        "dayOne": [
            {
                "need": "n1",
                "startsOn": "2026-12-01",
                "how": "Two calls a day, in Welsh.",
                "provider": "Gofal Aeron",
                "owner": "Non Evans",
            }
        ],
        "worker": _NON,
    },
    Arrived: {"day": "2026-12-01"},
    Entered: {"form": "structured", "documents": [_ASSESSMENT, _PLAN], "localReference": "CE-20931"},
    NewRequest: {
        "to": "W06000002",
        "day": "2026-12-01",
        "confidence": "likely",
        "asks": [{"kind": "care-and-support-plan"}, {"kind": "assessment", "sections": ["needs", "risks"]}],
        "told": {"on": "2026-11-20", "by": "person"},
        "person": {"name": "Megan Pritchard", "birthDate": "1941-03-14", "identifiers": [_NUMBER]},
        "worker": _NON,
    },
    MoreWanted: {
        "asks": [{"kind": "assessment", "sections": ["risks"]}],
        "worker": _NON,
        "reason": "For the first night.",
    },
    RecordsSent: {"of": _MESSAGE, "records": [_PLAN], "leftOut": [{"kind": "assessment", "ground": "not-held"}]},
    RecordsRefused: {"of": _MESSAGE, "ground": "outside-s56", "worker": _DAFYDD},
    PersonNotKnown: {"of": _MESSAGE, "worker": _DAFYDD},
    Update: {"about": "date", "day": "2026-12-08", "confidence": "certain"},
    KnownPerson: _MEGAN,
    NewMatch: {"person": _MEGAN, "by": _NON, "localReference": "CE-20931"},
    WrongPerson: {"fault": "receiving", "noticedOn": "2026-11-25", "undoes": _MESSAGE},
    NotOurs: {"ground": "not-resident", "lead": "sending", "reason": "The placement is in a care home."},
    Completed: {"day": "2027-01-12", "assessment": "proportionate", "records": [_PLAN]},
    Cancelled: {"ground": "not-moving", "reason": "She stays with her brother."},
    Recall: {"scope": "documents", "ground": "misdirected", "records": [_ASSESSMENT]},
    NewDestruction: {"of": _MESSAGE, "by": _NON, "how": "The keys were destroyed; nothing was printed."},
    Dispute: {"about": "day-of-move", "lead": "sending"},
    Resolved: {"of": [_MESSAGE], "how": "agreed", "holder": "receiving", "startsOn": "2026-12-01"},
    NewClosing: {"day": "2027-01-14", "statement": "All was handed over; the last call was on the day of the move."},
    DeliveredByHand: {"day": "2026-11-30", "manner": "encrypted-file", "records": [_PLAN]},
    Digests: {"digests": [_PLAN]},
    Parcels: {"messages": ["eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVydGV4dA.dGFn"]},
}
