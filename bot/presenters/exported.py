"""A file to take away."""

from bot.blocks import section, shorten, stack
from bot.message import Attachment, Message
from bot.presenter import presents
from bot.result import Exported
from bot.wording import FILE_CHARS, file_of, prose


@presents(Exported)
def exported(result: Exported) -> Message:
    """One sentence; the file itself is shared beside it."""
    text = prose(
        "exported",
        what=result.what,
        title=shorten(result.title, FILE_CHARS),
        file=file_of(result.subject),
    )
    file = Attachment(result.name, result.content, result.title, shown=False)
    return Message(text, stack(section(text)), (file,))
