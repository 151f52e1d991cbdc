"""The profile of the segments: a bar for every mean, the average customer as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.canvas import LABEL, Sheet
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, NOISE, PALE
from segmentation.panels import Panels
from segmentation.phrasing import abridged, quantity, spoken
from segmentation.results import Outcome, Segment
from segmentation.signposts import colour_of
from segmentation.view import STANDS_OUT, View

_ROW = 80
_SUBTITLE = "Averages by segment; the upright mark is the average customer"


@dataclass(frozen=True)
class Panel:
    """One feature: where its column stands, and how figures become lengths."""

    view: View
    column: str
    box: Box
    low: float
    high: float

    @classmethod
    def of(cls, view: View, column: str, box: Box) -> "Panel":
        means = [0.0, view.overall(column), *(view.mean(s, column) for s in view.segments)]
        low, high = min(means), max(means)
        return cls(view, column, box, low, high if high > low else low + 1.0)

    def at(self, value: float) -> float:
        """Where a figure lies across the card."""
        return self.box.left + (value - self.low) / (self.high - self.low) * self.box.width


@dataclass(frozen=True)
class Bars:
    """Small multiples: one column a feature, one row a segment; most: features shown."""

    name: str = "bars"
    title: str = "Profile of segments"
    most: int = 6

    def unfit(self, outcome: Outcome) -> str | None:
        return None if View(outcome).features else "A profile needs at least one column of numbers."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        columns = view.chosen(options.axes, self.most)
        panels = Panels(columns, view.segments, _ROW)
        title = _title(view, columns, options.segment)
        sheet = Sheet(title, _SUBTITLE, _caption(view, columns), body=panels.body)
        for column, box in panels.put_up(sheet, options.segment):
            panel = Panel.of(view, column, box)
            _draw_bar(sheet, panel, None, (box.top - 0.5 * _ROW, NOISE))
            for place, segment in enumerate(view.segments, start=1):
                row = box.top - (place + 0.5) * _ROW, colour_of(segment.number, options.segment)
                _draw_bar(sheet, panel, segment, row)
        return sheet, _alt(view, columns)


def _draw_bar(sheet: Sheet, panel: Panel, segment: Segment | None, row: tuple[float, str]) -> None:
    """The figure, its bar below it, and the average customer as a mark on the bar."""
    middle, colour = row
    view, box = panel.view, panel.box
    average = view.overall(panel.column)
    value = view.mean(segment, panel.column) if segment else average
    zero, end = sorted((panel.at(0.0), panel.at(value)))
    sheet.bar(Box(box.left, middle - 26, box.right, middle - 8), FAINT, layer=2)
    sheet.bar(Box(zero, middle - 26, max(end, zero + 3), middle - 8), colour)
    at = panel.at(average)
    sheet.bar(Box(at - 2, middle - 32, at + 2, middle - 5), INK, layer=6)
    stands_out = segment is not None and abs(view.effect(segment, panel.column)) >= STANDS_OUT
    faded = segment is None or colour == PALE
    kind = LABEL.but(bold=stands_out and not faded, colour=MUTED if faded else INK)
    sheet.write(box.left, middle + 6, quantity(value, panel.column), kind)


def _title(view: View, columns: Sequence[str], stressed: int | None) -> str:
    chosen = [s for s in view.segments if stressed in (None, s.number)]
    pairs = ((s, c) for s in chosen for c in columns)
    segment, column = max(pairs, key=lambda pair: abs(view.effect(*pair)))
    value, average = view.mean(segment, column), view.overall(column)
    figures = f"{quantity(value, column)}, average {quantity(average, column)}"
    return f"{segment.name}: {spoken(column)} {figures}"


def _caption(view: View, columns: Sequence[str]) -> str:
    bold = "Bold: far from average (by 0.8 standard deviations or more). "
    return view.left_out(columns) + bold + view.caution


def _alt(view: View, columns: Sequence[str]) -> str:
    overall = ", ".join(f"{spoken(c)} {quantity(view.overall(c), c)}" for c in columns)
    said = [f"Bars of the averages of {view.kinds}. All customers: {overall}."]
    for segment in view.segments:
        means = (f"{spoken(c)} {quantity(view.mean(segment, c), c)}" for c in columns)
        said.append(f"Segment {segment.number}, {segment.name}: {', '.join(means)}.")
    return abridged(said, 1_900)


CHARTS.add(Bars())
