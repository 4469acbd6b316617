import base64
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import PrivateKey
from exchange.tlog import Ed25519Key, LogKey, log_keys, open_note, parse_note, sign_note

# Published with the format: C2SP signed-note v1.0.0, "Example".
PUBLISHED_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
PUBLISHED_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SECRET = Ed25519Key.generate()
KEY = LogKey("log.gwynedd.example", SECRET.public)
STRANGER_SECRET = Ed25519Key.generate()
STRANGER = LogKey("witness.example", STRANGER_SECRET.public)
NOTE = sign_note("a text\n\nwith an empty line\n", key=KEY, signer=SECRET)
LINE = NOTE.splitlines(keepends=True)[-1]


def refusal_of(note: str, *keys: LogKey) -> str:
    with pytest.raises(Refusal) as caught:
        open_note(note, keys=keys or (KEY,))
    return caught.value.code


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "a text\n",
        "a text\n\n",
        "a text\n" + LINE,
        "a text\n\n" + LINE[:-1],
        NOTE + "\n",
        NOTE + "more\n",
        NOTE + LINE[:-1],
        NOTE[:-1] + "\r\n",
        NOTE[:-1] + " \n",
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("a text", "a\ttext"),
        NOTE.replace("a text", "a\x00text"),
        NOTE.replace("a text", "a\x7ftext"),
        NOTE.replace("a text", "a \ud800 text"),
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", "—"),
        NOTE.replace("— ", "—  "),
        NOTE.replace("— log.gwynedd.example ", "— log.gwynedd.example\u00a0"),
        NOTE.replace("— log.gwynedd.example", "— log.gwynedd .example"),
        NOTE.replace("— log.gwynedd.example", "— log+gwynedd.example"),
        NOTE.replace("— log.gwynedd.example", "— log\u2003gwynedd.example"),
        NOTE.replace("— log.gwynedd.example", "—"),
        NOTE.replace("=\n", "\n"),
        NOTE.replace("=\n", "==\n"),
        "a text\n\n— name AAAA\n",
        "a text\n\n— name AAAAAA==\n",
        "a text\n\n— name AAAA-A==\n",
        "a text\n\n— name AAAA ABC=\n",
        "a text\n\n" + LINE * 33,
    ],
)  # fmt: skip
def test_refuses_a_note_in_any_other_form(note: str) -> None:
    assert refusal_of(note) == "note-malformed"


def test_refuses_base64_whose_unused_bits_are_set() -> None:
    last = NOTE[-3]
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/":
        if other != last:
            assert refusal_of(NOTE[:-3] + other + NOTE[-2:]) in ("note-malformed", "signature-wrong")


def test_refuses_a_note_that_is_too_large() -> None:
    assert refusal_of("a" * 131_073) == "too-large"


def test_refuses_a_note_that_no_known_key_signed() -> None:
    assert refusal_of(NOTE, STRANGER) == "note-unsigned"
    with pytest.raises(Refusal, match="note-unsigned"):
        open_note(NOTE, keys=[])


def test_refuses_a_known_signature_over_another_text_even_beside_a_good_one() -> None:
    forged = sign_note("another text\n", key=STRANGER, signer=STRANGER_SECRET).splitlines(keepends=True)[-1]
    assert refusal_of(NOTE + forged, KEY, STRANGER) == "signature-wrong"
    assert refusal_of(NOTE.replace("a text", "my text")) == "signature-wrong"


def test_refuses_a_second_signature_by_the_same_key_that_is_wrong() -> None:
    other = sign_note("another text\n", key=KEY, signer=SECRET).splitlines(keepends=True)[-1]
    assert refusal_of(NOTE + other) == "signature-wrong"
    assert open_note(NOTE + LINE, keys=[KEY]) == open_note(NOTE, keys=[KEY])


def test_refuses_a_signature_of_another_length() -> None:
    raw = base64.b64decode(LINE.split()[2])
    for changed in (raw[:-1], raw + b"\0", raw[:5]):
        line = f"— {KEY.name} {base64.b64encode(changed).decode()}\n"
        assert refusal_of("a text\n\n" + line) == "signature-wrong"


@given(st.data())
def test_refuses_any_changed_character(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(NOTE) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda character: character != NOTE[place]))
    refusal_of(NOTE[:place] + other + NOTE[place + 1 :])


@given(st.text(min_size=1, max_size=200))
def test_any_text_without_control_characters_comes_back_as_it_was_signed(text: str) -> None:
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text):
        with pytest.raises(Refusal, match="note-malformed"):
            sign_note(text + "\n", key=KEY, signer=SECRET)
    else:
        assert open_note(sign_note(text + "\n", key=KEY, signer=SECRET), keys=[KEY]) == text + "\n"


@given(st.text(max_size=300))
def test_a_note_that_nobody_signed_is_refused(note: str) -> None:
    refusal_of(note)


def test_refuses_to_sign_a_text_that_has_no_final_newline() -> None:
    with pytest.raises(Refusal, match="note-malformed"):
        sign_note("a text", key=KEY, signer=SECRET)


