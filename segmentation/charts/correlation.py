"""Which features rise and fall together: rank correlations, coloured."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from segmentation.canvas import Sheet
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.exploring import rank_correlations
from segmentation.phrasing import abridged, compared, count, sentence, spoken
from segmentation.results import Outcome
from segmentation.triangle import MOST, draw_triangle, triangle_height
from segmentation.view import View

_CLOSE, _NOTHING = 0.3, 0.1
_SUBTITLE = "Blue: they rise together. Orange: one rises where the other falls"


@dataclass(frozen=True)
class Correlation:
    """Spearman's correlations of at most `most` features, of all customers or of one segment."""

    name: str = "correlation"
    title: str = "What rises and falls together"
    most: int = MOST
    rows: int = 10_000

    def unfit(self, outcome: Outcome) -> str | None:
        view = View(outcome)
        if len(view.columns) < 2:
            return "Nothing can go together in a file with one column of numbers."
        told = "Nothing can go together where all customers are the same in all columns but one."
        return None if len(view.varying(view.columns)) > 1 else told

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        columns = _columns(view, options.axes, self.most)
        drawn = view.sample(self.rows)
        if options.segment is not None:
            drawn = drawn[view.labels[drawn] == options.segment]
        values = rank_correlations([view.values(column)[drawn] for column in columns])
        told = _strongest(columns, values)
        caption = _caption(view, columns, options.segment)
        sheet = Sheet(told[0].removesuffix("."), _SUBTITLE, caption, body=triangle_height(columns))
        draw_triangle(sheet, sheet.room, columns, values)
        who = _who(view, len(drawn), options.segment)
        said = [f"Table of the rank correlations of {len(columns)} columns among {who}.", *told]
        return sheet, abridged(said, 1_900)


def _columns(view: View, wanted: Sequence[str], most: int) -> tuple[str, ...]:
    """Those asked for; one alone is held against the others in which customers differ."""
    found = tuple(dict.fromkeys(view.find(wanted))) or view.varying(view.most_telling(most))
    more = (*found, *view.varying((*view.most_telling(most), *view.columns)))
    return tuple(dict.fromkeys(more))[:most] if len(found) < 2 else found[:MOST]


def _strongest(columns: Sequence[str], values: np.ndarray) -> list[str]:
    """Every pair in words, the closest first."""
    pairs = list(combinations(range(len(columns)), 2))
    pairs.sort(key=lambda pair: -abs(values[pair]))
    told = [_told(columns[i], columns[j], float(values[i, j])) for i, j in pairs]
    closest = abs(values[pairs[0]])
    return told if closest >= _CLOSE else ["No two columns go together closely.", *told]


def _told(one: str, other: str, value: float) -> str:
    figure = f"(rank correlation {value:.2f})".replace("-0.00", "0.00").replace("-", "−")
    if abs(value) < _NOTHING:
        return f"{sentence(spoken(one))} and {spoken(other)} are unrelated {figure}."
    if value > 0:
        return f"{sentence(spoken(one))} and {spoken(other)} rise together {figure}."
    more, less = compared(spoken(one), more=True), compared(spoken(other), more=False)
    return f"The {more}, the {less} {figure}."


def _who(view: View, drawn: int, segment: int | None) -> str:
    if segment is None:
        return view.shown(drawn)
    return f"{count(drawn, 'customer')} of {view.outcome.analysis.segment(segment).name}"


def _caption(view: View, columns: Sequence[str], segment: int | None) -> str:
    among = view.outcome.analysis.segment(segment).name if segment is not None else ""
    only = f"Among {among} only. " if among else ""
    scale = "Rank correlations (Spearman): 1 and −1 are perfect, 0 is none."
    return f"{only}{view.left_out(columns)}{scale}"


CHARTS.add(Correlation())
