"""Work under way: one line that grows, and a button to stop it."""

from bot.blocks import saying, section, shorten, stack
from bot.message import Message
from bot.presenter import presents
from bot.result import Progress
from bot.wording import FILE_CHARS, prose


@presents(Progress)
def progress(result: Progress) -> Message:
    """`Reading customers.csv (200 rows)… cleaned · explored · drawing`."""
    under_way = () if result.doing == "reading" else (result.doing,)
    text = prose(
        "progress",
        file=shorten(result.file_name, FILE_CHARS),
        rows=result.rows,
        steps=(*result.stages, *under_way),
    )
    cancel = saying("Cancel", None, f"cancel {result.job_id}")
    return Message(text, stack(section(text, cancel)))
