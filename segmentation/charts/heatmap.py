"""Segments against features: how far each mean lies from the average, as colour and figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.canvas import TICK, Sheet, Type, line_height, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, PALE, diverging, readable_on, segment_colour
from segmentation.phrasing import abridged, listed, quantity, sentence, spoken
from segmentation.results import Outcome, Segment
from segmentation.signposts import name_list, name_list_height
from segmentation.view import STANDS_OUT, View

_NAMES, _GAP, _ROW, _HEAD = 330, 4, 76, 56
_STRONGEST = 2.0  # standard deviations at which the colour is full
_MANIFOLD = 9.99  # times the average; beyond it an index is hard to read


@dataclass(frozen=True)
class Heatmap:
    """A table of indices, coloured by effect size; most: features shown."""

    name: str = "heatmap"
    title: str = "Heatmap of profiles"
    most: int = 12

    def unfit(self, outcome: Outcome) -> str | None:
        return None if View(outcome).features else "A heatmap needs at least one column of numbers."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        columns = view.chosen(options.axes, self.most)
        key = name_list_height(view.segments) + 20
        body = _HEAD + len(columns) * _ROW + key
        sheet = Sheet(_title(view), _subtitle(view, columns), _caption(view, columns), body=body)
        room = sheet.room
        table = Box(room.left + _NAMES, room.bottom + key, room.right, room.top - _HEAD)
        _draw_head(sheet, view, table, options.segment)
        for place, column in enumerate(columns):
            top = table.top - place * _ROW
            row = Box(table.left, top - _ROW + _GAP, table.right, top)
            _draw_row(sheet, view, column, (row, options.segment))
        name_list(sheet, view.segments, table.bottom - 24)
        return sheet, _alt(view, columns)


def _cells(row: Box, number: int) -> list[Box]:
    width = row.width / number
    return [
        Box(row.left + i * width, row.bottom, row.left + (i + 1) * width - _GAP, row.top)
        for i in range(number)
    ]


def _draw_head(sheet: Sheet, view: View, table: Box, stressed: int | None) -> None:
    for segment, cell in zip(view.segments, _cells(table, len(view.segments)), strict=True):
        faded = stressed not in (None, segment.number)
        colour = PALE if faded else segment_colour(segment.number)
        sheet.badge(cell.centre[0], table.top + 28, segment.number, colour)


def _draw_row(sheet: Sheet, view: View, column: str, row: tuple[Box, int | None]) -> None:
    box, stressed = row
    lines = wrapped(sentence(spoken(column)), TICK, _NAMES - 16, 2)
    kind = TICK.but(colour=INK)
    sheet.lines(sheet.room.left, box.centre[1] + len(lines) * line_height(kind) / 2, lines, kind)
    for segment, cell in zip(view.segments, _cells(box, len(view.segments)), strict=True):
        effect = view.effect(segment, column)
        faded = stressed not in (None, segment.number)
        fill = FAINT if faded else diverging(effect / _STRONGEST)
        sheet.bar(cell, fill)
        bold = not faded and abs(effect) >= STANDS_OUT
        kind = Type(10, readable_on(fill), bold, "center", "center_baseline")
        text = _cell_text(view, segment, column)
        if measured(text, kind) < cell.width:
            sheet.write(*cell.centre, text, kind)


def _cell_text(view: View, segment: Segment, column: str) -> str:
    """The index; where an index would mean nothing, standard deviations."""
    if _has_index(view, column):
        times = view.mean(segment, column) / view.overall(column)
        return f"{times:.0f} ×" if times > _MANIFOLD else f"{100 * times:.0f}"
    return f"{view.effect(segment, column):+.1f}".replace("-", "−")


def _has_index(view: View, column: str) -> bool:
    return view.overall(column) > 0 and min(view.mean(s, column) for s in view.segments) >= 0


def _title(view: View) -> str:
    return f"How {view.kinds} differ from the average customer"


def _subtitle(view: View, columns: Sequence[str]) -> str:
    if any(_has_index(view, c) for c in columns):
        return "100 is the average customer; 150 is half as much again"
    return "Standard deviations from the average customer"


def _caption(view: View, columns: Sequence[str]) -> str:
    colour = "Blue: above average, orange: below; full colour from two standard deviations. "
    signed = not all(_has_index(view, c) for c in columns)
    units = "Signed figures are standard deviations from the average. " if signed else ""
    return view.left_out(columns) + colour + units + view.caution


def _alt(view: View, columns: Sequence[str]) -> str:
    said = [f"Table of {view.kinds} against {len(columns)} features, coloured by distance from the"
            " average customer."]  # fmt: skip
    for segment in view.segments:
        strong = sorted(columns, key=lambda c: -abs(view.effect(segment, c)))[:4]
        means = [
            f"{spoken(c)} {quantity(view.mean(segment, c), c)}"
            f" (all: {quantity(view.overall(c), c)})"
            for c in strong
        ]
        said.append(f"Segment {segment.number}, {segment.name}: {listed(means)}.")
    return abridged(said, 1_900)


CHARTS.add(Heatmap())
