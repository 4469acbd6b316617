"""The one error root, and the one table of codes.

A refusal says what was refused (`code`), where (`at`, a JSON pointer or a place, never a value), and carries every
finding when there is more than one. The table says in plain words what each code means, what to do next, and whether
the same bytes may be accepted later (`heals`). HTTP status is decided elsewhere, in `api/problems.py`.

Nothing here ever holds a person's data: `at` names places, sentences are constants.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Meaning:
    """What a code means: a sentence, what to do next, and whether trying again later may help."""

    sentence: str
    remedy: str
    heals: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: a code of the table, where it is, and the rule it breaks (never a value)."""

    code: str
    at: str = ""
    rule: str = ""


class Refusal(Exception):
    """Something was refused, and nothing was changed. `code` is stable; `at` is a place, never a value."""

    def __init__(
        self,
        code: str,
        at: str = "",
        *,
        findings: tuple[Finding, ...] = (),
        retry_after_seconds: int | None = None,
    ) -> None:
        self.meaning = CODES[code]
        self.code = code
        self.at = at
        self.retry_after_seconds = retry_after_seconds
        self.findings = findings or (Finding(code, at),)
        super().__init__(f"{code}{f' at {at}' if at else ''}: {self.meaning.sentence}")

    @property
    def heals(self) -> bool:
        """Whether the same bytes may be accepted later without anyone changing them."""
        return self.meaning.heals

    def moved(self, old: str, new: str) -> "Refusal":
        """The same refusal as its caller sees it: places that begin with `old` begin with `new` instead."""
        at, *places = (_moved(place, old, new) for place in (self.at, *(found.at for found in self.findings)))
        findings = tuple(replace(found, at=place) for found, place in zip(self.findings, places, strict=True))
        return Refusal(self.code, at, findings=findings, retry_after_seconds=self.retry_after_seconds)


def _moved(place: str, old: str, new: str) -> str:
    return new + place.removeprefix(old) if place.startswith(old) else place


_CORRECT = "Correct it and send it again."
_SENDER = "Ask the sender's technical contact to correct it; sending the same bytes again will not help."
_RETRY = "Nothing to do: it is tried again by itself."

_JOSE: Mapping[str, Meaning] = {
    "json-malformed": Meaning("The text is not JSON in UTF-8.", _CORRECT),
    "json-duplicate-member": Meaning("An object names the same member twice.", _CORRECT),
    "json-number": Meaning("A number is not allowed here: too large, not finite, or not a whole number.", _CORRECT),
    "json-too-deep": Meaning("The JSON is nested more than 32 levels deep.", _CORRECT),
    "json-surrogate": Meaning("A string holds half of a surrogate pair.", _CORRECT),
    "too-large": Meaning("It is larger than this door accepts.", "Send less at once; the limits are in the README."),
    "base64url-malformed": Meaning("A part is not canonical base64url without padding.", _SENDER),
    "jws-malformed": Meaning("It is not a compact signed token of three parts.", _SENDER),
    "jws-header": Meaning("The token's header is missing a member or has one that is not allowed.", _SENDER),
    "typ-wrong": Meaning("The token is of another type than this place takes.", _SENDER),
    "alg-wrong": Meaning("The token is not signed with ES256.", _SENDER),
    "kid-unknown": Meaning("The key that signed this is not known (yet) as this council's key.", _RETRY, heals=True),
    "signature-wrong": Meaning("The signature does not match: these are not the bytes that were signed.", _SENDER),
    "key-malformed": Meaning("A public key is not a P-256 key in the agreed form.", _SENDER),
    "jwe-malformed": Meaning("It is not an encrypted message in the agreed form.", _SENDER),
    "decryption-failed": Meaning("The message could not be decrypted with the key it names.", _SENDER),
    "decryption-key-unknown": Meaning(
        "It is encrypted to a key that this council does not hold.",
        "Fetch this council's current keys; it is tried again by itself.",
        heals=True,
    ),
}

_SDJWT: Mapping[str, Meaning] = {
    "sd-jwt-malformed": Meaning("It is not an SD-JWT that ends in a tilde (key binding is not used).", _SENDER),
    "sd-alg-unknown": Meaning("The digests use another algorithm than sha-256.", _SENDER),
    "disclosure-malformed": Meaning("A disclosure is not of the right shape for its place.", _SENDER),
    "disclosure-name": Meaning("A disclosure uses a name that is reserved or already taken.", _SENDER),
    "disclosure-unused": Meaning("A disclosure is not mentioned by any digest.", _SENDER),
    "digest-twice": Meaning("The same digest appears twice.", _SENDER),
    "digest-misplaced": Meaning("A digest stands where none is allowed, or is not a digest.", _SENDER),
    "claim-concealed": Meaning("A claim that must always be visible is concealed.", _SENDER),
}

