"""A long form as written in a word processor: headings and prose, hardly a code; eligibility ticked once for all."""

from exchange.jose import JsonObject
from exchange.record import ASSESSMENT
from exchange.record.mapping import FormMapping, Row
from exchange.record.turns import Day, ListOf, Table, Values

FORM: JsonObject = {
    "Part 1: About you": {
        "Name": "Glenys Ann Probert",
        "What you like to be called": "Glen",
        "Date of birth": "09/11/1938",
        "NHS number (if known)": "9990000506",
        "Address": "2 Tan y Bryn\nLlanfair-ym-Muallt",
        "Postcode": "LD2 0ZZ",
        "Telephone": "01632 960 640",
        "First language": "Welsh",
        "Was a service in Welsh offered?": "Yes, and taken up",
        "Religion": "Chapel",
    },
    "Part 2: The conversation": {
        "Why are we talking?": "Glenys came home from hospital on Friday and cannot manage the stairs.",
        "Date": "02/06/2026",
        "Where": "Her kitchen",
        "How did we talk?": "visit at home; telephone",
        "Worker": "Bronwen Hale, Social worker",
        "Who else was there?": "Her neighbour for the first half hour.",
    },
    "Part 3: What matters": {
        "In your own words": "I want my own bed and my own cat.",
        "What do you want to achieve?": ["Sleep upstairs again", "Keep the cat"],
        "What gets in the way?": "Fourteen stairs and a hip that is not mended.",
        "What are you good at, and who helps?": "Stubborn, by her own account. The neighbour brings the paper.",
        "Home and family": "A terraced house. Widowed. A son in Leeds.",
    },
    "Part 4: Needs": [
        {"Need": "Someone beside her on the stairs, morning and night.", "Met today by": "Nobody"},
        {"Need": "Feeding the cat and clearing its tray.", "Met today by": "The neighbour"},
    ],
    "Part 5: Eligibility": {"All four tests met?": "Yes", "Why": "No one else is willing or able."},
    "Part 6: For the office": {"Signed": "Yes", "Costing code": "AD-44-PB", "Pages": 11},
}

_OFFER = {
    "Yes, and taken up": ("yes", "yes"),
    "Yes, not wanted": ("yes", "no"),
    "No": ("no", None),
}
_METHODS = Table({"visit at home": "home-visit", "telephone": "telephone", "video": "video-call"})


class Offer:
    """One line of the form is two answers here."""

    def into(self, values: Values) -> Values:
        """Whether it was made, whether it was accepted."""
        return _OFFER.get(str(values[0]), (None, None))

    def out(self, values: Values) -> Values:
        """The line that says both."""
        return (next((line for line, answers in _OFFER.items() if answers == values), None),)


class NameAndRole:
    """`Bronwen Hale, Social worker`."""

    def into(self, values: Values) -> Values:
        """Name and role; a worker without a role has an unknown one, and then no name can be told apart either."""
        name, comma, role = str(values[0]).partition(", ")
        return (name, role) if comma else (name, "Not stated")

    def out(self, values: Values) -> Values:
        """On one line."""
        return (", ".join(str(value) for value in values if value is not None),)


_ABOUT, _TALK, _MATTERS = "/Part 1: About you", "/Part 2: The conversation", "/Part 3: What matters"


def _one(form: str, content: str, *turn: Day | ListOf | Table | NameAndRole) -> Row:
    return Row((form,), (content,), *turn)


MAPPING = FormMapping(
    ASSESSMENT,
    (
        _one(f"{_ABOUT}/Name", "/person/name/official"),
        _one(f"{_ABOUT}/What you like to be called", "/person/name/usual"),
        _one(f"{_ABOUT}/Date of birth", "/person/birthDate", Day("%d/%m/%Y")),
        _one(f"{_ABOUT}/NHS number (if known)", "/person/identifiers/0/value"),
        _one(f"{_ABOUT}/Address", "/person/addresses/0/text"),
        _one(f"{_ABOUT}/Postcode", "/person/addresses/0/postcode"),
        _one(f"{_ABOUT}/Telephone", "/person/phone"),
        _one(f"{_ABOUT}/First language", "/language/spoken", Table({"Welsh": "cy", "English": "en"})),
        Row(
            (f"{_ABOUT}/Was a service in Welsh offered?",),
            ("/language/activeOffer/made", "/language/activeOffer/accepted"),
            Offer(),
        ),
        _one(f"{_ABOUT}/Religion", "/person/religion"),
        _one(f"{_TALK}/Why are we talking?", "/about/reason"),
        _one(f"{_TALK}/Date", "/about/completedOn", Day("%d/%m/%Y")),
        _one(f"{_TALK}/Date", "/conduct/dates/0", Day("%d/%m/%Y")),
        _one(f"{_TALK}/Where", "/conduct/place"),
        _one(f"{_TALK}/How did we talk?", "/conduct/methods", ListOf("; ", _METHODS)),
        Row((f"{_TALK}/Worker",), ("/conduct/leadCoordinator/name", "/conduct/leadCoordinator/role"), NameAndRole()),
        _one(f"{_TALK}/Who else was there?", "/conduct/notes"),
        _one(f"{_MATTERS}/In your own words", "/ownWords/0/words"),
        _one(f"{_MATTERS}/What do you want to achieve?/*", "/outcomes/*/words"),
        _one(f"{_MATTERS}/What gets in the way?", "/barriers/0/statement"),
        _one(f"{_MATTERS}/What are you good at, and who helps?", "/strengths/0/statement"),
        _one(f"{_MATTERS}/Home and family", "/circumstances/0/statement"),
        _one("/Part 4: Needs/*/Need", "/needs/*/statement"),
        _one("/Part 4: Needs/*/Met today by", "/needs/*/evidence"),
    ),
    ids={"ownWords": "w", "outcomes": "o", "barriers": "b", "strengths": "s", "circumstances": "c", "needs": "n"},
    fixed={
        "/about/jurisdiction": "GB-WLS",
        "/about/kind": "wls-adult-s19",
        "/about/language": "en",
        "/person/identifiers/*/system": "https://fhir.nhs.uk/Id/nhs-number",
        "/person/addresses/*/type": "home",
        "/ownWords/*/speaker": "person",
        "/outcomes/*/saidBy": "person",
        "/barriers/*/outcomeIds": ["o1"],
        "/strengths/*/kind": "own",
        "/circumstances/*/topic": "household",
        "/needs/*/outcomeIds": ["o1"],
    },
)
