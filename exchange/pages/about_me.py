"""Who somebody is to the other council: the job and the telephone number that they gave last time."""

from contextlib import suppress

from exchange.errors import Refusal
from exchange.journeys.keep_draft import read_draft, save_part
from exchange.pages.forms import Form, Problems
from exchange.pages.visits import Signed
from exchange.transfer import Worker

_KIND, _PART = "about-me", "worker"


def my_details(visit: Signed) -> dict[str, str]:
    """What a form begins with: `role` and `contact`, empty the first time."""
    kept = read_draft(visit.node, of=visit.who.account, kind=_KIND).get(_PART)
    value = kept.value if kept else None
    known = value if isinstance(value, dict) else {}
    return {name: str(known.get(name, "")) for name in ("role", "contact")}


def worker_in(visit: Signed, form: Form, problems: Problems) -> Worker | None:
    """The worker as the form says, kept for the next form; None where something is missing."""
    role = problems.need(form, "role", "Enter your job")
    contact = problems.need(form, "contact", "Enter a telephone number or e-mail address")
    if not role or not contact:
        return None
    kept = read_draft(visit.node, of=visit.who.account, kind=_KIND).get(_PART)
    with suppress(Refusal):  # another window of the same person was quicker: what it kept will do
        save_part(
            visit.node, visit.who, of=visit.who.account, kind=_KIND, part=_PART,
            base=kept.version if kept else 0, value={"role": role, "contact": contact},
        )  # fmt: skip
    return Worker(name=visit.who.name, role=role, contact=contact)
