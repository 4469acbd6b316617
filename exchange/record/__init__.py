"""Records: what practitioners wrote about a person, sealed by a council so that any part can be checked alone.

The *content* is an assessment or a care and support plan. Its top-level members are **sections**: the unit that is
read, disclosed, withheld and shown. A section is one object or a list of entries, and each entry has an id by which
others name it: an action its needs, a need its outcomes, a determination its need.

- What people say comes first: own words, strengths, outcomes with a baseline, what the carer does and whether the carer
  moves, language and the Active Offer have their own places and are not notes.
- Needs hold everywhere; each *determination* stands apart with its scheme and holds in one jurisdiction only.
- Unknown is said: `{"absent": "declined"}`. A null, an empty string or a number with a fraction is not content.
- Codes of others come with their system. Our own lists have English and Welsh labels, and `verified=False` where nobody
  has seen the source.
- What a newer minor version adds is kept, counted and shown as not known.

    content = read_content(loads_signed(body), vct="urn:assessment-exchange:assessment:1.0")
    content.needs[0].outcome_ids, plain(content)["needs"][0]["outcomeIds"]

A *record* is content that its council sealed as an SD-JWT: envelope and a skeleton of all sections in the open, every
body and every entry concealed on its own. To `present` it is to choose disclosures for a purpose (the table is
`purposes.py`) and to sign what is left out; `verify` turns what came into a `VerifiedRecord`, which names all that is
not shown:

    sealed = seal(content, iss=…, jti=…, issued_at=…, status=StatusRef(…), signer=key, salts=salts)
    shown = present(sealed.token, purpose="person", audience=…, basis=…, iss=…, jti=…, issued_at=…, signer=key)
    record = verify(parse(shown.record, shown.statement), issuer_keys=…, presenter_keys=…, audience=…)

Who stands behind a record beside its council says an *attestation* over its digest (`attest.py`). What a newer record
takes the place of it names by digest (`lineage.py`), and what it took over from other records need by need
(`citations.py`). What changes between two major versions is data (`translate.py`); released schemas are pinned
(`released.py`).

A result is compared with the answers kept beside it, and never holds across a border (`eligibility.py`). A council's
own form is mapped in and out with a report of every value (`mapping.py`), what nobody asked is filled in as such
(`unasked.py`), what others add under their own name is shown as theirs (`extensions.py`), and what is wrong is said in
words (`explain/`).

Everything wrong with a document is said at once, as JSON pointer and rule and never with a value: `schema-failed`,
then `links-broken`. Standards: RFC 9901, Token Status List. Sources: Social Services and Well-being (Wales) Act 2014,
SI 2015/1335, SI 2015/1578, UK Core.
"""

from exchange.record.assessment import Assessment
from exchange.record.attest import Attestation, SealedAttestation, attest, parse_attestation, read_attestation
from exchange.record.attested import Registration, Who, sentence
from exchange.record.choose import Withheld, Withhold
from exchange.record.citations import Citation, check_citations
from exchange.record.codes import Code, CodeList
from exchange.record.combined import check_combined
from exchange.record.consent import CONSENT_BASES, Consent
from exchange.record.eligibility import Recomputed, Standing, Verdict, recompute, standing
from exchange.record.explain import Explained, Unfit, explain
from exchange.record.extensions import Extension, extensions_among
from exchange.record.grounds import GROUNDS, Ground
from exchange.record.identifiers import (
    CHI_NUMBER,
    HC_NUMBER,
    NHS_NUMBER,
    check_chi_number,
    check_hc_number,
    check_identifier,
    check_nhs_number,
)
from exchange.record.kinds import (
    ASSESSMENT,
    KINDS,
    PLAN,
    Content,
    Kind,
    find_kind,
    plain,
    plain_section,
    read_content,
    read_section,
    sections_of,
    unknown_members,
)
from exchange.record.lineage import Version, order_versions
from exchange.record.links import Section, Sections, check_links
from exchange.record.mapping import FormMapping, Mapped, Row, bring_in, send_out
from exchange.record.parts import Absent, Coded, Item, Part, Translated
from exchange.record.plan import CareAndSupportPlan
from exchange.record.present import Presentation, choose_shown, present
from exchange.record.preview import preview
from exchange.record.purposes import (
    PURPOSES,
    RULINGS,
    Purpose,
    Rule,
    Ruling,
    find_purpose,
    purpose_of_move,
    ruling_on,
)
from exchange.record.refusals import Duty, duty_after
from exchange.record.schemes import SCHEMES, Scheme
from exchange.record.seal import SealedRecord, seal
from exchange.record.sections import TITLES, SectionSpec
from exchange.record.status import Status, StatusRef, read_status, status_list_token
from exchange.record.subjects import Subject, same_subject
from exchange.record.translate import Change, Fate, Told, downgrade, upgrade
from exchange.record.unasked import fill_unasked
from exchange.record.verify import (
    Shown,
    UnverifiedPresentation,
    UnverifiedRecord,
    VerifiedRecord,
    parse,
    parse_record,
    recall_record,
    verify,
    verify_record,
)

__all__ = [
    "ASSESSMENT",
    "CHI_NUMBER",
    "CONSENT_BASES",
    "GROUNDS",
    "HC_NUMBER",
    "KINDS",
    "NHS_NUMBER",
    "PLAN",
    "PURPOSES",
    "RULINGS",
    "SCHEMES",
    "TITLES",
    "Absent",
    "Assessment",
    "Attestation",
    "CareAndSupportPlan",
    "Change",
    "Citation",
    "Code",
    "CodeList",
    "Coded",
    "Consent",
    "Content",
    "Duty",
    "Explained",
    "Extension",
    "Fate",
    "FormMapping",
    "Ground",
    "Item",
    "Kind",
    "Mapped",
    "Part",
    "Presentation",
    "Purpose",
    "Recomputed",
    "Registration",
    "Row",
    "Rule",
    "Ruling",
    "Scheme",
    "SealedAttestation",
    "SealedRecord",
    "Section",
    "SectionSpec",
    "Sections",
    "Shown",
    "Standing",
    "Status",
    "StatusRef",
    "Subject",
    "Told",
    "Translated",
    "Unfit",
    "UnverifiedPresentation",
    "UnverifiedRecord",
    "Verdict",
    "VerifiedRecord",
    "Version",
    "Who",
    "Withheld",
    "Withhold",
    "attest",
    "bring_in",
    "check_chi_number",
    "check_citations",
    "check_combined",
    "check_hc_number",
    "check_identifier",
    "check_links",
    "check_nhs_number",
    "choose_shown",
    "downgrade",
    "duty_after",
    "explain",
    "extensions_among",
    "fill_unasked",
    "find_kind",
    "find_purpose",
    "order_versions",
    "parse",
    "parse_attestation",
    "parse_record",
    "plain",
    "plain_section",
    "present",
    "preview",
    "purpose_of_move",
    "read_attestation",
    "read_content",
    "read_section",
    "read_status",
    "recall_record",
    "recompute",
    "ruling_on",
    "same_subject",
    "seal",
    "sections_of",
    "send_out",
    "sentence",
    "standing",
    "status_list_token",
    "unknown_members",
    "upgrade",
    "verify",
    "verify_record",
]
