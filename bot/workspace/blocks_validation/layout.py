"""Rules for the blocks themselves, one function each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.charts import data_visualization
from bot.workspace.blocks_validation.check import Problem, Problems, Rules
from bot.workspace.blocks_validation.composition import picture, plain, words
from bot.workspace.blocks_validation.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element_rules,
)
from bot.workspace.blocks_validation.rich_text import rich_text
from bot.workspace.blocks_validation.tables import data_table, table

EVERYWHERE = frozenset(
    ["section", "header", "divider", "image", "context", "actions", "input", "rich_text", "video"]
)
ON_SURFACE: dict[str, frozenset[str]] = {
    "message": EVERYWHERE
    | {"markdown", "table", "data_table", "data_visualization", "context_actions"},
    "home": EVERYWHERE | {"table", "data_table", "data_visualization"},
    "modal": EVERYWHERE,
}


def section(value: Any, path: str, rules: Rules) -> Problems:
    """Text of 3,000, or ten fields of 2,000, and one element beside it."""
    yield from check.keys(value, path, "", "text fields accessory expand block_id")
    if value.get("text") is None and not value.get("fields"):
        yield Problem(path, "missing required field: text")
    yield from check.part(value, "text", path, words(3000))
    yield from check.items(value, "fields", path, 10)
    yield from check.each(value, "fields", path, words(2000))
    accessory = check.by_type(element_rules(rules), IN_SECTION)
    yield from check.part(value, "accessory", path, accessory)


def header(value: Any, path: str) -> Problems:
    """A heading of 150 characters."""
    yield from check.keys(value, path, "text", "block_id level")
    yield from check.part(value, "text", path, plain(150))


def divider(value: Any, path: str) -> Problems:
    """A line."""
    yield from check.keys(value, path, "", "block_id")


def image(value: Any, path: str, rules: Rules) -> Problems:
    """A picture with a title of 2,000 and the words for who cannot see it."""
    yield from check.keys(value, path, "alt_text", "image_url slack_file title block_id")
    yield from picture(value, path, rules)
    yield from check.part(value, "title", path, plain(2000))


def context(value: Any, path: str, rules: Rules) -> Problems:
    """Up to ten small texts and pictures."""
    yield from check.keys(value, path, "elements", "block_id")
    yield from check.items(value, "elements", path, 10)
    kinds: dict[str, Callable[[Any, str], Problems]] = {
        "mrkdwn": words(3000),
        "plain_text": words(3000),
        "image": element_rules(rules)["image"],
    }
    yield from check.each(value, "elements", path, check.by_type(kinds))


def actions(value: Any, path: str, rules: Rules) -> Problems:
    """Up to 25 buttons and menus."""
    yield from check.keys(value, path, "elements", "block_id")
    yield from check.items(value, "elements", path, 25)
    inside = check.by_type(element_rules(rules), IN_ACTIONS)
    yield from check.each(value, "elements", path, inside)


def context_actions(value: Any, path: str, rules: Rules) -> Problems:
    """Up to five small buttons under an answer."""
    yield from check.keys(value, path, "elements", "block_id")
    yield from check.items(value, "elements", path, 5)
    inside = check.by_type(element_rules(rules), IN_CONTEXT_ACTIONS)
    yield from check.each(value, "elements", path, inside)


def input_block(value: Any, path: str, rules: Rules) -> Problems:
    """A labelled field; fields for files stand in modals only."""
    yield from check.keys(value, path, "label element", "hint optional dispatch_action block_id")
    yield from check.part(value, "label", path, plain(2000))
    yield from check.part(value, "hint", path, plain(2000))
    yield from check.flag(value, "optional", path)
    yield from check.flag(value, "dispatch_action", path)
    allowed = IN_INPUT if rules.surface == "modal" else IN_INPUT - {"file_input"}
    yield from check.part(value, "element", path, check.by_type(element_rules(rules), allowed))


def markdown(value: Any, path: str) -> Problems:
    """Standard Markdown of 12,000 characters."""
    yield from check.keys(value, path, "text", "block_id")
    yield from check.text(value, "text", path, 12_000)


def video(value: Any, path: str) -> Problems:
    """A video that is played from elsewhere."""
    optional = "title_url description author_name provider_name provider_icon_url block_id"
    yield from check.keys(value, path, "alt_text title thumbnail_url video_url", optional)
    yield from check.part(value, "title", path, plain(199))
    yield from check.part(value, "description", path, plain(199))
    yield from check.text(value, "alt_text", path, 2000)


def block_rules(rules: Rules) -> dict[str, Callable[[Any, str], Problems]]:
    """The rule for each type of block."""
    return {
        "section": partial(section, rules=rules),
        "header": header,
        "divider": divider,
        "image": partial(image, rules=rules),
        "context": partial(context, rules=rules),
        "actions": partial(actions, rules=rules),
        "context_actions": partial(context_actions, rules=rules),
        "input": partial(input_block, rules=rules),
        "markdown": markdown,
        "rich_text": rich_text,
        "video": video,
        "table": table,
        "data_table": data_table,
        "data_visualization": data_visualization,
    }
