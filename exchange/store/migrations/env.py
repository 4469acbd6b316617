"""Run by Alembic for each upgrade, on the connection and in the transaction that `exchange.store.migrate` gives it."""

from alembic import context
from sqlalchemy import Connection

from exchange.store.columns import METADATA

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
