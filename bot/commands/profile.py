"""`profile 3`: one segment in detail."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Profiled, Result
from bot.services.draw_charts import draw_charts
from bot.services.find_analysis import find_subject
from segmentation.chart import ChartOptions


def segment_number(words: str, example: str) -> int:
    """The number in `profile 3` or `profile segment 3`. Raises NotUnderstood."""
    found = re.search(r"\b(\d{1,3})\b", words)
    if not found:
        raise NotUnderstood("Which segment?", f"Say its number, for instance `{example}`.")
    return int(found.group(1))


@dataclass(frozen=True, slots=True)
class Profile:
    """Who is in one segment, what sets it apart, what to do."""

    name: str = "profile"
    words: tuple[str, ...] = ("profile", "segment", "show")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "profile 3", "Who is in a segment, what sets it apart and what to do about it", "profile 3"
    )

    def parse(self, words: str) -> int:
        return segment_number(words, "profile 3")

    def run(self, request: Request, arguments: int, desk: Desk) -> Result:
        subject = find_subject(request, desk)
        subject.analysis.segment(arguments)  # raises UnknownSegment before anything is drawn
        pictures = draw_charts(subject, ("bars",), ChartOptions(segment=arguments), desk)
        return Profiled(subject, arguments, pictures)


add(Profile())
