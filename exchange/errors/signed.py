"""Codes of what is signed: tokens, disclosures, records and what is shown of them."""

from collections.abc import Mapping

from exchange.errors.meaning import CORRECT, RETRY, SENDER, Meaning

JOSE: Mapping[str, Meaning] = {
    "json-malformed": Meaning("The text is not JSON in UTF-8.", CORRECT),
    "json-duplicate-member": Meaning("An object names the same member twice.", CORRECT),
    "json-number": Meaning("A number is not allowed here: too large, not finite, or not a whole number.", CORRECT),
    "json-too-deep": Meaning("The JSON is nested more than 32 levels deep.", CORRECT),
    "json-surrogate": Meaning("A string holds half of a surrogate pair.", CORRECT),
    "too-large": Meaning("It is larger than this door accepts.", "Send less at once; the limits are in the README."),
    "base64url-malformed": Meaning("A part is not canonical base64url without padding.", SENDER),
    "jws-malformed": Meaning("It is not a compact signed token of three parts.", SENDER),
    "jws-header": Meaning("The token's header is missing a member or has one that is not allowed.", SENDER),
    "typ-wrong": Meaning("The token is of another type than this place takes.", SENDER),
    "alg-wrong": Meaning("The token is not signed with ES256.", SENDER),
    "kid-unknown": Meaning("The key that signed this is not known (yet) as this council's key.", RETRY, heals=True),
    "signature-wrong": Meaning("The signature does not match: these are not the bytes that were signed.", SENDER),
    "key-malformed": Meaning("A public key is not a P-256 key in the agreed form.", SENDER),
    "jwe-malformed": Meaning("It is not an encrypted message in the agreed form.", SENDER),
    "decryption-failed": Meaning("The message could not be decrypted with the key it names.", SENDER),
    "decryption-key-unknown": Meaning(
        "It is encrypted to a key that this council does not hold.",
        "Fetch this council's current keys; it is tried again by itself.",
        heals=True,
    ),
}

SDJWT: Mapping[str, Meaning] = {
    "sd-jwt-malformed": Meaning("It is not an SD-JWT that ends in a tilde (key binding is not used).", SENDER),
    "sd-alg-unknown": Meaning("The digests use another algorithm than sha-256.", SENDER),
    "disclosure-malformed": Meaning("A disclosure is not of the right shape for its place.", SENDER),
    "disclosure-name": Meaning("A disclosure uses a name that is reserved or already taken.", SENDER),
    "disclosure-unused": Meaning("A disclosure is not mentioned by any digest.", SENDER),
    "digest-twice": Meaning("The same digest appears twice.", SENDER),
    "digest-misplaced": Meaning("A digest stands where none is allowed, or is not a digest.", SENDER),
    "claim-concealed": Meaning("A claim that must always be visible is concealed.", SENDER),
}

RECORD: Mapping[str, Meaning] = {
    "record-claims": Meaning("The record's envelope lacks a claim or has one that is not allowed.", SENDER),
    "vct-unknown": Meaning("The record is of a kind or version that is not known here.", "Upgrade, or ask the sender."),
    "schema-failed": Meaning("The content does not follow the schema.", "Correct each place that is listed."),
    "links-broken": Meaning("A part names another part that is not there.", "Correct each place that is listed."),
    "not-combined": Meaning(
        "The two are not halves of one combined assessment, or one of them holds the other person's data.",
        "Correct each place that is listed.",
    ),
    "presentation-claims": Meaning("The presentation's statement does not fit the record it presents.", SENDER),
    "presentation-audience": Meaning("The presentation is made out to someone else.", SENDER),
    "withheld-unlisted": Meaning("Something was left out without being listed as withheld.", SENDER),
    "purpose-unknown": Meaning("The purpose is not in the table of purposes.", CORRECT),
    "withhold-unknown": Meaning("What should be withheld is not in the record.", CORRECT),
    "section-forbidden": Meaning(
        "The table of purposes does not let this section go out for this purpose.",
        "Leave the section out; the table says on which ground.",
    ),
    "decisions-concealed": Meaning(
        "The record does not show what must be withheld from the person.",
        "Make the person's copy from the whole record.",
    ),
    "ground-unknown": Meaning("The ground for withholding is not in the list of grounds.", CORRECT),
    "attestation-claims": Meaning("The attestation lacks a claim or has one that is not allowed.", SENDER),
    "attestation-foreign": Meaning("The attestation is of another record.", "Send it with the record it is about."),
    "attestation-hearsay": Meaning(
        "Only the council that sealed a record can state who attested it.",
        "Ask that council, or whoever attested, to sign.",
    ),
    "too-many-attestations": Meaning(
        "No more attestations are kept over one record.", "One for each person or body that stands behind it is enough."
    ),
    "consent-missing": Meaning(
        "What crosses a border between nations needs the person's consent, and none is stated.",
        "Ask the person; state what they agreed to, on which basis, who took it and when.",
    ),
    "consent-not-basis": Meaning(
        "Consent is stated where sharing does not rest on it.",
        "Leave it out: for this purpose the law is the basis, and a person who says no would be misled.",
    ),
    "consent-malformed": Meaning("The consent lacks a part or has one that is not allowed.", CORRECT),
    "consent-exceeded": Meaning("More is shown than the person agreed to.", SENDER),
    "consent-withdrawn": Meaning(
        "The record says that the person did not agree, or took this consent back.", "Ask the person again."
    ),
    "subjects-differ": Meaning("The records are not all about the same person.", "Send one person's records only."),
    "schema-frozen": Meaning(
        "The schema file is released, and a released schema never changes.",
        "Make a new version; only a release that never left this machine may have its pin changed by hand.",
    ),
    "version-loop": Meaning("Records name each other as the one whose place they take.", SENDER),
    "version-forked": Meaning(
        "Two records take the place of the same one.", "Ask the council that sealed them which one counts."
    ),
    "version-gap": Meaning("A version between these is missing.", "Ask for all versions of the record."),
    "version-foreign": Meaning("A record takes the place of another council's, or of one of another kind.", SENDER),
    "status-list-malformed": Meaning("The status list is not in the agreed form.", SENDER),
    "status-list-expired": Meaning("The status list is out of date.", RETRY, heals=True),
}
