"""Rules for the elements inside blocks, one function each."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.check import Problem, Problems, Rules
from bot.workspace.blocks_validation.composition import (
    ACTION_ID,
    confirm,
    dispatch,
    option,
    option_group,
    picture,
    plain,
    rich_option,
)

SHARED = "action_id confirm focus_on_load"
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

SELECTS = "static_select users_select conversations_select channels_select"
MULTI = "multi_static_select multi_users_select multi_conversations_select multi_channels_select"
PICKERS = "datepicker timepicker datetimepicker"
BOXES = "radio_buttons checkboxes"
IN_ACTIONS = frozenset(f"button overflow {SELECTS} {PICKERS} {BOXES}".split())
IN_SECTION = frozenset(f"image {MULTI}".split()) | IN_ACTIONS
TYPED = "plain_text_input number_input email_text_input url_text_input rich_text_input"
IN_INPUT = frozenset(f"{TYPED} file_input {SELECTS} {MULTI} {PICKERS} {BOXES}".split())
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})


def _shared(value: Any, path: str) -> Problems:
    yield from check.text(value, "action_id", path, ACTION_ID)
    yield from check.part(value, "confirm", path, confirm)
    yield from check.flag(value, "focus_on_load", path)
    yield from check.part(value, "placeholder", path, plain(150))


def button(value: Any, path: str) -> Problems:
    """A button: text 75, value 2,000."""
    yield from check.keys(value, path, "text", f"{SHARED} url value style accessibility_label")
    yield from _shared(value, path)
    yield from check.part(value, "text", path, plain(75))
    yield from check.text(value, "url", path, 3000)
    yield from check.text(value, "value", path, 2000)
    yield from check.one_of(value, "style", path, "primary danger")
    yield from check.text(value, "accessibility_label", path, 75)


def icon_button(value: Any, path: str) -> Problems:
    """A button that shows an icon."""
    extra = "action_id confirm value accessibility_label visible_to_user_ids"
    yield from check.keys(value, path, "icon text", extra)
    yield from _shared(value, path)
    yield from check.one_of(value, "icon", path, "trash")
    yield from check.part(value, "text", path, plain(75))
    yield from check.text(value, "value", path, 2000)


def feedback_buttons(value: Any, path: str) -> Problems:
    """Thumbs up and down."""
    yield from check.keys(value, path, "positive_button negative_button", "action_id")
    yield from _shared(value, path)
    for key in ("positive_button", "negative_button"):
        yield from check.part(value, key, path, _thumb)


def _thumb(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "text value", "accessibility_label")
    yield from check.part(value, "text", path, plain(75))
    yield from check.text(value, "value", path, 2000)


def image(value: Any, path: str, rules: Rules) -> Problems:
    """A small picture in a section or a context."""
    yield from check.keys(value, path, "alt_text", "image_url slack_file")
    yield from picture(value, path, rules)


def overflow(value: Any, path: str) -> Problems:
    """A menu behind three dots: up to five options."""
    yield from check.keys(value, path, "options", "action_id confirm")
    yield from _shared(value, path)
    yield from check.items(value, "options", path, 5)
    yield from check.each(value, "options", path, option)


def _boxes(value: Any, path: str, first: str) -> Problems:
    yield from check.keys(value, path, "options", f"{SHARED} {first}")
    yield from _shared(value, path)
    yield from check.items(value, "options", path, 10)
    yield from check.each(value, "options", path, rich_option)
    yield from _initial_known(value, path, first)


def _initial_known(value: Any, path: str, first: str) -> Problems:
    initial = value.get(first)
    if initial is None:
        return
    chosen = initial if isinstance(initial, list) else [initial]
    groups = check.objects(value, "option_groups")
    grouped = [o for group in groups for o in check.objects(group, "options")]
    known = [_essence(o) for o in [*check.objects(value, "options"), *grouped]]
    if any(_essence(one) not in known for one in chosen):
        yield Problem(f"{path}/{first}", "must exactly match one of the options")


def _essence(one: Any) -> Any:
    if not isinstance(one, Mapping) or not isinstance(one.get("text"), Mapping):
        return one
    return one["text"].get("text"), one.get("value")


def static_select(value: Any, path: str) -> Problems:
    """A menu of up to 100 options."""
    yield from _static(value, path, "initial_option", "")


def multi_static_select(value: Any, path: str) -> Problems:
    """A menu of up to 100 options of which several may be chosen."""
    yield from _static(value, path, "initial_options", "max_selected_items")
    yield from check.number(value, "max_selected_items", path, 1, 100)


def _static(value: Any, path: str, first: str, extra: str) -> Problems:
    optional = f"{SHARED} placeholder options option_groups {first} {extra}"
    yield from check.keys(value, path, "", optional)
    yield from _shared(value, path)
    if (value.get("options") is None) == (value.get("option_groups") is None):
        yield Problem(path, "must have exactly one of options and option_groups")
    for key, rule in (("options", option), ("option_groups", option_group)):
        yield from check.items(value, key, path, 100)
        yield from check.each(value, key, path, rule)
    yield from _initial_known(value, path, first)


def _people_or_places(value: Any, path: str, extra: str) -> Problems:
    optional = f"{SHARED} placeholder response_url_enabled {extra}"
    yield from check.keys(value, path, "", optional)
    yield from _shared(value, path)
    yield from check.number(value, "max_selected_items", path, 1, 100)


def _picker(value: Any, path: str, first: str, form: re.Pattern[str] | None) -> Problems:
    yield from check.keys(value, path, "", f"{SHARED} placeholder timezone {first}")
    yield from _shared(value, path)
    given = value.get(first)
    if given is not None and form is not None and not form.fullmatch(str(given)):
        yield Problem(f"{path}/{first}", "must be a valid date or time")


def plain_text_input(value: Any, path: str) -> Problems:
    """A field for text of up to 3,000 characters."""
    optional = "initial_value multiline min_length max_length dispatch_action_config"
    yield from check.keys(value, path, "", f"{SHARED} placeholder {optional}")
    yield from _typed(value, path)
    yield from check.flag(value, "multiline", path)
    yield from check.number(value, "min_length", path, 0, 3000)
    yield from check.number(value, "max_length", path, 1, 3000)
    most = value.get("max_length")
    yield from check.text(value, "initial_value", path, most if isinstance(most, int) else 3000, 0)


def _typed(value: Any, path: str) -> Problems:
    yield from _shared(value, path)
    yield from check.part(value, "dispatch_action_config", path, dispatch)


def number_input(value: Any, path: str) -> Problems:
    """A field for a number; its bounds are strings."""
    optional = "initial_value min_value max_value dispatch_action_config"
    yield from check.keys(value, path, "is_decimal_allowed", f"{SHARED} placeholder {optional}")
    yield from _typed(value, path)
    yield from check.flag(value, "is_decimal_allowed", path)
    for key in ("initial_value", "min_value", "max_value"):
        given = value.get(key)
        if given is not None and not (isinstance(given, str) and NUMBER.fullmatch(given)):
            yield Problem(f"{path}/{key}", "must be a number in a string")


def _line(value: Any, path: str) -> Problems:
    optional = "initial_value dispatch_action_config"
    yield from check.keys(value, path, "", f"{SHARED} placeholder {optional}")
    yield from _typed(value, path)


def file_input(value: Any, path: str) -> Problems:
    """A field for up to ten files."""
    yield from check.keys(value, path, "", "action_id filetypes max_files")
    yield from _shared(value, path)
    yield from check.items(value, "filetypes", path, 100)
    yield from check.number(value, "max_files", path, 1, 10)


def element_rules(rules: Rules) -> dict[str, Callable[[Any, str], Problems]]:
    """The rule for each type of element."""
    places: dict[str, str] = {
        "users_select": "initial_user",
        "channels_select": "initial_channel",
        "conversations_select": "initial_conversation default_to_current_conversation filter",
        "multi_users_select": "initial_users max_selected_items",
        "multi_channels_select": "initial_channels max_selected_items",
        "multi_conversations_select": "initial_conversations max_selected_items "
        "default_to_current_conversation filter",
    }
    return {
        "button": button,
        "icon_button": icon_button,
        "feedback_buttons": feedback_buttons,
        "image": partial(image, rules=rules),
        "overflow": overflow,
        "radio_buttons": partial(_boxes, first="initial_option"),
        "checkboxes": partial(_boxes, first="initial_options"),
        "static_select": static_select,
        "multi_static_select": multi_static_select,
        "datepicker": partial(_picker, first="initial_date", form=DATE),
        "timepicker": partial(_picker, first="initial_time", form=TIME),
        "datetimepicker": partial(_picker, first="initial_date_time", form=None),
        "plain_text_input": plain_text_input,
        "number_input": number_input,
        "email_text_input": _line,
        "url_text_input": _line,
        "rich_text_input": _line,
        "file_input": file_input,
        **{kind: partial(_people_or_places, extra=extra) for kind, extra in places.items()},
    }
