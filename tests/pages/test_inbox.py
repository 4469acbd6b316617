import pytest

from tests.pages.staging import PASSWORD, Stage, text_of


@pytest.fixture(scope="module")
def transfer(stage: Stage) -> str:
    return stage.move()


def test_shows_nobody_anything_before_they_sign_in(stage: Stage, transfer: str) -> None:
    answer = stage.visitor(stage.ceredigion).open("/en/transfers")
    assert str(answer.url).endswith("/en/sign-in?to=/transfers")
    assert "Megan" not in answer.text


def test_lets_nobody_in_with_a_wrong_password_and_does_not_say_which_was_wrong(stage: Stage) -> None:
    visitor = stage.visitor(stage.ceredigion)
    known = visitor.send("/en/sign-in", login="elin", password="wrong")
    unknown = visitor.send("/en/sign-in", login="nobody", password="wrong")
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace('value="elin"', "") == unknown.text.replace('value="nobody"', "")
    assert "wrong" not in text_of(known.text).replace("wrong.", "")


def test_refuses_a_form_that_another_site_sent(stage: Stage) -> None:
    visitor = stage.visitor(stage.ceredigion)
    answer = visitor.send("/en/sign-in", origin="https://evil.example", login="non", password=PASSWORD)
    assert answer.status_code == 403
    assert stage.visitor(stage.ceredigion).open("/en/transfers").url.path == "/en/sign-in"


@pytest.mark.parametrize("login", ["alun", "olwen"])
def test_refuses_who_has_another_role(stage: Stage, transfer: str, login: str) -> None:
    answer = stage.sign_in(stage.ceredigion, login).open("/en/transfers")
    assert (answer.status_code, "role-needed" in answer.text) == (403, True)
    assert "Megan" not in answer.text


def test_says_who_is_coming_from_where_when_and_what_happens_next(stage: Stage, transfer: str) -> None:
    said = text_of(stage.sign_in(stage.ceredigion).open("/en/transfers").text)
    for expected in ("Megan Eluned Pritchard", "Gwynedd", "today", "Assessment", "Care and support plan"):
        assert expected in said


@pytest.mark.parametrize("words", ["megan", "PRITCHARD", "999 000 0158", "pritchard megan"])
def test_finds_a_person_by_name_and_number(stage: Stage, transfer: str, words: str) -> None:
    answer = stage.sign_in(stage.ceredigion).http.get(stage.ceredigion.url + "/en/transfers", params={"q": words})
    assert transfer in answer.text


def test_finds_nobody_by_half_a_name_and_says_why(stage: Stage, transfer: str) -> None:
    answer = stage.sign_in(stage.ceredigion).open("/en/transfers?q=mega")
    assert transfer not in answer.text
    assert "whole words" in answer.text


def test_keeps_no_word_of_a_name_in_the_store(stage: Stage, transfer: str) -> None:
    for file in stage.ceredigion.folder.glob("store.db*"):
        assert b"Pritchard" not in file.read_bytes()
        assert b"pritchard" not in file.read_bytes()


def test_the_list_of_who_moves_away_is_the_other_councils(stage: Stage, transfer: str) -> None:
    assert transfer in stage.sign_in(stage.gwynedd).open("/en/transfers?side=sending").text
    assert transfer not in stage.sign_in(stage.gwynedd).open("/en/transfers").text


@pytest.mark.parametrize("browser_says", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {}])
def test_refuses_a_form_whose_browser_does_not_say_that_it_came_from_here(
    stage: Stage, browser_says: dict[str, str]
) -> None:
    visitor = stage.visitor(stage.ceredigion)
    filled = {"login": "non", "password": PASSWORD}
    answer = visitor.http.post(visitor.url + "/en/sign-in", data=filled, headers=browser_says)
    assert (answer.status_code, "other-site" in answer.text) == (403, True)
    assert not visitor.http.cookies
