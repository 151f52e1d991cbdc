"""`help`: what can be said."""

from dataclasses import dataclass

from bot.command import add, helps
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Helped, Result
from bot.services.find_analysis import current_dataset


@dataclass(frozen=True, slots=True)
class Help:
    """Everything that can be said, with the data at hand."""

    name: str = "help"
    words: tuple[str, ...] = ("help", "", "?", "hello", "hi")
    computes: bool = False
    help: CommandHelp = CommandHelp("help", "This list", "help")

    def parse(self, words: str) -> str | None:
        topic = words.partition(" ")[2].strip()
        return topic or None

    def run(self, request: Request, arguments: str | None, desk: Desk) -> Result:
        dataset = current_dataset(request, desk)
        return Helped(helps(), dataset.name if dataset else None, arguments)


add(Help())
