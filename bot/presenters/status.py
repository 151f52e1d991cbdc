"""What is at hand in a channel, and what is under way."""

from bot.blocks import actions, context, section, stack
from bot.controls import upload_button
from bot.message import Message
from bot.presenter import presents
from bot.result import Status
from bot.wording import customers, file_of, prose


@presents(Status)
def status(result: Status) -> Message:
    """The data set and its age, the jobs, the version."""
    text = prose("status", **_subject_facts(result), running=result.running)
    note = context(prose("status_note", version=result.version))
    row = None if result.subject else actions(upload_button())
    return Message(text, stack(section(text), row, note), private=True)


def _subject_facts(result: Status) -> dict[str, object]:
    if result.subject is None:
        return {"file": "", "segments": 0, "customers": 0, "age": 0.0}
    analysis = result.subject.analysis
    return {
        "file": file_of(result.subject),
        "segments": len(analysis.segments),
        "customers": customers(analysis),
        "age": result.age_seconds or 0.0,
    }
