"""A file that is here already, or that is a table of its own: one sentence each."""

from bot.blocks import actions, saying, section, stack
from bot.controls import profile_menu
from bot.message import Message
from bot.presenter import presents
from bot.result import OwnTable, SameFile
from bot.wording import file_of, prose


@presents(SameFile)
def same_file(result: SameFile) -> Message:
    """The same file as before: nothing changed."""
    subject = result.subject
    text = prose("same_file", file=file_of(subject), version=result.version, age=result.age_seconds)
    compared = result.version > 1
    details = saying("What changed last", subject.analysis_id, "drift") if compared else None
    menu = profile_menu(subject)
    return Message(text, stack(section(text), actions(menu, details) if menu or details else None))


@presents(OwnTable)
def own_table(result: OwnTable) -> Message:
    """Noted."""
    text = prose("own_table", file=file_of(result.subject))
    return Message(text, stack(section(text)))
