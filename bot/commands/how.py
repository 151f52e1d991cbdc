"""`how`: how the segments were found, with the receipt of the cleaning and the evidence."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Explained, Result
from bot.services.find_analysis import find_subject


@dataclass(frozen=True, slots=True)
class How:
    """What was done to the data, how the number of groups was chosen, by which method."""

    name: str = "how"
    words: tuple[str, ...] = ("how", "why", "evidence", "method")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "how", "How the groups were found: cleaning, evidence, method", "how"
    )

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return Explained(find_subject(request, desk))


add(How())
