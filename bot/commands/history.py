"""`history`: the versions of the table at hand, newest first; `history before 5`: earlier ones."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.show_history import show_history

SAID = re.compile(r"\w+(?:\s+before\s+(?:version\s+)?(\d{1,6}))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class History:
    """What became of the segments from version to version."""

    name: str = "history"
    words: tuple[str, ...] = ("history", "versions")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "history", "The versions of this table, and what became of its segments", "history"
    )

    def parse(self, words: str) -> int | None:
        said = SAID.fullmatch(words)
        if said is None:
            raise NotUnderstood(
                "The history of what?", "Say `history`, or `history before 5` for earlier versions."
            )
        return int(said[1]) if said[1] else None

    def run(self, request: Request, arguments: int | None, desk: Desk) -> Result:
        return show_history(request, arguments, desk)


add(History())
