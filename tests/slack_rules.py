"""What Slack refuses in blocks, written down a second time from its documentation."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

ALLOWED_MARKS = re.compile(r"<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|&(?:amp|lt|gt);")
ELEMENTS = {
    "section": {"button", "static_select", "multi_static_select"},
    "actions": {"button", "static_select"},
    "input": {"static_select", "multi_static_select", "number_input", "file_input",
              "conversations_select"},
}  # fmt: skip


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Every dict in a tree of blocks."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from inside(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from inside(inner)


def complaints(blocks: Sequence[dict[str, Any]], most: int = 50) -> list[str]:
    """Everything that Slack would answer `invalid_blocks` to, and two tables or ids."""
    found = [] if 1 <= len(blocks) <= most else [f"{len(blocks)} blocks"]
    if [block["type"] for block in blocks].count("table") > 1:
        found.append("two tables")
    for name in ("action_id", "block_id"):
        ids = [part[name] for part in inside(blocks) if name in part]
        if name == "action_id" and any(block["type"] == "input" for block in blocks):
            ids = []  # in a form the block's id tells the fields apart
        found += [f"{name} {each} twice" for each in set(ids) if ids.count(each) > 1]
        found += [f"{name} too long" for each in ids if not 1 <= len(each) <= 255]
    if sum(len(text) for text in texts(blocks)) > 12_000:
        found.append("msg_blocks_too_long")
    for block in blocks:
        found += CHECKS[block["type"]](block)
    return found + [each for part in inside(blocks) for each in _part(part)]


def texts(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """Every text that is shown."""
    return [part["text"] for part in inside(blocks) if isinstance(part.get("text"), str)]


def unescaped(text: str) -> bool:
    """Whether mrkdwn holds an &, < or > that is neither escaped nor a mention."""
    return bool(re.search(r"[&<>]", ALLOWED_MARKS.sub("", text)))


def _long(name: str, part: dict[str, Any] | None, most: int) -> list[str]:
    if part is None:
        return []
    return [] if 1 <= len(part["text"]) <= most else [f"{name}: {len(part['text'])} characters"]


def _kinds(block: dict[str, Any], elements: Sequence[dict[str, Any]]) -> list[str]:
    wrong = {each["type"] for each in elements} - ELEMENTS[block["type"]]
    return [f"{kind} in {block['type']}" for kind in wrong]


def _section(block: dict[str, Any]) -> list[str]:
    fields = block.get("fields", [])
    found = _long("section", block.get("text"), 3_000)
    found += [] if fields or block.get("text") else ["a section without text"]
    found += [] if len(fields) <= 10 else ["fields"]
    found += [each for field in fields for each in _long("field", field, 2_000)]
    return found + _kinds(block, [block["accessory"]] if "accessory" in block else [])


def _actions(block: dict[str, Any]) -> list[str]:
    count = len(block["elements"])
    found = [] if 1 <= count <= 25 else [f"{count} actions"]
    return found + _kinds(block, block["elements"])


def _context(block: dict[str, Any]) -> list[str]:
    found = [] if 1 <= len(block["elements"]) <= 10 else ["context elements"]
    return found + [each for part in block["elements"] for each in _long("context", part, 2_000)]


def _image(block: dict[str, Any]) -> list[str]:
    found = [] if 1 <= len(block["alt_text"]) <= 2_000 else ["alt text"]
    found += [] if "slack_file" in block or "image_url" in block else ["an image of nothing"]
    return found + _long("image title", block.get("title"), 2_000)


def _table(block: dict[str, Any]) -> list[str]:
    rows = block["rows"]
    found = [] if 1 <= len(rows) <= 100 else [f"{len(rows)} table rows"]
    found += [] if len({len(row) for row in rows}) == 1 else ["a ragged table"]
    found += [] if 1 <= len(rows[0]) <= 20 else ["table columns"]
    found += [] if len(block["column_settings"]) <= 20 else ["column settings"]
    kinds = {cell["type"] for row in rows for cell in row}
    return found + [f"table cell {kind}" for kind in kinds - {"raw_text", "rich_text"}]


def _input(block: dict[str, Any]) -> list[str]:
    found = _long("label", block["label"], 2_000) + _long("hint", block.get("hint"), 2_000)
    return found + _kinds(block, [block["element"]])


CHECKS = {
    "header": lambda block: _long("header", block["text"], 150),
    "section": _section,
    "actions": _actions,
    "context": _context,
    "divider": lambda block: [],
    "image": _image,
    "table": _table,
    "input": _input,
}


def _part(part: dict[str, Any]) -> list[str]:
    """What may be wrong with an element or a text, wherever it stands."""
    kind = part.get("type", "")
    found = []
    if isinstance(part.get("text"), str) and not part["text"]:
        found.append("an empty text")
    if kind == "button":
        found += _long("button", part["text"], 75)
        found += [] if 1 <= len(part["value"]) <= 2_000 else ["button value"]
    if kind.endswith("static_select"):
        found += [] if 1 <= len(part["options"]) <= 100 else ["options"]
        found += _long("placeholder", part["placeholder"], 150)
        for option in part["options"]:
            found += _long("option", option["text"], 75)
            found += [] if 1 <= len(option["value"]) <= 150 else ["option value"]
    return found
