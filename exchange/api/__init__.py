"""The HTTP doors. A door knows who is calling, reads bytes strictly, calls one journey and writes the answer down.

`/v1/…` is for case systems (a token with scopes), `/federation/…` and `/.well-known/…` for other nodes (nobody is
believed but by signature), `/log/…`, `/status/…`, `/livez` and `/readyz` for everyone. Every refusal is a problem with
a stable code (RFC 9457). `openapi.yaml` is generated from here, committed, and tested to be what is served.
"""

from exchange.api.doors import build, contract

__all__ = ["build", "contract"]
