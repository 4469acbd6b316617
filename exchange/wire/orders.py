"""What case systems order in a transfer.

What a case system says has the very shape of the message that will be signed, so most bodies are the models of
`transfer/`. Here stands what the node completes itself (presentations, the grade of a match, a new transfer's id), and
what only erasure may take out of a message and must be there when it is said.
"""

from typing import Annotated

from pydantic import Field

from exchange.transfer import Asked, Closed, Consent, DayOne, Decision, LeftOut, Told, Worker
from exchange.transfer.bodies import MAX_DOCUMENTS, MAX_NEEDS, Confidence
from exchange.transfer.conceal import ALWAYS
from exchange.transfer.openings import RefusalGround
from exchange.transfer.parts import Person
from exchange.transfer.scope import Served
from exchange.transfer.strict import Code, Day, Different, Digest, Id, Line, Prose
from exchange.wire.parts import Gss, Wire

Digests = Annotated[tuple[Digest, ...], Field(max_length=MAX_DOCUMENTS), Different]
SectionName = Annotated[str, Field(pattern=r"^[A-Za-z]{1,60}$")]
Sections = Annotated[tuple[SectionName, ...], Field(max_length=60), Different]


class Withholding(Wire):
    """A section, or one item of it, that the receiver will not see; the ground is a code."""

    record: Digest
    section: str
    item: Id | None = None
    ground: Code | None = None


class ConsentToShow(Wire):
    """What the person agreed to show to a council of another nation: sections, capacity, taken when and by which role.

    The person may take it back at any time; `attestation` is the digest of one that says who took it.
    """

    scope: Annotated[Sections, Field(min_length=1)]
    capacity: Code
    taken_on: Day
    taken_by: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$", examples=["social-worker"])]
    attestation: Digest | None = None


class Shown(Wire):
    """Which records are sent, and what of them the other council will not see.

    `cleared` names sections that a worker decided to show although the table of purposes asks first. `consent` is
    needed across a border between nations, and refused inside one.
    """

    records: Annotated[Digests, Field(min_length=1)]
    withhold: Annotated[tuple[Withholding, ...], Field(max_length=MAX_NEEDS)] = ()
    cleared: Sections = ()
    consent: ConsentToShow | None = None


class NewTransfer(Shown):
    """A person is likely to move: which council, which day, which records, and how the person is served now."""

    to: Gss
    day: Day
    confidence: Confidence
    served: Served = "duty"
    worker: Worker
    reason: Prose | None = None
    new_address: Prose | None = None
    note: Prose | None = None


class NewRequest(Wire):
    """The person told us of a move: ask the one council that they named. `asks` names the kinds of records wanted.

    The person is named by two factors: the name, and a date of birth or a number. Across a border, `consent` says that
    they agree to be asked about.
    """

    to: Gss
    day: Day
    confidence: Confidence
    served: Served = "duty"
    asks: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different] = (
        Asked(kind="care-and-support-plan"),
    )
    told: Told
    person: Person
    worker: Worker
    consent: Consent | None = None
    new_address: Prose | None = None
    reason: Prose | None = None


class MoreWanted(Wire):
    """Records, or sections of them, that are needed besides those that came."""

    asks: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different]
    worker: Worker
    reason: Prose | None = None


class RecordsSent(Shown):
    """The records that were asked for (`of`), or of our own accord; and what is not sent, with the ground."""

    of: Digest | None = None
    left_out: Annotated[tuple[LeftOut, ...], Field(max_length=MAX_DOCUMENTS), Different] = ()
    worker: Worker | None = None
    reason: Prose | None = None


class RecordsRefused(Wire):
    """Nothing is sent: the request `of` is refused, on this ground."""

    of: Digest
    ground: RefusalGround
    worker: Worker | None = None
    reason: Prose | None = None


class PersonNotKnown(Wire):
    """Nothing is sent: nobody here is the person of the request `of`."""

    of: Digest
    worker: Worker | None = None
    reason: Prose | None = None


class KnownNumber(Wire):
    """A number by which a person is known; `previous`: it was theirs once."""

    system: Line
    value: Line
    previous: bool = False


class KnownPerson(Wire):
    """A person of your own case record, as far as it helps to tell people apart. It is compared, and not kept."""

    names: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]
    previous_names: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    birth_date: Day | None = None
    numbers: Annotated[tuple[KnownNumber, ...], Field(max_length=20)] = ()
    addresses: Annotated[tuple[Prose, ...], Field(max_length=20)] = ()
    uprns: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


class NewMatch(Wire):
    """This is the person of our own record, says `by`; where the comparison is weak, `second` has looked as well."""

    person: KnownPerson
    by: Worker
    second: Worker | None = None
    local_reference: Line | None = None


class NewDayOne(DayOne):
    """An arrangement from the first day: how the need is met, and who sees to it, must be said."""

    how: Annotated[Prose, ALWAYS]
    owner: Annotated[Line, ALWAYS]


class NewDecision(Decision):
    """A decision as a case system sends it, with the worker to speak to."""

    day_one: Annotated[tuple[NewDayOne, ...], Field(max_length=MAX_NEEDS)] = ()
    worker: Annotated[Worker, ALWAYS]


class NewDestruction(Wire):
    """Destroy what the recall `of` names, and say so: on which day, by whom."""

    of: Digest
    by: Worker
    how: Prose | None = None


class NewClosing(Closed):
    """Our part is over, says this statement."""

    statement: Annotated[Prose, ALWAYS]
