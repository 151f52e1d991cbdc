"""Buttons and menus that say a command when they are pressed."""

import re
from collections.abc import Sequence

from bot.action import OPEN, SAY, say
from bot.blocks.elements import button, option, select
from bot.blocks.limits import ID_TEXT
from bot.blocks.texts import Part
from bot.result import MenuItem

# Beyond that a menu is no help, and its labels take the room of the answer.
MOST_ENTRIES = 25
NOT_FOR_IDS = re.compile(r"[^A-Za-z0-9_.=-]+")


def saying(
    label: str, analysis_id: str | None, words: str, style: str | None = None, name: str = ""
) -> Part:
    """A button that says `words` about an analysis.

    name: tells buttons apart that say the same in one message.
    """
    return button(label, SAY + _slug(name or words), say(analysis_id, words), style)


def opening(
    label: str, view: str, analysis_id: str | None, style: str | None = None, words: str = ""
) -> Part:
    """A button that opens a modal (`upload`, `change`, `rename`) about an analysis.

    words: what the modal is to fill in, for instance `rename 3`.
    """
    return button(label, OPEN + view, say(analysis_id, words or view), style)


def menu(placeholder: str, name: str, analysis_id: str, items: Sequence[MenuItem]) -> Part | None:
    """A menu whose entries say their words; None if it would be empty, cut at 25."""
    entries = [option(item.label, say(analysis_id, item.words)) for item in items[:MOST_ENTRIES]]
    return select(placeholder, SAY + _slug(name), entries) if entries else None


def _slug(words: str) -> str:
    return NOT_FOR_IDS.sub("-", words)[: ID_TEXT - len(SAY)]
