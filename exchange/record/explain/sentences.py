"""What each rule says, in one plain sentence in English and in Welsh."""

from collections.abc import Mapping
from typing import Final

from exchange.record.codes import Code


def _sentences(*sentences: Code) -> Mapping[str, Code]:
    return {sentence.code: sentence for sentence in sentences}


SENTENCES: Final = _sentences(
    # the form of one value
    Code("required", "something is needed here.", "mae angen rhywbeth yma."),
    Code(
        "type",
        "this is not of the right kind: text, a whole number, a list or a group of fields.",
        "nid yw hwn o'r math cywir: testun, rhif cyfan, rhestr neu grŵp o feysydd.",
    ),
    Code(
        "pattern",
        "this is empty, or not written in the agreed form.",
        "mae hwn yn wag, neu heb ei ysgrifennu yn y ffurf y cytunwyd arni.",
    ),
    Code("too-long", "this is longer than the schema allows.", "mae hwn yn hwy nag y mae'r sgema yn ei ganiatáu."),
    Code("empty", "at least one entry is needed here.", "mae angen o leiaf un cofnod yma."),
    Code("range", "this number is too small or too large.", "mae'r rhif hwn yn rhy fach neu'n rhy fawr."),
    Code("code-unknown", "this is not a code of its list.", "nid yw hwn yn god o'i restr."),
    Code(
        "not-in-system",
        "the list that is named does not have this code. The same letter means different things in different lists.",
        "nid yw'r cod hwn yn y rhestr a enwir. Mae'r un llythyren yn golygu pethau gwahanol mewn rhestrau gwahanol.",
    ),
    Code(
        "other-list",
        "the list that is named is about something else.",
        "mae'r rhestr a enwir yn ymwneud â rhywbeth arall.",
    ),
    Code("day", "a day is written as 2026-12-01.", "ysgrifennir diwrnod fel 2026-12-01."),
    Code(
        "score-above-scale",
        "the end of the scale is lower than the score.",
        "mae pen y raddfa yn is na'r sgôr.",
    ),
    Code(
        "original-missing",
        "the text in its original language is missing.",
        "mae'r testun yn ei iaith wreiddiol ar goll.",
    ),
    Code(
        "extension-number",
        "only whole numbers can be signed: pence, minutes.",
        "dim ond rhifau cyfan y gellir eu llofnodi: ceiniogau, munudau.",
    ),
    Code("far-too-many-findings", "far too much is wrong to list.", "mae llawer gormod o'i le i'w restru."),
    # numbers that name a person
    *(
        Code(f"{name}-{rule}", en.format(number), cy.format(rhif))
        for name, number, rhif in (
            ("nhs-number", "an NHS number", "rhif GIG"),
            ("chi-number", "a CHI number", "rhif CHI"),
            ("hc-number", "a Health and Care number", "rhif Iechyd a Gofal"),
        )
        for rule, en, cy in (
            ("form", "{} is ten digits without spaces.", "deg digid heb fylchau yw {}."),
            (
                "check-digit",
                "this is not {}: its check digit is wrong.",
                "nid {} mo hwn: mae'r digid gwirio yn anghywir.",
            ),
            ("range", "{} does not begin like this.", "nid yw {} yn dechrau fel hyn."),
        )
    ),
    Code(
        "chi-number-birth-date",
        "a CHI number begins with the date of birth.",
        "mae rhif CHI yn dechrau gyda'r dyddiad geni.",
    ),
    # one entry and another
    Code("twice", "the same thing is named twice.", "enwir yr un peth ddwywaith."),
    Code("id-repeated", "an earlier entry has the same id.", "mae gan gofnod cynharach yr un dynodwr."),
    Code(
        "empty-unexplained",
        "nothing is here. If that is meant so, say why under “Left empty, and why”.",
        "nid oes dim yma. Os yw hynny'n fwriadol, dywedwch pam o dan “Gadawyd yn wag, a pham”.",
    ),
    Code(
        "not-empty",
        "the section is said to be empty, and it is not.",
        "dywedir bod yr adran yn wag, ac nid yw hi.",
    ),
    Code(
        "section-name",
        "something at the top is not named like a section. Put what you add inside a section.",
        "nid yw enw rhywbeth ar y brig yn enw adran. Rhowch yr hyn a ychwanegwch y tu mewn i adran.",
    ),
    Code("section-unknown", "there is no section of this name.", "nid oes adran o'r enw hwn."),
    Code("item-unknown", "the section has no entry with this id.", "nid oes gan yr adran gofnod â'r dynodwr hwn."),
    # law
    Code(
        "other-jurisdiction",
        "this belongs to the law of another nation than the document's.",
        "mae hwn yn perthyn i gyfraith cenedl arall na chenedl y ddogfen.",
    ),
    Code(
        "other-persons",
        "these criteria are not for the person whom this document is about.",
        "nid yw'r meini prawf hyn ar gyfer y person y mae'r ddogfen hon yn ymwneud ag ef.",
    ),
    Code("not-in-scheme", "the criteria used do not have this.", "nid yw hwn yn y meini prawf a ddefnyddiwyd."),
    Code("answered-twice", "this limb was answered before.", "atebwyd yr amod hwn o'r blaen."),
    Code(
        "too-few-areas",
        "it is said to be met, and fewer areas are named than the criteria ask for.",
        "dywedir ei fod wedi'i fodloni, ac enwir llai o feysydd nag y mae'r meini prawf yn gofyn amdanynt.",
    ),
    Code(
        "consent-missing",
        "assessments may be combined only if the person consents.",
        "dim ond gyda chydsyniad y person y gellir cyfuno asesiadau.",
    ),
    Code(
        "not-with-this-right",
        "this exception does not limit this right to refuse.",
        "nid yw'r eithriad hwn yn cyfyngu'r hawl hon i wrthod.",
    ),
    Code(
        "not-closed",
        "there is a closure statement, and the plan was not closed.",
        "mae datganiad cau, ac ni chaewyd y cynllun.",
    ),
    # two halves of a combined assessment
    Code("not-linked", "the two do not name the same link.", "nid yw'r ddau yn enwi'r un cyswllt."),
    Code("same-person", "both are about the same person.", "mae'r ddau am yr un person."),
    Code(
        "others-data",
        "this is what the other person's record says.",
        "dyma'r hyn y mae cofnod y person arall yn ei ddweud.",
    ),
)
NOT_IN: Final = Code(
    "not-in-…",
    "it names an entry that is not under “{}”.",
    "mae'n enwi cofnod nad yw o dan “{}”.",
)
OTHERWISE: Final = Code(
    "otherwise",
    "this is not as the schema wants it.",
    "nid yw hwn fel y mae'r sgema am iddo fod.",
)
ENTRY: Final = Code("entry", "entry {}", "cofnod {}")
WHOLE: Final = Code("document", "The document", "Y ddogfen")
