from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.store import Attachment, Store, Transaction
from tests.store.support import NOW, KeyVault, Place, add_message, add_record, digest_of, sd_jwt

NAME = "Angharad-Gwilym-of-Caernarfon"
SIGNED = sd_jwt()


def everything_about_a_person(tx: Transaction) -> None:
    add_record(tx, 1, token=sd_jwt(NAME), subject_key="key-of-the-person")
    add_message(tx, 50, token=sd_jwt(NAME), attachments=[Attachment(digest_of(1), "p", "statement", sd_jwt(NAME))])
    tx.attestations.add(digest_of(52), record=digest_of(1), iss="i", token=sd_jwt(NAME), at=NOW)
    tx.held.add(digest_of(51), transfer="t", iss="i", seq=1, code="forked", token=sd_jwt(NAME), at=NOW)


def erase_everything(tx: Transaction) -> None:
    tx.records.erase(digest_of(1), at=NOW)
    tx.messages.erase(digest_of(50), at=NOW)
    tx.held.erase(digest_of(51), at=NOW)


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def wrapped_keys(place: Place) -> list[bytes]:
    with place.engine().connect() as connection:
        return [bytes(row[0]) for row in connection.exec_driver_sql("SELECT wrapped FROM wrapped_keys")]


def stored_columns(place: Place, query: str) -> list[tuple[object, ...]]:
    with place.engine().connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.mark.parametrize("with_key", [False, True])
@pytest.mark.parametrize("table", ["records", "messages", "attachments", "attestations", "held_messages"])
def test_refuses_a_body_that_was_put_in_anothers_place(place: Place, table: str, with_key: bool) -> None:
    store = place.open()
    store.write(everything_about_a_person)
    other = "records" if table == "attachments" else "attachments"
    key_of_other = f"(SELECT wrapped FROM wrapped_keys WHERE place = '{other}')"
    with place.engine().begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET concealed = (SELECT concealed FROM {other})")
        if with_key:
            connection.exec_driver_sql(f"UPDATE wrapped_keys SET wrapped = {key_of_other} WHERE place = '{table}'")
    readers: dict[str, Callable[[Transaction], object]] = {
        "records": lambda tx: tx.records.find(digest_of(1)),
        "messages": lambda tx: tx.messages.find(digest_of(50)),
        "attachments": lambda tx: tx.messages.attachments(digest_of(50)),
        "attestations": lambda tx: tx.attestations.of_record(digest_of(1)),
        "held_messages": lambda tx: tx.held.of_transfer("t"),
    }
    with pytest.raises(Refusal, match="store-damaged"):
        store.read(readers[table])


def test_refuses_a_body_whose_attachment_is_gone(place: Place) -> None:
    store = place.open()
    store.write(lambda tx: add_record(tx, 1, attached_to=add_message(tx, 50)))
    with pytest.raises(Refusal, match="store-damaged"):
        store.read(lambda tx: tx.records.find(digest_of(1)))


def test_no_personal_value_is_on_disk_in_clear(sqlite_place: Place, tmp_path: Path) -> None:
    store = sqlite_place.open()
    store.write(everything_about_a_person)
    assert NAME.encode() not in bytes_on_disk(tmp_path)
    store.close()
    assert NAME.encode() not in bytes_on_disk(tmp_path)


def test_another_vault_opens_nothing(place: Place) -> None:
    place.open().write(everything_about_a_person)
    with Store.open(place.url, vault=KeyVault(bytes(32))) as stranger, pytest.raises(InvalidUnwrap):
        stranger.read(lambda tx: tx.records.find(digest_of(1)))


def test_each_body_has_a_key_of_its_own(place: Place) -> None:
    place.open().write(everything_about_a_person)
    vault = KeyVault()
    keys = [vault.unwrap(wrapped) for wrapped in wrapped_keys(place)]
    assert len(keys) == len(set(keys)) == 5
    bodies = stored_columns(place, "SELECT concealed FROM records UNION SELECT concealed FROM attachments")
    assert len(bodies) == 2


def test_what_discloses_nothing_needs_no_key(place: Place) -> None:
    store = place.open()
    store.write(lambda tx: add_record(tx, 1, token=sd_jwt()))
    assert wrapped_keys(place) == []
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert (found.token, found.erased_at) == (sd_jwt(), None)


