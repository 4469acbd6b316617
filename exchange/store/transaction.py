"""One transaction: an attribute for each thing a council keeps. Its values are frozen; its rows never leave it."""

from sqlalchemy import Connection

from exchange.store.accounts import Accounts
from exchange.store.attachments import Attachments
from exchange.store.attestations import Attestations
from exchange.store.audited import Audited
from exchange.store.bodies import Bodies, Vault
from exchange.store.chains import Chains
from exchange.store.copies import Copies
from exchange.store.drafts import Drafts
from exchange.store.errands import Errands
from exchange.store.events import Events
from exchange.store.held import Held
from exchange.store.idempotency import Idempotency
from exchange.store.log import Log
from exchange.store.members import Members
from exchange.store.messages import Messages
from exchange.store.outbox import Outbox
from exchange.store.own_records import OwnRecords
from exchange.store.proofs import Proofs
from exchange.store.queues import Queues
from exchange.store.receipts import Receipts
from exchange.store.records import Records
from exchange.store.reminders import Reminders
from exchange.store.search import Search
from exchange.store.sessions import Hops, Sessions
from exchange.store.sql import Sql
from exchange.store.statements import Statements
from exchange.store.status import StatusLists, StatusTokens
from exchange.store.tokens import Tokens
from exchange.store.trail import Trail
from exchange.store.transfers import Transfers


class Transaction:
    """What a step is given, and may use until it returns."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        sql = Sql(connection)
        bodies = Bodies(sql, vault)
        attachments = Attachments(sql, bodies)
        self.chains = Chains(sql)
        self.log = Log(sql)
        self.attestations = Attestations(sql, bodies, self.chains)
        self.records = Records(sql, bodies, self.chains, attachments, self.attestations)
        self.messages = Messages(sql, bodies, self.chains, attachments)
        self.held = Held(sql, bodies, self.chains)
        self.receipts = Receipts(sql, self.chains)
        self.search = Search(sql, vault)
        self.transfers = Transfers(sql, self.search)
        self.own_records = OwnRecords(sql, self.search)
        self.audited = Audited(sql)
        self.reminders = Reminders(sql)
        self.outbox = Outbox(sql)
        self.queues = Queues(sql)
        self.members = Members(sql, self.chains)
        self.statements = Statements(sql)
        self.events = Events(sql)
        self.errands = Errands(sql)
        self.idempotency = Idempotency(sql)
        self.tokens = Tokens(sql)
        self.status = StatusLists(sql)
        self.status_tokens = StatusTokens(sql)
        self.proofs = Proofs(sql)
        self.copies = Copies(sql)
        self.accounts = Accounts(sql)
        self.sessions = Sessions(sql)
        self.hops = Hops(sql)
        self.drafts = Drafts(sql, bodies)
        self.trail = Trail(sql)
