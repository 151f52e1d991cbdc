"""A segment has another name."""

from bot.blocks import actions, saying, section, shorten, stack
from bot.controls import profile_button
from bot.message import Message
from bot.presenter import presents
from bot.result import Renamed
from bot.wording import NAME_CHARS, name_of, prose


@presents(Renamed)
def renamed(result: Renamed) -> Message:
    """What it is called now, what it was called before, and the way back."""
    subject = result.subject
    segment = subject.analysis.segment(result.number) if result.number is not None else None
    text = prose(
        "renamed",
        number=result.number,
        name=name_of(segment) if segment else "",
        before=shorten(result.before, NAME_CHARS),
        undone=result.undone,
    )
    profile = profile_button(subject, segment.number) if segment else None
    back = None if result.undone else saying("Undo", subject.analysis_id, "undo")
    row = actions(profile, back) if profile or back else None
    return Message(text, stack(section(text), row))
