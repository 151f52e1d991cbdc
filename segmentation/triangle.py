"""Correlations as the lower half of a table: the columns' names stand on its diagonal."""

from collections.abc import Sequence

import numpy as np

from segmentation.canvas import TICK, Sheet, Type, fitted, line_height, measured, wrapped
from segmentation.labelling import Box
from segmentation.palette import INK, diverging, readable_on
from segmentation.phrasing import sentence, spoken

MOST = 12
_NAME, _BOLD = TICK.but(colour=INK), Type(10, INK, True, "center", "center_baseline")
_GAP, _BESIDE, _LEAST = 4.0, 12.0, 280.0  # _LEAST: pixels for the last name
_WIDEST, _NARROWEST, _HIGHEST = 150.0, 90.0, 66.0
_STRONG = 0.5


def triangle_height(columns: Sequence[str], row: float = _HIGHEST) -> float:
    """Pixels that the table of so many columns takes."""
    return len(columns) * row


def draw_triangle(sheet: Sheet, box: Box, columns: Sequence[str], correlations: np.ndarray) -> None:
    """A row and a cell for every column before it; blue rises with it, orange falls.

    correlations: (d, d), -1 to 1.
    """
    row = box.height / len(columns)
    names = [sentence(spoken(column)) for column in columns]
    cell = _cell(names, box.width)
    written = _written(correlations, cell - _GAP)
    for at, name in enumerate(names):
        top = box.top - at * row
        for before in range(at):
            left = box.left + before * cell
            place = Box(left, top - row + _GAP, left + cell - _GAP, top)
            _draw_cell(sheet, place, float(correlations[at, before]), written[at][before])
        left = box.left + at * cell + (_BESIDE if at else 0)
        lines = wrapped(name, _NAME, box.right - left, 2)
        if len(lines) * line_height(_NAME) > row + _GAP:
            lines = [fitted(name, _NAME, box.right - left)]
        middle = top - (row - _GAP) / 2
        sheet.lines(left, middle + len(lines) * line_height(_NAME) / 2, lines, _NAME)


def _cell(names: Sequence[str], width: float) -> float:
    """Pixels from one cell to the next, so that the names beside them have room."""
    room = ((width - _BESIDE - measured(name, _NAME)) / at for at, name in enumerate(names) if at)
    return max(min(_WIDEST, *room), min(_NARROWEST, (width - _LEAST) / max(len(names) - 1, 1)))


def _written(correlations: np.ndarray, width: float) -> list[list[str]]:
    """The figures, all with or all without the 0 before the point: whatever fits every cell."""
    full = [[_figure(float(value)) for value in row[:at]] for at, row in enumerate(correlations)]
    widest = max((measured(t, _BOLD) for row in full for t in row), default=0.0)
    if widest <= width - 8:
        return full
    return [[text.replace("0.", ".") for text in row] for row in full]


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _draw_cell(sheet: Sheet, place: Box, value: float, text: str) -> None:
    fill = diverging(value)
    sheet.bar(place, fill)
    sheet.write(
        *place.centre, text, _BOLD.but(colour=readable_on(fill), bold=abs(value) >= _STRONG)
    )
