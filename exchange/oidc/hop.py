"""One hop of a browser to the sign-in service and back, all of it made from one secret that the browser alone keeps.

Nothing has to be kept here but that the hop is under way. Who comes back in another browser has another secret, so that
neither `state` nor `nonce` nor the PKCE verifier fits; who reads the store learns none of them.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from exchange.errors import Refusal
from exchange.jose import b64u


@dataclass(frozen=True)
class Hop:
    """What belongs to the hop of this secret: 256 random bits in base64url."""

    secret: str = field(repr=False)

    @property
    def nonce(self) -> str:
        """What the ID token must repeat (OpenID Connect Core §3.1.2.1)."""
        return self._made_for("nonce")

    @property
    def verifier(self) -> str:
        """What only who began the hop can show (RFC 7636 §4.1)."""
        return self._made_for("verifier")

    @property
    def challenge(self) -> str:
        """What is shown of it beforehand (RFC 7636 §4.2, S256)."""
        return b64u(hashlib.sha256(self.verifier.encode()).digest())

    @property
    def state(self) -> str:
        """What the browser must bring back (RFC 6749 §10.12)."""
        return self._made_for("state")

    def check_state(self, state: str) -> None:
        """Accept only the `state` of this hop; refuses `sign-in-strayed`."""
        if not hmac.compare_digest(self.state.encode(), state.encode("utf-8", "surrogatepass")):
            raise Refusal("sign-in-strayed")

    def _made_for(self, use: str) -> str:
        secret = self.secret.encode("utf-8", "surrogatepass")
        return b64u(hmac.digest(secret, f"sign-in {use}".encode(), "sha256"))
