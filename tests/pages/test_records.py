"""Reading a record, whether it is genuine, comparing two, and the list of our own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.jose import JsonObject, JsonValue
from exchange.pages.languages import Language, Voice
from exchange.pages.reading.genuine import TITLES, TODO, State
from exchange.record import GROUNDS
from tests.pages.genuine_states import STATES, Staged, staged
from tests.pages.leftovers import leftovers
from tests.pages.staging import Stage, text_of
from tests.world import content_of

UNKNOWN = "A" * 43


def written(*examples: str) -> set[str]:
    """What people wrote in these documents, line by line: it is in whatever language they wrote it in."""
    return {" ".join(text.split()) for example in examples for text in strings(content_of(example)) if " " in text} | {
        "Megan", "Eluned", "Pritchard", "Non Evans",
        "Merched y",  # where a title is shortened
    }  # fmt: skip


def strings(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from strings(each)
        case dict():
            for each in value.values():
                yield from strings(each)
        case _:
            pass


@pytest.fixture(scope="module")
def moved(stage: Stage) -> tuple[str, str, str]:
    """A transfer that is matched, its assessment and its plan."""
    transfer = stage.move()
    stage.ceredigion.match(transfer)
    records = stage.ceredigion.transfer(transfer)["records"]
    assert isinstance(records, list)
    return transfer, str(records[0]), str(records[1])


@pytest.fixture(scope="module")
def waiting(stage: Stage) -> tuple[str, str]:
    """A transfer that nobody has matched, and its plan."""
    transfer = stage.move("megan-plan")
    records = stage.ceredigion.transfer(transfer)["records"]
    assert isinstance(records, list)
    return transfer, str(records[0])


def test_shows_no_record_to_who_is_not_signed_in_or_has_another_role(stage: Stage, moved: tuple[str, str, str]) -> None:
    transfer, _, plan = moved
    path = f"/en/transfers/{transfer}/records/{plan}"
    assert "Megan" not in stage.visitor(stage.ceredigion).open(path).text
    for login in ("alun", "olwen"):
        answer = stage.sign_in(stage.ceredigion, login).open(path)
        assert (answer.status_code, "Megan" in answer.text) == (403, False)


def test_a_record_is_opened_where_it_belongs_and_nowhere_else(stage: Stage, moved: tuple[str, str, str]) -> None:
    transfer, _, plan = moved
    visitor = stage.sign_in(stage.ceredigion)
    for path in (
        f"/en/records/{plan}",  # received, and not our own
        f"/en/records/{UNKNOWN}",
        f"/en/transfers/{transfer}/records/{UNKNOWN}",
        f"/en/transfers/00000000-0000-4000-8000-000000000000/records/{plan}",
        f"/en/records/{plan}/compare",
    ):
        assert visitor.open(path).status_code == 404, path


def test_until_it_is_matched_only_what_tells_people_apart_is_shown(stage: Stage, waiting: tuple[str, str]) -> None:
    transfer, plan = waiting
    visitor = stage.sign_in(stage.ceredigion)
    answer = visitor.open(f"/en/transfers/{transfer}/records/{plan}")
    said = text_of(answer.text)
    assert "Nobody here has confirmed yet whose record this is" in said
    assert "999 000 0158" in said
    assert "Risks" not in said
    assert "Ethnicity" not in said
    assert "You can rely on it" not in said
    assert visitor.open(f"/en/transfers/{transfer}/records/{plan}/compare").status_code == 422
    [step] = stage.ceredigion.node.store.read(lambda tx: tx.trail.of("record", plan, limit=2))[-1:]
    assert step.purpose == "matching"


def test_own_words_and_risks_come_first_and_every_contents_line_leads_somewhere(
    stage: Stage, moved: tuple[str, str, str]
) -> None:
    transfer, _, plan = moved
    html = stage.sign_in(stage.ceredigion).open(f"/en/transfers/{transfer}/records/{plan}").text
    places = [html.index(f'<section class="app-part" id="{name}"') for name in ("ownWords", "risks", "needs")]
    assert places == sorted(places)
    for href in html.split('href="#')[1:]:
        anchor = href.split('"')[0]
        assert f'id="{anchor}"' in html, anchor


def test_what_people_wrote_carries_its_language_and_the_rest_is_the_readers(
    stage: Stage, moved: tuple[str, str, str]
) -> None:
    transfer, assessment, plan = moved
    visitor, names = stage.sign_in(stage.ceredigion), written("megan-assessment", "megan-plan")
    for record in (assessment, plan):
        for language in Language:
            html = visitor.open(f"/{language}/transfers/{transfer}/records/{record}").text
            assert leftovers(html, language, names=names) == [], (record, language)


def test_what_is_withheld_stands_in_its_place_with_its_ground(stage: Stage) -> None:
    plan = stage.gwynedd.publish("megan-plan")
    withhold: list[JsonValue] = [{"record": plan, "section": "risks", "ground": "third-party"}]
    stage.world.work(2)
    transfer = stage.gwynedd.notify(stage.ceredigion, [plan], withhold=withhold)
    stage.world.work(3)
    stage.ceredigion.match(transfer)
    visitor = stage.sign_in(stage.ceredigion)
    html = visitor.open(f"/en/transfers/{transfer}/records/{plan}").text
    part = html.split('<section class="app-part" id="risks"')[1].split("</section>")[0]
    assert "Withheld." in part
    assert GROUNDS["third-party"].en in text_of(part)
    assert "1 part is withheld" in text_of(html)
    assert "1 part is withheld" in text_of(visitor.open(f"/en/transfers/{transfer}").text)


def test_what_this_program_does_not_know_is_shown_and_marked(stage: Stage) -> None:
    content = {**content_of("megan-plan"), "xFfynnon": "Wells of the parish"}
    body: JsonObject = {"kind": "care-and-support-plan", "content": content}
    record = str(stage.gwynedd.client.post("/v1/records", body, key=stage.gwynedd.node.fresh_id())["digest"])
    said = text_of(stage.sign_in(stage.gwynedd).open(f"/en/records/{record}").text)
    assert "Wells of the parish" in said
    assert "This program does not know" in said


def test_each_determination_says_where_it_holds(stage: Stage, moved: tuple[str, str, str]) -> None:
    transfer, assessment, _ = moved
    told = stage.ceredigion.client.read(f"/v1/records/{assessment}")
    said = text_of(stage.sign_in(stage.ceredigion).open(f"/en/transfers/{transfer}/records/{assessment}").text)
    holdings = told["determinations"]
    assert isinstance(holdings, list)
    for each in holdings:
        sentence = json.loads(json.dumps(each))["sentence"]["en"]
        assert " ".join(sentence.replace("'", "&#39;").split()) in said


def test_who_opened_a_record_and_why_is_left_in_the_trail(stage: Stage, moved: tuple[str, str, str]) -> None:
    transfer, _, plan = moved
    own = stage.gwynedd.publish("megan-plan")
    stage.sign_in(stage.ceredigion, "elin").open(f"/en/transfers/{transfer}/records/{plan}")
    stage.sign_in(stage.gwynedd, "elin").open(f"/en/records/{own}")
    stage.gwynedd.client.read(f"/v1/records/{own}")
    newest = stage.ceredigion.node.store.read(lambda tx: tx.trail.of("record", plan, limit=1))
    assert [(step.name, step.purpose, step.act) for step in newest] == [("Elin Tudur", "transfer", "opened")]
    steps = stage.gwynedd.node.store.read(lambda tx: tx.trail.of("record", own))
    assert [(step.name, step.role, step.purpose) for step in steps] == [
        ("case-system", "case-system", "own-record"),
        ("Elin Tudur", "caseworker", "own-record"),
    ]


@pytest.fixture(params=STATES, scope="module")
def state(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Stage, Staged]]:
    with staged(tmp_path_factory.mktemp(request.param), request.param) as (stage, found):
        yield request.param, stage, found


def test_each_state_has_its_sentence_and_what_to_do_in_both_languages(state: tuple[str, Stage, Staged]) -> None:
    name, stage, found = state
    visitor = stage.sign_in(found.council)
    for language in Language:
        answer = visitor.open(f"/{language}{found.path}")
        assert answer.status_code == 200
        assert f'data-state="{name}"' in answer.text
        say, said = Voice(language), text_of(answer.text).replace("&#39;", "'")
        assert say(TITLES[State(name)]) in said
        assert say(TODO[State(name)]) in said
        assert ("Risks" in said or "Risgiau" in said) == (name not in ("failed", "broken"))
        assert leftovers(answer.text, language, names=written("megan-plan")) == []


def test_every_state_but_an_erased_one_is_staged() -> None:
    assert set(STATES) == set(State) - {State.ERASED}


def test_compares_a_version_with_the_one_before(stage: Stage) -> None:
    first = stage.gwynedd.publish("megan-plan")
    content = content_of("megan-plan")
    person = content["person"]
    assert isinstance(person, dict)
    content = {**content, "person": {**person, "telephone": "01632 960 999"}}
    body: JsonObject = {"kind": "care-and-support-plan", "content": content, "supersedes": first}
    second = str(stage.gwynedd.client.post("/v1/records", body, key=stage.gwynedd.node.fresh_id())["digest"])
    visitor = stage.sign_in(stage.gwynedd)
    assert f"/records/{first}" in visitor.open(f"/en/records/{second}").text
    assert f"/records/{second}" in visitor.open(f"/en/records/{first}").text
    said = text_of(visitor.open(f"/en/records/{second}/compare?other=before").text)
    assert "01632 960 999" in said.replace("</ins>", "")
    assert "Different" in said
    assert "entries are the same in both" in said
    assert visitor.open(f"/en/records/{first}/compare?other=before").status_code == 404


def test_compares_with_what_was_pasted_and_keeps_nothing_of_it(stage: Stage, moved: tuple[str, str, str]) -> None:
    transfer, _, plan = moved
    path = f"/en/transfers/{transfer}/records/{plan}/compare"
    visitor = stage.sign_in(stage.ceredigion)
    assert visitor.send(path, content="{no").status_code == 422
    assert visitor.send(path, content="").status_code == 422
    assert visitor.send(path, origin="https://evil.example", content="{}").status_code == 403
    secret = "Zebedee Quillfeather"  # a name that is nowhere else
    pasted = {**content_of("megan-plan"), "person": {"name": {"official": secret}}}
    answer = visitor.send(path, content=json.dumps(pasted))
    assert answer.status_code == 200
    assert "Zebedee" in answer.text
    assert not any(b"Zebedee" in file.read_bytes() for file in Path(stage.ceredigion.folder).glob("store.db*"))


def test_offers_our_own_records_about_somebody_of_the_same_name(stage: Stage, moved: tuple[str, str, str]) -> None:
    transfer, _, plan = moved
    ours = stage.ceredigion.publish("megan-plan")
    visitor = stage.sign_in(stage.ceredigion)
    path = f"/en/transfers/{transfer}/records/{plan}/compare"
    assert f"?other={ours}" in visitor.open(path).text
    assert "Nothing differs." in text_of(visitor.open(f"{path}?other={ours}").text)
    other_kind = stage.ceredigion.publish("megan-assessment")
    assert visitor.open(f"{path}?other={other_kind}").status_code == 404


def test_finds_our_own_records_by_name_number_kind_and_standing(stage: Stage) -> None:
    record = stage.gwynedd.publish("carys-plan")
    visitor = stage.sign_in(stage.gwynedd)
    name = content_of("carys-plan")["person"]
    assert isinstance(name, dict)
    official = name["name"]
    assert isinstance(official, dict)
    word = str(official["official"]).split()[0]

    def found(query: str) -> bool:
        return record in visitor.open(f"/en/records?{query}").text

    assert found(f"q={word}")
    assert found(f"q={word}&kind=care-and-support-plan")
    assert not found(f"q={word}&kind=assessment")
    assert not found(f"q={word}&standing=withdrawn")
    assert not found(f"q={word[:-1]}")
    assert not found("q=...")
    key = stage.gwynedd.node.fresh_id()
    stage.gwynedd.client.post(f"/v1/records/{record}/withdraw", {"reason": "entered-in-error"}, key=key)
    assert not found(f"q={word}")
    assert found(f"q={word}&standing=withdrawn")


def test_the_list_of_our_records_leaves_out_what_came_from_others(stage: Stage, moved: tuple[str, str, str]) -> None:
    _, _, plan = moved
    assert plan not in stage.sign_in(stage.ceredigion).open("/en/records").text
    assert stage.sign_in(stage.ceredigion, "alun").open("/en/records").status_code == 403
