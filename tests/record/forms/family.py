"""A child-and-family form: told by household and by voice, with boxes ticked true or false."""

from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT
from exchange.record.mapping import FormMapping, Row
from exchange.record.turns import One, Same, Table, Turn

FORM: JsonObject = {
    "plentyn": {"enw": "Mabli Haf Rowlands", "ganwyd": "2018-05-30", "ysgol": "Ysgol Pen y Bryn", "iaith": "Cymraeg"},
    "achos": {
        "dechrau": "2026-03-02",
        "gorffen": "2026-04-01",
        "pam": "Y ddau riant wedi gofyn am help gyda'r nosweithiau.",
    },
    "gweithiwr": {"enw": "Tomos Glyn", "swydd": "Gweithiwr cymdeithasol", "rhif": "W/5000077"},
    "aelwydydd": [
        {"pwy": "Mam, Mabli a'r babi", "stori": "Fflat ar yr ail lawr, dim lifft.", "nosweithiau": 4},
        {"pwy": "Dad a Mabli", "stori": "Tŷ gyda Nain, gardd fawr.", "nosweithiau": 3},
    ],
    "rhieni": [
        {"enw": "Sara Rowlands", "rôl": "mam", "cyfrifoldeb": True, "caiffWybod": True},
        {"enw": "Rhys Pugh", "rôl": "tad", "cyfrifoldeb": True, "caiffWybod": False},
    ],
    "lleisiau": [
        {"pwy": "plentyn", "geiriau": "Dwi'n licio nos Sul yn nhŷ Dad achos mae'r ci yna."},
        {"pwy": "mam", "geiriau": "Dwi ddim wedi cysgu'n iawn ers Pasg."},
        {"pwy": "athrawes", "geiriau": "Mae hi'n cysgu ar y mat darllen."},
    ],
    "nodau": [{"nod": "Cysgu drwy'r nos yn y ddau dŷ", "datblygiad": True, "nawr": 2}],
    "anghenion": [{"angen": "Trefn amser gwely sydd yr un fath yn y ddau dŷ, a rhywun i'w dysgu.", "datblygiad": True}],
    "bodlon": {"rhannu": True, "llun": "mabli.jpg"},
}


class Ticked(One):
    """A box: true, false."""

    def into_one(self, value: JsonValue) -> JsonValue:
        """Yes or no."""
        return {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None

    def out_one(self, value: JsonValue) -> JsonValue:
        """Ticked or not; an unknown is nothing."""
        return {"yes": True, "no": False}.get(str(value))


class Development(One):
    """A box that says that this is about the child's development."""

    def __init__(self, code: str) -> None:
        self.code = code

    def into_one(self, value: JsonValue) -> JsonValue:
        """The code, if ticked."""
        return [self.code] if value is True else None

    def out_one(self, value: JsonValue) -> JsonValue:
        """Ticked if the code is among them."""
        return True if isinstance(value, list) and self.code in value else None


class Parental(One):
    """A box that gives a contact the role."""

    def into_one(self, value: JsonValue) -> JsonValue:
        """The roles."""
        return ["parental-responsibility"] if value is True else []

    def out_one(self, value: JsonValue) -> JsonValue:
        """Whether the role is among them."""
        return "parental-responsibility" in value if isinstance(value, list) else None


def _row(form: str, content: str, turn: Turn | None = None) -> Row:
    return Row((form,), (content,), turn or Same())


MAPPING = FormMapping(
    ASSESSMENT,
    (
        _row("/plentyn/enw", "/person/name/official"),
        _row("/plentyn/ganwyd", "/person/birthDate"),
        _row("/plentyn/ysgol", "/person/occupation"),
        _row("/plentyn/iaith", "/language/spoken", Table({"Cymraeg": "cy", "Saesneg": "en"})),
        _row("/achos/dechrau", "/conduct/dates/0"),
        _row("/achos/gorffen", "/conduct/dates/1"),
        _row("/achos/gorffen", "/about/completedOn"),
        _row("/achos/pam", "/about/reason"),
        _row("/gweithiwr/enw", "/conduct/leadCoordinator/name"),
        _row("/gweithiwr/swydd", "/conduct/leadCoordinator/role"),
        _row("/gweithiwr/rhif", "/conduct/leadCoordinator/registration/number"),
        _row("/aelwydydd/*/stori", "/circumstances/*/statement"),
        _row("/rhieni/*/enw", "/contacts/*/name"),
        _row("/rhieni/*/rôl", "/contacts/*/relationship", Table({"mam": "mother", "tad": "father"})),
        _row("/rhieni/*/cyfrifoldeb", "/contacts/*/roles", Parental()),
        _row("/rhieni/*/caiffWybod", "/contacts/*/mayBeTold", Ticked()),
        _row(
            "/lleisiau/*/pwy",
            "/ownWords/*/speaker",
            Table({"plentyn": "person", "mam": "parent", "tad": "parent", "athrawes": "worker"}),
        ),
        _row("/lleisiau/*/geiriau", "/ownWords/*/words"),
        _row("/nodau/*/nod", "/outcomes/*/words"),
        _row("/nodau/*/datblygiad", "/outcomes/*/wellbeing", Development("development")),
        _row("/nodau/*/nawr", "/outcomes/*/baseline/value"),
        _row("/anghenion/*/angen", "/needs/*/statement"),
        _row("/anghenion/*/datblygiad", "/needs/*/areas", Development("developmental-goals")),
        _row("/bodlon/rhannu", "/sharing/consent/given", Ticked()),
    ),
    ids={"circumstances": "c", "contacts": "k", "ownWords": "w", "outcomes": "o", "needs": "n"},
    fixed={
        "/about/jurisdiction": "GB-WLS",
        "/about/kind": "wls-child-s21",
        "/about/language": "cy",
        "/circumstances/*/topic": "household",
        "/outcomes/*/saidBy": "family",
        "/outcomes/*/baseline/outOf": 5,
        "/outcomes/*/baseline/saidBy": "parent",
        "/needs/*/outcomeIds": ["o1"],
        "/conduct/leadCoordinator/registration/body": "social-care-wales",
    },
)
