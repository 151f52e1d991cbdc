"""`export` and `export 3`: the table with its segments as CSV, whole or one segment of it."""

import re
from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.export_table import export_table
from bot.services.find_analysis import find_subject


@dataclass(frozen=True, slots=True)
class Export:
    """The customers with their segments, to take into another system."""

    name: str = "export"
    words: tuple[str, ...] = ("export", "download", "csv")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "export · export 3", "The customers with their segments as a CSV file", "export"
    )

    def parse(self, words: str) -> int | None:
        found = re.search(r"\b(\d{1,3})\b", words)
        return int(found.group(1)) if found else None

    def run(self, request: Request, arguments: int | None, desk: Desk) -> Result:
        return export_table(find_subject(request, desk), arguments, desk)


add(Export())
