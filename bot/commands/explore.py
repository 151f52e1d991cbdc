"""`explore`: what is in the file before any segments: the things worth knowing, and one picture."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Explored, Result
from bot.services.draw_charts import chart_menu, draw_charts
from bot.services.find_analysis import find_subject
from segmentation.chart import ChartOptions


@dataclass(frozen=True, slots=True)
class Explore:
    """Spread, ties, outliers and gaps of the file at hand."""

    name: str = "explore"
    words: tuple[str, ...] = ("explore", "eda", "overview")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "explore", "What is in the file: what stands out, what goes together, what is missing",
        "explore",
    )  # fmt: skip

    def parse(self, words: str) -> tuple[str, ...]:
        """The columns to show, where some are named: `explore age, income`."""
        named = words.partition(" ")[2]
        return tuple(column.strip() for column in named.split(",") if column.strip())

    def run(self, request: Request, arguments: tuple[str, ...], desk: Desk) -> Result:
        subject = find_subject(request, desk)
        pictures = draw_charts(subject, ("explore",), ChartOptions(axes=arguments), desk)
        return Explored(subject, pictures, chart_menu())


add(Explore())
