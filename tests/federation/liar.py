"""A member of the federation that lies: it holds keys that the anchor vouches for, and signs whatever a test wants.

    liar = Liar(powys.node, victim=ceredigion.node)
    letter = liar.letter()                          # an honest notification, with a plan
    [result] = liar.post(letter.sealed())

An honest letter is changed step by step: `retold` changes claims or disclosures of a token and signs it again, a
`Letter` is an envelope whose outside may say something else than its inside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

import httpx

from exchange.jose import (
    JsonObject,
    JsonValue,
    PrivateKey,
    PublicKey,
    b64u,
    digest_of,
    dumps,
    encrypt,
    parse_jws,
    sign_jws,
    unb64u,
)
from exchange.node import Node
from exchange.record import PLAN, Presentation, SealedRecord, StatusRef, present, read_content, seal
from exchange.transfer import (
    AnyBody,
    Document,
    Identifier,
    LogHead,
    Notification,
    Person,
    Place,
    Worker,
    compose,
)
from tests import canary

MESSAGE, RECORD, STATEMENT = "transfer-message+sd-jwt", "dc+sd-jwt", "presentation+jwt"
Change = Callable[[JsonObject], None]
Discloses = Callable[[list[str]], None]


def nothing(_: object) -> None:
    """Change nothing."""


@dataclass(frozen=True)
class Letter:
    """What goes into one envelope, and what stands on it."""

    tokens: tuple[str, ...]
    iss: str
    aud: str
    to: PublicKey

    @property
    def message(self) -> str:
        return self.tokens[0]

    def saying(self, message: str) -> "Letter":
        """The same letter with another message in it."""
        return replace(self, tokens=(message, *self.tokens[1:]))

    def sealed(self) -> str:
        """The parcel, whatever is in it: nothing is checked here."""
        plaintext = "\n".join(self.tokens).encode("utf-8", "surrogateescape")
        return encrypt(plaintext, to=self.to, iss=self.iss, aud=self.aud)


@dataclass(frozen=True)
class Shown:
    """A record as it is shown to the victim: two tokens, and the line that names them."""

    record: str
    statement: str
    kind: str = PLAN.name
    vct: str = PLAN.vct

    @property
    def document(self) -> Document:
        return Document(record=named(self.record), presentation=named(self.statement), kind=self.kind, vct=self.vct)


@dataclass(frozen=True)
class Liar:
    """One lying council, and the council that it writes to."""

    node: Node
    victim: Node
    url: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False))

    def post(self, *parcels: str) -> list[JsonObject]:
        """Hand parcels over; one result for each."""
        return results_of(self.send(*parcels))

    def send(self, *parcels: str) -> httpx.Response:
        """Hand parcels over, at the victim's real door."""
        body = dumps({"messages": list[JsonValue](parcels)})
        headers = {"content-type": "application/json"}
        return self.client.post(f"{self.url}/federation/messages", content=body, headers=headers)

    def close(self) -> None:
        self.client.close()

    def letter(
        self,
        *shown: Shown,
        body: AnyBody | None = None,
        transfer: str = "",
        place: Place | None = None,
        jti: str = "",
        at: datetime | None = None,
    ) -> Letter:
        """An honest letter: a notification with a plan, unless it is to say something else."""
        documents = shown or ((self.plan(),) if body is None else ())
        said = body or notification(documents, today=self.node.now())
        message = self.say(said, transfer=transfer, place=place, jti=jti, at=at)
        tokens = (message, *(token for each in documents for token in (each.record, each.statement)))
        return Letter(tokens, self.node.entity_id, self.victim.entity_id, self.victim.keyring.encryption.public)

    def say(
        self,
        body: AnyBody,
        *,
        transfer: str = "",
        place: Place | None = None,
        jti: str = "",
        at: datetime | None = None,
    ) -> str:
        """A message that is signed as it should be; who refuses it refuses what it says."""
        return compose(
            body,
            iss=self.node.entity_id,
            aud=self.victim.entity_id,
            transfer=transfer or self.node.fresh_id(),
            place=place or Place(1),
            jti=jti or self.node.fresh_id(),
            issued_at=at or self.node.now(),
            log=LogHead(origin=self.node.log_key.name, size=0, root=b64u(bytes(32))),
            signer=self.node.keyring.message,
            salts=self.node.salt,
        )

    def plan(self, content: JsonObject | None = None, *, audience: str = "") -> Shown:
        """A plan of the liar's own, about the person of `tests/canary.py`, shown to the victim."""
        sealed = self.seal(content or canary.small_plan())
        shown = self.present(sealed.token, audience=audience)
        return Shown(shown.record, shown.statement)

    def seal(self, content: JsonObject) -> SealedRecord:
        return seal(
            read_content(content, vct=PLAN.vct),
            iss=self.node.entity_id,
            jti=self.node.fresh_id(),
            issued_at=self.node.now(),
            status=StatusRef(f"{self.node.entity_id}/status/0", 7),
            signer=self.node.keyring.record,
            salts=self.node.salt,
        )

    def present(self, record: str, *, audience: str = "") -> Presentation:
        return present(
            record,
            purpose="receiving-council",
            audience=audience or self.victim.entity_id,
            basis="wls-s56",
            iss=self.node.entity_id,
            jti=self.node.fresh_id(),
            issued_at=self.node.now(),
            signer=self.node.keyring.message,
        )

    def retold(self, token: str, change: Change = nothing, *, disclosing: Discloses = nothing) -> str:
        """A message with other claims or other disclosures, signed with the right key again."""
        return retold(token, change, typ=MESSAGE, key=self.node.keyring.message, disclosing=disclosing)

    def resealed(self, shown: Shown, change: Change = nothing, *, disclosing: Discloses = nothing) -> Shown:
        """A record with other claims or other disclosures, signed with the right key and named as what it is now."""
        record = retold(shown.record, change, typ=RECORD, key=self.node.keyring.record, disclosing=disclosing)
        return self.restated(replace(shown, record=record), lambda claims: claims.update(record=named(record)))

    def restated(self, shown: Shown, change: Change) -> Shown:
        """A presentation whose statement says something else."""
        return replace(shown, statement=retold(shown.statement, change, typ=STATEMENT, key=self.node.keyring.message))

    def forged(self, token: str, *, payload: Callable[[bytes], bytes] = bytes, **header: JsonValue) -> str:
        """A message whose header or bytes are what nobody may write; the signature is good."""
        jws, tilde, disclosures = token.partition("~")
        key = self.node.keyring.message
        head: JsonObject = {"alg": "ES256", "kid": key.kid, "typ": MESSAGE, **header}
        signing_input = f"{b64u(dumps(head))}.{b64u(payload(unb64u(jws.split('.')[1])))}"
        return f"{signing_input}.{b64u(key.sign(signing_input.encode()))}{tilde}{disclosures}"


