"""Builders of blocks: what is too long is shortened, what cannot be shortened is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.action import heard
from bot.blocks import (
    TableColumn,
    actions,
    button,
    context,
    divider,
    fields,
    fitting,
    header,
    image,
    menu,
    opening,
    option,
    room,
    saying,
    section,
    select,
    shorten,
    shown,
    stack,
    table,
    view_stack,
)
from bot.message import PENDING
from bot.result import MenuItem
from segmentation.chart import Picture

ONE_COLUMN = (TableColumn("segment"),)


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_a_shortened_text_fits_and_what_fits_is_not_touched(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == text if len(text) <= most else short.endswith("…")


def test_a_text_is_cut_at_the_end_of_a_word() -> None:
    assert shorten("They earn like your best group and spend a third", 30) == (
        "They earn like your best…"
    )


def test_an_endless_word_is_cut_but_never_inside_an_entity() -> None:
    assert shorten("R&amp;D" * 10, 11) == "R&amp;DR…"


def test_no_stray_punctuation_stays_before_the_ellipsis() -> None:
    assert shorten("income, spending, age and tenure", 18) == "income, spending…"


def test_a_section_keeps_to_its_3000_characters() -> None:
    assert len(section("word " * 900)["text"]["text"]) <= 3_000


def test_a_header_is_one_line() -> None:
    assert header("two\nlines")["text"]["text"] == "two lines"


def test_an_empty_text_becomes_a_dash_because_slack_refuses_it() -> None:
    assert header("")["text"]["text"] == "–"
    assert section("")["text"]["text"] == "–"
    assert table(ONE_COLUMN, [[""]])["rows"][1][0]["text"] == "–"


def test_fields_and_contexts_have_at_most_ten_parts() -> None:
    assert len(fields(["a"] * 10)["fields"]) == 10
    for builder in (lambda: fields(["a"] * 11), lambda: context(*["a"] * 11), lambda: fields([])):
        with pytest.raises(ValueError, match="1 to 10 are allowed"):
            builder()


def test_a_label_is_shortened_but_a_value_is_refused() -> None:
    assert len(button("word " * 40, "say:x", "- x")["text"]["text"]) <= 75
    with pytest.raises(ValueError, match="value must have 1 to 2000 characters"):
        button("x", "say:x", "v" * 2_001)
    with pytest.raises(ValueError, match="option value must have 1 to 150 characters"):
        option("x", "v" * 151)
    with pytest.raises(ValueError, match="action_id must have 1 to 255 characters, not 0"):
        button("x", "", "v")


def test_a_menu_starts_with_the_chosen_option() -> None:
    entries = [option("One", "1"), option("Two", "2")]
    assert select("Choose", "say:x", entries, chosen="2")["initial_option"] == entries[1]
    assert "initial_option" not in select("Choose", "say:x", entries, chosen="3")
    with pytest.raises(ValueError, match="options: 1 to 100"):
        select("Choose", "say:x", [])


def test_a_button_says_its_words_about_its_analysis() -> None:
    part = saying("Export", "an_1", "export 3")
    assert part["action_id"] == "say:export-3"
    assert heard(part["value"]) == ("an_1", "export 3")


def test_a_button_that_opens_a_form_names_the_form() -> None:
    part = opening("Change groups", "change", "an_1")
    assert (part["action_id"], heard(part["value"])) == ("open:change", ("an_1", "change"))


def test_a_menu_holds_at_most_25_entries_and_is_none_without_any() -> None:
    items = [MenuItem(f"Segment {at}", f"profile {at}") for at in range(1, 61)]
    part = menu("Profile", "profile", "an_1", items)
    assert part is not None
    assert [heard(each["value"])[1] for each in part["options"]] == [
        f"profile {at}" for at in range(1, 26)
    ]
    assert menu("Profile", "profile", "an_1", ()) is None


def test_actions_leave_out_what_is_none() -> None:
    part = saying("Export", "an_1", "export")
    assert actions(None, part, None)["elements"] == [part]


def test_a_picture_is_an_image_block_and_the_attachment_it_shows() -> None:
    blocks, attachments = shown([Picture("map", "Map", b"png", "Five clouds.")] * 2)
    assert [file.name for file in attachments] == ["1-map.png", "2-map.png"]
    assert blocks[1] == {
        "type": "image",
        "slack_file": {"id": f"{PENDING}2-map.png"},
        "alt_text": "Five clouds.",
    }
    assert attachments[0].shown


def test_a_picture_without_alt_text_is_called_by_its_title() -> None:
    blocks, _ = shown([Picture("map", "Map of the segments", b"png", "")])
    assert blocks[0]["alt_text"] == "Map of the segments"
    assert image("x.png", " ")["alt_text"] == "x.png"


def test_a_table_has_a_bold_heading_and_bold_rows_where_wanted() -> None:
    built = table(ONE_COLUMN, [["one"], ["two"]], strong=[1])
    assert [row[0]["type"] for row in built["rows"]] == ["rich_text", "raw_text", "rich_text"]
    assert built["column_settings"] == [{"align": "left", "is_wrapped": False}]


def test_a_table_has_at_most_99_rows_below_its_heading_and_no_ragged_ones() -> None:
    assert len(table(ONE_COLUMN, [["x"]] * 99)["rows"]) == 100
    with pytest.raises(ValueError, match="table rows"):
        table(ONE_COLUMN, [["x"]] * 100)
    with pytest.raises(ValueError, match="must have 1 cells"):
        table(ONE_COLUMN, [["x", "y"]])
    with pytest.raises(ValueError, match="table columns"):
        table(ONE_COLUMN * 21, [])


def test_a_stack_leaves_out_what_is_none() -> None:
    assert stack(None, divider(), None) == (divider(),)


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        ([divider()] * 51, "blocks: 1 to 50 are allowed, not 51"),
        ([], "blocks: 1 to 50 are allowed, not 0"),
        ([table(ONE_COLUMN, [["x"]])] * 2, "one table"),
        ([actions(saying("A", None, "how"))] * 2, "action_id 'say:how' is used twice"),
        ([divider() | {"block_id": "b"}] * 2, "block_id 'b' is used twice"),
        ([section("x" * 3_000)] * 5, "15,000 characters of text; Slack takes 12,000"),
    ],
)
def test_a_message_that_slack_would_refuse_is_a_programming_error(
    blocks: list[dict[str, object]], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        stack(*blocks)


def test_a_view_may_hold_100_blocks_and_more_text() -> None:
    assert len(view_stack(*[section("x" * 3_000)] * 100)) == 100
    with pytest.raises(ValueError, match="1 to 100"):
        view_stack(*[divider()] * 101)


def test_what_does_not_fit_into_the_room_left_is_left_out_from_the_end() -> None:
    lines = [section("x" * 1_000) for _ in range(20)]
    top = section("y" * 1_500)
    assert room(top, None) == 10_500
    assert fitting(lines, room(top)) == lines[:10]
