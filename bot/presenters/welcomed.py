"""The bot has joined a channel: one message that says how to begin."""

from bot.blocks import actions, section, stack
from bot.controls import upload_button
from bot.message import Message
from bot.presenter import presents
from bot.result import Welcomed
from bot.wording import prose


@presents(Welcomed)
def welcomed(result: Welcomed) -> Message:
    """What to do first, and the button for it."""
    text = prose("welcome")
    return Message(text, stack(section(text), actions(upload_button())))
