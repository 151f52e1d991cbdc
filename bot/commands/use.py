"""`use customers.csv`: another table of this channel is the one that commands speak of."""

import re
from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.choose_table import choose_table

LEAD = re.compile(r"^\w+\b\s*(?:the\s+)?(?:table|file|data)?\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Use:
    """Choose among the tables of this channel; without a name they are listed."""

    name: str = "use"
    words: tuple[str, ...] = ("use", "tables", "switch")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "use NAME",
        "Speak of another table of this channel; `use` alone lists them",
        "use customers",
    )

    def parse(self, words: str) -> str:
        return LEAD.sub("", words, count=1).strip(" \t\"'“”„`*")

    def run(self, request: Request, arguments: str, desk: Desk) -> Result:
        return choose_table(request, arguments, desk)


add(Use())
