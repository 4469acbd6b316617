"""Codes of what councils say to each other: trust, logs, transfers."""

from collections.abc import Mapping

from exchange.errors.meaning import CORRECT, RETRY, SENDER, Meaning

TRUST: Mapping[str, Meaning] = {
    "statement-claims": Meaning("A federation statement lacks a claim or has one that is not allowed.", SENDER),
    "chain-broken": Meaning("The trust chain does not lead from this council to the federation's anchor.", SENDER),
    "chain-expired": Meaning("The trust chain has expired.", RETRY, heals=True),
    "anchor-unknown": Meaning(
        "The trust chain ends at an anchor that is not pinned here.",
        "Check which anchor file in keys/ belongs to your federation.",
    ),
    "anchor-key-unpinned": Meaning(
        "The anchor signed this with a key that is not pinned here, or outside its days.",
        "Compare the anchor file in keys/ with what the federation's operator publishes.",
    ),
    "anchor-malformed": Meaning(
        "The anchor file is not in the agreed form.", "Take the file from the federation's operator again."
    ),
    "statement-from-future": Meaning(
        "A federation statement was issued later than now: one of two clocks is wrong.",
        "Check this machine's clock; if it is right, tell who signed the statement.",
        heals=True,
    ),
    "policy-conflict": Meaning(
        "The federation's metadata policies are malformed or contradict each other.",
        "Tell the federation's operator; no council can correct it.",
    ),
    "metadata-policy": Meaning("The council's metadata breaks the federation's policy.", SENDER),
    "constraint-broken": Meaning("The trust chain breaks a constraint of the federation.", SENDER),
    "key-two-roles": Meaning("One key is used in two roles.", "Make a key of its own for each role."),
    "entity-unknown": Meaning(
        "This council is not (yet) known as a member of the federation.",
        "Check that it is enrolled; members are looked up again within a minute.",
        heals=True,
    ),
    "not-social-services": Meaning(
        "This is not an authority that does social care (a district, or not in force).",
        "Send to the county, unitary, borough or trust that does.",
    ),
    "council-unknown": Meaning("No council has this code.", "Use the nine-character GSS code, such as W06000002."),
    "same-council": Meaning("Sender and receiver are the same council.", "Choose the council the person moves to."),
}

TLOG: Mapping[str, Meaning] = {
    "note-malformed": Meaning("It is not a signed note in the agreed form.", SENDER),
    "note-unsigned": Meaning("The note is not signed by the log's own key.", SENDER),
    "checkpoint-malformed": Meaning("The checkpoint is not in the agreed form, or of another log.", SENDER),
    "vkey-malformed": Meaning("A log's key is not an Ed25519 key in the agreed form.", SENDER),
    "proof-malformed": Meaning("The proof is not in the agreed form.", SENDER),
    "proof-wrong": Meaning("The proof does not lead from this entry to the checkpoint's root.", SENDER),
}

TRANSFER: Mapping[str, Meaning] = {
    "message-claims": Meaning("The message lacks a claim or has one that is not allowed.", SENDER),
    "message-type-unknown": Meaning(
        "This version does not know messages of this type.", "Upgrade; it is tried again by itself.", heals=True
    ),
    "audience-wrong": Meaning("The message is made out to another council.", SENDER),
    "envelope-differs": Meaning("The outside of the envelope says something else than the inside.", SENDER),
    "parcel-malformed": Meaning("What is in the envelope is not a message and its attachments.", SENDER),
    "attachment-unnamed": Meaning("What is attached is not what the message names.", SENDER),
    "message-id-reused": Meaning("Two different messages carry the same id.", SENDER),
    "expected-seq": Meaning("An earlier message of this transfer is still missing.", RETRY, heals=True),
    "forked": Meaning(
        "Two different messages claim the same place in this transfer.",
        "Both are kept; the two councils' technical contacts must talk.",
    ),
    "move-not-allowed": Meaning(
        "This step is not possible at this stage of the transfer.",
        "Look at the transfer's stage; it shows what is possible now.",
    ),
    "plan-missing": Meaning(
        "A council that says that a person is moving must send the care and support plan.",
        "Publish the plan and name it among the records.",
    ),
    "not-requested": Meaning(
        "The receiving council has no standing request for a record of this kind.",
        "Send the plan now; the rest travels when that council asks for it.",
    ),
    "outside-s56": Meaning(
        "The law of portability does not cover this person: looked-after children move by plans of another kind.",
        "Speak with the other council outside this system; nothing was sent.",
    ),
    "basis-unknown": Meaning(
        "No rule is known by which a duty would pass on this basis between these two councils.",
        "Choose the basis that fits the two nations and how the person is served.",
    ),
    "not-matched": Meaning(
        "These records rest in quarantine: nobody has confirmed whose they are.",
        "Match the person by two independent factors first.",
    ),
    "factors-missing": Meaning(
        "The person is not named by two factors: a name, and a date of birth or a number.",
        "Say more about the person; by one factor alone the wrong one may be found.",
    ),
    "match-refused": Meaning(
        "This is not the same person, or too little agrees to say so.",
        "Look at each reason. If both records are right, tell the other council 'wrong-person'.",
    ),
    "second-person-needed": Meaning(
        "The match is weak: a second person must look as well.",
        "Have somebody else compare the two records, and name them as 'second'.",
    ),
    "recall-unknown": Meaning("There is no such recall in this transfer.", "Name the recall by its message's digest."),
    "too-many-requests": Meaning(
        "This council has asked about very many people in one day.",
        "It is tried again by itself; if all of them are real, the other council's operator can raise the limit.",
        heals=True,
    ),
    "citation-wrong": Meaning("The new record cites something that it was not shown, or not as decided.", CORRECT),
    "transfer-unknown": Meaning("There is no such transfer here.", "Check the transfer's id."),
    "not-party": Meaning("This council is not a party to this transfer.", "Check the transfer's id."),
    "need-unknown": Meaning("A need that is decided on is not in the records received.", CORRECT),
    "need-twice": Meaning("The same need is decided on twice.", CORRECT),
    "day-malformed": Meaning("The day is not a date, or too far away.", "Write the day as 2026-12-01."),
    "receipt-wrong": Meaning("The receipt is not this council's answer to this message.", SENDER),
}
