"""Progress of a computation in the words of the message that shows it."""

from bot import job
from bot.desk import Desk
from bot.result import Progress

# stage reported by the core -> (what is done by then, what comes next)
WORDS = {
    "read": ("read", "cleaning"),
    "cleaned": ("cleaned", "exploring"),
    "explored": ("explored", "looking for groups"),
    "found": ("{k} groups found", "naming them"),
    "drawing": ("named", "drawing"),
    "comparing": ("", "trying {method}"),
}


class Stages:
    """Hears the core's reports and tells them on, in order."""

    def __init__(self, file_name: str, desk: Desk) -> None:
        self._progress = Progress(file_name, desk.job.identity)
        self._tell = desk.tell

    def __call__(self, heard: job.Progress) -> None:
        if heard.stage not in WORDS:
            return
        done, doing = WORDS[heard.stage]
        before, news = self._progress, (done.format(**heard.facts),)
        self._progress = Progress(
            before.file_name,
            before.job_id,
            heard.facts.get("rows", before.rows),
            (*before.stages, *filter(None, news)) if heard.stage != "read" else (),
            doing.format(**heard.facts),
        )
        self._tell(self._progress)
