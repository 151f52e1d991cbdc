"""`undo`: take the last given name back."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.rename_segment import undo_rename


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last name that was given to a segment of the data at hand."""

    name: str = "undo"
    words: tuple[str, ...] = ("undo",)
    computes: bool = False
    help: CommandHelp = CommandHelp("undo", "Take back the last name you gave a segment", "undo")

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return undo_rename(request, desk)


add(Undo())