_RECORD: Mapping[str, Meaning] = {
    "record-claims": Meaning("The record's envelope lacks a claim or has one that is not allowed.", _SENDER),
    "vct-unknown": Meaning("The record is of a kind or version that is not known here.", "Upgrade, or ask the sender."),
    "schema-failed": Meaning("The content does not follow the schema.", "Correct each place that is listed."),
    "links-broken": Meaning("A part names another part that is not there.", "Correct each place that is listed."),
    "not-combined": Meaning(
        "The two are not halves of one combined assessment, or one of them holds the other person's data.",
        "Correct each place that is listed.",
    ),
    "presentation-claims": Meaning("The presentation's statement does not fit the record it presents.", _SENDER),
    "presentation-audience": Meaning("The presentation is made out to someone else.", _SENDER),
    "withheld-unlisted": Meaning("Something was left out without being listed as withheld.", _SENDER),
    "purpose-unknown": Meaning("The purpose is not in the table of purposes.", _CORRECT),
    "withhold-unknown": Meaning("What should be withheld is not in the record.", _CORRECT),
    "section-forbidden": Meaning(
        "The table of purposes does not let this section go out for this purpose.",
        "Leave the section out; the table says on which ground.",
    ),
    "decisions-concealed": Meaning(
        "The record does not show what must be withheld from the person.",
        "Make the person's copy from the whole record.",
    ),
    "ground-unknown": Meaning("The ground for withholding is not in the list of grounds.", _CORRECT),
    "attestation-claims": Meaning("The attestation lacks a claim or has one that is not allowed.", _SENDER),
    "attestation-foreign": Meaning("The attestation is of another record.", "Send it with the record it is about."),
    "attestation-hearsay": Meaning(
        "Only the council that sealed a record can state who attested it.",
        "Ask that council, or whoever attested, to sign.",
    ),
    "consent-missing": Meaning(
        "What crosses a border between nations needs the person's consent, and none is stated.",
        "Ask the person; state what they agreed to, on which basis, who took it and when.",
    ),
    "consent-not-basis": Meaning(
        "Consent is stated where sharing does not rest on it.",
        "Leave it out: for this purpose the law is the basis, and a person who says no would be misled.",
    ),
    "consent-malformed": Meaning("The consent lacks a part or has one that is not allowed.", _CORRECT),
    "consent-exceeded": Meaning("More is shown than the person agreed to.", _SENDER),
    "consent-withdrawn": Meaning(
        "The record says that the person did not agree, or took this consent back.", "Ask the person again."
    ),
    "subjects-differ": Meaning("The records are not all about the same person.", "Send one person's records only."),
    "schema-frozen": Meaning(
        "The schema file is released, and a released schema never changes.",
        "Make a new version; only a release that never left this machine may have its pin changed by hand.",
    ),
    "version-loop": Meaning("Records name each other as the one whose place they take.", _SENDER),
    "version-forked": Meaning(
        "Two records take the place of the same one.", "Ask the council that sealed them which one counts."
    ),
    "version-gap": Meaning("A version between these is missing.", "Ask for all versions of the record."),
    "version-foreign": Meaning("A record takes the place of another council's, or of one of another kind.", _SENDER),
    "status-list-malformed": Meaning("The status list is not in the agreed form.", _SENDER),
    "status-list-expired": Meaning("The status list is out of date.", _RETRY, heals=True),
}

