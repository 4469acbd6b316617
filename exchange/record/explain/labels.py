"""What each member is called in plain words, in English and Welsh. Welsh labels are working translations."""

from collections.abc import Mapping
from typing import Final

from exchange.record.codes import Code

_TABLE: Final = """
able | able to care | gallu gofalu
ableToGoOn | able to go on | gallu dal ati
about | about | ynghylch
absent | why it is not known | pam nad yw'n hysbys
accepted | accepted | derbyniwyd
achieved | how far it was achieved | i ba raddau y cyflawnwyd
activeOffer | the Active Offer | y Cynnig Rhagweithiol
address | address | cyfeiriad
addresses | addresses | cyfeiriadau
advice | information and advice given | gwybodaeth a chyngor a roddwyd
agreed | agreed | cytunwyd
also | other languages | ieithoedd eraill
amountPence | amount in pence | swm mewn ceiniogau
appropriateIndividual | someone close who helps | rhywun agos sy'n helpu
areas | areas | meysydd
assessedBy | assessed by | aseswyd gan
assessment | assessment | asesiad
authorisedBy | authorised by | awdurdodwyd gan
authorisedOn | day of authorisation | diwrnod awdurdodi
authority | the council; authority to decide | y cyngor; awdurdod i benderfynu
authorityContactId | contact who may decide | cyswllt a gaiff benderfynu
authorityPence | what the council pays | yr hyn y mae'r cyngor yn ei dalu
band | band of risk | band risg
barrier | what stands in the way | yr hyn sydd yn y ffordd
baseline | how things are now | sut mae pethau nawr
basis | basis | sail
birthDate | date of birth | dyddiad geni
body | register | cofrestr
by | by whom, or by when | gan bwy, neu erbyn pryd
can | can be met | gellir ei ddiwallu
canAndCanOnly | can and can only be met through a plan | gellir, a dim ond drwy gynllun y gellir, ei ddiwallu
canOnly | can only be met this way | dim ond fel hyn y gellir ei ddiwallu
capacityBasis | how capacity was judged | sut y barnwyd galluedd
careAccount | care account | cyfrif gofal
careSince | care and support since | gofal a chymorth ers
caredFor | who is cared for | pwy sy'n cael gofal
carer | the carer | y gofalwr
carerGap | gap if the carer does not move | bwlch os nad yw'r gofalwr yn symud
categories | categories | categorïau
causes | what it arises from | o beth y mae'n codi
charged | pays a charge | yn talu tâl
closedOn | day of closing | diwrnod cau
closure | closure statement | datganiad cau
code | code | cod
combinedWith | combined with another assessment | cyfunwyd ag asesiad arall
community | the community | y gymuned
completedOn | day of completion | diwrnod cwblhau
concludedOn | day of conclusion | diwrnod dod i gasgliad
conclusion | conclusion | casgliad
consent | consent | cydsyniad
consentOn | day of consent | diwrnod cydsynio
contactId | contact | cyswllt
contactIds | contacts | cysylltiadau
continuesAfterMove | continues after the move | yn parhau ar ôl symud
contribution | what they contributed | yr hyn a gyfrannwyd
contributions | what could help | beth allai helpu
couldHelp | could help | gallai helpu
criteria | answers to the criteria | atebion i'r meini prawf
crossBorder | consent to cross a border | cydsyniad i groesi ffin
cy | in Welsh | yn Gymraeg
dates | days | diwrnodau
decidedBy | decided by | penderfynwyd gan
decidedOn | day of decision | diwrnod penderfynu
decision | decision | penderfyniad
deprivationOfLiberty | deprivation of liberty | amddifadu o ryddid
detail | detail | manylion
differences | where views differ | lle mae barn yn wahanol
disabilities | disabilities | anableddau
display | label as shown | label fel y'i dangosir
does | what the carer does | beth mae'r gofalwr yn ei wneud
effectOnChild | effect on the child | effaith ar y plentyn
email | email | e-bost
en | in English | yn Saesneg
endsOn | last day | diwrnod olaf
endsWithMove | ends with the move | yn dod i ben gyda'r symud
enquiry | safeguarding enquiry | ymholiad diogelu
ethnicity | ethnicity | ethnigrwydd
evidence | evidence | tystiolaeth
exceptionCase | exception | eithriad
extent | how much of it | faint ohono
family | family; family name | teulu; cyfenw
fluctuation | how it varies | sut mae'n amrywio
form | form | ffurf
frequency | how often paid | pa mor aml y telir
fromDay | from which day | o ba ddiwrnod
gapAfterMove | gap after the move | bwlch ar ôl symud
gender | gender | rhywedd
given | given names; given | enwau cyntaf; rhoddwyd
ground | ground | sail
group | group | grŵp
health | the health service | y gwasanaeth iechyd
helpedBy | helped by | cafwyd help gan
how | how | sut
howOften | how often | pa mor aml
id | id | dynodwr
identifiers | identifiers | rhifau adnabod
ifThis | if this happens | os bydd hyn yn digwydd
ifUnmet | what may happen | beth all ddigwydd
immediate | immediate | ar unwaith
independentAdvocate | independent advocate | eiriolwr annibynnol
independentPersonalBudget | independent personal budget | cyllideb bersonol annibynnol
informed | was informed | cafodd wybod
interpreter | interpreter | cyfieithydd ar y pryd
intervalMonths | months between reviews | misoedd rhwng adolygiadau
involvement | involvement | rhan
item | entry | cofnod
jurisdiction | jurisdiction | awdurdodaeth
kind | kind | math
language | language | iaith
lastDecision | last decision, and why | y penderfyniad diwethaf, a pham
lastOn | last review | adolygiad diwethaf
leadCoordinator | lead co-ordinator | cydlynydd arweiniol
likelihood | likelihood | tebygolrwydd
limits | limits | terfynau
link | link to the other assessment | cyswllt â'r asesiad arall
livesWithPerson | lives with the person | yn byw gyda'r person
localReference | local reference | cyfeirnod lleol
lowestBandServed | lowest band that the council serves | y band isaf y mae'r cyngor yn ei wasanaethu
made | was made | gwnaed
managedBy | managed by | rheolir gan
manager | who manages it | pwy sy'n ei reoli
mayBeTold | may be told | caiff wybod
met | answer | ateb
metBy | who meets it today | pwy sy'n ei ddiwallu heddiw
methods | methods | dulliau
minutesPerWeek | minutes a week | munudau'r wythnos
mitigation | what is done about it | beth a wneir yn ei gylch
moves | moves with the person | yn symud gyda'r person
moving | moves too | yn symud hefyd
name | name | enw
need | need | angen
needId | need | angen
needIds | needs | anghenion
needed | needed | angen
neededOnDayOne | needed on day one | ei angen ar y diwrnod cyntaf
needsMetOtherwise | how needs are met otherwise | sut y diwellir anghenion fel arall
nextOn | next review | adolygiad nesaf
note | note | nodyn
notes | notes | nodiadau
number | number | rhif
objection | objection | gwrthwynebiad
occupation | occupation, school | galwedigaeth, ysgol
offered | offered | cynigiwyd
official | official name | enw swyddogol
on | day | diwrnod
onMove | what the move changes | beth mae symud yn ei newid
organisation | organisation | sefydliad
original | original language | iaith wreiddiol
outOf | end of the scale | pen y raddfa
outcome | outcome | canlyniad
outcomeId | outcome | canlyniad
outcomeIds | outcomes | canlyniadau
outcomes | outcomes | canlyniadau
owner | owner | perchennog
payroll | payroll | cyflogres
per | in what period | ym mha gyfnod
person | the person | y person
personPence | what the person pays | yr hyn y mae'r person yn ei dalu
personalAssistants | personal assistants | cynorthwywyr personol
personalBudget | personal budget | cyllideb bersonol
phone | telephone | ffôn
place | place | lle
postcode | postcode | cod post
preparedBy | prepared by | paratowyd gan
previous | previous names | enwau blaenorol
pronouns | pronouns | rhagenwau
protection | to protect from abuse or neglect | i amddiffyn rhag camdriniaeth neu esgeulustod
provider | provider | darparwr
providerPhone | provider's telephone | ffôn y darparwr
quantity | how much | faint
reason | reason | rheswm
reasons | reasons | rhesymau
record | record | cofnod
reengagedOn | day on which the duty came back | diwrnod y daeth y ddyletswydd yn ôl
ref | limb | amod
reference | reference | cyfeirnod
registration | registration | cofrestriad
relationship | relationship | perthynas
religion | religion | crefydd
residence | kind of home | math o gartref
result | result | canlyniad
reviewOn | day of review | diwrnod adolygu
right | right to refuse | hawl i wrthod
role | role | rôl
roles | roles | rolau
saidBy | said by | dywedwyd gan
scheme | criteria used | meini prawf a ddefnyddiwyd
scope | scope | cwmpas
sdsOption | self-directed support option | dewis cymorth hunangyfeiriedig
section | section | adran
selfAssessment | self-assessment | hunanasesiad
sensitive | sensitive sections | adrannau sensitif
service | kind of service | math o wasanaeth
serviceDueOn | service due | gwasanaeth offer i'w wneud
severity | severity | difrifoldeb
since | since | ers
speaker | who said it | pwy ddywedodd
spoken | spoken language | iaith lafar
startedOn | first day | diwrnod cyntaf
startsOn | first day | diwrnod cyntaf
statement | statement | datganiad
system | system | system
takenBy | taken by | cymerwyd gan
target | target | targed
text | text | testun
then | then | yna
to | to whom | i bwy
toldMayWithdraw | told that it may be withdrawn | dywedwyd y gellir ei dynnu'n ôl
tookPart | took part | cymerodd ran
topic | topic | pwnc
trained | trained for this task | wedi'i hyfforddi ar gyfer y dasg
type | type | math
unableBecause | unable because | methu oherwydd
unit | unit | uned
until | until | tan
uprn | UPRN | UPRN
usedFor | used for | defnyddir ar gyfer
usual | preferred name | enw dewisol
value | value | gwerth
verificationStatus | verification status | statws dilysu
wellbeing | well-being | llesiant
what | what | beth
why | why | pam
willing | willing to care | bodlon gofalu
willingToGoOn | willing to go on | bodlon dal ati
withdrawnOn | day of withdrawal | diwrnod tynnu'n ôl
words | words | geiriau
workAndLeisure | work, learning and leisure | gwaith, dysgu a hamdden
written | written language | iaith ysgrifenedig
"""


def _read(table: str) -> Mapping[str, Code]:
    rows = (line.split(" | ") for line in table.strip().split("\n"))
    return {name: Code(name, en, cy) for name, en, cy in rows}


LABELS: Final = _read(_TABLE)
"""By the member's name on the wire."""
