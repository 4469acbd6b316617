"""Journeys: one file for each thing that happens in the life of a council, one public function each.

A journey reads top to bottom like a page of the service manual. It is the only place that opens a transaction: all
that must be true together (the effect, the idempotency key, the log entry, the outbox row, the receipt) is written in
one `node.store.write(step)`, which returns after the commit. No network call is made inside one. Journeys do not call
each other; what two of them share is an act of the node (`node/`) or belongs to a noun.
"""
