"""Slack's table block: cells of raw text, some of them bold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.blocks import limits
from bot.blocks.limits import shorten, within
from bot.blocks.texts import BLANK, Part
from bot.message import Block

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """How a column is headed, aligned, and whether long cells run over several lines."""

    heading: str
    align: Align = "left"
    wrapped: bool = False


def table(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], strong: Sequence[int] = ()
) -> Block:
    """A table with a bold heading; `strong` lists the rows (from 0) that stand out as well."""
    within("table columns", len(columns), limits.TABLE_COLUMNS)
    within("table rows", len(rows) + 1, limits.TABLE_ROWS)
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"every row of the table must have {len(columns)} cells")
    body = [
        [bold(cell) if at in strong else raw(cell) for cell in row] for at, row in enumerate(rows)
    ]
    return {
        "type": "table",
        "column_settings": [
            {"align": column.align, "is_wrapped": column.wrapped} for column in columns
        ],
        "rows": [[bold(column.heading) for column in columns], *body],
    }


def raw(text: str) -> Part:
    """A cell shown as it stands (Slack refuses empty ones)."""
    return {"type": "raw_text", "text": _fitting(text)}


def bold(text: str) -> Part:
    """A bold cell."""
    run = {"type": "text", "text": _fitting(text), "style": {"bold": True}}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [run]}],
    }


def _fitting(text: str) -> str:
    return shorten(" ".join(text.split()), limits.TABLE_CELL) or BLANK
