"""`upload`: how to bring a file; from a slash command or button it opens a form instead."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, NoData, Result


@dataclass(frozen=True, slots=True)
class Upload:
    """Bring a customer file: the answer offers the upload form."""

    name: str = "upload"
    words: tuple[str, ...] = ("upload", "start", "new")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "upload", "Bring a customer file (or just drop it into the channel)", "upload"
    )

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return NoData("upload")


add(Upload())
