"""What each code is called, in English; the Welsh of it is in `locale/cy`. A page shows a name, never a code.

`TABLES` has one table for each set of codes that a message, an answer or a role can hold. What carries both languages
already (code lists, sections, grounds, purposes, the reasons of a comparison) is not here.
"""

from collections.abc import Mapping
from typing import Final

_Words = Mapping[str, str]

STAGES: Final[_Words] = {
    "refused": "Refused by the other council's system",
    "requested": "Records requested",
    "unmatched": "Person not known",
    "declined": "Request declined",
    "notified": "Move notified",
    "by-hand": "Handed over outside this system",
    "matched": "Person matched",
    "decided": "Decided",
    "arrived": "Person has moved",
    "entered": "Entered into the case record",
    "completed": "Own steps complete",
    "wrong-person": "Wrong person",
    "closed": "Closed",
    "recalled": "Recalled, to be destroyed",
    "destroyed": "Recalled and destroyed",
    "joined": "Joined with another transfer",
    "cancelled": "Cancelled",
    "disputed": "Disputed",
}
MESSAGES: Final[_Words] = {
    "notification": "Notification of a move",
    "request": "Request for records",
    "documents": "Answer to a request for records",
    "update": "Update",
    "matched": "Match of the person",
    "wrong-person": "Report of a wrong person",
    "decision": "Decision on each need",
    "not-ours": "Statement that the duty is not ours",
    "arrived": "Statement that the person has moved",
    "entered": "Statement that the records were entered",
    "completed": "Statement that own steps are complete",
    "cancelled": "Cancellation",
    "recall": "Recall",
    "destroyed": "Statement of destruction",
    "dispute": "Dispute",
    "resolved": "Resolution of a dispute",
    "closed": "Closure statement",
    "delivered-by-hand": "Statement of a handover outside this system",
}
SILENCES: Final[_Words] = {
    "receipt": "A receipt",
    "documents": "An answer to a request for records",
    "reply": "Another request, or a cancellation",
    "answer": "An answer to a question",
    "match": "A match of the person",
    "correction": "A correction after a wrong person",
    "decision": "A decision",
    "care": "Care for the first day",
    "explanation": "A written explanation",
    "arrival": "Word that the person has moved",
    "days": "One day of arrival instead of two",
    "entry": "Entry into the case record",
    "own-steps": "The council's own assessment and plan",
    "closing": "A closure statement",
    "destruction": "Destruction of what was recalled",
    "resolution": "Resolution of a dispute",
    "joining": "The joining of two transfers",
    "consent": "Recall of what rested on consent",
}
EVENTS: Final[_Words] = {
    "record.published": "A record was sealed here",
    "record.withdrawn": "A record was withdrawn here",
    "record.attested": "Somebody attested a record",
    "message.said": "This council sent a message",
    "message.delivered": "A message was delivered",
    "message.rejected": "The other council refused a message",
    "message.given-up": "Delivery of a message was given up",
    "message.received": "A message arrived",
    "message.refused": "This council refused a message",
    "message.held": "The other council contradicted itself",
    "deadline.due": "A reminder is due",
    "deadline.alarm": "A deadline has passed",
    "transfer.forgotten": "Details of a person who was not found were erased",
}
DELIVERIES: Final[_Words] = {
    "waiting": "On its way",
    "delivered": "Delivered",
    "rejected": "Refused by the other council",
    "given-up": "Delivery given up",
}
WHY: Final[_Words] = {
    "to-be-sent": "To be sent",
    "being-sent": "Being sent",
    "sent-again": "Being sent again",
    "put-off": "Tried again later",
    "left-alone": "The other council asks for a pause",
    "looked-up": "The other council is being looked up",
    "set-aside": "Set aside",
    "with-others": "Waiting with other messages",
    "no-worker": "Nothing here is sending",
    "given-up": "Delivery given up",
}
RECORD_STATUSES: Final[_Words] = {
    "valid": "Current",
    "entered-in-error": "Withdrawn as entered in error",
    "suspended": "Suspended",
    "superseded": "Superseded by a newer version",
    "not-fetched": "Status not looked up yet",
}
KINDS: Final[_Words] = {"assessment": "Assessment", "care-and-support-plan": "Care and support plan"}
IDENTITIES: Final[_Words] = {"open": "Not matched yet", "matched": "Person matched", "wrong-person": "Wrong person"}
GRADES: Final[_Words] = {"strong": "Strong match", "weak": "Weak match", "none": "No match"}
LIKENESSES: Final[_Words] = {
    "agrees": "Agrees",
    "near": "Nearly agrees",
    "differs": "Differs",
    "missing": "Missing on one side",
}
FACTORS: Final[_Words] = {
    "identifier": "Health number",
    "name": "Name",
    "birth-date": "Date of birth",
    "address": "Address",
}
SEVERITIES: Final[_Words] = {"ok": "Holds", "note": "Note", "warning": "Warning", "failed": "Does not hold"}
CONFIDENCES: Final[_Words] = {"certain": "Certain", "likely": "Likely", "possible": "Possible"}
BASES: Final[_Words] = {
    "wls-s56": "Within Wales, under section 56",
    "wls-power": "Within Wales, needs met under a power",
    "wls-carer": "Within Wales, a carer with a support plan",
    "eng-s37": "Within England, under section 37",
    "cross-border": "Between two nations of the United Kingdom",
    "sct-s86": "Within Scotland, under section 86",
}
SIDES: Final[_Words] = {"sending": "The sending council", "receiving": "The receiving council"}
FAULTS: Final[_Words] = {**SIDES, "unclear": "It is not clear whose mistake it was"}
NEED_OUTCOMES: Final[_Words] = {
    "accepted": "Accepted as it stands",
    "varied": "Varied",
    "afresh": "To be assessed afresh",
    "dropped": "Not carried over",
}
ASSESSMENTS: Final[_Words] = {
    "proportionate": "Proportionate assessment",
    "full": "Full assessment",
    "refused": "The person refused an assessment",
}
FORMS: Final[_Words] = {"structured": "As structured data", "attachment": "As attachments only"}
ANSWERS: Final[_Words] = {
    "sent": "Records sent",
    "refused": "Request refused",
    "no-match": "The person is not known here",
}
REFUSAL_GROUNDS: Final[_Words] = {
    "outside-s56": "The law of portability does not cover this person",
    "no-duty": "Served under a power only: no duty passes",
    "consent-missing": "The person's consent is missing",
    "identity-unproven": "It is not proven who the person is",
    "not-held": "No such record is held",
    "withheld": "Withheld on a ground of law",
}
NOT_OURS_GROUNDS: Final[_Words] = {
    "outside-s56": "The law of portability does not cover this person",
    "no-duty": "There is no duty that could pass",
    "not-resident": "The person does not live in the area",
    "deemed-elsewhere": "By law the person counts as living elsewhere",
    "not-our-area": "The address is not in the area",
}
CANCEL_GROUNDS: Final[_Words] = {
    "not-moving": "The person is not moving",
    "died": "The person has died",
    "moved-elsewhere": "The person has moved elsewhere",
    "withdrawn": "The notification or request is withdrawn",
    "consent-withdrawn": "The person has withdrawn consent",
    "outside-s56": "The law of portability does not cover this person",
    "no-match": "The person was not found",
    "in-error": "It was started in error",
}
CLOSING_REASONS: Final[_Words] = {
    "by-hand": "The records were handed over outside this system",
    "no-answer": "The other council does not answer",
    "not-entered": "The other council has not entered the records",
    "declined": "The request was declined",
    "no-match": "The person was not found",
    "wrong-person": "It was the wrong person",
    "determined": "A dispute was determined",
    "other": "Another reason",
}
DISPUTES: Final[_Words] = {
    "ordinary-residence": "Ordinary residence",
    "portability": "Portability of care and support",
    "day-of-move": "The day of the move",
    "cost": "Cost",
    "death": "The person's death",
    "other": "Another matter",
}
RESOLUTIONS: Final[_Words] = {
    "agreed": "By agreement",
    "determined": "By determination",
    "withdrawn": "The dispute was withdrawn",
}
RECALL_SCOPES: Final[_Words] = {"documents": "These records", "transfer": "The whole transfer"}
RECALL_GROUNDS: Final[_Words] = {
    "misdirected": "It went to the wrong council",
    "wrong-person": "It was the wrong person",
    "consent-withdrawn": "The person has withdrawn consent",
    "too-much": "More was sent than was needed",
}
MANNERS: Final[_Words] = {"encrypted-file": "As an encrypted file", "paper": "On paper", "in-person": "In person"}
TOPICS: Final[_Words] = {
    "date": "The day of the move has changed",
    "contact": "Whom to speak to",
    "question": "A question",
    "answer": "An answer",
    "joins": "Two transfers of one move are joined",
    "consent": "Consent was given or withdrawn",
}
MATTERS: Final[_Words] = {
    "plan": "The care and support plan",
    "carer-plan": "The carer's support plan",
    "outcomes": "The outcomes that the person wants",
    "views": "The person's views",
    "carer-support": "Support from a carer",
    "accommodation": "Suitability of the accommodation",
    "access": "Access to services and facilities",
}
TOLD_BY: Final[_Words] = {
    "person": "The person",
    "family": "Family",
    "carer": "A carer",
    "advocate": "An advocate",
    "attorney": "An attorney",
    "professional": "A professional",
    "other": "Somebody else",
}
EXPLAINED_TO: Final[_Words] = {
    "person": "The person",
    "carer": "A carer",
    "parent": "A parent",
    "advocate": "An advocate",
    "attorney": "An attorney",
    "deputy": "A deputy",
    "other": "Somebody else",
}
LANGUAGES: Final[_Words] = {"cy": "Welsh", "en": "English"}
ROLES: Final[_Words] = {
    "caseworker": "Caseworker",
    "auditor": "Auditor",
    "operator": "Operator",
    "federation-operator": "Federation operator",
    "case-system": "Case system",
}

