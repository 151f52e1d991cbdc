"""`status`: what is at hand in this channel, and what is under way."""

from dataclasses import dataclass
from importlib.metadata import version

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.result import Status as StatusResult
from bot.services.cancel_jobs import under_way
from bot.services.find_analysis import current_dataset, current_subject


@dataclass(frozen=True, slots=True)
class Status:
    """The data set that commands here speak of, its age, and the jobs that run."""

    name: str = "status"
    words: tuple[str, ...] = ("status",)
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "status", "Which data I am speaking of here, and what I am working on", "status"
    )

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        dataset = current_dataset(request, desk)
        return StatusResult(
            subject=current_subject(request, desk),
            age_seconds=desk.age_seconds(dataset.created_at) if dataset else None,
            running=under_way(request, desk),
            version=version("segment-bot"),
        )


add(Status())
