"""What Slack refuses in blocks, and what must never come from a file into a message."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.workspace.blocks_validation.check import Rules, Surface
from bot.workspace.blocks_validation.whole import problems

MENTIONS_AND_ENTITIES = re.compile(r"<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|&(?:amp|lt|gt);")
MESSAGE_CHARACTERS = 12_000


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Every dict in a tree of blocks."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from inside(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from inside(inner)


def complaints(blocks: Sequence[dict[str, Any]], surface: Surface = "message") -> list[str]:
    """Everything that Slack would answer `invalid_blocks` or `msg_blocks_too_long` to."""
    found = [str(each) for each in problems(list(blocks), Rules(surface, lambda file: True))]
    if surface == "message" and sum(map(len, texts(blocks))) > MESSAGE_CHARACTERS:
        found.append("msg_blocks_too_long")
    return found


def texts(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """Every text that is shown."""
    return [part["text"] for part in inside(blocks) if isinstance(part.get("text"), str)]


def unescaped(text: str) -> bool:
    """Whether mrkdwn holds an &, < or > that is neither escaped nor a mention."""
    return bool(re.search(r"[&<>]", MENTIONS_AND_ENTITIES.sub("", text)))
