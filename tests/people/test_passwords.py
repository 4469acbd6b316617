import unicodedata
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.node import keep_password, knows_password

SALT = bytes(range(16))
PASSWORD = "pedair gafr gorniog"
KEPT = keep_password(PASSWORD, salt=SALT)


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 257, "Å" * 11, "ﷺ" * 16])
def test_refuses_a_password_that_is_too_short_or_too_long(password: str) -> None:
    with pytest.raises(Refusal, match="password-weak"):
        keep_password(password, salt=SALT)


@pytest.mark.parametrize(
    "password", ["", " ", PASSWORD + " ", PASSWORD.upper(), PASSWORD[:-1], "x" * 1_000_000, "\ud800"]
)
def test_another_password_is_not_known(password: str) -> None:
    assert not knows_password(password, secret=KEPT)


def test_nobody_knows_the_password_of_nobody() -> None:
    assert not knows_password(PASSWORD, secret=None)
    assert not knows_password("", secret=None)


def test_what_is_kept_says_how_it_was_made_and_depends_on_the_salt() -> None:
    scrypt, log_n, r, p, _, found = KEPT.split("$")
    assert (scrypt, log_n, r, p) == ("scrypt", "15", "8", "3")
    assert found not in keep_password(PASSWORD, salt=SALT[::-1])
    assert PASSWORD not in KEPT


def test_a_password_kept_by_another_program_is_known() -> None:
    """RFC 7914 §12, the third vector: of its 64 bytes the first 32."""
    kept = "scrypt$14$8$1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046_2o-7qQT44-qbVD9lRdofI"
    assert knows_password("pleaseletmein", secret=kept)
    assert not knows_password("pleaseletmeim", secret=kept)


def test_nobody_costs_as_much_as_somebody() -> None:
    def cost(secret: str | None) -> float:
        before = thread_time()
        knows_password("another password", secret=secret)
        return thread_time() - before

    somebody, nobody = min(cost(KEPT) for _ in range(3)), min(cost(None) for _ in range(3))
    assert 0.5 < somebody / nobody < 2


@settings(max_examples=5)
@given(password=st.text(min_size=12, max_size=40))
def test_whoever_knows_a_password_is_believed_on_any_keyboard(password: str) -> None:
    try:
        kept = keep_password(password, salt=SALT)
    except Refusal:
        return
    assert knows_password(unicodedata.normalize("NFD", password), secret=kept)
