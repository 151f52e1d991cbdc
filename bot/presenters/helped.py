"""What can be said."""

import re
from collections.abc import Sequence

from bot.blocks import actions, section, shorten, stack
from bot.controls import upload_button
from bot.message import Message
from bot.presenter import presents
from bot.result import CommandHelp, Helped
from bot.wording import FILE_CHARS, NAME_CHARS, command_lines, prose


@presents(Helped)
def helped(result: Helped) -> Message:
    """Every command in one line, or one of them with its example."""
    about = _about(result.commands, result.topic)
    if about:
        text = prose(
            "helped_topic", usage=about.usage, summary=about.summary, example=about.example
        )
        return Message(text, stack(section(text)), private=True)
    intro = prose(
        "helped_intro",
        unknown=shorten(result.topic or "", NAME_CHARS),
        file=shorten(result.file_name or "", FILE_CHARS),
    )
    lines = (section(text) for text in command_lines(result.commands))
    return Message(intro, stack(section(intro), *lines, actions(upload_button())), private=True)


def _about(commands: Sequence[CommandHelp], topic: str | None) -> CommandHelp | None:
    """The command that has the topic's first word in its usage."""
    word = re.match(r"[a-z]+", (topic or "").lower())
    named = (c for c in commands if word and word.group() in re.findall("[a-z]+", c.usage.lower()))
    return next(named, None)
