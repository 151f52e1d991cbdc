"""`cancel`: stop what is under way in this channel, or one job by its id."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.cancel_jobs import cancel_jobs


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the analysis that runs here; what was there before stays."""

    name: str = "cancel"
    words: tuple[str, ...] = ("cancel", "stop")
    computes: bool = False
    help: CommandHelp = CommandHelp("cancel", "Stop the analysis under way here", "cancel")

    def parse(self, words: str) -> str | None:
        return words.partition(" ")[2].strip() or None

    def run(self, request: Request, arguments: str | None, desk: Desk) -> Result | None:
        return cancel_jobs(request, arguments, desk)


add(Cancel())
