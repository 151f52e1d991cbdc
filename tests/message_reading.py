"""How tests read a message: its parts as a person sees them."""

from typing import Any

from slack_rules import inside

from bot.message import Message


def sections(message: Message) -> list[str]:
    """The paragraphs, headline and small print in order."""
    found = []
    for block in message.blocks:
        if block["type"] in ("header", "section"):
            found.append(block["text"]["text"])
        elif block["type"] == "context":
            found += [element["text"] for element in block["elements"]]
    return found


def kinds(message: Message) -> list[str]:
    """The types of the blocks in order."""
    return [block["type"] for block in message.blocks]


def rows(message: Message) -> list[list[str]]:
    """The cells of the table, its heading first."""
    table = next(block for block in message.blocks if block["type"] == "table")
    return [[next(_texts(cell)) for cell in row] for row in table["rows"]]


def strong_rows(message: Message) -> list[int]:
    """The numbers of the bold rows below the heading, from 1."""
    table = next(block for block in message.blocks if block["type"] == "table")
    return [at for at, row in enumerate(table["rows"]) if at and row[0]["type"] == "rich_text"]


def labels(message: Message) -> list[str]:
    """What stands on the buttons and menus."""
    pressed = [part for part in inside(message.blocks) if "action_id" in part]
    return [(part.get("text") or part["placeholder"])["text"] for part in pressed]


def values(message: Message) -> list[str]:
    """What the buttons and the entries of the menus say."""
    pressed = [part for part in inside(message.blocks) if "action_id" in part]
    return [each["value"] for part in pressed for each in part.get("options", [part])]


def _texts(cell: dict[str, Any]) -> Any:
    return (part["text"] for part in inside(cell) if isinstance(part.get("text"), str))