TABLES: Final[Mapping[str, _Words]] = {
    "stages": STAGES,
    "messages": MESSAGES,
    "silences": SILENCES,
    "events": EVENTS,
    "deliveries": DELIVERIES,
    "why": WHY,
    "record-statuses": RECORD_STATUSES,
    "kinds": KINDS,
    "identities": IDENTITIES,
    "grades": GRADES,
    "likenesses": LIKENESSES,
    "factors": FACTORS,
    "severities": SEVERITIES,
    "confidences": CONFIDENCES,
    "bases": BASES,
    "sides": SIDES,
    "faults": FAULTS,
    "need-outcomes": NEED_OUTCOMES,
    "assessments": ASSESSMENTS,
    "forms": FORMS,
    "answers": ANSWERS,
    "refusal-grounds": REFUSAL_GROUNDS,
    "not-ours-grounds": NOT_OURS_GROUNDS,
    "cancel-grounds": CANCEL_GROUNDS,
    "closing-reasons": CLOSING_REASONS,
    "disputes": DISPUTES,
    "resolutions": RESOLUTIONS,
    "recall-scopes": RECALL_SCOPES,
    "recall-grounds": RECALL_GROUNDS,
    "manners": MANNERS,
    "topics": TOPICS,
    "matters": MATTERS,
    "told-by": TOLD_BY,
    "explained-to": EXPLAINED_TO,
    "languages": LANGUAGES,
    "roles": ROLES,
}
"""Every table of this page, by its name."""
