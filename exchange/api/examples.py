"""Examples of request bodies, for people who read the contract and for the API pages. Each one is valid (tested)."""

from collections.abc import Mapping

from pydantic import BaseModel

from exchange.jose import JsonObject
from exchange.transfer import Arrived, Entered
from exchange.wire import Digests, NewAttestation, NewDecision, NewTransfer, Parcels, Withdrawal

_PLAN = "q0sKhV0m3Yk1Xo4c7eJtZ5n2bGd8RwUuL6yPfA9iTMc"
_ASSESSMENT = "Zb7nM2xQe4LrT8vKs1GdHp0WcYu5oJfA6iRkN3tXyEs"

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
        "basis": "wls-s56",
        "records": [_ASSESSMENT, _PLAN],
        "withhold": [{"record": _ASSESSMENT, "section": "risks", "item": "r5", "ground": "third-party"}],
        "worker": {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"},
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
        "worker": {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"},
    },
    Arrived: {"day": "2026-12-01"},
    Entered: {"form": "structured", "documents": [_ASSESSMENT, _PLAN], "localReference": "CE-20931"},
    Digests: {"digests": [_PLAN]},
    Parcels: {"messages": ["eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVydGV4dA.dGFn"]},
}
