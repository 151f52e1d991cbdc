"""Rules for the objects that blocks and elements are composed of: texts, options, confirmations."""

from collections.abc import Callable
from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.check import Problem, Problems

ACTION_ID = 255
Rule = Callable[[Any, str], Problems]


def plain(most: int) -> Rule:
    """A plain_text object of at most so many characters."""

    def rule(value: Any, path: str) -> Problems:
        yield from check.keys(value, path, "text", "emoji verbatim")
        if value.get("type") != "plain_text":
            yield Problem(f"{path}/type", "must be plain_text")
        yield from check.text(value, "text", path, most)

    return rule


def words(most: int) -> Rule:
    """A plain_text or mrkdwn object of at most so many characters."""

    def rule(value: Any, path: str) -> Problems:
        yield from check.keys(value, path, "text", "emoji verbatim")
        yield from check.one_of(value, "type", path, "plain_text mrkdwn")
        if value.get("type") is None:
            yield Problem(path, "missing required field: type")
        yield from check.text(value, "text", path, most)

    return rule


def confirm(value: Any, path: str) -> Problems:
    """A confirmation dialog."""
    yield from check.keys(value, path, "title text confirm deny", "style")
    yield from check.part(value, "title", path, plain(100))
    yield from check.part(value, "text", path, words(300))
    yield from check.part(value, "confirm", path, plain(30))
    yield from check.part(value, "deny", path, plain(30))
    yield from check.one_of(value, "style", path, "primary danger")


def option(value: Any, path: str) -> Problems:
    """An option of a menu: its text is plain."""
    yield from check.keys(value, path, "text value", "description url")
    yield from check.part(value, "text", path, plain(75))
    yield from _option_rest(value, path)


def rich_option(value: Any, path: str) -> Problems:
    """An option of checkboxes or radio buttons: its text may be mrkdwn."""
    yield from check.keys(value, path, "text value", "description url")
    yield from check.part(value, "text", path, words(75))
    yield from _option_rest(value, path)


def _option_rest(value: Any, path: str) -> Problems:
    yield from check.text(value, "value", path, 150)
    yield from check.part(value, "description", path, words(75))
    yield from check.text(value, "url", path, 3000)


def option_group(value: Any, path: str) -> Problems:
    """A group of options under a label."""
    yield from check.keys(value, path, "label options")
    yield from check.part(value, "label", path, plain(75))
    yield from check.items(value, "options", path, 100)
    yield from check.each(value, "options", path, option)


def dispatch(value: Any, path: str) -> Problems:
    """When an input tells of its changes."""
    yield from check.keys(value, path, "", "trigger_actions_on")
    yield from check.items(value, "trigger_actions_on", path, 2)
    for index, word in enumerate(check.listed(value, "trigger_actions_on")):
        if word not in ("on_enter_pressed", "on_character_entered"):
            yield Problem(f"{path}/trigger_actions_on/{index}", f"unknown trigger: {word}")


def picture(value: Any, path: str, rules: check.Rules) -> Problems:
    """What images share: an address or a file, and the words for who cannot see it."""
    if (value.get("image_url") is None) == (value.get("slack_file") is None):
        yield Problem(path, "must have exactly one of image_url and slack_file")
    yield from check.text(value, "image_url", path, 3000)
    address = value.get("image_url")
    if isinstance(address, str) and not address.startswith(("https://", "http://")):
        yield Problem(f"{path}/image_url", "must be a valid URL")
    yield from check.text(value, "alt_text", path, 2000)
    reference = value.get("slack_file")
    if reference is not None and not (isinstance(reference, dict) and rules.is_picture(reference)):
        yield Problem(f"{path}/slack_file", "invalid slack file")
