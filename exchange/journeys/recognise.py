"""Recognise: whose access token this is, and what it covers."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

from exchange.errors import Refusal
from exchange.jose import b64u
from exchange.node import Node

PREFIX = "ex_"


def recognise(node: Node, secret: str, *, scope: str) -> str:
    """The name of the case system that holds this token; refuses `not-authenticated` or `not-permitted`."""
    token = node.store.read(lambda tx: tx.tokens.find(_hash(secret)))
    if token is None or token.revoked_at is not None or token.expires_at <= node.now():
        raise Refusal("not-authenticated")
    if scope not in token.scopes:
        raise Refusal("not-permitted")
    return token.name


def admit(node: Node, name: str, *, scopes: Collection[str], days: int) -> str:
    """Make an access token for a case system and return it; only its hash is kept."""
    secret = PREFIX + b64u(node.random(32))
    expires_at = node.now() + timedelta(days=days)
    node.store.write(lambda tx: tx.tokens.add(_hash(secret), name=name, scopes=scopes, expires_at=expires_at))
    return secret


def _hash(secret: str) -> str:
    """A plain hash is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