def retold(token: str, change: Change, *, typ: str, key: PrivateKey, disclosing: Discloses = nothing) -> str:
    """A token, with or without disclosures, that says something else and is signed again."""
    jws, *disclosures = token.split("~")
    claims = parse_jws(jws, typ=typ).unverified_claims
    change(claims)
    told = disclosures[:-1]
    disclosing(told)
    return "~".join([sign_jws(claims, typ=typ, signer=key), *told, *disclosures[-1:]])


def notification(shown: Sequence[Shown], *, today: datetime, **more: object) -> Notification:
    """A notification about the person of `tests/canary.py`."""
    said: dict[str, object] = {
        "day": today.date(),
        "confidence": "certain",
        "basis": "wls-s56",
        "documents": tuple(each.document for each in shown),
        "person": Person(
            name=f"{canary.WORD} Mair",
            identifiers=(Identifier(system="https://fhir.nhs.uk/Id/nhs-number", value=canary.NHS_NUMBER),),
        ),
        "worker": Worker(name=f"{canary.WORD} Rees", role="Team manager", contact=canary.PHONE),
        "note": f"{canary.WORD} lives at {canary.POSTCODE}.",
    }
    return Notification.model_validate({**said, **more})


def named(token: str) -> str:
    """The digest that names a signed thing."""
    return digest_of(token.partition("~")[0].rpartition(".")[0])


def results_of(answer: httpx.Response) -> list[JsonObject]:
    return cast("list[JsonObject]", answer.json()["results"])


def claims_of(token: str, typ: str) -> JsonObject:
    return parse_jws(token.partition("~")[0], typ=typ).unverified_claims


def code_of(result: JsonObject) -> tuple[str, str]:
    """How a parcel was answered: `problem`, `rejected`, `checked` or `delivered`, and the code."""
    match result:
        case {"problem": {"code": str(code)}}:
            return "problem", code
        case {"receipt": str(receipt)}:
            return _told(claims_of(receipt, "receipt+jwt"))
        case _:
            raise AssertionError("an answer that is neither a receipt nor a problem")


def _told(receipt: JsonObject) -> tuple[str, str]:
    checked = cast("list[dict[str, str]]", receipt["checked"])
    faults = [each["verdict"] for each in checked if each["verdict"] != "genuine"]
    if receipt["outcome"] == "rejected":
        return "rejected", str(receipt["code"])
    return ("checked", faults[0]) if faults else ("delivered", "")
