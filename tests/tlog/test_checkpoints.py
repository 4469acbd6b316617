import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    Ed25519Key,
    LogKey,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
    sign_note,
)

ORIGIN = "log.gwynedd.example/1"
SECRET = Ed25519Key.generate()
KEY = LogKey(ORIGIN, SECRET.public)
ROOT = bytes(range(32))
ROOT_TEXT = base64.b64encode(ROOT).decode()
TEXT = f"{ORIGIN}\n42\n{ROOT_TEXT}\n"


@pytest.mark.parametrize(
    "size",
    [
        "",
        "+42",
        "-42",
        "4_2",
        "042",
        " 42",
        "42 ",
        "4e1",
        "42.0",
        "0x2a",
        "٤٢",
        "4٢",
        "４２",
        "42\r",
        "9" * 17,
        str(2**53),
    ],
)
def test_refuses_a_size_that_is_not_plain_digits(size: str) -> None:
    with pytest.raises(Refusal, match="checkpoint-malformed"):
        parse_checkpoint(TEXT.replace("42", size))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "more",
        TEXT + "an extension line\n",
        "\n" + TEXT,
        TEXT.replace(ORIGIN, ""),
        TEXT.replace(ORIGIN, "two words"),
        TEXT.replace(ORIGIN, "a+b"),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT[:-1]),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT + "="),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT.replace("+", "-").replace("/", "_").rstrip("=")),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT[:-2] + "9="),
        TEXT.replace(ROOT_TEXT, base64.b64encode(ROOT[:31]).decode()),
        TEXT.replace(ROOT_TEXT, base64.b64encode(ROOT + b"\0").decode()),
        TEXT.replace(ROOT_TEXT, "é" * 44),
        TEXT.replace("42", "0"),
    ],
)
def test_refuses_a_checkpoint_in_any_other_form(text: str) -> None:
    with pytest.raises(Refusal, match="checkpoint-malformed"):
        parse_checkpoint(text)


def test_refuses_to_sign_a_checkpoint_of_another_log() -> None:
    with pytest.raises(Refusal, match="checkpoint-malformed"):
        sign_checkpoint(Checkpoint("log.conwy.example", 1, ROOT), key=KEY, signer=SECRET)


def test_refuses_a_checkpoint_signed_only_by_someone_else() -> None:
    other_secret = Ed25519Key.generate()
    other = LogKey("witness.example", other_secret.public)
    with pytest.raises(Refusal, match="note-unsigned"):
        open_checkpoint(sign_note(TEXT, key=other, signer=other_secret), origin=ORIGIN, keys=[KEY, other])


def test_refuses_the_checkpoint_of_another_log_even_when_the_key_is_known() -> None:
    note = sign_note(TEXT.replace("gwynedd", "conwy"), key=KEY, signer=SECRET)
    with pytest.raises(Refusal, match="checkpoint-malformed"):
        open_checkpoint(note, origin=ORIGIN, keys=[KEY])
    with pytest.raises(Refusal, match="note-unsigned"):
        open_checkpoint(note, origin="log.conwy.example/1", keys=[KEY])


@given(
    st.integers(1, 2**53 - 1),
    st.binary(min_size=32, max_size=32),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789./-_~ŵŷé", min_size=1, max_size=60),
)
def test_a_checkpoint_goes_round(size: int, root: bytes, origin: str) -> None:
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint.text()) == checkpoint
    key = LogKey(origin, SECRET.public)
    note = sign_checkpoint(checkpoint, key=key, signer=SECRET)
    assert open_checkpoint(note, origin=origin, keys=[key]) == checkpoint


def test_the_empty_tree_has_a_checkpoint() -> None:
    assert parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text()).size == 0
    assert parse_checkpoint(TEXT) == Checkpoint(ORIGIN, 42, ROOT)
