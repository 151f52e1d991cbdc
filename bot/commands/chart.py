"""`chart bars`, `chart scatter age, income`, `chart bars segment 3`: one picture."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import Charted, CommandHelp, Result
from bot.services.draw_charts import chart_menu, draw_charts
from bot.services.find_analysis import find_subject
from segmentation.chart import ChartOptions

CHART_NAME = re.compile(r"^\S+\s+(?P<name>[\w-]+)(?P<rest>.*)$", re.DOTALL)
SEGMENT = re.compile(r"\bsegment\s*=?\s*(\d{1,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChartWanted:
    """Which chart, of which axes, stressing which segment."""

    name: str
    options: ChartOptions


@dataclass(frozen=True, slots=True)
class DrawChart:
    """Draw the segments at hand another way."""

    name: str = "chart"
    words: tuple[str, ...] = ("chart", "charts", "draw", "plot")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "chart scatter · bars · 3d · sizes · heatmap · radar · money · distributions · elbow …",
        "Draw the segments another way",
        "chart bars",
    )

    def parse(self, words: str) -> ChartWanted:
        found = CHART_NAME.match(words)
        if not found:
            raise NotUnderstood("Which chart?", "Say for instance `chart bars` or `chart 3d`.")
        rest = found["rest"]
        segment = SEGMENT.search(rest)
        axes = SEGMENT.sub("", rest).strip(" ,")
        return ChartWanted(
            found["name"].lower(),
            ChartOptions(
                axes=tuple(axis.strip() for axis in axes.split(",") if axis.strip()),
                segment=int(segment.group(1)) if segment else None,
            ),
        )

    def run(self, request: Request, arguments: ChartWanted, desk: Desk) -> Result:
        subject = find_subject(request, desk)
        (picture,) = draw_charts(subject, (arguments.name,), arguments.options, desk)
        return Charted(subject, picture, chart_menu())


add(DrawChart())
