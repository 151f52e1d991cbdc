"""The shape of each segment: one small radar a segment, the average customer as a ring."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Polygon

from segmentation.canvas import LABEL, TICK, Sheet, fitted, line_height, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, PALE, segment_colour
from segmentation.phrasing import abridged, listed, number_word, quantity, sentence, spoken
from segmentation.results import Outcome, Segment
from segmentation.view import View

_CELL, _RADIUS = 410.0, 118.0
_FURTHEST = 2.0  # standard deviations from the average at the rim and in the middle
_KEY_ROW, _KEY_COLUMNS = 40.0, 3
_SUBTITLE = "The dashed ring is the average customer; the rim lies two standard deviations above"


@dataclass(frozen=True)
class Radar:
    """Small multiples of three to `most` spokes."""

    name: str = "radar"
    title: str = "Shapes of segments"
    most: int = 8

    def unfit(self, outcome: Outcome) -> str | None:
        features = len(View(outcome).features)
        if features >= 3:
            return None
        uses = f"{number_word(features)} column{'' if features == 1 else 's'} of numbers"
        return f"This segmentation uses {uses}; a radar needs three."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        columns = tuple(dict.fromkeys(view.find(options.axes)))
        columns = columns if len(columns) >= 3 else view.most_telling(self.most)
        across = min(3, len(view.segments))
        rows = -(-len(view.segments) // across)
        key = -(-len(columns) // _KEY_COLUMNS) * _KEY_ROW + 16
        sheet = Sheet(_title(view), _SUBTITLE, _caption(view, columns), body=rows * _CELL + key)
        width = sheet.room.width / across
        for place, segment in enumerate(view.segments):
            left = sheet.room.left + place % across * width
            top = sheet.room.top - place // across * _CELL
            cell = Box(left, top - _CELL, left + width, top)
            faded = options.segment not in (None, segment.number)
            _draw_radar(sheet, cell, (view, segment, columns), faded)
        _draw_key(sheet, columns, sheet.room.bottom + key - 16)
        return sheet, _alt(view, columns)


def _draw_radar(
    sheet: Sheet, cell: Box, what: tuple[View, Segment, Sequence[str]], faded: bool
) -> None:
    view, segment, columns = what
    x, y = cell.centre[0], cell.bottom + _RADIUS + 56
    colour = PALE if faded else segment_colour(segment.number)
    angles = np.pi / 2 - np.arange(len(columns)) * 2 * np.pi / len(columns)
    spokes = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    middle = np.array([x, y])
    for letter, spoke in zip("ABCDEFGHIJKLMNOP", spokes, strict=False):
        sheet.line((x, y), tuple(middle + spoke * _RADIUS), FAINT)
        at_x, at_y = map(float, middle + spoke * (_RADIUS + 24))
        sheet.write(at_x, at_y, letter, TICK.but(across="center", up="center_baseline"))
    _ring(sheet, middle, spokes * _RADIUS, FAINT)
    effects = np.array([view.effect(segment, c) for c in columns])
    reach = np.clip((effects + _FURTHEST) / (2 * _FURTHEST), 0.02, 1.0) * _RADIUS
    shape = Polygon(middle + spokes * reach[:, None], facecolor=colour, edgecolor=colour,
                    alpha=0.75, linewidth=1.5, transform=None, zorder=13)  # fmt: skip
    sheet.figure.add_artist(shape)
    _ring(sheet, middle, spokes * _RADIUS / 2, INK, dashed=True)
    _draw_name(sheet, cell, segment, faded)


def _ring(
    sheet: Sheet, middle: np.ndarray, corners: np.ndarray, colour: str, dashed: bool = False
) -> None:
    edge = Polygon(middle + corners, fill=False, edgecolor=colour, linewidth=0.9,
                   linestyle=(0, (4, 3)) if dashed else "-", transform=None,
                   zorder=14 if dashed else 4)  # fmt: skip
    sheet.figure.add_artist(edge)


def _draw_name(sheet: Sheet, cell: Box, segment: Segment, faded: bool) -> None:
    kind = LABEL.but(bold=True, colour=MUTED if faded else INK)
    lines = wrapped(segment.name, kind, cell.width - 90, 2)
    sheet.badge(cell.left + 30, cell.top - 36, segment.number, PALE if faded else None)
    middle = cell.top - 36
    sheet.lines(cell.left + 64, middle + len(lines) * line_height(kind) / 2, lines, kind)


def _draw_key(sheet: Sheet, columns: Sequence[str], top: float) -> None:
    width = sheet.room.width / _KEY_COLUMNS
    for place, (letter, column) in enumerate(zip("ABCDEFGHIJKLMNOP", columns, strict=False)):
        left = sheet.room.left + place % _KEY_COLUMNS * width
        y = top - (place // _KEY_COLUMNS + 1) * _KEY_ROW + 8
        sheet.write(left, y, letter, TICK)
        name = fitted(sentence(spoken(column)), TICK, width - 50)
        sheet.write(left + 34, y, name, TICK.but(colour=INK))


def _title(view: View) -> str:
    return f"The shapes of {view.kinds}"


def _caption(view: View, columns: Sequence[str]) -> str:
    return view.left_out(columns) + view.caution


def _alt(view: View, columns: Sequence[str]) -> str:
    said = [f"Radar shapes of {view.kinds} over {listed([spoken(c) for c in columns], 8)}."]
    for segment in view.segments:
        means = [f"{spoken(c)} {quantity(view.mean(segment, c), c)}" for c in columns]
        said.append(f"Segment {segment.number}, {segment.name}: {', '.join(means)}.")
    return abridged(said, 1_900)


CHARTS.add(Radar())
