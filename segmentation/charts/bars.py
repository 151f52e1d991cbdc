"""The profile of the segments: a bar for every mean, the average customer as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.canvas import LABEL, TICK, Sheet, line_height, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, NOISE, PALE, segment_colour
from segmentation.phrasing import abridged, number_word, quantity, sentence, spoken
from segmentation.results import Outcome, Segment
from segmentation.view import View

_NAMES = {1: 460, 2: 420, 3: 370}  # pixels for the names beside so many panels
_GAP, _ROW = 34, 80
_STANDS_OUT = 0.8  # standard deviations; a large effect after Cohen (1988)
_HEADING = TICK.but(colour=INK, bold=True)
_EVERYONE = TICK.but(up="center_baseline")
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
        columns = tuple(dict.fromkeys(view.find(options.axes))) or view.most_telling(self.most)
        bands = _bands(columns)
        width = _panel_width(len(bands[0]))
        head = max(len(_heading(c, width)) for c in columns) * line_height(TICK) + 12
        height = head + (len(view.segments) + 1) * _ROW
        body = len(bands) * (height + _GAP) - _GAP
        title = _title(view, columns, options.segment)
        sheet = Sheet(title, _SUBTITLE, _caption(view, columns), body=body)
        for place, band in enumerate(bands):
            top = sheet.room.top - place * (height + _GAP) - head
            lefts = [sheet.room.right - (len(bands[0]) - i) * (width + _GAP) + _GAP
                     for i in range(len(band))]  # fmt: skip
            boxes = [Box(left, top + head - height, left + width, top) for left in lefts]
            panels = [Panel.of(view, c, b) for c, b in zip(band, boxes, strict=True)]
            _draw_band(sheet, panels, options.segment)
        return sheet, _alt(view, columns)


def _bands(columns: Sequence[str]) -> list[Sequence[str]]:
    """The features in rows of panels, at most three beside each other, evenly filled."""
    rows = -(-len(columns) // 3)
    width = -(-len(columns) // rows)
    return [columns[i : i + width] for i in range(0, len(columns), width)]


def _panel_width(panels: int) -> float:
    return (Sheet.inner_width() - _NAMES[panels]) / panels - _GAP


def _heading(column: str, width: float) -> list[str]:
    return wrapped(sentence(spoken(column)), _HEADING, width, 3)


def _draw_band(sheet: Sheet, panels: Sequence[Panel], stressed: int | None) -> None:
    view, box = panels[0].view, panels[0].box
    names = box.left - _GAP - sheet.room.left - 56
    for panel in panels:
        lines = _heading(panel.column, panel.box.width)
        top = panel.box.top + 8 + len(lines) * line_height(_HEADING)
        sheet.lines(panel.box.left, top, lines, _HEADING)
        _draw_bar(sheet, panel, None, (box.top - 0.5 * _ROW, NOISE))
    sheet.write(sheet.room.left + 54, box.top - 0.5 * _ROW, "All customers", _EVERYONE)
    for place, segment in enumerate(view.segments):
        middle = box.top - (place + 1.5) * _ROW
        faded = stressed not in (None, segment.number)
        colour = PALE if faded else segment_colour(segment.number)
        sheet.badge(sheet.room.left + 20, middle, segment.number, colour)
        kind = TICK.but(colour=MUTED if faded else INK)
        lines = wrapped(segment.name, kind, names, 2)
        sheet.lines(sheet.room.left + 54, middle + len(lines) * line_height(kind) / 2, lines, kind)
        for panel in panels:
            _draw_bar(sheet, panel, segment, (middle, colour))


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
    stands_out = segment is not None and abs(view.effect(segment, panel.column)) >= _STANDS_OUT
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
    left_out = len(view.features) - len(columns)
    shown = f"The {number_word(len(columns))} of {len(view.features)} features that differ most. "
    bold = "Bold: far from average (by 0.8 standard deviations or more). "
    return (shown if left_out > 0 else "") + bold + view.caution


def _alt(view: View, columns: Sequence[str]) -> str:
    overall = ", ".join(f"{spoken(c)} {quantity(view.overall(c), c)}" for c in columns)
    said = [f"Bars of the averages of {view.kinds}. All customers: {overall}."]
    for segment in view.segments:
        means = (f"{spoken(c)} {quantity(view.mean(segment, c), c)}" for c in columns)
        said.append(f"Segment {segment.number}, {segment.name}: {', '.join(means)}.")
    return abridged(said, 1_900)


CHARTS.add(Bars())
