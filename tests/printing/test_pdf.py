"""A printed document is accessible by the standard, and says what was written, whatever was written."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.printing import (
    Block,
    Code,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Withheld,
    Words,
    pdf,
    printable,
)
from tests.printing.tags import catalogue, opened, tags, words, written

DAY = date(2026, 11, 22)
MARKUP = '#let x = 1 $y^2$ \\ *b* `raw` @ref <a> // c /* d */ [e] {f} "g" \'h\' ~ -- --- ... #read("/etc/passwd")'


def document(*blocks: Block, language: str = "cy", title: str = "Eich cofnod") -> Document:
    return Document("cy" if language == "cy" else "en", title, "Cyngor Gwynedd", DAY, blocks, "Copi i chi")


def test_refuses_a_heading_that_jumps_a_level() -> None:
    for level in (1, 3, 5):
        with pytest.raises(ValueError, match="heading"):
            document(Heading(level, "x"))


def test_refuses_a_cell_without_a_column_heading() -> None:
    with pytest.raises(ValueError, match="column heading"):
        Table("x", ("A",), ((Words("1"), Words("2")),))


def test_it_is_marked_as_accessible_and_says_its_title_and_language() -> None:
    made = pdf(document(Paragraph("Helo")))
    root = catalogue(made)
    assert str(root["/Lang"]) == "cy-GB"
    assert "/Marked true" in written(root["/MarkInfo"])
    assert "/DisplayDocTitle true" in written(root["/ViewerPreferences"])
    assert opened(made).metadata == {**(opened(made).metadata or {}), "/Title": "Eich cofnod"}
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_headings_lists_tables_and_pictures_are_tagged_in_order() -> None:
    blocks = (
        Heading(2, "Dau"),
        Heading(3, "Tri"),
        Items((Words("un"), Words("dau"))),
        Facts((Fact("Enw", (Words("Eira"), Words("Prys"))),)),
        Table("Pryd", ("Diwrnod", "Amser"), ((Words("Llun"), Words("10:00")),)),
        Code("https://gwynedd.example/cy/check/x", "Cod i wirio'r copi"),
    )
    found = tags(pdf(document(*blocks)))
    roles = [tag.role for tag in found]
    assert [role for role in roles if role.startswith("/H")] == ["/H1", "/H2", "/H3"]
    assert roles.count("/TH") == 2
    assert roles.count("/TD") == 2
    assert roles.count("/LI") == 3
    assert "/Caption" in roles
    assert [tag.alt for tag in found if tag.alt] == ["Cod i wirio'r copi"]
    assert "/Link" in roles


def test_words_in_another_language_say_so() -> None:
    made = pdf(document(Paragraph("In her own words", "en"), Items((Words("Moje słowa", "pl"), Words("Cymraeg")))))
    assert {tag.lang for tag in tags(made)} >= {"en-GB", "pl"}


@pytest.mark.parametrize(("language", "footer", "day"), [
    ("cy", "Tudalen2o2", "Gwnaedar22Tachwedd2026"),
    ("en", "Page2of2", "Madeon22November2026"),
])  # fmt: skip
def test_each_page_says_which_of_how_many_and_whose_it_is(language: str, footer: str, day: str) -> None:
    made = pdf(document(Paragraph("x"), PageBreak(), Paragraph("y"), language=language))
    assert footer in words(made)
    assert day in words(made)
    assert words(made).count("CyngorGwynedd") == 3


def test_no_text_is_read_as_markup() -> None:
    made = pdf(document(Heading(2, MARKUP), Paragraph(MARKUP), Note(MARKUP), Withheld(MARKUP, MARKUP), title=MARKUP))
    assert words(made).count("".join(MARKUP.split())) >= 5


def test_letters_of_welsh_and_of_other_scripts_are_printed() -> None:
    text = "ŵŷŴŶâêîôû Łódź Привет Γειά हिन्दी"
    assert printable(text) == text
    assert printable("😀👩‍👩‍👧 שלום العربية বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ்").count("[U+") == 0
    assert "ŵŷŴŶâêîôû" in words(pdf(document(Paragraph(text))))


def test_what_no_font_can_show_is_printed_as_its_number() -> None:
    assert printable("a\x00中 \u202eb\x1f\ue000 \ud800") == "a[U+0000][U+4E2D] [U+202E]b[U+001F][U+E000] [U+D800]"
    assert printable("中" * 6).split("\u200b") == ["[U+4E2D]" * 2] * 3  # it may break between them, not inside one
    assert "[U+4E2D]" in words(pdf(document(Paragraph("中\x00\ud800"))))


def test_ten_thousand_letters_without_a_space_stay_on_the_paper() -> None:
    made = pdf(document(Table("x", ("A", "B"), ((Words("W" * 10_000), Words("")),))))
    assert words(made).count("W") == 10_000
    assert len(opened(made).pages) > 1


def test_nothing_to_say_is_no_fault() -> None:
    empty = (Paragraph(""), Facts(()), Facts((Fact("", ()),)), Items(()), Table("", ("",), ()), Note(""), Withheld(""))
    assert pdf(document(*empty, title="")).startswith(b"%PDF")


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(Heading(2, "Dau"), Code("https://gwynedd.example/cy/check/x", "Cod"))
    assert pdf(made) == pdf(made)


TEXT = st.text(max_size=60)
WORDS = st.builds(Words, TEXT, st.none() | st.sampled_from(("en", "cy", "pl", "ar", "x")) | st.text(max_size=4))
BLOCKS = st.one_of(
    st.builds(Heading, st.just(2), TEXT),
    st.builds(Paragraph, TEXT, st.none() | st.just("en")),
    st.builds(Facts, st.lists(st.builds(Fact, TEXT, st.lists(WORDS, max_size=2).map(tuple)), max_size=2).map(tuple)),
    st.builds(lambda caption, row: Table(caption, ("A", "B"), (row,)), TEXT, st.tuples(WORDS, WORDS)),
    st.builds(Items, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(Note, TEXT),
    st.builds(Withheld, TEXT, st.none() | TEXT),
    st.just(PageBreak()),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=5), TEXT)
def test_nothing_that_anybody_writes_can_stop_the_printing(blocks: list[Block], title: str) -> None:
    made = pdf(document(*blocks, title=title))
    assert [tag.role for tag in tags(made)].count("/H1") == 1
