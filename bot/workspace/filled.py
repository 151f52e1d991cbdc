"""What is filled in in blocks: where an element keeps its value, with what it starts."""

from collections.abc import Iterator
from typing import Any

from bot.workspace.model import Json

# element type -> (key of the value, key of the initial value)
VALUE_KEYS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
LISTS = {"checkboxes", "file_input"}
# Pressed without keeping a value.
MOMENTARY: dict[str, str] = {"overflow": "selected_option", "feedback_buttons": "value"}
OPTION_KEYS = {"selected_option", "selected_options"}


def elements(blocks: Any) -> Iterator[tuple[Json, Json]]:
    """All interactive elements with the block that they stand in."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def find(blocks: Any, block_id: str, action_id: str) -> Json | None:
    """The element that a press means."""
    for block, element in elements(blocks):
        if block.get("block_id") == block_id and element["action_id"] == action_id:
            return element
    return None


def options(element: Json) -> list[Json]:
    """All options of an element, those in groups too."""
    grouped = [o for group in element.get("option_groups", ()) for o in group["options"]]
    return [*element.get("options", ()), *grouped]


def chosen(element: Json, sent: Json) -> Json:
    """The value that a page sent for an element, with options as the element has them."""
    kind = element["type"]
    key = MOMENTARY.get(kind) or VALUE_KEYS.get(kind, ("", ""))[0]
    if not key:
        return {}
    value = sent.get(key)
    if key == "selected_option":
        value = _own_option(element, value)
    elif key == "selected_options":
        several = value if isinstance(value, list) else []
        value = [o for o in (_own_option(element, v) for v in several) if o is not None]
    elif kind == "number_input" and value not in (None, ""):
        value = str(value)
    elif kind == "file_input":
        value = [str(id_) for id_ in value] if isinstance(value, list) else []
    return {key: value if value != "" else None}


def _own_option(element: Json, value: Any) -> Json | None:
    wanted = value.get("value") if isinstance(value, dict) else value
    found = next((o for o in options(element) if o.get("value") == wanted), None)
    return None if found is None else {"text": found["text"], "value": found["value"]}


def initial(element: Json) -> Json:
    """The value that an element starts with."""
    key, first = VALUE_KEYS[element["type"]]
    value = element.get(first)
    if value is None and element["type"] in LISTS:
        value = []
    if value is None and key.endswith("s") and element["type"].startswith("multi"):
        value = []
    return {key: value}


def values(blocks: Any, state: Json | None = None) -> Json:
    """Everything that is filled in: what the page sent, else what the elements start with."""
    found: Json = {}
    for block, element in elements(blocks):
        if element["type"] not in VALUE_KEYS:
            continue
        around = (state or {}).get(block["block_id"])
        sent = around.get(element["action_id"]) if isinstance(around, dict) else None
        value = chosen(element, sent) if isinstance(sent, dict) else initial(element)
        place = found.setdefault(block["block_id"], {})
        place[element["action_id"]] = {"type": element["type"], **value}
    return found
