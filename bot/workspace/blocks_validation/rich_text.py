"""Rules for rich text: sections, lists, quotes, code, and the runs inside them."""

from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.check import Problems

RUNS: dict[str, tuple[str, str]] = {
    "text": ("text", "style"),
    "link": ("url", "text unsafe style"),
    "emoji": ("name", "unicode skin_tone style"),
    "user": ("user_id", "style"),
    "channel": ("channel_id", "style"),
    "usergroup": ("usergroup_id", "style"),
    "team": ("team_id", "style"),
    "broadcast": ("range", "style"),
    "color": ("value", "style"),
    "date": ("timestamp format", "fallback url link style"),
}
STYLES = "bold italic strike underline code highlight client_highlight unlink"


def _run(value: Any, path: str) -> Problems:
    required, optional = RUNS[value["type"]]
    yield from check.keys(value, path, required, optional)
    yield from check.text(value, "text", path, 12_000)
    yield from check.part(value, "style", path, _style)


def _style(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "", STYLES)
    for key in value:
        yield from check.flag(value, key, path)


def _runs(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "elements", "border language")
    yield from check.each(value, "elements", path, check.by_type(dict.fromkeys(RUNS, _run)))


def _list(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "style elements", "indent offset border")
    yield from check.one_of(value, "style", path, "bullet ordered")
    yield from check.number(value, "indent", path, 0, 8)
    inside = check.by_type({"rich_text_section": _runs})
    yield from check.each(value, "elements", path, inside)


SECTIONS = {
    "rich_text_section": _runs,
    "rich_text_preformatted": _runs,
    "rich_text_quote": _runs,
    "rich_text_list": _list,
}


def rich_text(value: Any, path: str) -> Problems:
    """A rich_text block, also as a table's cell."""
    yield from check.keys(value, path, "elements", "block_id")
    yield from check.each(value, "elements", path, check.by_type(SECTIONS))
