"""What the parts of a record are called when a person reads them, and the few sentences that this room says itself.

Names come from `record/explain`, which has one for each member; here are those that need another where they stand.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from exchange.reading.dates import Language
from exchange.record import TITLES
from exchange.record.codes import Code
from exchange.record.explain import LABELS

_WHERE_IT_STANDS: Final = """
AboutAssessment.jurisdiction | Under the law of | O dan gyfraith
AboutAssessment.kind | Kind of assessment | Math o asesiad
AboutAssessment.language | Written in | Ysgrifennwyd yn
AboutAssessment.reason | Why it was made | Pam y'i gwnaed
AboutPlan.basis | Made under | Gwnaed o dan
AboutPlan.jurisdiction | Under the law of | O dan gyfraith
AboutPlan.language | Written in | Ysgrifennwyd yn
AboutPlan.startsOn | Plan starts | Cynllun yn dechrau
Account.amountPence | Amount | Swm
ActiveOffer.made | Offer made | Gwnaed y cynnig
Address.text | Address | Cyfeiriad
Address.type | Kind of address | Math o gyfeiriad
Action.by | Who does it | Pwy sy'n ei wneud
Action.minutesPerWeek | Time each week | Amser bob wythnos
Action.endsOn | Last day | Diwrnod olaf
Action.outcomeIds | Outcomes it serves | Canlyniadau y mae'n eu gwasanaethu
Action.what | What is done | Beth a wneir
CapacityDecision.authority | Who may decide instead | Pwy a gaiff benderfynu yn ei le
CapacityDecision.basis | How capacity was judged | Sut y barnwyd galluedd
CapacityDecision.outcome | Capacity | Galluedd
CareTask.minutesPerWeek | Time each week | Amser bob wythnos
CareTask.needIds | Needs it meets | Anghenion y mae'n eu diwallu
CareTask.what | What they do | Beth maen nhw'n ei wneud
CarerGap.minutesPerWeek | Time each week | Amser bob wythnos
CarerGap.what | What is missing | Beth sydd ar goll
Caring.minutesPerWeek | Time each week | Amser bob wythnos
Charges.charged | Pays a charge | Yn talu tâl
Conduct.family | The family | Y teulu
ConsentToShare.given | Consent given | Rhoddwyd cydsyniad
Contribution.by | What could help | Beth allai helpu
Contribution.couldHelp | Could it help | A allai helpu
Contribution.how | How it could help | Sut y gallai helpu
CopyGiven.to | Given to | Rhoddwyd i
Criterion.areas | Areas | Meysydd
Criterion.met | Met | Wedi'i fodloni
Criterion.ref | Criterion | Maen prawf
CrossBorderConsent.given | Consent given | Rhoddwyd cydsyniad
CrossBorderConsent.to | To be sent to | I'w anfon i
Determination.canAndCanOnly | Only through a plan | Dim ond drwy gynllun
DirectPayment.amountPence | Amount | Swm
DirectPayment.onMove | What the move changes | Beth mae symud yn ei newid
Enquiry.basis | Made under | Gwnaed o dan
Equipment.moves | Moves with the person | Yn symud gyda'r person
Label.cy | In Welsh | Yn Gymraeg
Label.en | In English | Yn Saesneg
LeftEmpty.absent | Why it is empty | Pam mae'n wag
MetBy.authority | The council | Y cyngor
Monitoring.by | Who watches over it | Pwy sy'n cadw golwg
Name.family | Family name | Cyfenw
Name.given | Given names | Enwau cyntaf
Need.outcomeIds | Outcomes it stands in the way of | Canlyniadau y mae'n eu rhwystro
Need.statement | Need | Angen
OutcomeReached.achieved | Achieved | Cyflawnwyd
OutcomeReached.words | In words | Mewn geiriau
PersonalBudget.amountPence | Amount | Swm
RefusedAssessment.by | Refused by | Gwrthodwyd gan
Registration.number | Registration number | Rhif cofrestru
Review.intervalMonths | Months between reviews | Misoedd rhwng adolygiadau
Risk.outcomeIds | Outcomes at risk | Canlyniadau mewn perygl
Risk.statement | Risk | Risg
Score.outOf | End of the scale | Pen y raddfa
Score.value | Step on the scale | Cam ar y raddfa
Target.by | By when | Erbyn pryd
Target.value | Step on the scale | Cam ar y raddfa
Withholding.item | What is withheld | Beth sy'n cael ei ddal yn ôl
"""

_PHRASES: Final = """
added-by | Added by {}: {} | Ychwanegwyd gan {}: {}
not-understood | Not understood: {} | Heb ei ddeall: {}
not-in-form | This is not in the form that the schema wants | Nid yw hwn yn y ffurf y mae'r sgema am ei chael
nothing | (empty) | (gwag)
yes | Yes | Ydy
no | No | Nac ydy
as-said-cy | in Welsh, as it was said or written | yn Gymraeg, fel y'i dywedwyd neu yr ysgrifennwyd
as-said-en | in English, as it was said or written | yn Saesneg, fel y'i dywedwyd neu yr ysgrifennwyd
translated-cy | translated into Welsh | cyfieithiad i'r Gymraeg
translated-en | translated into English | cyfieithiad i'r Saesneg
sent-as | as the sender shows it | fel y mae'r anfonwr yn ei ddangos
code-of | code {} ({}) | cod {} ({})
code-unknown | a code that is not known here | cod nad yw'n hysbys yma
not-shown-here | an entry that is not shown here ({}) | cofnod nad yw'n cael ei ddangos yma ({})
scale | {} out of {} | {} allan o {}
per-day | {}: {} a day | {}: {} y dydd
per-week | {}: {} a week | {}: {} yr wythnos
per-four-weeks | {}: {} every four weeks | {}: {} bob pedair wythnos
per-month | {}: {} a month | {}: {} y mis
per-year | {}: {} a year | {}: {} y flwyddyn
see-also | Also | Hefyd
entry | Entry {} | Cofnod {}
withheld | Not shown. {}. | Ni chaiff ei ddangos. {}.
withheld-unknown | Not shown. Its ground is not known here: {}. | Ni chaiff ei ddangos. Sail nad yw'n hysbys yma: {}.
withheld-untold | Not shown. The ground is not told. | Ni chaiff ei ddangos. Ni ddywedir ar ba sail.
assessment | Assessment | Asesiad
care-and-support-plan | Care and support plan | Cynllun gofal a chymorth
"""

_SYSTEMS: Final = """
nhs-number | NHS number | Rhif GIG
chi-number | CHI number | Rhif CHI
hc-number | Health and Care number | Rhif Iechyd a Gofal
client | client number at {} | rhif cleient, {}
number | number at {} ({}) | rhif, {} ({})
ethnicity-wales | ethnic categories, Wales | categorïau ethnig, Cymru
ethnicity-england | ethnic categories, England | categorïau ethnig, Lloegr
ethnicity-scotland | ethnic categories, Scotland | categorïau ethnig, yr Alban
ethnicity-northern-ireland | ethnic groups, Northern Ireland | grwpiau ethnig, Gogledd Iwerddon
stated-gender | stated gender, NHS | rhywedd a nodwyd, GIG
contact-methods | contact methods, NHS | dulliau cysylltu, GIG
written-formats | written formats, NHS | fformatau ysgrifenedig, GIG
nhs-number-verification-wales | verification of NHS numbers, Wales | dilysu rhifau GIG, Cymru
nhs-number-verification-england | verification of NHS numbers, England | dilysu rhifau GIG, Lloegr
"""


def _read(table: str) -> Mapping[str, Code]:
    rows = (line.split(" | ") for line in table.strip().split("\n"))
    return {name: Code(name, en, cy) for name, en, cy in rows}


OWN_LABELS: Final = _read(_WHERE_IT_STANDS)
PHRASES: Final = _read(_PHRASES)
SYSTEM_NAMES: Final = _read(_SYSTEMS)


@cache
def label_of(model: str, member: str, *, language: Language) -> str:
    """What a known member of a model is called, beginning with a capital."""
    label = (OWN_LABELS.get(f"{model}.{member}") or LABELS.get(member) or TITLES[member]).label(language)
    return label[:1].upper() + label[1:]


def title_of(section: str, *, language: Language) -> str:
    """The title of a section; one that is not known is named as such."""
    title = TITLES.get(section)
    return title.label(language) if title else say("not-understood", section, language=language)


def say(phrase: str, *words: str, language: Language) -> str:
    """One of this room's own phrases, with the words that it wants."""
    text = PHRASES[phrase].label(language)
    return text.format(*words) if words else text
