"""Blocks that break a limit of Slack's are refused, with the path of what is wrong."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workspace.blocks_validation.check import Rules
from bot.workspace.blocks_validation.elements import element_rules
from bot.workspace.blocks_validation.layout import block_rules
from bot.workspace.blocks_validation.whole import problems
from tests.workspace.block_builders import (
    Json,
    actions,
    button,
    chart,
    data_table,
    field,
    image,
    mrkdwn,
    options,
    pie,
    plain,
    select,
    table,
)

MESSAGE = Rules("message", lambda file: file.get("id") == "F0PICTURE")
MODAL = Rules("modal", lambda file: True)


def complaints(*blocks: Any, rules: Rules = MESSAGE) -> list[str]:
    return [str(problem) for problem in problems(list(blocks), rules)]


# What fits, what is just too much, and where Slack says that it is.
LIMITS = [
    ({"type": "section", "text": mrkdwn(3000)}, {"type": "section", "text": mrkdwn(3001)}, "text"),
    (
        {"type": "section", "fields": [mrkdwn(2000)] * 10},
        {"type": "section", "fields": [mrkdwn(1)] * 11},
        "fields",
    ),
    (
        {"type": "section", "fields": [mrkdwn(2000)]},
        {"type": "section", "fields": [mrkdwn(2001)]},
        "fields/0/text",
    ),
    ({"type": "header", "text": plain(150)}, {"type": "header", "text": plain(151)}, "text/text"),
    ({"type": "header", "text": plain(1)}, {"type": "header", "text": mrkdwn(1)}, "text/type"),
    (
        {"type": "context", "elements": [mrkdwn(1)] * 10},
        {"type": "context", "elements": [mrkdwn(1)] * 11},
        "elements",
    ),
    (
        actions(*(button(action_id=f"b{i}") for i in range(25))),
        actions(*(button(action_id=f"b{i}") for i in range(26))),
        "elements",
    ),
    (actions(button(text=plain(75))), actions(button(text=plain(76))), "elements/0/text/text"),
    (actions(button(value="v" * 2000)), actions(button(value="v" * 2001)), "elements/0/value"),
    (actions(button(action_id="i" * 255)), actions(button(action_id="i" * 256)), "action_id"),
    (actions(button(style="danger")), actions(button(style="loud")), "elements/0/style"),
    (actions(select(options=options(100))), actions(select(options=options(101))), "options"),
    (
        actions(select(options=options(2, text=75))),
        actions(select(options=options(2, text=76))),
        "options/0/text/text",
    ),
    (
        actions(select(options=options(2, value=150))),
        actions(select(options=options(2, value=151))),
        "options/0/value",
    ),
    (
        actions(select(options=options(2), placeholder=plain(150))),
        actions(select(options=options(2), placeholder=plain(151))),
        "placeholder/text",
    ),
    (
        actions(select(options=options(2), initial_option=options(2)[1])),
        actions(select(options=options(2), initial_option={"text": plain(1), "value": "9"})),
        "initial_option",
    ),
    (
        actions({"type": "overflow", "action_id": "o", "options": options(5)}),
        actions({"type": "overflow", "action_id": "o", "options": options(6)}),
        "options",
    ),
    (
        actions({"type": "radio_buttons", "action_id": "o", "options": options(10)}),
        actions({"type": "radio_buttons", "action_id": "o", "options": options(11)}),
        "options",
    ),
    (
        actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-02-28"}),
        actions({"type": "datepicker", "action_id": "d", "initial_date": "28.2.2026"}),
        "initial_date",
    ),
    (
        actions({"type": "timepicker", "action_id": "d", "initial_time": "09:30"}),
        actions({"type": "timepicker", "action_id": "d", "initial_time": "9:30"}),
        "initial_time",
    ),
    (image(alt_text="a" * 2000), image(alt_text="a" * 2001), "alt_text"),
    (image(title=plain(2000)), image(title=plain(2001)), "title/text"),
    (
        {"type": "image", "slack_file": {"id": "F0PICTURE"}, "alt_text": "a"},
        {"type": "image", "slack_file": {"id": "F0OTHER"}, "alt_text": "a"},
        "slack_file",
    ),
    (
        {"type": "markdown", "text": "x" * 12_000},
        {"type": "markdown", "text": "x" * 12_001},
        "text",
    ),
    (table(100, 5), table(101, 5), "rows"),
    (table(5, 20), table(5, 21), "rows/0"),
    (table(10, 10, 100), table(10, 10, 101), "blocks"),
    (data_table(101, 20), data_table(102, 20), "rows"),
    (data_table(2, 1), data_table(1, 1), "rows"),
    (data_table(3, 20), data_table(3, 21), "rows/0"),
    (chart(series=6, points=20), chart(series=7), "series"),
    (chart(points=20), chart(points=21), "data"),
    (chart(title=50), chart(title=51), "title"),
    (chart(label=20), chart(label=21), "label"),
    (pie(6), pie(7), "segments"),
    (pie(2), pie(2, value=0), "segments/0/value"),
    (
        {"type": "divider", "block_id": "b" * 255},
        {"type": "divider", "block_id": "b" * 256},
        "block_id",
    ),
]


@pytest.mark.parametrize(("fits", "exceeds", "where"), LIMITS)
def test_a_block_at_its_limit_passes_and_one_beyond_is_refused(
    fits: Json, exceeds: Json, where: str
) -> None:
    assert complaints(fits) == []
    assert any(where in complaint for complaint in complaints(exceeds))


MODAL_LIMITS = [
    (
        field({"type": "plain_text_input", "action_id": "a", "max_length": 3000}),
        field({"type": "plain_text_input", "action_id": "a", "max_length": 3001}),
    ),
    (
        field({"type": "plain_text_input", "action_id": "a", "initial_value": "x" * 3000}),
        field({"type": "plain_text_input", "action_id": "a", "initial_value": "x" * 3001}),
    ),
    (
        field({"type": "number_input", "action_id": "a", "is_decimal_allowed": False}),
        field({"type": "number_input", "action_id": "a"}),
    ),
    (
        field(
            {
                "type": "number_input",
                "action_id": "a",
                "is_decimal_allowed": False,
                "min_value": "2",
            }
        ),
        field(
            {"type": "number_input", "action_id": "a", "is_decimal_allowed": False, "min_value": 2}
        ),
    ),
    (
        field({"type": "file_input", "action_id": "a", "max_files": 10}),
        field({"type": "file_input", "action_id": "a", "max_files": 11}),
    ),
    (
        field({"type": "multi_static_select", "action_id": "a", "options": options(3)}),
        field({"type": "multi_static_select", "action_id": "a"}),
    ),
    (
        field({"type": "checkboxes", "action_id": "a", "options": options(10)}),
        field({"type": "checkboxes", "action_id": "a", "options": options(11)}),
    ),
    (field({"type": "users_select", "action_id": "a"}), field(button())),
]


@pytest.mark.parametrize(("fits", "exceeds"), MODAL_LIMITS)
def test_a_field_of_a_modal_has_limits_too(fits: Json, exceeds: Json) -> None:
    assert complaints(fits, rules=MODAL) == []
    assert complaints(exceeds, rules=MODAL)


def test_a_problem_is_told_as_slack_tells_it() -> None:
    assert complaints({"type": "divider"}, {"type": "section", "text": mrkdwn(3001)}) == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


@pytest.mark.parametrize(
    ("block", "missing"),
    [
        ({"type": "image", "image_url": "https://example.com/a.png"}, "alt_text"),
        ({"type": "section"}, "text"),
        ({"type": "header"}, "text"),
        ({"type": "actions"}, "elements"),
        (actions({"type": "button", "action_id": "a"}), "text"),
        ({"type": "input", "label": plain(1)}, "element"),
        ({"type": "table"}, "rows"),
        ({"type": "data_table", "rows": data_table(2, 2)["rows"]}, "caption"),
        ({"type": "data_visualization", "title": "t"}, "chart"),
    ],
)
def test_what_is_missing_is_named(block: Json, missing: str) -> None:
    assert any(f"missing required field: {missing}" in each for each in complaints(block))


def test_a_picture_needs_an_address_or_a_file_but_not_both() -> None:
    both = image(slack_file={"id": "F0PICTURE"})
    neither = {"type": "image", "alt_text": "a"}
    assert complaints(both)
    assert complaints(neither)


def test_a_property_that_slack_does_not_know_is_refused() -> None:
    assert (
        "invalid additional property: colour" in complaints({"type": "divider", "colour": "red"})[0]
    )


def test_an_empty_cell_is_refused() -> None:
    assert complaints(table(1, 1, cell=0))
    assert complaints(table(1, 1, cell=1)) == []


def test_a_table_cell_may_be_a_number_with_its_text() -> None:
    number = {"type": "raw_number", "value": 0.405, "text": "41 %"}
    assert complaints({"type": "table", "rows": [[number]]}) == []
    assert complaints({"type": "table", "rows": [[{**number, "value": "41"}]]})


def test_the_headings_of_a_data_table_are_plain_and_its_rows_are_even() -> None:
    rich = {"type": "rich_text", "elements": []}
    raw = {"type": "raw_text", "text": "x"}
    heading = {"type": "data_table", "caption": "c", "rows": [[rich], [raw]]}
    uneven = {"type": "data_table", "caption": "c", "rows": [[raw, raw], [raw]]}
    assert any("rows/0/0" in each for each in complaints(heading))
    assert any("same number" in each for each in complaints(uneven))


def test_a_message_has_one_table_and_two_charts() -> None:
    assert complaints(table(1, 1), table(1, 1))
    assert complaints(chart(), chart()) == []
    assert complaints(chart(), chart(), chart())


def test_a_chart_has_one_point_of_each_series_for_each_category() -> None:
    lopsided = chart(points=3)
    lopsided["chart"]["axis_config"]["categories"] = ["0", "1"]
    assert any("one point for each category" in each for each in complaints(lopsided))


def test_a_message_has_fifty_blocks_and_a_modal_a_hundred() -> None:
    line = {"type": "divider"}
    assert complaints(*[line] * 50) == []
    assert complaints(*[line] * 51) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert complaints(*[line] * 100, rules=MODAL) == []
    assert complaints(*[line] * 101, rules=MODAL)


@pytest.mark.parametrize("block", [table(1, 1), data_table(2, 1), chart()])
def test_tables_and_charts_stand_in_messages_and_home_but_not_in_modals(block: Json) -> None:
    assert complaints(block) == []
    assert complaints(block, rules=Rules("home", lambda file: True)) == []
    assert "unsupported type" in complaints(block, rules=MODAL)[0]


def test_a_field_for_files_stands_in_modals_only() -> None:
    files = field({"type": "file_input", "action_id": "f"})
    assert complaints(files, rules=MODAL) == []
    assert complaints(files)


def test_ids_are_used_once() -> None:
    twice = actions(button(), button())
    assert any("action_id already exists: press" in each for each in complaints(twice))
    same = {"type": "divider", "block_id": "line"}
    assert any("block_id already exists: line" in each for each in complaints(same, same))


def test_all_markdown_together_has_twelve_thousand_characters() -> None:
    half = {"type": "markdown", "text": "x" * 6000}
    assert complaints(half, half) == []
    assert complaints(half, half, {"type": "markdown", "text": "x"})


KEYS = [
    *("type", "text", "elements", "element", "accessory", "fields", "options", "option_groups"),
    *("rows", "chart", "series", "data", "axis_config", "segments", "style", "confirm", "label"),
    *("initial_option", "slack_file", "value", "column_settings", "categories", "title"),
    *("dispatch_action_config", "trigger_actions_on", "block_id", "action_id"),
]
TYPES = [*block_rules(MODAL), *element_rules(MODAL), "plain_text", "pie", "line", "rich_text_list"]
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(TYPES)
THINGS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=25,
)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([*block_rules(MODAL)]),
    st.dictionaries(st.sampled_from(KEYS), THINGS, max_size=6),
    st.sampled_from([MESSAGE, MODAL]),
)
def test_whatever_is_sent_gets_an_answer(kind: str, rest: Json, rules: Rules) -> None:
    """No shape of JSON makes the rules themselves fail."""
    assert isinstance(problems([{**rest, "type": kind}], rules), list)


MISSHAPEN = [
    {"type": ["section"]},
    {"type": "section", "accessory": {"type": {}}},
    {"type": "section", "block_id": []},
    actions(select(options=5, initial_option=3)),
    actions(select(option_groups=[5], initial_option=3)),
    actions(select(option_groups=[{"options": 7}], initial_option=3)),
    actions(select(options=[{"text": {"text": []}, "value": {}}], initial_option=[3])),
    {"type": "table", "rows": [[{}]], "column_settings": 5},
    {"type": "data_visualization", "title": "t", "chart": {"type": "bar", "series": 5}},
    {
        "type": "data_visualization",
        "title": "t",
        "chart": {
            "type": "bar",
            "series": [{"data": 5, "name": []}],
            "axis_config": {"categories": 4},
        },
    },
    field({"type": "plain_text_input", "max_length": "x", "initial_value": "a"}),
    field({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": 7}}),
    "a line",
    None,
]


@pytest.mark.parametrize("block", MISSHAPEN, ids=repr)
def test_what_has_no_sound_shape_is_refused(block: Any) -> None:
    assert complaints(block)
    assert complaints(block, rules=MODAL)
