"""The pictures in docs are few and small, and each has its row; taking them needs a browser and is a command."""

import pytest

from tests.pages.pictures import FOLDER, MOST, MOST_BYTES, PICTURES


def test_the_pictures_are_few_and_small() -> None:
    sizes = [each.stat().st_size for each in FOLDER.glob("*.png")]
    assert len(sizes) <= MOST
    assert sum(sizes) <= MOST_BYTES


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
def test_each_row_has_its_picture(picture: object) -> None:
    names = {each.stem for each in FOLDER.glob("*.png")}
    assert getattr(picture, "name", "") in names


def test_no_two_rows_have_one_name() -> None:
    assert len({each.name for each in PICTURES}) == len(PICTURES)
