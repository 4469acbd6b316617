"""Versions: an old reader takes a newer minor and says what it does not know; a major is translated with every loss
told; versions of one record form a line.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, b64u
from exchange.record.choose import Withhold
from exchange.record.kinds import ASSESSMENT, Kind, read_content
from exchange.record.lineage import order_versions
from exchange.record.schemas import schema_of
from exchange.record.translate import EACH, Change, Fate, downgrade, upgrade
from exchange.record.verify import VerifiedRecord, verify_record
from tests.record.sealed import ISSUER_KEYS, RECORD_KEY, assessment, documents, presented, read, sealed
from tests.record.versions.newer import (
    ADDED,
    CHANGES_20,
    KIND_11,
    LEVELS,
    VCT_11,
    VCT_20,
    Assessment11,
    assessment_11,
    risks_of,
    sealed_11,
)


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


class TestMinor:
    def test_refuses_a_newer_minor_that_breaks_what_1_0_says(self) -> None:
        broken = assessment_11()
        broken["needs"] = [{"id": "need-1"}]
        assert code_of(lambda: verify_record(sealed_11(broken, RECORD_KEY), issuer_keys=ISSUER_KEYS)) == "schema-failed"

    def test_an_old_receiver_takes_it_and_names_what_it_does_not_know(self) -> None:
        record = self.received()
        assert (record.vct, record.version, record.kind) == (VCT_11, "1.1", "assessment")
        assert set(record.unknown) == set(ADDED)

    def test_an_old_receiver_shows_what_it_does_not_know(self) -> None:
        shown = self.received().plain()
        assert shown["pets"] == [{"id": "pet-1", "what": "A cat called Siani."}]
        assert shown["transport"] == {"how": "The bus."}
        assert shown["needs"] == assessment_11()["needs"]

    def test_an_old_council_passes_it_on_and_withholds_an_entry_it_does_not_know(self) -> None:
        token = sealed_11(assessment_11(), RECORD_KEY)
        shown = read(presented(token, Withhold("pets", "pet-1", "third-party")))
        assert [part.at for part in shown.withheld] == ["/pets/0"]
        assert shown.version == "1.1"

    def test_a_newer_reader_takes_1_0(self) -> None:
        Assessment11.model_validate(assessment())

    @settings(max_examples=25)
    @given(documents())
    def test_every_1_0_document_is_a_1_1_document(self, made: tuple[Kind, JsonObject]) -> None:
        kind, document = made
        if kind is ASSESSMENT:
            Assessment11.model_validate(document)

    def test_the_schema_of_1_1_only_adds(self) -> None:
        added = list(differences(schema_of(ASSESSMENT), schema_of(KIND_11), ""))
        assert added
        assert {kind for kind, _ in added} == {"added"}, added

    def received(self) -> VerifiedRecord:
        return verify_record(sealed_11(assessment_11(), RECORD_KEY), issuer_keys=ISSUER_KEYS)


NAMES = {"$id", "title", "$comment", "description"}


def differences(old: JsonValue, new: JsonValue, at: str) -> Iterator[tuple[str, str]]:
    """How one schema differs from another: what is added as a property or a definition, and whatever else is not so."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old.keys() | new.keys():
            if name in NAMES and not at.endswith("properties"):
                continue
            here = f"{at}/{name}"
            if name not in old:
                yield "added" if at.endswith(("properties", "$defs")) else "changed", here
            elif name not in new:
                yield "gone", here
            else:
                yield from differences(old[name], new[name], here)
    elif old != new:
        yield "changed", at


