"""What the bot says when it joins a channel; not in the help, since nobody needs to ask for it."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result, Welcomed


@dataclass(frozen=True, slots=True)
class Welcome:
    """How to begin."""

    name: str = "welcome"
    words: tuple[str, ...] = ("welcome",)
    computes: bool = False
    help: CommandHelp = CommandHelp("welcome", "How to begin", "welcome")

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return Welcomed()


add(Welcome())
