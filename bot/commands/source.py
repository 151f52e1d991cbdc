"""`source`: the living sources of this channel; `source crm`: read one now."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.analyze_source import analyze_source
from bot.services.list_sources import list_sources
from bot.services.use_source import SourceWanted, read_wanted


@dataclass(frozen=True, slots=True)
class Source:
    """Tables that need no file: a database, an export, an address."""

    name: str = "source"
    words: tuple[str, ...] = ("source", "sources")
    computes: bool = True
    help: CommandHelp = CommandHelp(
        "source · source crm",
        "The tables I can read by myself here; or read one of them now",
        "source crm",
    )

    def computes_for(self, words: str) -> bool:
        """A list is given at once; a table has to be read."""
        return len(words.split()) > 1

    def parse(self, words: str) -> SourceWanted | None:
        return read_wanted(words)

    def run(self, request: Request, arguments: SourceWanted | None, desk: Desk) -> Result:
        if arguments is None:
            return list_sources(request, desk)
        return analyze_source(request, arguments, desk)


add(Source())
