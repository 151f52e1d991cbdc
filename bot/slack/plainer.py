"""Plainer versions of a message, for a workspace that doesn't take the newest blocks."""

import re
from collections.abc import Iterator
from typing import Any

from bot.message import Block
from bot.templating import escape

SECTION_CHARS = 3_000
NEW_BLOCKS = ("table", "data_table", "data_visualization", "markdown")


def plainer_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same with sections in place of tables and Markdown; native charts are left out."""
    return tuple(plain for block in blocks for plain in _plainer(block))


def without_pictures(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without those that show a file."""
    return tuple(block for block in blocks if not _shows_file(block))


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut after a whole line where there is one."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole_lines = cut.rpartition("\n")[0]
    return (whole_lines or cut) + "…"


def text_of(blocks: tuple[Block, ...]) -> str:
    """All that the blocks say, as one mrkdwn text."""
    parts = (_words(block) for block in plainer_blocks(blocks))
    return "\n".join(part for part in parts if part)


def _plainer(block: Block) -> Iterator[Block]:
    if block["type"] in ("table", "data_table"):
        yield from _sections("\n".join(_lines(block.get("rows", []))))
    elif block["type"] == "markdown":
        yield from _sections(_mrkdwn(block["text"]))
    elif block["type"] not in NEW_BLOCKS:
        yield block


def _sections(text: str) -> Iterator[Block]:
    """Sections of whole lines, each within Slack's limit."""
    piece = ""
    for line in text.splitlines():
        cut = line[: SECTION_CHARS - 1]
        if piece and len(piece) + len(cut) + 1 > SECTION_CHARS:
            yield _section(piece)
            piece = ""
        piece = f"{piece}\n{cut}" if piece else cut
    if piece.strip():
        yield _section(piece)


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _lines(rows: list[list[Any]]) -> Iterator[str]:
    """One line a row, its cells apart by dots; the first row is the head."""
    for number, row in enumerate(rows):
        line = " · ".join(cell for cell in map(_cell, row) if cell.strip())
        yield f"*{line}*" if number == 0 and line else line


def _cell(cell: Any) -> str:
    """What a cell says: raw text, a number, or rich text with everything in it."""
    if not isinstance(cell, dict):
        return escape(cell)
    if "elements" in cell:
        return "".join(map(_cell, cell["elements"]))
    if cell.get("type") == "emoji":
        return f":{cell['name']}:"
    if cell.get("type") == "link":
        return escape(cell.get("text") or cell["url"])
    return escape(cell.get("text", cell.get("value", "")))


def _mrkdwn(markdown: str) -> str:
    """Markdown's bold, headings and links in Slack's own marks."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"*\1*", escape(markdown))
    headed = re.sub(r"^#+ +(.+)$", r"*\1*", bold, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"<\2|\1>", headed)


def _shows_file(block: Block) -> bool:
    accessory = block.get("accessory") or {}
    return block["type"] == "image" or accessory.get("type") == "image"


def _words(block: Block) -> str:
    if block["type"] == "header":
        return f"*{escape(block['text']['text'])}*"
    if block["type"] == "section":
        texts = [block["text"]] if "text" in block else []
        return "\n".join(_said(text) for text in [*texts, *block.get("fields", [])])
    if block["type"] == "context":
        return " ".join(_said(item) for item in block["elements"] if item["type"] != "image")
    return ""


def _said(text: dict[str, str]) -> str:
    return text["text"] if text["type"] == "mrkdwn" else escape(text["text"])
