"""Tell the status: the signed list that says of each record whether it still stands."""

from datetime import timedelta

from exchange.errors import Refusal
from exchange.jose import digest_of
from exchange.node import Node, enter, newest_status_list
from exchange.record import Status, status_list_token
from exchange.store import LIST_SIZE, Transaction

LIFETIME = timedelta(hours=12)
RENEW_AFTER = timedelta(hours=1)


def tell_status(node: Node, number: int) -> str:
    """The list's token, signed anew each hour; refuses `not-found` for a list that does not exist."""
    uri = f"{node.entity_id}/status/{number}"
    newest = node.store.read(lambda tx: tx.status_tokens.newest(uri))
    if newest is not None and node.now() - newest.at < RENEW_AFTER:
        return newest.token
    return node.store.write(lambda tx: _sign(node, tx, uri, number))


def _sign(node: Node, tx: Transaction, uri: str, number: int) -> str:
    if not 0 <= number <= newest_status_list(tx):
        raise Refusal("not-found")
    now = node.now()
    token = status_list_token(
        uri,
        statuses={idx: Status(value) for idx, value in tx.status.statuses(uri).items()},
        size=LIST_SIZE,
        issued_at=now,
        expires_at=now + LIFETIME,
        signer=node.keyring.message,
        iss=node.entity_id,
    )
    enter(node, tx, digest_of(token.rpartition(".")[0]), kind="status-list")
    tx.status_tokens.put(uri, token, at=now)
    return token
