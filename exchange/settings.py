"""Settings as types. The roof reads the file; nothing else asks the environment anything.

One council, one TOML file, `exchange.toml`; docs/settings.md explains each setting:

    role = "council"                         # or "anchor", for the federation operator
    gss = "W06000002"
    entity_id = "https://gwynedd.example"
    anchor_file = "anchor.json"              # the pinned trust anchor (the anchor itself needs none)
    store = "sqlite:///store.db"             # or postgresql+psycopg://…
    standing_request = ["assessment", "care-and-support-plan"]  # what others may send without being asked each time
    requests_per_day = 200                   # about how many people one other council may ask in a day
    since = "2026-11-01T09:00:00Z"           # the anchor only: when its key was made
    production = false

    [keys]                                   # file:PATH (relative to this file) or env:NAME
    federation = "file:keys/federation.pem"

    [[keys.retired]]                         # a key that was replaced, for as long as messages under it may come
    role = "message"                         # or "encryption"
    key = "file:keys/message-2025.pem"
    since = "2026-11-20T09:30:00Z"

    [remind_days]                            # after how many days to be reminded of a silence (docs/moves.md)
    decision = 3

    [sign_in]                                # how people sign in to the pages (docs/settings.md)
    local = true                             # with accounts of this node: exchange account add
    issuer = "https://login.example"         # with the council's own sign-in service (OpenID Connect)
    client_id = "exchange"
    client_secret = "file:keys/sign-in.secret"

    [sign_in.roles]                          # what its roles claim says = the role here
    "Social worker" = "caseworker"

    [addresses]                              # development only: where a name is really served
    "https://gwynedd.example" = "http://127.0.0.1:8101"
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from exchange.transfer import Settings as Reminding
from exchange.transfer import Silence


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment or text[-1] == "/":
        raise ValueError("must be a URL such as https://gwynedd.example, without a slash at the end")
    return text


def _entity_id(text: str) -> str:
    if not _origin(text).startswith("https://"):
        raise ValueError("must be an https URL: it is a stable name, also where the address book leads elsewhere")
    return text


def _issuer(text: str) -> str:
    parts = urlsplit(text)
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if (text and not (parts.hostname and (parts.scheme == "https" or here))) or parts.query or parts.fragment:
        raise ValueError("must be the https URL that the sign-in service names itself by")
    return text


Origin = Annotated[str, AfterValidator(_origin)]
EntityId = Annotated[str, AfterValidator(_entity_id)]


class Role(StrEnum):
    """What a node is: a council, or the federation's trust anchor."""

    COUNCIL = "council"
    ANCHOR = "anchor"


class PersonRole(StrEnum):
    """What somebody who signs in may do."""

    CASEWORKER = "caseworker"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    FEDERATION_OPERATOR = "federation-operator"


class RetiredKey(BaseModel):
    """A key that another one has taken the place of, and since when; it goes on serving for a while."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["message", "encryption"]
    key: str
    since: AwareDatetime


class KeyUris(BaseModel):
    """Where each key is; one key for each role."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    federation: str = "file:keys/federation.pem"
    record: str = "file:keys/record.pem"
    message: str = "file:keys/message.pem"
    encryption: str = "file:keys/encryption.pem"
    log: str = "file:keys/log.pem"
    wrapping: str = "file:keys/wrapping.key"
    retired: tuple[RetiredKey, ...] = ()


class SignIn(BaseModel):
    """How people sign in: with an account of this node, by the council's own sign-in service, or either."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    local: bool = True
    idle_minutes: Annotated[int, Field(ge=1, le=240)] = 30
    longest_hours: Annotated[int, Field(ge=1, le=24)] = 10
    issuer: Annotated[str, AfterValidator(_issuer)] = ""
    client_id: str = ""
    client_secret: str = ""
    roles_claim: str = "roles"
    roles: dict[str, PersonRole] = {}

    @model_validator(mode="after")
    def _check(self) -> "SignIn":
        if len({bool(each) for each in (self.issuer, self.client_id, self.client_secret, self.roles)}) > 1:
            raise ValueError("a sign-in service needs its issuer, client_id, client_secret and roles; all or none")
        return self


class Settings(BaseModel):
    """Everything a node is told from outside. `base` is the folder that relative paths start from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    entity_id: EntityId
    name: str
    gss: str = ""
    anchor_file: str = ""
    since: AwareDatetime | None = None
    store: str = "sqlite:///store.db"
    standing_request: tuple[str, ...] = ("assessment", "care-and-support-plan")
    remind_days: dict[Silence, Annotated[int, Field(ge=0)]] = {}
    requests_per_day: Annotated[int, Field(ge=1)] = 200
    production: bool = False
    keys: KeyUris = KeyUris()
    sign_in: SignIn = SignIn()
    addresses: dict[EntityId, Origin] = {}
    base: Path

    @model_validator(mode="after")
    def _check(self) -> "Settings":
        if self.production and self.addresses:
            raise ValueError("an address book is for development; production finds councils at their own names")
        if self.production and self.sign_in.issuer.startswith("http://"):
            raise ValueError("a sign-in service without https is for development")
        if self.role is Role.COUNCIL and not (self.gss and self.anchor_file):
            raise ValueError("a council needs its gss code and an anchor_file")
        if (self.role is Role.ANCHOR) != (self.since is not None):
            raise ValueError("the anchor needs `since`, the time when its key was made; nobody else has it")
        if any(
            (role is PersonRole.FEDERATION_OPERATOR) is (self.role is Role.COUNCIL)
            for role in self.sign_in.roles.values()
        ):
            raise ValueError("the role federation-operator is for the anchor, the others are for councils")
        return self

    @property
    def reminding(self) -> Reminding:
        """When this council is reminded of a silence; alarms are the same for all."""
        return Reminding(self.remind_days)

    @property
    def store_url(self) -> str:
        """The store's URL, a relative SQLite path being made absolute."""
        prefix = "sqlite:///"
        if self.store.startswith(prefix) and not self.store.startswith(prefix + "/"):
            return f"{prefix}{(self.base / self.store.removeprefix(prefix)).resolve()}"
        return self.store

    @property
    def host(self) -> str:
        """The host name under which this node is called."""
        return urlsplit(self.entity_id).netloc