class TestMajor:
    def test_refuses_a_major_version_that_it_does_not_know(self) -> None:
        assert code_of(lambda: read_content(assessment(), vct=VCT_20)) == "vct-unknown"

    def test_every_change_is_told_with_both_places(self) -> None:
        newer = upgrade(assessment(), changes=CHANGES_20)
        assert [(line.before, line.after, line.fate) for line in newer.told if line.fate is not Fate.KEPT] == [
            ("/risks/0/likelihood", "/risks/0/score/likelihood", Fate.CHANGED),
            ("/risks/0/severity", "/risks/0/score/severity", Fate.CHANGED),
            (None, "/risks/0/scoredBy", Fate.ADDED),
        ]
        assert risks_of(newer.content)[0]["score"] == {"likelihood": 5, "severity": 5}
        assert newer.losses == ()

    def test_what_the_older_version_has_no_place_for_is_told_as_dropped_and_a_rounded_score_as_lossy(self) -> None:
        newer = upgrade(assessment(), changes=CHANGES_20).content
        risks_of(newer)[0]["score"] = {"likelihood": 4, "severity": 3}
        older = downgrade(newer, changes=CHANGES_20)
        assert [(line.before, line.after, line.fate) for line in older.losses] == [
            ("/risks/0/score/likelihood", "/risks/0/likelihood", Fate.LOSSY),
            ("/risks/0/scoredBy", None, Fate.DROPPED),
        ]
        assert risks_of(older.content)[0]["likelihood"] == "high"
        read_content(older.content, vct=ASSESSMENT.vct)

    @settings(max_examples=25)
    @given(documents(), st.lists(st.sampled_from(sorted(LEVELS)), min_size=1, max_size=3))
    def test_there_and_back_nothing_is_lost_that_is_not_told(
        self, made: tuple[Kind, JsonObject], levels: list[str]
    ) -> None:
        _, document = made
        risk = risks_of(document)[0]
        document["risks"] = [{**risk, "id": f"r-{n}", "severity": level} for n, level in enumerate(levels)]
        before = deepcopy(document)
        newer = upgrade(document, changes=CHANGES_20)
        assert document == before, "translating changed its input"
        older = downgrade(newer.content, changes=CHANGES_20)
        assert older.content == document
        assert {line.before for line in older.losses} == {f"/risks/{n}/scoredBy" for n in range(len(levels))}

    @settings(max_examples=50)
    @given(documents(), st.data())
    def test_every_value_is_told_once_whatever_the_changes_are(
        self, made: tuple[Kind, JsonObject], data: st.DataObject
    ) -> None:
        _, document = made
        places = sorted({pattern_of(at) for at, _ in leaves(document) if at.count("/") > 1})
        gone, moved = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
        changes = [Change(gone, None)] + ([Change(moved, moved + "New")] if moved != gone else [])
        made_new = upgrade(document, changes=changes)
        told = [str(line.before) for line in made_new.told]
        for at, _ in leaves(document):  # by itself, or with the field that it belongs to
            assert sum(at == each or at.startswith(f"{each}/") for each in told) == 1
        source, target = dict(leaves(document)), dict(leaves(made_new.content))
        for line in made_new.told:
            assert (line.fate is Fate.DROPPED) == (line.after is None)
            if line.fate is Fate.KEPT and "*" not in gone:
                assert target[str(line.after)] == source[str(line.before)]


def leaves(value: JsonValue, at: str = "") -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, dict | list) and value:
        for name, member in value.items() if isinstance(value, dict) else enumerate(value):
            step = str(name).replace("~", "~0").replace("/", "~1")
            yield from leaves(member, f"{at}/{step}")
    else:
        yield at, value


def pattern_of(at: str) -> str:
    return "/".join(EACH if step.isdecimal() else step for step in at.split("/"))


@dataclass(frozen=True)
class Sealed:
    """What the line of versions looks at."""

    digest: str
    supersedes: str | None = None
    iss: str = "https://gwynedd.example"
    kind: str = "assessment"


class TestLineage:
    def test_refuses_a_fork(self) -> None:
        assert code_of(lambda: order_versions([Sealed("a"), Sealed("b", "a"), Sealed("c", "a")])) == "version-forked"

    @pytest.mark.parametrize(
        "records",
        [
            [Sealed("a", "a")],
            [Sealed("a", "b"), Sealed("b", "a")],
            [Sealed("x"), Sealed("a", "c"), Sealed("b", "a"), Sealed("c", "b")],
        ],
    )
    def test_refuses_a_loop(self, records: list[Sealed]) -> None:
        assert code_of(lambda: order_versions(records)) == "version-loop"

    @pytest.mark.parametrize("records", [[Sealed("a"), Sealed("c", "b")], [Sealed("a"), Sealed("b")]])
    def test_refuses_a_line_in_which_one_is_missing(self, records: list[Sealed]) -> None:
        assert code_of(lambda: order_versions(records)) == "version-gap"

    @pytest.mark.parametrize("other", [{"iss": "https://powys.example"}, {"kind": "care-and-support-plan"}])
    def test_refuses_another_councils_record_or_another_kind(self, other: dict[str, str]) -> None:
        assert code_of(lambda: order_versions([Sealed("a"), Sealed("b", "a", **other)])) == "version-foreign"

    def test_nothing_at_all_is_no_line_and_what_came_before_need_not_be_at_hand(self) -> None:
        assert order_versions([]) == ()
        assert order_versions([Sealed("c", "b")]) == (Sealed("c", "b"),)

    @given(st.permutations(range(6)), st.integers(0, 5))
    def test_any_order_gives_the_same_line(self, order: list[int], twice: int) -> None:
        line = [Sealed(str(n), str(n - 1) if n else None) for n in range(6)]
        assert order_versions([line[n] for n in [*order, twice]]) == tuple(line)

    def test_sealed_records_form_a_line(self) -> None:
        first = sealed(assessment())
        second = sealed(assessment(), supersedes=first.digest)
        third = sealed(assessment(), supersedes=second.digest)
        records = [verify_record(each.token, issuer_keys=ISSUER_KEYS) for each in (third, first, second)]
        assert [each.digest for each in order_versions(records)] == [first.digest, second.digest, third.digest]
        other = sealed(assessment(), supersedes=b64u(bytes(32)))
        assert code_of(lambda: order_versions([*records, verify_record(other.token, issuer_keys=ISSUER_KEYS)]))
