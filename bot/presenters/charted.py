"""One picture that was asked for."""

from bot.blocks import actions, shorten, shown, stack
from bot.controls import chart_menu, how_button
from bot.message import Message
from bot.presenter import presents
from bot.result import Charted
from bot.wording import file_of, prose

TITLE_CHARS, SPOKEN_CHARS = 100, 500


@presents(Charted)
def charted(result: Charted) -> Message:
    """The picture under its title, and the menu of the others."""
    facts = {
        "title": shorten(result.picture.title, TITLE_CHARS),
        "alt": shorten(result.picture.alt, SPOKEN_CHARS),
        "file": file_of(result.subject),
    }
    blocks, attachments = shown([result.picture])
    row = actions(chart_menu(result.subject, result.charts), how_button(result.subject))
    return Message(prose("charted_text", **facts), stack(*blocks, row), attachments)
