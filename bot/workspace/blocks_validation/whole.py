"""Rules for a whole row of blocks: how many, where they may stand, and that ids are their own."""

from collections import Counter
from typing import Any

from bot.workspace.blocks_validation import check, tables
from bot.workspace.blocks_validation.check import Problem, Problems, Rules
from bot.workspace.blocks_validation.layout import ON_SURFACE, block_rules
from bot.workspace.filled import elements

MOST = {"message": 50, "modal": 100, "home": 100}
MOST_MARKDOWN = 12_000
MOST_CHARTS = 2


def problems(blocks: Any, rules: Rules, root: str = "") -> list[Problem]:
    """Everything that Slack would refuse in these blocks."""
    holder = {"blocks": blocks}
    found = list(check.items(holder, "blocks", root, MOST[rules.surface], least=0))
    if not isinstance(blocks, list):
        return found
    rule = check.by_type(block_rules(rules), ON_SURFACE[rules.surface])
    found += check.each(holder, "blocks", root, rule)
    found += check.each(holder, "blocks", root, _block_id)
    # Only blocks that are sound by themselves are looked at together.
    return found or list(_together(blocks, root))


def _block_id(value: Any, path: str) -> Problems:
    yield from check.text(value, "block_id", path, 255)


def _together(blocks: list[Any], root: str) -> Problems:
    yield from _duplicates(blocks, root)
    yield from tables.together(blocks)
    if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > MOST_MARKDOWN:
        yield Problem(f"{root}/blocks", f"markdown must be less than {MOST_MARKDOWN + 1}")
    if sum(b["type"] == "data_visualization" for b in blocks) > MOST_CHARTS:
        yield Problem(f"{root}/blocks", f"no more than {MOST_CHARTS} charts allowed")
    if sum(bool(e.get("focus_on_load")) for _, e in elements(blocks)) > 1:
        yield Problem(f"{root}/blocks", "focus_on_load may be set once")


def _duplicates(blocks: list[Any], root: str) -> Problems:
    block_ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    action_ids = Counter(element["action_id"] for _, element in elements(blocks))
    for name, counted in (("block_id", block_ids), ("action_id", action_ids)):
        for value, times in counted.items():
            if times > 1:
                yield Problem(f"{root}/blocks", f"{name} already exists: {value}")