def test_refuses_to_sign_with_another_key_than_named() -> None:
    with pytest.raises(Refusal, match="signature-wrong"):
        sign_note("a text\n", key=KEY, signer=STRANGER_SECRET)


def test_ignores_what_unknown_keys_add_up_to_sixteen_and_more() -> None:
    many = "".join(f"— w{number}.example {base64.b64encode(bytes(3000)).decode()}\n" for number in range(20))
    assert open_note(NOTE + many, keys=[KEY]) == "a text\n\nwith an empty line\n"
    assert len(parse_note(NOTE + many).signatures) == 21


def test_ignores_a_key_that_shares_only_the_name_or_only_the_id() -> None:
    namesake = LogKey(KEY.name, STRANGER_SECRET.public)
    assert open_note(NOTE, keys=[KEY, namesake])
    assert refusal_of(NOTE, namesake) == "note-unsigned"
    assert refusal_of(NOTE.replace("— log.gwynedd", "— log.conwy")) == "note-unsigned"


def test_the_published_key_verifies_the_published_note() -> None:
    key = LogKey.parse(PUBLISHED_VKEY)
    assert open_note(PUBLISHED_NOTE, keys=[key]) == "This is an example message.\n"
    assert (key.name, key.key_id.hex(), key.vkey()) == ("example.com/foo", "530d903a", PUBLISHED_VKEY)


def test_refuses_a_published_key_of_another_type_under_the_id_of_this_one() -> None:
    material = base64.b64encode(b"\x06" + KEY.public).decode()
    with pytest.raises(Refusal, match="vkey-malformed"):
        LogKey.parse(f"{KEY.name}+{KEY.key_id.hex()}+{material}")


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        PUBLISHED_VKEY.replace("530d903a", "530D903A"),
        PUBLISHED_VKEY.replace("530d903a", "530d903b"),
        PUBLISHED_VKEY.replace("+530d903a", "+0530d903a"),
        PUBLISHED_VKEY.replace("foo", "bar"),
        PUBLISHED_VKEY.replace("com/", "com /"),
        PUBLISHED_VKEY.replace("com/", "com\u2003/"),
        PUBLISHED_VKEY + "=",
        PUBLISHED_VKEY + "\n",
        PUBLISHED_VKEY[:-4],
        PUBLISHED_VKEY + "AAAA",
        "x+00000000+",
        "x+00000000+A===",
    ],
)
def test_refuses_a_published_key_in_any_other_form(vkey: str) -> None:
    with pytest.raises(Refusal, match="vkey-malformed"):
        LogKey.parse(vkey)


@pytest.mark.parametrize(
    "public",
    [
        "00" * 32,
        "01" + "00" * 31,
        "01" + "00" * 30 + "80",
        "ec" + "ff" * 30 + "7f",
        "ec" + "ff" * 31,
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 31,
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "02" * 31,
        "02" * 33,
        "",
    ],
)
def test_refuses_a_key_for_which_anyone_could_sign(public: str) -> None:
    with pytest.raises(Refusal, match="vkey-malformed"):
        LogKey("log.example", bytes.fromhex(public))


def test_a_signature_by_a_point_that_is_not_on_the_curve_is_wrong() -> None:
    with pytest.raises(Refusal, match="signature-wrong"):
        LogKey("log.example", b"\x02" + bytes(31)).verify(bytes(64), b"")


def test_passes_over_published_keys_of_types_to_come_but_not_over_broken_ones() -> None:
    later = "log.gwynedd.example+0a0b0c0d+" + base64.b64encode(b"\x06" + bytes(1312)).decode()
    assert log_keys([later, KEY.vkey()]) == (KEY,)
    for broken in (later + "=", "log", PUBLISHED_VKEY.replace("3a+", "3b+")):
        with pytest.raises(Refusal, match="vkey-malformed"):
            log_keys([KEY.vkey(), broken])
    with pytest.raises(Refusal, match="vkey-malformed"):
        LogKey.parse(later)


def test_a_private_key_survives_its_file_and_no_other_kind_is_read() -> None:
    again = Ed25519Key.from_pem(SECRET.pem())
    assert (again.public, again.kid, again.sign(b"x")) == (SECRET.public, SECRET.kid, SECRET.sign(b"x"))
    assert len(SECRET.kid) == 43
    for pem in (PrivateKey.generate().pem(), b"", SECRET.pem()[:-40]):
        with pytest.raises(Refusal, match="vkey-malformed"):
            Ed25519Key.from_pem(pem)


def test_agrees_with_the_published_signature_vectors(vectors: Path) -> None:
    groups = json.loads((vectors / "wycheproof" / "ed25519_test.json").read_bytes())["testGroups"]
    checked = 0
    for group in groups:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for test in group["tests"]:
            checked += 1
            try:
                LogKey("log.example", public).verify(bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            except Refusal:
                assert test["result"] != "valid", test["tcId"]
            else:
                assert test["result"] == "valid", test["tcId"]
    assert checked > 100
