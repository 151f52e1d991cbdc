"""What a digest says of sources and files that could not be read for it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import section, shorten
from bot.message import Message
from bot.result import NotRefreshed
from bot.templating import verbatim
from bot.wording import NAME_CHARS, prose
from segmentation.phrasing import listed

MOST, SENTENCE_CHARS, MOST_NAMES = 5, 600, 3


def with_not_refreshed(
    message: Message, troubles: Sequence[NotRefreshed], led: bool = False
) -> Message:
    """The message with what went wrong right below its first line; led: whether that says so."""
    if not troubles:
        return message
    said = [_line(one, led) for one in troubles[:MOST]]
    first, *rest = message.blocks
    blocks = (first, *(section(text) for text in said), *rest)
    return replace(message, text=f"{message.text}\n{said[0]}", blocks=blocks)


def _line(trouble: NotRefreshed, led: bool) -> str:
    return prose(
        "not_refreshed",
        problem=shorten(trouble.problem, SENTENCE_CHARS),
        next_step=shorten(trouble.next_step, SENTENCE_CHARS),
        age=trouble.age_seconds,
        tried=trouble.tried_seconds,
        led=led and bool(trouble.name),
    )


def names_of(troubles: Sequence[NotRefreshed]) -> str:
    """What could not be read, each once."""
    names = dict.fromkeys(shorten(one.name, NAME_CHARS) for one in troubles if one.name)
    return listed([f"*{verbatim(name)}*" for name in names], MOST_NAMES)
