"""Something went wrong: what happened, what to do, and a button where trying again may help."""

from bot.action import say
from bot.blocks import actions, saying, section, stack
from bot.blocks.limits import BUTTON_VALUE
from bot.message import Message
from bot.presenter import presents
from bot.result import Trouble
from bot.wording import prose


@presents(Trouble)
def trouble(result: Trouble) -> Message:
    """One or two plain sentences, for the person who asked."""
    again = bool(result.retry) and len(say(None, result.retry)) <= BUTTON_VALUE
    text = prose(
        "trouble",
        problem=result.problem,
        next_step=result.next_step,
        ref=result.ref,
        again=again,
    )
    row = actions(saying("Try again", None, result.retry)) if again else None
    return Message(text, stack(section(text), row), private=True)
