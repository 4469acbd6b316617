"""The council's own sign-in service (OpenID Connect Core 1.0), seen from here as a relying party.

Code flow with PKCE (RFC 7636, S256), `state` and `nonce`, through `Outbound` like every call to others. What the
service says of itself must be under the name in the settings; its ID token is believed only if one of its keys signed
it, with RS256, PS256 or ES256, for this node, for this hop, just now. Nothing here is kept, and nobody is let in: that
is for the journey `sign_in_oidc`.

    hop = Hop(secret)                             # 256 random bits that the browser keeps in a cookie
    url = service.ask(hop, redirect_uri=uri)      # where the browser is sent
    identity = service.redeem(code, hop=hop, redirect_uri=uri, now=now)
"""

from exchange.oidc.hop import Hop
from exchange.oidc.id_token import Identity, check_id_token
from exchange.oidc.service import SignInService

__all__ = ["Hop", "Identity", "SignInService", "check_id_token"]
