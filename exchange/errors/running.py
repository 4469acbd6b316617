"""Codes of a running node and of an auditor's check: doors, set-up, store, evidence."""

from collections.abc import Mapping

from exchange.errors.meaning import CORRECT, RETRY, Meaning

DOORS: Mapping[str, Meaning] = {
    "not-authenticated": Meaning(
        "No valid access token came with the request.",
        "Send 'Authorization: Bearer …' with a token made by 'exchange token'.",
    ),
    "not-permitted": Meaning("The access token does not cover this.", "Ask for a token with the scope it needs."),
    "not-found": Meaning("There is nothing here under this name.", "Check the address."),
    "method-wrong": Meaning("This address does not take this method.", "See the API pages under /docs."),
    "media-type": Meaning("The body is not of a media type that this door takes.", "Send application/json."),
    "parameter-wrong": Meaning("A parameter is missing or not of the right form.", CORRECT),
    "idempotency-key-missing": Meaning(
        "The request has no Idempotency-Key.", "Send a fresh unique value, and the same one when you try again."
    ),
    "idempotency-key-reused": Meaning("This Idempotency-Key was used for another request.", "Use a fresh value."),
    "record-unknown": Meaning("There is no such record here.", "Check the record's digest."),
    "record-changed": Meaning("The record has been superseded; a newer version exists.", "Use the newer one."),
    "record-withdrawn": Meaning(
        "The record was withdrawn as entered in error.", "Publish a corrected record, and send that one."
    ),
    "busy": Meaning("The server is busy.", RETRY, heals=True),
    "internal": Meaning(
        "Something went wrong on our side; nothing was changed.",
        "Try again later with the same Idempotency-Key; tell the operator if it stays.",
        heals=True,
    ),
    "peer-unreachable": Meaning("The other council's server does not answer.", RETRY, heals=True),
    "peer-busy": Meaning("The other council's server asks to be left alone for a while.", RETRY, heals=True),
    "peer-answer": Meaning("The other council's server gave an answer that makes no sense.", RETRY, heals=True),
    "setup-incomplete": Meaning(
        "This council is not set up completely.",
        "If it is new, the federation operator has to enrol it first; docs/settings.md explains each setting.",
    ),
}

SETUP: Mapping[str, Meaning] = {
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

PEOPLE: Mapping[str, Meaning] = {
    "sign-in-wrong": Meaning(
        "The login or the password is wrong.", "Try again. After five times nobody can sign in here for a while."
    ),
    "sign-in-locked": Meaning(
        "Too many sign-ins with this login have failed.", "Wait a quarter of an hour or longer, then try again."
    ),
    "not-signed-in": Meaning("You are not signed in.", "Sign in."),
    "session-ended": Meaning("You have been signed out.", "Sign in again; what you had saved is still there."),
    "draft-changed": Meaning(
        "Somebody else has changed this in the meantime.", "Look at what is there now, then add your changes to it."
    ),
    "account-exists": Meaning("There is an account with this login already.", "Choose another login."),
    "account-unknown": Meaning(
        "There is no account with this login.", "'exchange account list FOLDER' lists the accounts."
    ),
    "password-weak": Meaning(
        "The password is shorter than 12 characters, or longer than 256.",
        "Choose a longer one, such as four words that have nothing to do with each other.",
    ),
}

STORE: Mapping[str, Meaning] = {
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

EVIDENCE: Mapping[str, Meaning] = {
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
