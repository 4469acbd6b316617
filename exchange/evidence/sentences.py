"""What the lines of a report say when something holds or is worth knowing.

What fails, and what is missing, is said in the words of the one table of codes (`exchange.errors`).
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "file-read": "The file is in the agreed form, byte for byte.",
    "chain-verified": "%(council)s is vouched for by %(anchor)s, whose keys are pinned here, from %(start)s "
    "until %(end)s.",
    "record-genuine": "%(council)s sealed this “%(kind)s” on %(at)s; signature, disclosures and form are genuine.",
    "record-withheld": "Not passed on: %(places)s.",
    "record-unknown-parts": "%(count)s of its parts are of a newer version than this program knows; they are genuine.",
    "presentation-genuine": "%(council)s passed it on to %(audience)s on %(at)s (%(purpose)s), stating what was "
    "left out.",
    "record-cites": "It rests on %(count)s other records: %(carried)s needs kept, %(changed)s changed, "
    "%(afresh)s afresh.",
    "new-record-genuine": "%(council)s sealed this “%(kind)s” of its own on %(at)s; its content is not in the file.",
    "adoption-fits": "What they cite is what was decided: %(carried)s of %(shown)s needs were kept as they stood.",
    "consent-stated": "The person agreed on %(on)s that %(count)s sections cross the border (%(basis)s); "
    "taken by: %(by)s.",
    "attestation-genuine": "Over %(record)s, as of %(on)s, signed on %(at)s. %(words)s",
    "subjects-same": "All %(count)s records are about the same person.",
    "schema-known": "The file names the very schema that this program knows.",
    "status-valid": "The list of its council of %(at)s says that it is valid.",
    "message-genuine": "%(council)s signed this “%(type)s” to %(audience)s on %(at)s.",
    "message-erased": "%(count)s personal parts of it are not shown; signature, order and duty stand without them.",
    "message-placed": "It follows on from all that its sender had said and seen, and was allowed at that point.",
    "documents-present": "All %(count)s records that it names are in the file and genuine.",
    "decisions-fit": "It decides only on needs that it was shown.",
    "receipt-genuine": "%(council)s signed on %(at)s that the “%(type)s” was %(outcome)s.",
    "entry-proven": "It is proven to stand in the public log of %(council)s, as entry %(index)s of %(size)s.",
    "stage-reached": "The transfer stands at: %(stage)s.",
    "duty-held": "On %(day)s the duty lay with %(council)s%(expected)s. %(rule)s (%(citation)s%(reading)s)",
    "duty-disputed": "On %(day)s the duty was disputed, and %(council)s led. %(rule)s (%(citation)s%(reading)s)",
    "duty-nobody": "On %(day)s no duty follows from what the file shows%(why)s.",
    "link-undone": "%(council)s stated that records were linked with the wrong person, noticed on %(day)s.",
    "later-unseen": "What was signed after the newest part of this file cannot be seen from it.",
    "unsigned-part": "It was stated by whoever gathered the file; nobody signed it.",
}
