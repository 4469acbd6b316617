"""What the bodies of messages are made of: the people, the records that travel, days, and the codes that never vanish.

Permanent members (days, codes, ids, digests) are what stage and duty are computed from; a field marked `ALWAYS` or
`MAYBE` is personal or free text, travels as a disclosure, and reads as None once it is erased.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from exchange.transfer.conceal import ALWAYS
from exchange.transfer.days import check_day
from exchange.transfer.strict import Code, Day, Different, Digest, Line, Model

Side: TypeAlias = Literal["sending", "receiving"]
Confidence: TypeAlias = Literal["certain", "likely", "possible"]
Basis: TypeAlias = Literal["wls-s56", "wls-power", "wls-carer", "eng-s37", "cross-border", "sct-s86"]
Outcome: TypeAlias = Literal["accepted", "varied", "afresh", "dropped"]

ONE_YEAR, TWO_YEARS = 366, 731
MAX_DOCUMENTS = 20
MAX_NEEDS = 500


class Body(Model):
    """What a message says. `back_days` and `ahead_days`: how far its days may lie from the day it is signed."""

    back_days: ClassVar[int] = ONE_YEAR
    ahead_days: ClassVar[int] = TWO_YEARS

    def days(self) -> Iterator[tuple[str, date]]:
        """The days it states, each with its JSON pointer."""
        yield from ()

    def check_days(self, *, said_at: datetime) -> None:
        """Refuse (`day-malformed`) a day too far from the moment of signing."""
        for at, day in self.days():
            check_day(day, said_at=said_at, back_days=self.back_days, ahead_days=self.ahead_days, at=f"/body{at}")

    @property
    def opened_by(self) -> Side | None:
        """If it opens a transfer: which of the two councils its sender is."""
        return None

    @property
    def topic(self) -> str:
        """What, within its type, it is about: a code that the table of moves tells apart, or nothing."""
        return ""


class Identifier(Model):
    """A number by which a system knows the person, such as the NHS number."""

    system: Line
    value: Line


class Person(Model):
    """Who is moving: enough to find the person, no more."""

    name: Line
    birth_date: Day | None = None
    identifiers: Annotated[tuple[Identifier, ...], Field(max_length=10), Different] = ()


class Worker(Model):
    """The worker to speak to."""

    name: Line
    role: Line
    contact: Line


class Document(Model):
    """A record that travels with the message, named by its digest and the digest of its presentation."""

    record: Digest
    presentation: Digest
    kind: Code
    vct: Annotated[str, Field(pattern=r"^urn:[A-Za-z0-9.:-]{1,200}$")]


def _no_document_twice(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    records = {document.record for document in documents}
    presentations = {document.presentation for document in documents}
    if not len(records) == len(presentations) == len(documents):
        raise PydanticCustomError("twice", "named twice")
    return documents


Documented = Annotated[tuple[Document, ...], Field(max_length=MAX_DOCUMENTS), AfterValidator(_no_document_twice)]
Digests = Annotated[tuple[Digest, ...], Field(max_length=MAX_DOCUMENTS), Different]


class Consent(Model):
    """The person's consent to ask about them across a border of two nations: on which capacity, taken when, by whom.

    Consent to *show* a record there is signed with its presentation, and stands nowhere else.
    """

    capacity: Literal["has-capacity", "competent-child", "parental-responsibility", "lpa", "deputy", "best-interests"]
    taken_on: Day
    taken_by: Annotated[Worker | None, ALWAYS] = None


def must(holds: object, rule: str) -> None:
    """Refuse (as a model's rule) a body whose members do not fit together."""
    if not holds:
        raise PydanticCustomError("members-differ", rule)