_TRUST: Mapping[str, Meaning] = {
    "statement-claims": Meaning("A federation statement lacks a claim or has one that is not allowed.", _SENDER),
    "chain-broken": Meaning("The trust chain does not lead from this council to the federation's anchor.", _SENDER),
    "chain-expired": Meaning("The trust chain has expired.", _RETRY, heals=True),
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
    "metadata-policy": Meaning("The council's metadata breaks the federation's policy.", _SENDER),
    "constraint-broken": Meaning("The trust chain breaks a constraint of the federation.", _SENDER),
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

_TLOG: Mapping[str, Meaning] = {
    "note-malformed": Meaning("It is not a signed note in the agreed form.", _SENDER),
    "note-unsigned": Meaning("The note is not signed by the log's own key.", _SENDER),
    "checkpoint-malformed": Meaning("The checkpoint is not in the agreed form, or of another log.", _SENDER),
    "vkey-malformed": Meaning("A log's key is not an Ed25519 key in the agreed form.", _SENDER),
    "proof-malformed": Meaning("The proof is not in the agreed form.", _SENDER),
    "proof-wrong": Meaning("The proof does not lead from this entry to the checkpoint's root.", _SENDER),
}

_TRANSFER: Mapping[str, Meaning] = {
    "message-claims": Meaning("The message lacks a claim or has one that is not allowed.", _SENDER),
    "message-type-unknown": Meaning(
        "This version does not know messages of this type.", "Upgrade; it is tried again by itself.", heals=True
    ),
    "audience-wrong": Meaning("The message is made out to another council.", _SENDER),
    "envelope-differs": Meaning("The outside of the envelope says something else than the inside.", _SENDER),
    "parcel-malformed": Meaning("What is in the envelope is not a message and its attachments.", _SENDER),
    "attachment-unnamed": Meaning("What is attached is not what the message names.", _SENDER),
    "message-id-reused": Meaning("Two different messages carry the same id.", _SENDER),
    "expected-seq": Meaning("An earlier message of this transfer is still missing.", _RETRY, heals=True),
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
    "transfer-unknown": Meaning("There is no such transfer here.", "Check the transfer's id."),
    "not-party": Meaning("This council is not a party to this transfer.", "Check the transfer's id."),
    "need-unknown": Meaning("A need that is decided on is not in the records received.", _CORRECT),
    "need-twice": Meaning("The same need is decided on twice.", _CORRECT),
    "day-malformed": Meaning("The day is not a date, or too far away.", "Write the day as 2026-12-01."),
    "receipt-wrong": Meaning("The receipt is not this council's answer to this message.", _SENDER),
}

_DOORS: Mapping[str, Meaning] = {
    "not-authenticated": Meaning(
        "No valid access token came with the request.",
        "Send 'Authorization: Bearer …' with a token made by 'exchange token'.",
    ),
    "not-permitted": Meaning("The access token does not cover this.", "Ask for a token with the scope it needs."),
    "not-found": Meaning("There is nothing here under this name.", "Check the address."),
    "method-wrong": Meaning("This address does not take this method.", "See the API pages under /docs."),
    "media-type": Meaning("The body is not of a media type that this door takes.", "Send application/json."),
    "parameter-wrong": Meaning("A parameter is missing or not of the right form.", _CORRECT),
    "idempotency-key-missing": Meaning(
        "The request has no Idempotency-Key.", "Send a fresh unique value, and the same one when you try again."
    ),
    "idempotency-key-reused": Meaning("This Idempotency-Key was used for another request.", "Use a fresh value."),
    "record-unknown": Meaning("There is no such record here.", "Check the record's digest."),
    "record-changed": Meaning("The record has been superseded; a newer version exists.", "Use the newer one."),
    "record-withdrawn": Meaning(
        "The record was withdrawn as entered in error.", "Publish a corrected record, and send that one."
    ),
    "busy": Meaning("The server is busy.", _RETRY, heals=True),
    "internal": Meaning(
        "Something went wrong on our side; nothing was changed.",
        "Try again later with the same Idempotency-Key; tell the operator if it stays.",
        heals=True,
    ),
    "peer-unreachable": Meaning("The other council's server does not answer.", _RETRY, heals=True),
    "peer-answer": Meaning("The other council's server gave an answer that makes no sense.", _RETRY, heals=True),
    "setup-incomplete": Meaning(
        "This council is not set up completely.",
        "If it is new, the federation operator has to enrol it first; docs/settings.md explains each setting.",
    ),
}

_SETUP: Mapping[str, Meaning] = {
    "setup-exists": Meaning(
        "A council or a federation operator is set up in this folder already.",
        "Choose another folder; nothing was changed.",
    ),
    "settings-absent": Meaning(
        "There is no exchange.toml in this folder.",
        "Name the folder of a council or of the federation operator, or set one up with 'exchange init'.",
    ),
    "settings-wrong": Meaning(
        "A setting is missing, unknown or not of the right form.",
        "Correct exchange.toml; docs/settings.md explains each setting.",
    ),
    "role-wrong": Meaning(
        "This folder is of the other kind: a council's instead of the federation operator's, or the reverse.",
        "The commands under 'exchange federation' take the operator's folder, the others a council's.",
    ),
    "key-absent": Meaning(
        "A private key is not where the settings say, or cannot be used.",
        "Put it back from your backup of the keys; docs/settings.md says where each one belongs.",
    ),
    "key-exposed": Meaning(
        "Others than its owner may read the file of a private key.",
        "Take their right away (chmod 600). If somebody may have read it, tell the federation operator.",
    ),
    "file-unusable": Meaning(
        "A file or folder cannot be read or written.", "Check its name, and that you are allowed to use it."
    ),
    "card-malformed": Meaning(
        "This is not a council's card.", "Ask the council for the file that 'exchange card' makes."
    ),
    "thumbprint-differs": Meaning(
        "The card is not signed with the key whose thumbprint was given.",
        "Do not enrol it. Have the council read the thumbprint out again, and send its card again.",
    ),
    "address-taken": Meaning(
        "The server cannot listen there: another program does, or the address is not this machine's.",
        "Choose another address with --port and --host, or end the other program.",
    ),
    "fault": Meaning(
        "This is a fault in the program.",
        "Please report it with the line above; if it could be a weakness, see SECURITY.md first.",
    ),
}

_EVIDENCE: Mapping[str, Meaning] = {
    "evidence-malformed": Meaning("It is not an evidence file in the agreed form.", "Ask for the file again."),
    "evidence-incomplete": Meaning("Something needed to check this is not in the file.", "Ask for the file again."),
    "evidence-unneeded": Meaning("Nothing else in the file is tied to this.", "Ask for the file again."),
    "signed-in-future": Meaning(
        "It says that it was signed later than now: one of two clocks is wrong.",
        "Check this machine's clock; if it is right, ask who signed it.",
        heals=True,
    ),
    "schema-differs": Meaning(
        "The file names another schema for this kind and version than this program knows.",
        "Compare the schema with the published one; a published schema never changes.",
    ),
    "log-split": Meaning(
        "A log has stated two different roots for one size: it shows different histories.",
        "Keep this file, and tell the federation's operator and the council whose log it is.",
    ),
    "log-foreign": Meaning("The message names another log than its sender's.", "Ask the sender."),
    "chain-later": Meaning(
        "Only a trust chain from after it was signed names the key that signed it.",
        "Ask its council for the chain of that time.",
    ),
    "content-absent": Meaning(
        "Its content is not in the file: it was erased or left out. What was signed of it stands.",
        "Nothing to do if the person was erased; otherwise ask for the file again.",
    ),
    "document-absent": Meaning("A record that the message names is not in the file.", "Ask for the file again."),
    "message-refused": Meaning(
        "Its addressee refused this message for good; it counts for nothing.", "See the code in the receipt."
    ),
    "receipt-missing": Meaning("No signed receipt shows that this message arrived.", "Ask its addressee."),
    "receipt-twice": Meaning("A second, different receipt was signed for the same message.", "Ask who signed it."),
    "receipt-names-fault": Meaning(
        "Its addressee found a fault in a record that was attached.", "See the verdicts in the receipt."
    ),
    "not-proven": Meaning(
        "The file does not prove that this stands in its signer's public log.",
        "Ask its signer for a proof; a signature without an entry is a misuse of the key.",
    ),
    "status-absent": Meaning("No status list in the file says whether the record still stands.", "Ask its council."),
    "status-entered-in-error": Meaning("Its council says that the record was entered in error.", "Do not rely on it."),
    "status-suspended": Meaning(
        "Its council says that the record is suspended: something in it is disputed.", "Ask its council."
    ),
    "status-superseded": Meaning("Its council says that a newer record takes this one's place.", "Ask its council."),
}

_STORE: Mapping[str, Meaning] = {
    "store-older": Meaning(
        "The database is not up to date with this program.", "Bring its tables up to date, then start again."
    ),
    "store-newer": Meaning(
        "The database was written by a newer version of this program.",
        "Install that version, or a newer one; nothing was changed.",
    ),
    "store-damaged": Meaning(
        "Something that was stored is missing, or was altered by another program.",
        "Stop the server and restore the database from a backup.",
    ),
}

CODES: Mapping[str, Meaning] = {
    **_JOSE,
    **_SDJWT,
    **_RECORD,
    **_TRUST,
    **_TLOG,
    **_TRANSFER,
    **_DOORS,
    **_SETUP,
    **_EVIDENCE,
    **_STORE,
}
