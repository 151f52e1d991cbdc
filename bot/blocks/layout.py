"""Block Kit blocks as plain dicts within Slack's limits, and the stack that makes a message."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.blocks import limits
from bot.blocks.limits import exactly, shorten, within
from bot.blocks.texts import Part, mrkdwn, plain
from bot.message import PENDING, Block

PROSE = ("text", "alt_text")


def header(text: str) -> Block:
    """The large bold line at the top."""
    return {"type": "header", "text": plain(text, limits.HEADER_TEXT)}


def section(text: str, accessory: Part | None = None) -> Block:
    """A paragraph, with one element at its right."""
    block = {"type": "section", "text": mrkdwn(text, limits.SECTION_TEXT)}
    return block | ({"accessory": accessory} if accessory else {})


def fields(texts: Sequence[str]) -> Block:
    """Up to ten short texts in two columns."""
    within("fields", len(texts), limits.FIELDS)
    return {"type": "section", "fields": [mrkdwn(text, limits.FIELD_TEXT) for text in texts]}


def context(*texts: str) -> Block:
    """Small grey print."""
    within("context elements", len(texts), limits.CONTEXT_ELEMENTS)
    return {"type": "context", "elements": [mrkdwn(text, limits.FIELD_TEXT) for text in texts]}


def actions(*elements: Part | None) -> Block:
    """A row of buttons and menus, without those that are None."""
    present = [element for element in elements if element]
    within("actions", len(present), limits.ACTIONS_ELEMENTS)
    return {"type": "actions", "elements": present}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def image(attachment: str, alt: str) -> Block:
    """The attachment of that name as a picture; the outbox fills in its id.

    No title: our pictures carry their own, and Slack would say it twice.
    """
    words = " ".join(alt.split()) or attachment
    return {
        "type": "image",
        "slack_file": {"id": PENDING + attachment},
        "alt_text": shorten(words, limits.ALT_TEXT),
    }


def labelled(
    label: str, block_id: str, element: Part, hint: str = "", *, optional: bool = False
) -> Block:
    """A field of a form: what to enter, where errors belong, the element, a hint below it."""
    block = {
        "type": "input",
        "block_id": exactly("block_id", block_id, limits.ID_TEXT),
        "label": plain(label, limits.LABEL_TEXT),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": plain(hint, limits.LABEL_TEXT)} if hint else {})


def stack(*parts: Block | None) -> tuple[Block, ...]:
    """A message's blocks one below the other, without those that are None.

    Raises ValueError where Slack would refuse the whole: too many blocks or characters, two
    tables, an id used twice.
    """
    blocks = view_stack(*parts, most=limits.MESSAGE_BLOCKS)
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise ValueError("a message may have one table")
    if (length := weight(blocks)) > limits.MESSAGE_CHARS:
        raise ValueError(f"{length:,} characters of text; Slack takes {limits.MESSAGE_CHARS:,}")
    return blocks


def view_stack(*parts: Block | None, most: int = limits.VIEW_BLOCKS) -> tuple[Block, ...]:
    """The blocks of a form or of the Home, which may hold more. Raises ValueError."""
    blocks = tuple(part for part in parts if part)
    within("blocks", len(blocks), most)
    _once("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    _once("action_id", [part["action_id"] for part in parts_of(blocks) if "action_id" in part])
    return blocks


def room(*parts: Block | None) -> int:
    """How many more characters of text a message with these blocks may have."""
    return limits.MESSAGE_CHARS - weight([part for part in parts if part])


def fitting(parts: Sequence[Block], characters: int) -> list[Block]:
    """The first of these blocks, as many as have room together."""
    return [part for at, part in enumerate(parts, start=1) if weight(parts[:at]) <= characters]


def weight(blocks: Sequence[Block]) -> int:
    """How many characters of text the blocks hold."""
    texts = (part[key] for part in parts_of(blocks) for key in PROSE if key in part)
    return sum(len(text) for text in texts if isinstance(text, str))


def parts_of(value: Any) -> Iterator[Part]:
    """Every dict in blocks, however deep."""
    if isinstance(value, dict):
        yield value
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from parts_of(inner)


def _once(what: str, names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"the {what} {twice[0]!r} is used twice in one message")
