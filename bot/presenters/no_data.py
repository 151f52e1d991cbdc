"""A command that needs a customer file was said where there is none."""

from bot.blocks import actions, section, shorten, stack
from bot.controls import upload_button
from bot.message import Message
from bot.presenter import presents
from bot.result import NoData
from bot.wording import NAME_CHARS, prose


@presents(NoData)
def no_data(result: NoData) -> Message:
    """What is missing, and the button that brings it."""
    text = prose("no_data", words=shorten(result.words, NAME_CHARS))
    return Message(text, stack(section(text), actions(upload_button())), private=True)
