"""The shape of each segment: one small radar a segment, the average customer as a ring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Polygon

from segmentation.canvas import LABEL, TICK, Sheet, fitted, line_height, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import INK, MUTED, PALE, RULE, segment_colour
from segmentation.phrasing import abridged, listed, number_word, quantity, sentence, spoken
from segmentation.results import Outcome, Segment
from segmentation.view import View

_LARGE, _SMALL = 170.0, 118.0  # radius in pixels of at most two beside each other, of three
_ABOVE, _BELOW = 44.0, 56.0  # pixels for the letters above, without the name, and below
_NAME = LABEL.but(bold=True)
_FURTHEST = 2.0  # standard deviations from the average at the rim and in the middle
_KEY_ROW = 40.0
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
        cells = Cells(view, columns)
        key = -(-len(columns) // _key_columns(columns)) * _KEY_ROW + 16
        sheet = Sheet(_title(view), _SUBTITLE, _caption(view, columns), body=cells.height + key)
        for segment, cell in zip(view.segments, cells.on(sheet.room), strict=True):
            faded = options.segment not in (None, segment.number)
            _draw_radar(sheet, cell, (segment, cells), faded)
        _draw_key(sheet, columns, sheet.room.bottom + key - 16)
        return sheet, _alt(view, columns)


@dataclass(frozen=True)
class Cells:
    """How the radars stand on the card: one cell a segment, its name above its shape."""

    view: View
    columns: Sequence[str]

    @property
    def across(self) -> int:
        """How many stand beside each other: two where three would leave one alone."""
        return min(len(self.view.segments), 2 if len(self.view.segments) == 4 else 3)

    @property
    def width(self) -> float:
        return Sheet.inner_width() / self.across

    @property
    def radius(self) -> float:
        return _LARGE if self.across < 3 else _SMALL

    @property
    def head(self) -> float:
        """Pixels for the names."""
        lines = max(len(self.lines(segment)) for segment in self.view.segments)
        return max(lines, 2) * line_height(_NAME)

    def lines(self, segment: Segment) -> list[str]:
        """The segment's name as it stands above its shape."""
        return wrapped(segment.name, _NAME, self.width - 84, 4)

    @property
    def _high(self) -> float:
        lowest = float(_spokes(len(self.columns))[:, 1].min())
        return self.head + _ABOVE + self.radius * (1 - lowest) + _BELOW

    @property
    def height(self) -> float:
        """Of all rows of cells."""
        return -(-len(self.view.segments) // self.across) * self._high

    def on(self, room: Box) -> Iterator[Box]:
        """The cells, row by row from the top."""
        for place in range(len(self.view.segments)):
            left = room.left + place % self.across * self.width
            top = room.top - place // self.across * self._high
            yield Box(left, top - self._high, left + self.width, top)


def _spokes(number: int) -> np.ndarray:
    """(number, 2) their directions, the first upright, on by the clock."""
    angles = np.pi / 2 - np.arange(number) * 2 * np.pi / number
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _draw_radar(sheet: Sheet, cell: Box, what: tuple[Segment, Cells], faded: bool) -> None:
    segment, cells = what
    columns, radius = cells.columns, cells.radius
    x, y = cell.centre[0], cell.top - cells.head - _ABOVE - radius
    colour = PALE if faded else segment_colour(segment.number)
    spokes = _spokes(len(columns))
    middle = np.array([x, y])
    for letter, spoke in zip("ABCDEFGHIJKLMNOP", spokes, strict=False):
        sheet.line((x, y), tuple(middle + spoke * radius), RULE)
        at_x, at_y = map(float, middle + spoke * (radius + 24))
        sheet.write(at_x, at_y, letter, TICK.but(across="center", up="center_baseline"))
    _ring(sheet, middle, spokes * radius, RULE)
    effects = np.array([cells.view.effect(segment, c) for c in columns])
    reach = np.clip((effects + _FURTHEST) / (2 * _FURTHEST), 0.02, 1.0) * radius
    shape = Polygon(middle + spokes * reach[:, None], facecolor=colour, edgecolor=colour,
                    alpha=0.75, linewidth=1.5, transform=None, zorder=13)  # fmt: skip
    sheet.figure.add_artist(shape)
    _ring(sheet, middle, spokes * radius / 2, INK, dashed=True)
    _draw_name(sheet, cell, (segment, cells), faded)


def _ring(
    sheet: Sheet, middle: np.ndarray, corners: np.ndarray, colour: str, dashed: bool = False
) -> None:
    edge = Polygon(middle + corners, fill=False, edgecolor=colour, linewidth=0.9,
                   linestyle=(0, (4, 3)) if dashed else "-", transform=None,
                   zorder=14 if dashed else 4)  # fmt: skip
    sheet.figure.add_artist(edge)


def _draw_name(sheet: Sheet, cell: Box, what: tuple[Segment, Cells], faded: bool) -> None:
    segment, cells = what
    lines, middle = cells.lines(segment), cell.top - cells.head / 2
    sheet.badge(cell.left + 20, middle, segment.number, PALE if faded else None)
    top = middle + len(lines) * line_height(_NAME) / 2
    sheet.lines(cell.left + 54, top, lines, _NAME.but(colour=MUTED if faded else INK))


def _key_columns(columns: Sequence[str]) -> int:
    """In how many columns what the letters mean can be said in full; in one if in none."""
    widest = max(measured(sentence(spoken(column)), TICK) for column in columns)
    return next((n for n in (3, 2) if widest <= Sheet.inner_width() / n - 50), 1)


def _draw_key(sheet: Sheet, columns: Sequence[str], top: float) -> None:
    across = _key_columns(columns)
    width = sheet.room.width / across
    for place, (letter, column) in enumerate(zip("ABCDEFGHIJKLMNOP", columns, strict=False)):
        left = sheet.room.left + place % across * width
        y = top - (place // across + 1) * _KEY_ROW + 8
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
