"""Plainer forms of a message say the same in fewer kinds of blocks."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.plainer import (
    SECTION_CHARS,
    plainer_blocks,
    shortened,
    text_of,
    without_pictures,
)

TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "*bold* words"}}
IMAGE = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a map"}
DIVIDER = {"type": "divider"}


def rich(text: str) -> dict[str, Any]:
    """A bold cell, as tables have them in their heads."""
    inner = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [inner]}


def raw(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": text}


def test_blocks_that_every_workspace_knows_stay_as_they_are() -> None:
    blocks = (TEXT, IMAGE, DIVIDER)
    assert plainer_blocks(blocks) == blocks


def test_a_table_becomes_lines_of_its_rows_with_a_bold_head() -> None:
    table = {
        "type": "table",
        "rows": [[rich("segment"), rich("share")], [raw("A & B"), raw("4 %")]],
    }
    (section,) = plainer_blocks((table,))
    assert section["text"] == {"type": "mrkdwn", "text": "*segment · share*\nA &amp; B · 4 %"}


def test_empty_cells_leave_no_gap() -> None:
    table = {"type": "table", "rows": [[raw(""), raw("segment")], [raw("1"), raw("Savers")]]}
    (section,) = plainer_blocks((table,))
    assert section["text"]["text"] == "*segment*\n1 · Savers"


def test_links_and_emoji_in_cells_are_kept_in_words() -> None:
    row = [
        {"type": "link", "url": "https://example.com", "text": "here"},
        {"type": "emoji", "name": "eyes"},
    ]
    (section,) = plainer_blocks(({"type": "table", "rows": [row]},))
    assert section["text"]["text"] == "*here · :eyes:*"


@given(st.lists(st.lists(st.text(max_size=400), min_size=1, max_size=8), max_size=60))
def test_however_long_a_table_its_sections_keep_within_the_limit(rows: list[list[str]]) -> None:
    table = {"type": "table", "rows": [[raw(text) for text in row] for row in rows]}
    for section in plainer_blocks((table,)):
        assert 0 < len(section["text"]["text"]) <= SECTION_CHARS


def test_markdown_becomes_slacks_own_marks() -> None:
    markdown = {"type": "markdown", "text": "# Title\n**bold** & [a link](https://example.com)"}
    (section,) = plainer_blocks((markdown,))
    assert section["text"]["text"] == "*Title*\n*bold* &amp; <https://example.com|a link>"


def test_native_charts_are_left_out() -> None:
    assert plainer_blocks(({"type": "data_visualization"}, TEXT)) == (TEXT,)


def test_pictures_can_be_left_out() -> None:
    corner = {**TEXT, "accessory": {"type": "image", "alt_text": "a map"}}
    assert without_pictures((TEXT, IMAGE, corner)) == (TEXT,)


def test_all_words_of_a_message_make_one_text() -> None:
    blocks = (
        {"type": "header", "text": {"type": "plain_text", "text": "A & B"}},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*81* customers"},
            "fields": [{"type": "plain_text", "text": "age < 40"}],
        },
        {"type": "table", "rows": [[raw("segment")]]},
        {
            "type": "context",
            "elements": [{"type": "image", "alt_text": "x"}, {"type": "mrkdwn", "text": "_small_"}],
        },
        IMAGE,
        DIVIDER,
    )
    assert text_of(blocks) == "*A &amp; B*\n*81* customers\nage &lt; 40\n*segment*\n_small_"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_shortened_text_keeps_within_its_limit(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")
