"""One picture that was asked for."""

from bot.blocks import actions, shown, stack
from bot.controls import chart_menu, how_button
from bot.message import Message
from bot.presenter import presents
from bot.result import Charted
from bot.wording import file_of, prose


@presents(Charted)
def charted(result: Charted) -> Message:
    """The picture under its title, and the menu of the others."""
    facts = {
        "title": result.picture.title,
        "alt": result.picture.alt,
        "file": file_of(result.subject),
    }
    blocks, attachments = shown([result.picture])
    row = actions(chart_menu(result.subject, result.charts), how_button(result.subject))
    return Message(prose("charted_text", **facts), stack(*blocks, row), attachments)
