"""Calls to the sign-in service: what it says of itself, its keys, and a code for an ID token."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote_plus, urlencode, urlsplit

from exchange.errors import Refusal
from exchange.jose import JsonObject, loads
from exchange.oidc.hop import Hop
from exchange.oidc.id_token import Identity, check_id_token
from exchange.outbound import Answer, Outbound

_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_LIMIT = 262_144
_OK = 200


@dataclass(frozen=True)
class SignInService:
    """One sign-in service, by the name, client id and secret of the settings."""

    outbound: Outbound
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    roles_claim: str = "roles"

    def ask(self, hop: Hop, *, redirect_uri: str) -> str:
        """Where to send the browser; refuses `sign-in-unavailable`."""
        endpoint = self._endpoint(self._described(), "authorization_endpoint")
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid profile",
            "state": hop.state,
            "nonce": hop.nonce,
            "code_challenge": hop.challenge,
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def redeem(self, code: str, *, hop: Hop, iss: str | None, redirect_uri: str, now: datetime) -> Identity:
        """Who came, for the code that the browser brought back; `iss` is what came beside it.

        Refuses `sign-in-strayed` where another service answered, `sign-in-refused` where the code is not taken,
        `id-token-wrong`, and `sign-in-unavailable`.
        """
        described = self._described()
        told = described.get("authorization_response_iss_parameter_supported") is True
        if iss != self.issuer and (told or iss is not None):  # RFC 9207 §2.4
            raise Refusal("sign-in-strayed", "iss")
        token = self._token(self._endpoint(described, "token_endpoint"), code, hop, redirect_uri)
        return check_id_token(
            token,
            keys=self._json(self._fetch(self._endpoint(described, "jwks_uri"))),
            issuer=self.issuer,
            client_id=self.client_id,
            nonce=hop.nonce,
            roles_claim=self.roles_claim,
            now=now,
        )

    def _described(self) -> JsonObject:
        """What the service says of itself, under its own name (OpenID Connect Discovery §4.3)."""
        described = self._json(self._fetch(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"))
        if described.get("issuer") != self.issuer:
            raise Refusal("sign-in-unavailable", "issuer")
        return described

    def _endpoint(self, described: JsonObject, name: str) -> str:
        """One of its addresses: over https, unless the service itself is one of development without."""
        url = described.get(name)
        if not isinstance(url, str) or urlsplit(url).scheme not in ("https", urlsplit(self.issuer).scheme):
            raise Refusal("sign-in-unavailable", name)
        return url

    def _token(self, endpoint: str, code: str, hop: Hop, redirect_uri: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": hop.verifier,
        }
        # RFC 6749 §2.3.1: both are form-encoded before they are joined.
        pair = f"{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}"
        headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        try:
            answer = self.outbound.send(
                endpoint, urlencode(form).encode(), media_type=_FORM, accept=_JSON, limit=_LIMIT, headers=headers
            )
        except Refusal as refusal:
            raise Refusal("sign-in-unavailable") from refusal
        if 400 <= answer.status < 500:  # RFC 6749 §5.2
            raise Refusal("sign-in-refused")
        token = self._json(answer).get("id_token")
        if not isinstance(token, str):
            raise Refusal("id-token-wrong", "id_token")
        return token

    def _fetch(self, url: str) -> Answer:
        try:
            return self.outbound.fetch(url, accept=_JSON, limit=_LIMIT)
        except Refusal as refusal:
            raise Refusal("sign-in-unavailable") from refusal

    def _json(self, answer: Answer) -> JsonObject:
        try:
            told = loads(answer.body) if answer.status == _OK else None
        except Refusal as refusal:
            raise Refusal("sign-in-unavailable") from refusal
        if not isinstance(told, dict):
            raise Refusal("sign-in-unavailable")
        return told
