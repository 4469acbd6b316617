"""The part of JOSE this federation uses, strict (RFC 7515-7519, RFC 7638, RFC 8725, RFC 9901).

Rules: ES256 signs, ECDH-ES with A256GCM encrypts, nothing else is understood. Every size is checked before anything is
decoded, every text has one reading, and the reader names the token type it expects. Parsing gives an `Unverified…`
value; only verifying gives a value whose claims may be used:

    unverified = parse_jws(token, typ="receipt+jwt")
    receipt = verify_jws(unverified, keys=council_keys).claims

A signed thing is named by the SHA-256 of its signing input, never of the whole token: ECDSA signatures are malleable.
"""

from exchange.jose.base64url import b64u, unb64u
from exchange.jose.json import (
    MAX_BYTES,
    JsonObject,
    JsonValue,
    dumps,
    loads,
    loads_any_signed,
    loads_signed,
)
from exchange.jose.jwe import MAX_JWE, Decrypter, UnverifiedJwe, decrypt, encrypt, parse_jwe
from exchange.jose.jws import UnverifiedJws, VerifiedJws, parse_jws, sign_jws, verify_jws
from exchange.jose.keys import Keys, PrivateKey, PublicKey, Signer, digest_of, jwks, parse_jwks, thumbprint

__all__ = [
    "MAX_BYTES",
    "MAX_JWE",
    "Decrypter",
    "JsonObject",
    "JsonValue",
    "Keys",
    "PrivateKey",
    "PublicKey",
    "Signer",
    "UnverifiedJwe",
    "UnverifiedJws",
    "VerifiedJws",
    "b64u",
    "decrypt",
    "digest_of",
    "dumps",
    "encrypt",
    "jwks",
    "loads",
    "loads_any_signed",
    "loads_signed",
    "parse_jwe",
    "parse_jwks",
    "parse_jws",
    "sign_jws",
    "thumbprint",
    "unb64u",
    "verify_jws",
]
