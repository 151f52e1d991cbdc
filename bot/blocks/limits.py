"""Slack's limits, and how a text is made to fit them without cutting a word in half."""

import re

from bot.place_hints import in_slack

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARS = 12_000
SECTION_TEXT = 3_000
FIELDS = 10
FIELD_TEXT = 2_000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ID_TEXT = 255
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER_TEXT = 150
ALT_TEXT = 2_000
LABEL_TEXT = 2_000
VIEW_TITLE = 24
PRIVATE_METADATA = 3_000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CELL = 1_000

ELLIPSIS = "…"
# An entity (&amp;) that a cut went through would show as letters.
HALF_ENTITY = re.compile(r"&[a-z]{0,4}$")


def shorten(text: str, most: int) -> str:
    """The text itself if it fits, else its beginning up to a word's end, and an ellipsis."""
    text = in_slack(text)  # before a hint is cut in two
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words, gap, _ = cut.rpartition(" ")
    # A cut that would lose more than a third means one endless word: cut into it.
    kept = words if gap and len(words) * 3 >= most * 2 else HALF_ENTITY.sub("", cut)
    return kept.rstrip(" ,;:·–-") + ELLIPSIS


def exactly(name: str, text: str, most: int) -> str:
    """A text that may not be shortened (an id, a value). Raises ValueError if it does not fit."""
    if not text or len(text) > most:
        raise ValueError(f"{name} must have 1 to {most} characters, not {len(text)}: {text[:60]!r}")
    return text


def within(name: str, count: int, most: int) -> None:
    """Raise ValueError unless there are 1 to `most` of them."""
    if not 1 <= count <= most:
        raise ValueError(f"{name}: 1 to {most} are allowed, not {count}")
