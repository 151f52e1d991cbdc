"""How each feature is spread within the segments: a hill a segment, its median marked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.canvas import TICK, Sheet, line_height, measured
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, NOISE, PALE
from segmentation.panels import Panels, marks_that_fit
from segmentation.phrasing import abridged, quantity, spoken
from segmentation.plane import Axis, column_axis
from segmentation.results import Outcome
from segmentation.ridges import draw_hill
from segmentation.signposts import colour_of
from segmentation.view import View

_ROW, _HILL = 92.0, 50.0
_MANY = 8  # segments; beyond them one band of panels is high enough


@dataclass(frozen=True)
class Distributions:
    """Hills (densities) of at most `most` features; rows: customers that are drawn."""

    name: str = "distributions"
    title: str = "Spread within segments"
    most: int = 6
    rows: int = 20_000

    def unfit(self, outcome: Outcome) -> str | None:
        needs = "A picture of the spread needs at least one column of numbers."
        return None if View(outcome).features else needs

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        most = self.most if len(view.segments) <= _MANY else 3
        columns = view.chosen(options.axes, most)
        drawn = view.sample(self.rows)
        panels = Panels(columns, view.segments, _ROW, foot=line_height(TICK) + 10)
        title = _title(view, columns, options.segment)
        caption = _caption(view, columns)
        sheet = Sheet(title, _subtitle(view, len(drawn)), caption, body=panels.body)
        for column, box in panels.put_up(sheet, options.segment):
            axis = column_axis(view, column)
            _draw_scale(sheet, box, axis, column)
            everyone = Box(box.left, box.top - _ROW, box.right, box.top)
            _draw_row(sheet, everyone, axis, (column, axis.values[drawn], NOISE))
            for place, segment in enumerate(view.segments, start=1):
                top = box.top - place * _ROW
                mine = axis.values[drawn[view.labels[drawn] == segment.number]]
                how = column, mine, colour_of(segment.number, options.segment)
                _draw_row(sheet, Box(box.left, top - _ROW, box.right, top), axis, how)
        return sheet, _alt(view, columns, len(drawn))


def _draw_scale(sheet: Sheet, box: Box, axis: Axis, column: str) -> None:
    for at, text in marks_that_fit(axis, column, box.width):
        x = box.left + at * box.width
        sheet.bar(Box(x - 1, box.bottom - 6, x + 1, box.top), FAINT, layer=1)
        sheet.write(x, box.bottom - line_height(TICK), text, TICK.but(across="center"))


def _draw_row(sheet: Sheet, box: Box, axis: Axis, how: tuple[str, np.ndarray, str]) -> None:
    """A hill, and the figure of its median above the mark."""
    column, values, colour = how
    known = values[np.isfinite(values)]
    if not len(known):
        return
    hill = Box(box.left, box.bottom + 6, box.right, box.bottom + 6 + _HILL)
    sheet.bar(Box(box.left, hill.bottom - 1, box.right, hill.bottom + 1), FAINT, layer=2)
    draw_hill(sheet, hill, axis, (known, colour))
    median = float(np.median(known))
    kind = TICK.but(colour=MUTED if colour in (PALE, NOISE) else INK, across="center")
    text = quantity(median, column)
    half = measured(text, kind) / 2
    x = box.left + float(axis.at(np.array(median))) * box.width
    inside = min(max(x, box.left + half), box.right - half)
    sheet.write(inside, hill.top + 5, text, kind)


def _medians(view: View, column: str) -> dict[int, float]:
    values = view.values(column)
    return {
        s.number: float(np.nanmedian(mine))
        for s in view.segments
        if np.isfinite(mine := values[view.labels == s.number]).any()
    }


def _title(view: View, columns: Sequence[str], stressed: int | None) -> str:
    """The median that lies furthest from the median of all."""
    chosen = [s for s in view.segments if stressed in (None, s.number)]
    pairs = [(s, c) for c in columns for s in chosen if s.number in _medians(view, c)]
    segment, column = max(pairs, key=lambda pair: abs(view.effect(*pair)))
    mine = quantity(_medians(view, column)[segment.number], column)
    everyone = quantity(float(np.nanmedian(view.values(column))), column)
    return f"{segment.name}: median {spoken(column)} {mine}, all customers {everyone}"


def _subtitle(view: View, drawn: int) -> str:
    return f"Where {view.shown(drawn)} lie; the mark is the median: half are above it"


def _caption(view: View, columns: Sequence[str]) -> str:
    logs = [spoken(c) for c in columns if column_axis(view, c).bend]
    scale = f"Log scale: {', '.join(logs)}. " if logs else ""
    return view.left_out(columns) + scale + view.caution


def _alt(view: View, columns: Sequence[str], drawn: int) -> str:
    everyone = [f"{spoken(c)} {quantity(float(np.nanmedian(view.values(c))), c)}" for c in columns]
    who = f"{view.shown(drawn)} in {view.kinds}"
    said = [f"Hills of the spread of {who}. Medians of all customers: {', '.join(everyone)}."]
    medians = {c: _medians(view, c) for c in columns}
    for segment in view.segments:
        mine = [
            f"{spoken(c)} {quantity(medians[c][segment.number], c)}"
            for c in columns
            if segment.number in medians[c]
        ]
        said.append(f"Segment {segment.number}, {segment.name}: median {', '.join(mine)}.")
    return abridged(said, 1_900)


CHARTS.add(Distributions())
