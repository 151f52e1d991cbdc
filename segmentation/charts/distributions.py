"""How each feature is spread within the segments: a hill a segment, its median marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from segmentation.canvas import TICK, Sheet, line_height, measured
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, NOISE, PALE
from segmentation.panels import Panels, marks_that_fit
from segmentation.phrasing import abridged, listed, quantity, spoken
from segmentation.plane import Axis, axis
from segmentation.results import Outcome, Segment
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
        spread = Spread.of(view, columns, drawn)
        title = _title(spread, options.segment)
        sheet = Sheet(title, _subtitle(view, len(drawn)), _caption(spread), body=panels.body)
        for column, box in panels.put_up(sheet, options.segment):
            along = spread.axes[column]
            _draw_scale(sheet, box, along, column)
            everyone = Box(box.left, box.top - _ROW, box.right, box.top)
            whole = column, along.values, NOISE, spread.overall(column)
            _draw_row(sheet, everyone, along, whole)
            for place, segment in enumerate(view.segments, start=1):
                top = box.top - place * _ROW
                colour = colour_of(segment.number, options.segment)
                median = spread.medians.get((column, segment.number), np.nan)
                how = column, spread.of_segment(column, segment), colour, median
                _draw_row(sheet, Box(box.left, top - _ROW, box.right, top), along, how)
        return sheet, _alt(spread)


@dataclass(frozen=True)
class Spread:
    """The customers that are drawn: the axes hold their figures, labels (m,) their segments.
    Medians are those of all customers, drawn or not."""

    view: View
    axes: dict[str, Axis]
    labels: np.ndarray

    @classmethod
    def of(cls, view: View, columns: Sequence[str], drawn: np.ndarray) -> "Spread":
        axes = {column: axis(column, view.values(column)[drawn]) for column in columns}
        return cls(view, axes, view.labels[drawn])

    def of_segment(self, column: str, segment: Segment) -> np.ndarray:
        mine: np.ndarray = self.axes[column].values[self.labels == segment.number]
        return mine

    @cached_property
    def medians(self) -> dict[tuple[str, int], float]:
        """(column, segment) -> median, where any figure is known."""
        found = {
            (column, segment.number): self.view.segment_median(segment, column)
            for column in self.axes
            for segment in self.view.segments
        }
        return {key: median for key, median in found.items() if np.isfinite(median)}

    def overall(self, column: str) -> float:
        return self.view.median(column)


def _draw_scale(sheet: Sheet, box: Box, axis: Axis, column: str) -> None:
    for at, text in marks_that_fit(axis, column, box.width):
        x = box.left + at * box.width
        sheet.bar(Box(x - 1, box.bottom - 6, x + 1, box.top), FAINT, layer=1)
        sheet.write(x, box.bottom - line_height(TICK), text, TICK.but(across="center"))


def _draw_row(sheet: Sheet, box: Box, axis: Axis, how: tuple[str, np.ndarray, str, float]) -> None:
    """A hill, and the figure of its median above the mark."""
    column, values, colour, median = how
    known = values[np.isfinite(values)]
    if not len(known):
        return
    hill = Box(box.left, box.bottom + 6, box.right, box.bottom + 6 + _HILL)
    sheet.bar(Box(box.left, hill.bottom - 1, box.right, hill.bottom + 1), FAINT, layer=2)
    draw_hill(sheet, hill, axis, (known, colour, median))
    kind = TICK.but(colour=MUTED if colour in (PALE, NOISE) else INK, across="center")
    text = quantity(median, column)
    half = measured(text, kind) / 2
    x = box.left + float(axis.at(np.array(median))) * box.width
    inside = min(max(x, box.left + half), box.right - half)
    sheet.write(inside, hill.top + 5, text, kind)


def _title(spread: Spread, stressed: int | None) -> str:
    """The median of the segment and feature that lie furthest from the average."""
    view = spread.view
    named = {s.number: s for s in view.segments if stressed in (None, s.number)}
    pairs = [(named[number], column) for column, number in spread.medians if number in named]
    if not pairs:
        return f"How {view.kinds} are spread"
    segment, column = max(pairs, key=lambda pair: abs(view.effect(*pair)))
    mine = quantity(spread.medians[column, segment.number], column)
    everyone = quantity(spread.overall(column), column)
    return f"{segment.name}: median {spoken(column)} {mine}, all customers {everyone}"


def _subtitle(view: View, drawn: int) -> str:
    return f"Where {view.shown(drawn)} lie; the mark is the median: half are above it"


def _caption(spread: Spread) -> str:
    view = spread.view
    logs = [spoken(column) for column, along in spread.axes.items() if along.bend]
    notes = (
        view.left_out(tuple(spread.axes)),
        f"Log scale, even near zero: {listed(logs, 8)}." if logs else "",
        view.unplaced("only in the top row"),
        view.caution,
    )
    return " ".join(note.strip() for note in notes if note)


def _alt(spread: Spread) -> str:
    view, columns = spread.view, tuple(spread.axes)
    everyone = [f"{spoken(c)} {quantity(spread.overall(c), c)}" for c in columns]
    who = f"{view.shown(len(spread.labels))} in {view.kinds}"
    said = [f"Hills of the spread of {who}. Medians of all customers: {', '.join(everyone)}."]
    for segment in view.segments:
        mine = [
            f"{spoken(c)} {quantity(spread.medians[c, segment.number], c)}"
            for c in columns
            if (c, segment.number) in spread.medians
        ]
        said.append(f"Segment {segment.number}, {segment.name}: median {', '.join(mine)}.")
    return abridged(said, 1_900)


CHARTS.add(Distributions())
