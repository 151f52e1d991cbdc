"""Rules for tables: 100 × 20 cells, or 101 × 20 in a data table, and 10,000 characters in all."""

from collections.abc import Iterator
from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.check import Problem, Problems
from bot.workspace.blocks_validation.rich_text import rich_text

MOST_COLUMNS = 20
MOST_CHARACTERS = 10_000


def raw_text(value: Any, path: str) -> Problems:
    """A cell of plain text; Slack refuses an empty one."""
    yield from check.keys(value, path, "text")
    yield from check.text(value, "text", path, MOST_CHARACTERS)


def raw_number(value: Any, path: str) -> Problems:
    """A cell with a number and the text that shows it."""
    yield from check.keys(value, path, "value text")
    yield from check.text(value, "text", path, MOST_CHARACTERS)
    if isinstance(value.get("value"), bool) or not isinstance(value.get("value"), int | float):
        yield Problem(f"{path}/value", "must be a number")


CELLS = {"raw_text": raw_text, "raw_number": raw_number, "rich_text": rich_text}
HEADINGS = {"raw_text": raw_text, "raw_number": raw_number}


def _rows(value: Any, path: str, least: int, most: int) -> Problems:
    yield from check.items(value, "rows", path, most, least)
    for index, row in enumerate(check.listed(value, "rows")):
        where = f"{path}/rows"
        yield from check.items({str(index): row}, str(index), where, MOST_COLUMNS)
        yield from check.each({str(index): row}, str(index), where, check.by_type(CELLS))


def table(value: Any, path: str) -> Problems:
    """A table block."""
    yield from check.keys(value, path, "rows", "column_settings block_id")
    yield from _rows(value, path, 1, 100)
    yield from check.items(value, "column_settings", path, MOST_COLUMNS)
    for index, setting in enumerate(check.listed(value, "column_settings")):
        if setting is not None:
            yield from check.mapping(setting, f"{path}/column_settings/{index}", _setting)


def _setting(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "", "align is_wrapped")
    yield from check.one_of(value, "align", path, "left center right")
    yield from check.flag(value, "is_wrapped", path)


def data_table(value: Any, path: str) -> Problems:
    """A data_table block: a heading row, then rows of the same length."""
    optional = "page_size row_header_column_index block_id"
    yield from check.keys(value, path, "caption rows", optional)
    yield from check.text(value, "caption", path, 2000)
    yield from check.number(value, "page_size", path, 1, 100)
    yield from check.number(value, "row_header_column_index", path, 0, MOST_COLUMNS - 1)
    yield from _rows(value, path, 2, 101)
    rows = check.listed(value, "rows")
    if rows and all(isinstance(row, list) for row in rows):
        yield from check.each({"0": rows[0]}, "0", f"{path}/rows", check.by_type(HEADINGS))
        if len({len(row) for row in rows}) > 1:
            yield Problem(f"{path}/rows", "all rows must have the same number of cells")


def characters(thing: Any) -> int:
    """How many characters are shown in a part of a table."""
    return sum(len(shown) for shown in _shown(thing))


def _shown(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        for part in thing:
            yield from _shown(part)
    elif isinstance(thing, dict):
        if isinstance(thing.get("text"), str):
            yield thing["text"]
        for part in thing.values():
            yield from _shown(part)


def together(blocks: list[Any]) -> Problems:
    """What holds for all tables of a message together."""
    tables = [b for b in blocks if b.get("type") in ("table", "data_table")]
    if sum(block["type"] == "table" for block in tables) > 1:
        yield Problem("/blocks", "only_one_table_allowed")
    if sum(characters(block.get("rows")) for block in tables) > MOST_CHARACTERS:
        yield Problem("/blocks", f"tables must have less than {MOST_CHARACTERS + 1} characters")
