"""The store: the only room that speaks SQL. One council, one database: an SQLite file, or PostgreSQL.

Nothing is true here until it is committed, and everything that must be true together is one step:

    index = store.write(lambda tx: tx.log.append(digest, kind="record", nonce=nonce, at=now))
    page = store.read(lambda tx: tx.records.page(after=cursor, limit=50))

Rules:

- `write` runs a step in a savepoint on the one writer thread. Steps that wait together share a commit and one sync of
  the disk; a step that raises undoes only itself. It returns after the commit, and never before.
- A step sees one transaction, with an attribute for each thing a council keeps (`tx.records`, `tx.outbox`, ...). It
  touches nothing else, so that it may be undone, and so that nobody waits for a network with the lock held.
- Values that come out are frozen; rows, sessions and statements stay in. Times, nonces and random picks come in.
- What must be unique is a constraint of the database. Where one is broken `Conflict` names the key, nothing is written,
  and the step may go on.
- A page is cut by a position that only grows, and every look-up has its index: no request costs more because more is
  stored.
- Personal values are encrypted at rest, each body under its own key. `erase` destroys the keys; what was signed stays.

The tests of this room run on both databases, and each effect is cut off before and after its commit.
"""

from exchange.store.accounts import Account, Attempts
from exchange.store.attachments import Attachment
from exchange.store.attestations import StoredAttestation
from exchange.store.audited import Choice
from exchange.store.bodies import Vault
from exchange.store.cursors import cursor_of, position_of
from exchange.store.drafts import Draft
from exchange.store.errands import Due, Errand
from exchange.store.events import Event
from exchange.store.held import HeldMessage
from exchange.store.idempotency import Answer
from exchange.store.log import Entry, StoredCheckpoint
from exchange.store.members import Member
from exchange.store.messages import StoredMessage
from exchange.store.outbox import Lease, LeaseLost, Waiting
from exchange.store.own_records import OwnListing, Standing
from exchange.store.queues import Queue
from exchange.store.receipts import StoredReceipt
from exchange.store.records import ListedRecord, StoredRecord
from exchange.store.sessions import Session
from exchange.store.sql import Conflict
from exchange.store.statements import StoredStatement
from exchange.store.status import LIST_SIZE, ListFull, StoredStatusToken
from exchange.store.store import Store, plain_commit
from exchange.store.tokens import AccessToken
from exchange.store.trail import Step
from exchange.store.transaction import Transaction
from exchange.store.transfers import Listing, Order, Side, StoredTransfer
from exchange.store.writer import Commit, StoreClosed

__all__ = [
    "LIST_SIZE",
    "AccessToken",
    "Account",
    "Answer",
    "Attachment",
    "Attempts",
    "Choice",
    "Commit",
    "Conflict",
    "Draft",
    "Due",
    "Entry",
    "Errand",
    "Event",
    "HeldMessage",
    "Lease",
    "LeaseLost",
    "ListFull",
    "ListedRecord",
    "Listing",
    "Member",
    "Order",
    "OwnListing",
    "Queue",
    "Session",
    "Side",
    "Standing",
    "Step",
    "Store",
    "StoreClosed",
    "StoredAttestation",
    "StoredCheckpoint",
    "StoredMessage",
    "StoredReceipt",
    "StoredRecord",
    "StoredStatement",
    "StoredStatusToken",
    "StoredTransfer",
    "Transaction",
    "Vault",
    "Waiting",
    "cursor_of",
    "plain_commit",
    "position_of",
]
