"""What the lines of a report say when something holds or is worth knowing.

What fails, and what is missing, is said in the words of the one table of codes (`exchange.errors`).
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "file-read": "The file is in the agreed form, byte for byte.",
    "chain-verified": "{council} is vouched for by {anchor}, whose keys are pinned here, from {start} until {end}.",
    "record-genuine": "{council} sealed this “{kind}” on {at}; signature, disclosures and form are genuine.",
    "record-withheld": "Not passed on: {places}.",
    "record-unknown-parts": "{count} of its parts are of a newer version than this program knows; they are genuine.",
    "presentation-genuine": "{council} passed it on to {audience} on {at} ({purpose}), stating what was left out.",
    "record-cites": "It rests on {count} other records: {carried} needs kept, {changed} changed, {afresh} afresh.",
    "new-record-genuine": "{council} sealed this “{kind}” of its own on {at}; its content is not in the file.",
    "adoption-fits": "What they cite is what was decided: {carried} of {shown} needs were kept as they stood.",
    "consent-stated": "The person agreed on {on} that {count} sections cross the border ({basis}); taken by: {by}.",
    "attestation-genuine": "Over {record}, as of {on}, signed on {at}. {words}",
    "subjects-same": "All {count} records are about the same person.",
    "schema-known": "The file names the very schema that this program knows.",
    "status-valid": "The list of its council of {at} says that it is valid.",
    "message-genuine": "{council} signed this “{type}” to {audience} on {at}.",
    "message-erased": "{count} personal parts of it are not shown; signature, order and duty stand without them.",
    "message-placed": "It follows on from all that its sender had said and seen, and was allowed at that point.",
    "documents-present": "All {count} records that it names are in the file and genuine.",
    "decisions-fit": "It decides only on needs that it was shown.",
    "receipt-genuine": "{council} signed on {at} that the “{type}” was {outcome}.",
    "entry-proven": "It is proven to stand in the public log of {council}, as entry {index} of {size}.",
    "stage-reached": "The transfer stands at: {stage}.",
    "duty-held": "On {day} the duty lay with {council}{expected}. {rule} ({citation}{reading})",
    "duty-disputed": "On {day} the duty was disputed, and {council} led. {rule} ({citation}{reading})",
    "duty-nobody": "On {day} no duty follows from what the file shows{why}.",
    "link-undone": "{council} stated that records were linked with the wrong person, noticed on {day}.",
    "later-unseen": "What was signed after the newest part of this file cannot be seen from it.",
    "unsigned-part": "It was stated by whoever gathered the file; nobody signed it.",
}
