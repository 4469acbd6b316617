"""Lists that others keep: always `{system, code}`, because the same letter means different things in each.

Wales' `A` is any White background and its `B` a Gypsy or Irish Traveller; England's `A` is White British and its `B`
White Irish. No list is mapped to another: that would lose or invent what a person said. English labels are the
source's; Welsh labels are working translations.
"""

from collections.abc import Mapping
from typing import Final

from exchange.record.codes.code_list import Code, CodeList, foreign_list

_UK_CORE: Final = "https://fhir.hl7.org.uk/CodeSystem"
_SOURCE: Final = "UK Core, HL7 UK and NHS England, snapshot of 20 June 2025"

ETHNICITY_WALES: Final = foreign_list(
    "ethnicity-wales",
    _SOURCE,
    Code(
        "A",
        "Any White background, including Welsh, English, Scottish, Northern Irish, Irish, British",
        "Unrhyw gefndir Gwyn, gan gynnwys Cymreig, Seisnig, Albanaidd, Gogledd Gwyddelig, Gwyddelig, Prydeinig",
    ),
    Code("B", "Gypsy or Irish Traveller", "Sipsi neu Deithiwr Gwyddelig"),
    Code("D", "White and Black Caribbean", "Gwyn a Du Caribïaidd"),
    Code("E", "White and Black African", "Gwyn a Du Affricanaidd"),
    Code("F", "White and Asian", "Gwyn ac Asiaidd"),
    Code("G", "Any other mixed background", "Unrhyw gefndir cymysg arall"),
    Code("H", "Indian", "Indiaidd"),
    Code("J", "Pakistani", "Pacistanaidd"),
    Code("K", "Bangladeshi", "Bangladeshaidd"),
    Code("L", "Any other Asian background", "Unrhyw gefndir Asiaidd arall"),
    Code("M", "Caribbean", "Caribïaidd"),
    Code("N", "African", "Affricanaidd"),
    Code("P", "Any other Black background", "Unrhyw gefndir Du arall"),
    Code("R", "Chinese", "Tsieineaidd"),
    Code("S", "Any other ethnic group", "Unrhyw grŵp ethnig arall"),
    Code("T", "Arab", "Arabaidd"),
    Code("Z", "Not stated", "Heb ei ddatgan"),
    system=f"{_UK_CORE}/UKCore-EthnicCategoryWales",
    version="1.1.1",
)
ETHNICITY_ENGLAND: Final = foreign_list(
    "ethnicity-england",
    _SOURCE,
    Code("A", "White: British", "Gwyn: Prydeinig"),
    Code("B", "White: Irish", "Gwyn: Gwyddelig"),
    Code("C", "White: any other White background", "Gwyn: unrhyw gefndir Gwyn arall"),
    Code("D", "Mixed: White and Black Caribbean", "Cymysg: Gwyn a Du Caribïaidd"),
    Code("E", "Mixed: White and Black African", "Cymysg: Gwyn a Du Affricanaidd"),
    Code("F", "Mixed: White and Asian", "Cymysg: Gwyn ac Asiaidd"),
    Code("G", "Mixed: any other mixed background", "Cymysg: unrhyw gefndir cymysg arall"),
    Code("H", "Asian or Asian British: Indian", "Asiaidd neu Asiaidd Prydeinig: Indiaidd"),
    Code("J", "Asian or Asian British: Pakistani", "Asiaidd neu Asiaidd Prydeinig: Pacistanaidd"),
    Code("K", "Asian or Asian British: Bangladeshi", "Asiaidd neu Asiaidd Prydeinig: Bangladeshaidd"),
    Code(
        "L",
        "Asian or Asian British: any other Asian background",
        "Asiaidd neu Asiaidd Prydeinig: unrhyw gefndir Asiaidd arall",
    ),
    Code("M", "Black or Black British: Caribbean", "Du neu Du Prydeinig: Caribïaidd"),
    Code("N", "Black or Black British: African", "Du neu Du Prydeinig: Affricanaidd"),
    Code(
        "P",
        "Black or Black British: any other Black background",
        "Du neu Du Prydeinig: unrhyw gefndir Du arall",
    ),
    Code("R", "Other ethnic groups: Chinese", "Grwpiau ethnig eraill: Tsieineaidd"),
    Code("S", "Other ethnic groups: any other ethnic group", "Grwpiau ethnig eraill: unrhyw grŵp ethnig arall"),
    Code("Z", "Not stated", "Heb ei ddatgan"),
    Code("99", "Not known", "Anhysbys"),
    system=f"{_UK_CORE}/UKCore-EthnicCategoryEngland",
    version="1.1.1",
)
ETHNICITY_SCOTLAND: Final = foreign_list(
    "ethnicity-scotland",
    f"{_SOURCE} (retired there; no newer list was seen)",
    *(
        Code(code, en, cy, verified=False)
        for code, en, cy in (
            ("1A", "Scottish", "Albanaidd"),
            ("1B", "Other British", "Prydeinig arall"),
            ("1C", "Irish", "Gwyddelig"),
            ("1K", "Gypsy or Traveller", "Sipsi neu Deithiwr"),
            ("1L", "Polish", "Pwylaidd"),
            ("1Z", "Other White ethnic group", "Grŵp ethnig Gwyn arall"),
            ("2A", "Any mixed or multiple ethnic groups", "Unrhyw grwpiau ethnig cymysg neu luosog"),
            ("3F", "Pakistani, Pakistani Scottish or Pakistani British", "Pacistanaidd, gan gynnwys Albanaidd"),
            ("3G", "Indian, Indian Scottish or Indian British", "Indiaidd, gan gynnwys Albanaidd"),
            ("3H", "Bangladeshi, Bangladeshi Scottish or Bangladeshi British", "Bangladeshaidd, gan gynnwys Albanaidd"),
            ("3J", "Chinese, Chinese Scottish or Chinese British", "Tsieineaidd, gan gynnwys Albanaidd"),
            ("3Z", "Other Asian, Asian Scottish or Asian British", "Asiaidd arall, gan gynnwys Albanaidd"),
            ("4D", "African, African Scottish or African British", "Affricanaidd, gan gynnwys Albanaidd"),
            ("4Y", "Other African", "Affricanaidd arall"),
            ("5C", "Caribbean, Caribbean Scottish or Caribbean British", "Caribïaidd, gan gynnwys Albanaidd"),
            ("5D", "Black, Black Scottish or Black British", "Du, gan gynnwys Albanaidd"),
            ("5Y", "Other Caribbean or Black", "Caribïaidd neu Du arall"),
            ("6A", "Arab, Arab Scottish or Arab British", "Arabaidd, gan gynnwys Albanaidd"),
            ("6Z", "Other ethnic group", "Grŵp ethnig arall"),
            ("98", "Refused or not provided", "Gwrthodwyd neu ni roddwyd"),
            ("99", "Not known", "Anhysbys"),
        )
    ),
    system=f"{_UK_CORE}/UKCore-EthnicCategoryScotland",
    version="1.1.1",
)
ETHNICITY_NORTHERN_IRELAND: Final = foreign_list(
    "ethnicity-northern-ireland",
    "seen in no source: the groups of the 2021 census, under a name of this project",
    *(
        Code(code, en, cy, verified=False)
        for code, en, cy in (
            ("white", "White", "Gwyn"),
            ("irish-traveller", "Irish Traveller", "Teithiwr Gwyddelig"),
            ("roma", "Roma", "Roma"),
            ("mixed", "Mixed", "Cymysg"),
            ("indian", "Indian", "Indiaidd"),
            ("pakistani", "Pakistani", "Pacistanaidd"),
            ("chinese", "Chinese", "Tsieineaidd"),
            ("filipino", "Filipino", "Ffilipinaidd"),
            ("other-asian", "Other Asian", "Asiaidd arall"),
            ("black-african", "Black African", "Du Affricanaidd"),
            ("black-other", "Black other", "Du arall"),
            ("arab", "Arab", "Arabaidd"),
            ("other", "Other", "Arall"),
        )
    ),
    system="urn:assessment-exchange:codes:ethnicity-northern-ireland",
    version="1.0",
)
STATED_GENDER: Final = foreign_list(
    "stated-gender",
    f"{_SOURCE} (NHS Data Dictionary)",
    Code("1", "Male", "Gwryw"),
    Code("2", "Female", "Benyw"),
    Code("9", "Indeterminate", "Amhenodol"),
    Code("X", "Not known (not recorded)", "Anhysbys (heb ei gofnodi)"),
    system=f"{_UK_CORE}/NHSDataModelAndDictionary-PersonStatedGenderCode",
    version="2.0.0",
)
CONTACT_METHODS: Final = foreign_list(
    "contact-methods",
    _SOURCE,
    Code("1", "Letter", "Llythyr"),
    Code("2", "Visit", "Ymweliad"),
    Code("3", "Telephone", "Ffôn"),
    Code("4", "E-mail", "E-bost"),
    Code("5", "Minicom (textphone)", "Minicom (ffôn testun)"),
    Code("6", "Telephone contact via proxy", "Ffôn drwy rywun arall"),
    Code("7", "Sign language", "Iaith arwyddion"),
    Code("8", "No telephone contact", "Dim cysylltu dros y ffôn"),
    Code("9", "SMS", "Neges destun"),
    system=f"{_UK_CORE}/UKCore-PreferredContactMethod",
    version="2.2.0",
)
WRITTEN_FORMATS: Final = foreign_list(
    "written-formats",
    _SOURCE,
    Code("11", "Large print", "Print bras"),
    Code("12", "Braille", "Braille"),
    Code("13", "Audio tape", "Tâp sain"),
    system=f"{_UK_CORE}/UKCore-PreferredWrittenCommunicationFormat",
    version="2.1.0",
)
_TRACED = (
    ("02", "Number present but not traced", "Rhif yn bresennol ond heb ei olrhain"),
    ("03", "Trace required", "Angen olrhain"),
    ("04", "Trace attempted: no match or multiple match found", "Ceisiwyd olrhain: dim neu fwy nag un yn cyfateb"),
    ("05", "Trace needs to be resolved (conflict)", "Angen datrys yr olrhain (gwrthdaro)"),
    ("06", "Trace in progress", "Wrthi'n olrhain"),
    ("07", "Number not present and trace not required", "Dim rhif, a dim angen olrhain"),
    ("08", "Trace postponed (baby under six weeks old)", "Gohiriwyd olrhain (baban o dan chwe wythnos oed)"),
)
VERIFICATION_WALES: Final = foreign_list(
    "nhs-number-verification-wales",
    _SOURCE,
    Code("nn", "Number present and traced using Welsh NHS AR", "Rhif yn bresennol, olrheiniwyd drwy AR GIG Cymru"),
    Code("01", "Number present and traced", "Rhif yn bresennol ac wedi'i olrhain"),
    *(Code(code, en, cy) for code, en, cy in _TRACED),
    system=f"{_UK_CORE}/UKCore-NHSNumberVerificationStatusWales",
    version="1.0.1",
)
VERIFICATION_ENGLAND: Final = foreign_list(
    "nhs-number-verification-england",
    _SOURCE,
    Code("01", "Number present and verified", "Rhif yn bresennol ac wedi'i ddilysu"),
    *(Code(code, en, cy) for code, en, cy in _TRACED),
    system=f"{_UK_CORE}/UKCore-NHSNumberVerificationStatusEngland",
    version="1.1.1",
)

ETHNICITIES: Final = (ETHNICITY_WALES, ETHNICITY_ENGLAND, ETHNICITY_SCOTLAND, ETHNICITY_NORTHERN_IRELAND)
VERIFICATIONS: Final = (VERIFICATION_WALES, VERIFICATION_ENGLAND)
COMMUNICATION: Final = (CONTACT_METHODS, WRITTEN_FORMATS)

SYSTEMS: Final[Mapping[str, CodeList]] = {
    each.system: each for each in (STATED_GENDER, *ETHNICITIES, *VERIFICATIONS, *COMMUNICATION) if each.system
}
"""By the system's URI. A code under any other system is taken as it is."""
