"""`compare 1 3`: two segments side by side; `compare methods`: which method to keep, and why."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result, SegmentsCompared
from bot.services.compare_methods import compare_methods
from bot.services.find_analysis import find_subject

NUMBER = re.compile(r"\b\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Compare:
    """Two segments by their numbers; without numbers, the methods that could have made them."""

    name: str = "compare"
    words: tuple[str, ...] = ("compare", "versus")
    computes: bool = True
    help: CommandHelp = CommandHelp(
        "compare 1 3 · compare methods",
        "Two segments side by side; or which method to keep, and why",
        "compare 1 3",
    )

    def computes_for(self, words: str) -> bool:
        """Two segments are compared at once; methods have to be tried."""
        return not NUMBER.search(words)

    def parse(self, words: str) -> tuple[int, int] | None:
        numbers = [int(number) for number in NUMBER.findall(words)]
        if not numbers:
            return None
        if len(numbers) != 2 or numbers[0] == numbers[1]:
            raise NotUnderstood(
                "I compare two different segments.",
                "Say their numbers, for instance `compare 1 3`; or `compare methods`.",
            )
        return numbers[0], numbers[1]

    def run(self, request: Request, arguments: tuple[int, int] | None, desk: Desk) -> Result:
        if arguments is None:
            return compare_methods(request, desk)
        subject = find_subject(request, desk)
        for number in arguments:
            subject.analysis.segment(number)  # raises UnknownSegment
        return SegmentsCompared(subject, *arguments)


add(Compare())
