"""`report`: the analysis as slides."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.find_analysis import find_subject
from bot.services.make_deck import make_deck


@dataclass(frozen=True, slots=True)
class Report:
    """A slide deck to paste from."""

    name: str = "report"
    words: tuple[str, ...] = ("report", "deck", "slides")
    computes: bool = False
    help: CommandHelp = CommandHelp("report", "The whole answer as slides (PowerPoint)", "report")

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return make_deck(find_subject(request, desk), desk)


add(Report())
