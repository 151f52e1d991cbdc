"""Something went wrong: what happened, what to do, and a button where trying again may help."""

from bot.action import say
from bot.blocks import actions, saying, section, shorten, stack
from bot.blocks.limits import BUTTON_VALUE
from bot.message import Message
from bot.presenter import presents
from bot.result import Trouble
from bot.wording import prose

SENTENCE_CHARS = 600


@presents(Trouble)
def trouble(result: Trouble) -> Message:
    """One or two plain sentences, for the person who asked."""
    again = bool(result.retry) and len(say(None, result.retry)) <= BUTTON_VALUE
    text = prose(
        "trouble",
        problem=shorten(result.problem, SENTENCE_CHARS),
        next_step=shorten(result.next_step, SENTENCE_CHARS),
        ref=result.ref,
        again=again,
    )
    row = actions(saying("Try again", None, result.retry)) if again else None
    return Message(text, stack(section(text), row), private=True)
