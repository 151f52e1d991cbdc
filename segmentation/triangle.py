"""Correlations as the lower half of a table: the columns' names stand on its diagonal."""

from collections.abc import Sequence

import numpy as np

from segmentation.canvas import TICK, Sheet, Type, fitted, measured
from segmentation.labelling import Box
from segmentation.palette import INK, diverging, readable_on
from segmentation.phrasing import sentence, spoken

MOST = 12
_NAME, _GAP = 280.0, 4.0
_WIDEST, _HIGHEST = 150.0, 66.0
_STRONG = 0.5


def triangle_height(columns: Sequence[str], row: float = _HIGHEST) -> float:
    """Pixels that the table of so many columns takes."""
    return len(columns) * row


def draw_triangle(sheet: Sheet, box: Box, columns: Sequence[str], correlations: np.ndarray) -> None:
    """A row and a cell for every column before it; blue rises with it, orange falls.

    correlations: (d, d), -1 to 1.
    """
    row = box.height / len(columns)
    cell = min(_WIDEST, (box.width - _NAME) / max(len(columns) - 1, 1))
    for at, column in enumerate(columns):
        top = box.top - at * row
        for before in range(at):
            left = box.left + before * cell
            place = Box(left, top - row + _GAP, left + cell - _GAP, top)
            _draw_cell(sheet, place, float(correlations[at, before]))
        left = box.left + at * cell + (12 if at else 0)
        kind = TICK.but(colour=INK, up="center_baseline")
        name = fitted(sentence(spoken(column)), kind, box.right - left)
        sheet.write(left, top - (row - _GAP) / 2, name, kind)


def _draw_cell(sheet: Sheet, place: Box, value: float) -> None:
    fill = diverging(value)
    sheet.bar(place, fill)
    kind = Type(10, readable_on(fill), abs(value) >= _STRONG, "center", "center_baseline")
    text = f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
    short = text.replace("0.", ".") if measured(text, kind) > place.width - 8 else text
    sheet.write(*place.centre, short, kind)
