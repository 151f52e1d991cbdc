"""Block Kit elements that people press or fill in, as plain dicts within Slack's limits."""

from collections.abc import Sequence

from bot.blocks import limits
from bot.blocks.limits import exactly, within
from bot.blocks.texts import Part, plain

# Endings of the files that can be read; a file dropped into a channel may have any other.
TABULAR = (
    "csv", "tsv", "tab", "psv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "json",
    "ndjson", "jsonl", "gz", "zip",
)  # fmt: skip


def button(label: str, action_id: str, value: str, style: str | None = None) -> Part:
    """A button; style is None, `primary` or `danger`."""
    part = {
        "type": "button",
        "text": plain(label, limits.BUTTON_TEXT),
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "value": exactly("value", value, limits.BUTTON_VALUE),
    }
    return part | ({"style": style} if style else {})


def option(label: str, value: str) -> Part:
    """One entry of a menu."""
    return {
        "text": plain(label, limits.OPTION_TEXT),
        "value": exactly("option value", value, limits.OPTION_VALUE),
    }


def select(
    placeholder: str, action_id: str, options: Sequence[Part], chosen: str | None = None
) -> Part:
    """A menu of 1 to 100 options; `chosen` is the value of the one that is set at first."""
    within("options", len(options), limits.OPTIONS)
    initial = [entry for entry in options if entry["value"] == chosen]
    part = {
        "type": "static_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER_TEXT),
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "options": list(options),
    }
    return part | ({"initial_option": initial[0]} if initial else {})


def multi_select(
    placeholder: str, action_id: str, options: Sequence[Part], chosen: Sequence[str] = ()
) -> Part:
    """A menu of which several may be chosen."""
    within("options", len(options), limits.OPTIONS)
    initial = [entry for entry in options if entry["value"] in set(chosen)]
    part = {
        "type": "multi_static_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER_TEXT),
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "options": list(options),
    }
    return part | ({"initial_options": initial} if initial else {})


def number_input(
    action_id: str, least: int, most: int, initial: int | None = None, placeholder: str = ""
) -> Part:
    """A field for a whole number."""
    part = {
        "type": "number_input",
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    if placeholder:
        part["placeholder"] = plain(placeholder, limits.PLACEHOLDER_TEXT)
    return part | ({"initial_value": str(initial)} if initial is not None else {})


def text_input(action_id: str, most: int, initial: str = "", placeholder: str = "") -> Part:
    """A field for one line of text."""
    part = {
        "type": "plain_text_input",
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "max_length": most,
    }
    if placeholder:
        part["placeholder"] = plain(placeholder, limits.PLACEHOLDER_TEXT)
    return part | ({"initial_value": initial[:most]} if initial else {})


def file_input(action_id: str, filetypes: Sequence[str] = TABULAR, max_files: int = 1) -> Part:
    """A field for files, in modals only."""
    return {
        "type": "file_input",
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "filetypes": list(filetypes),
        "max_files": max_files,
    }


def conversation_select(placeholder: str, action_id: str) -> Part:
    """A menu of the places that a person can see, where an answer may go."""
    return {
        "type": "conversations_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER_TEXT),
        "action_id": exactly("action_id", action_id, limits.ID_TEXT),
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private", "im"]},
    }
