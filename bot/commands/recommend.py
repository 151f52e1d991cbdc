"""`recommend` and `recommend 3`: what to do about the segments."""

import re
from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Recommended, Result
from bot.services.find_analysis import find_subject


@dataclass(frozen=True, slots=True)
class Recommend:
    """Offer, channel, message and what to measure, for one segment or for all."""

    name: str = "recommend"
    words: tuple[str, ...] = ("recommend", "recommendations", "advice", "advise")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "recommend 3", "What to offer a segment, through which channel, and how to test it",
        "recommend 3",
    )  # fmt: skip

    def parse(self, words: str) -> int | None:
        found = re.search(r"\b(\d{1,3})\b", words)
        return int(found.group(1)) if found else None

    def run(self, request: Request, arguments: int | None, desk: Desk) -> Result:
        subject = find_subject(request, desk)
        if arguments is not None:
            subject.analysis.segment(arguments)
        return Recommended(subject, arguments)


add(Recommend())
