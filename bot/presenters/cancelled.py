"""A job that was stopped on request."""

from bot.blocks import section, shorten, stack
from bot.message import Message
from bot.presenter import presents
from bot.result import Cancelled
from bot.wording import FILE_CHARS, person, prose


@presents(Cancelled)
def cancelled(result: Cancelled) -> Message:
    """Who stopped what, and how to begin again."""
    text = prose(
        "cancelled",
        file=shorten(result.file_name, FILE_CHARS),
        person=person(result.person),
        had_before=result.had_before,
        again=shorten(result.again, FILE_CHARS),
    )
    return Message(text, stack(section(text)))