def test_after_erasure_what_was_signed_is_left_and_nothing_else(place: Place) -> None:
    store = place.open()
    store.write(everything_about_a_person)
    store.write(erase_everything)
    assert wrapped_keys(place) == []
    assert stored_columns(place, "SELECT concealed, subject_key FROM records") == [(None, None)]
    record, message = store.read(lambda tx: (tx.records.find(digest_of(1)), tx.messages.find(digest_of(50))))
    assert record is not None
    assert message is not None
    assert (record.token, record.erased_at) == (SIGNED, NOW)
    assert (message.token, message.erased_at) == (SIGNED, NOW)
    assert store.read(lambda tx: tx.messages.attachments(digest_of(50)))[0].token == SIGNED
    assert store.read(lambda tx: tx.held.of_transfer("t"))[0].token == SIGNED
    assert [each.token for each in store.read(lambda tx: tx.attestations.of_record(digest_of(1)))] == [SIGNED]
    assert store.read(lambda tx: tx.records.of_subject("key-of-the-person")) == []


def test_erasing_a_record_reaches_every_message_it_came_with_and_no_other_record(place: Place) -> None:
    store = place.open()

    def receive(tx: Transaction) -> None:
        both = [Attachment(digest_of(number), "p", "s", sd_jwt(NAME)) for number in (1, 2)]
        add_record(tx, 1, own=False, attached_to=add_message(tx, 50, attachments=both))
        add_message(tx, 51, seq=2, attachments=both)

    store.write(receive)
    store.write(lambda tx: tx.records.erase(digest_of(1), at=NOW))
    first, second = store.read(lambda tx: [tx.messages.attachments(digest_of(number)) for number in (50, 51)])
    assert [attachment.token for attachment in first] == [SIGNED, sd_jwt(NAME)]
    assert first == second
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert found.token == SIGNED


def test_erasing_twice_keeps_the_first_date(place: Place) -> None:
    store = place.open()
    store.write(everything_about_a_person)
    store.write(erase_everything)
    store.write(lambda tx: tx.records.erase(digest_of(1), at=NOW.replace(year=2030)))
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert found.erased_at == NOW


def test_erasing_is_undone_with_its_step(place: Place) -> None:
    store = place.open()
    store.write(everything_about_a_person)

    def half(tx: Transaction) -> None:
        erase_everything(tx)
        raise KeyError

    with pytest.raises(KeyError):
        store.write(half)
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert found.token == sd_jwt(NAME)


def test_an_erased_key_is_in_no_file_any_more(sqlite_place: Place, tmp_path: Path) -> None:
    store = sqlite_place.open()
    store.write(everything_about_a_person)
    keys = wrapped_keys(sqlite_place)
    assert all(key in bytes_on_disk(tmp_path) for key in keys)
    store.write(erase_everything)
    assert not any(key in bytes_on_disk(tmp_path) for key in keys)


def test_while_somebody_reads_the_key_goes_with_the_next_commit(sqlite_place: Place, tmp_path: Path) -> None:
    store = sqlite_place.open(wait_seconds=0.1)
    store.write(everything_about_a_person)
    keys = wrapped_keys(sqlite_place)

    def read_slowly(tx: Transaction) -> None:
        tx.records.page()
        store.write(erase_everything)
        assert any(key in bytes_on_disk(tmp_path) for key in keys)

    store.read(read_slowly)
    store.write(lambda tx: tx.log.size())
    assert not any(key in bytes_on_disk(tmp_path) for key in keys)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    token=st.lists(st.text(st.characters(exclude_characters="~", exclude_categories=["Cs"])), min_size=1).map("~".join)
)
def test_any_token_comes_back_byte_for_byte(sqlite_place: Place, token: str) -> None:
    with Store.open(sqlite_place.url, vault=KeyVault()) as store:
        number = len(store.read(lambda tx: tx.records.page(limit=1000)))
        digest = store.write(lambda tx: add_record(tx, number, token=token))
        found = store.read(lambda tx: tx.records.find(digest))
    assert found is not None
    assert found.token == token
