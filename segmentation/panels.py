"""Small multiples: one panel a feature in bands of three, one row a segment, names on the left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from segmentation.canvas import TICK, Sheet, line_height, measured, wrapped
from segmentation.labelling import Box
from segmentation.palette import INK
from segmentation.phrasing import figure, quantity, sentence, spoken
from segmentation.plane import Axis
from segmentation.results import Segment
from segmentation.signposts import nameplate

GAP = 34
_OVERHANG = 10.0  # pixels that a figure may reach over the end of its axis
_TRIED = (4, 5, 6, 8)  # figures along an axis: more where one would stand alone
_NAMES = {1: 460, 2: 420, 3: 370}  # pixels for the names beside so many panels
_HEADING = TICK.but(colour=INK, bold=True)
_EVERYONE = TICK.but(up="center_baseline")


@dataclass(frozen=True)
class Panels:
    """How the panels of some columns stand on a card; row: pixels for one segment; foot: pixels
    below the rows of a band; headings: those of columns that are not called as in the file."""

    columns: tuple[str, ...]
    segments: Sequence[Segment]
    row: float
    foot: float = 0.0
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def bands(self) -> list[Sequence[str]]:
        """The columns in rows of panels, at most three beside each other, evenly filled."""
        rows = -(-len(self.columns) // self._most)
        width = -(-len(self.columns) // rows)
        return [self.columns[i : i + width] for i in range(0, len(self.columns), width)]

    @property
    def _most(self) -> int:
        """How many beside each other: three where all headings are whole in three lines."""
        three = [self._heading(column, _width(3)) for column in self.columns]
        whole = all(len(lines) <= 3 and not lines[-1].endswith("…") for lines in three)
        return 3 if whole else 2

    @property
    def width(self) -> float:
        """Of one panel."""
        return _width(len(self.bands[0]))

    def _heading(self, column: str, width: float) -> list[str]:
        words = self.headings.get(column) or sentence(spoken(column))
        return wrapped(words, _HEADING, width, 4)

    @property
    def _head(self) -> float:
        lines = max(len(self._heading(c, self.width)) for c in self.columns)
        return lines * line_height(_HEADING) + 12

    @property
    def _height(self) -> float:
        return self._head + (len(self.segments) + 1) * self.row + self.foot

    @property
    def body(self) -> float:
        """The height of all bands."""
        return len(self.bands) * (self._height + GAP) - GAP

    def put_up(self, sheet: Sheet, stressed: int | None) -> Iterator[tuple[str, Box]]:
        """Draw headings and names; each column, and the box of its rows, that of everyone first."""
        for place, band in enumerate(self.bands):
            top = sheet.room.top - place * (self._height + GAP) - self._head
            bottom = top - (len(self.segments) + 1) * self.row
            lefts = [sheet.room.right - (len(self.bands[0]) - i) * (self.width + GAP) + GAP
                     for i in range(len(band))]  # fmt: skip
            self._put_names(sheet, top, (lefts[0] - GAP - sheet.room.left, stressed))
            for column, left in zip(band, lefts, strict=True):
                lines = self._heading(column, self.width)
                sheet.lines(left, top + 8 + len(lines) * line_height(_HEADING), lines, _HEADING)
                yield column, Box(left, bottom, left + self.width, top)

    def _put_names(self, sheet: Sheet, top: float, how: tuple[float, int | None]) -> None:
        width, stressed = how
        sheet.write(sheet.room.left + 54, top - 0.5 * self.row, "All customers", _EVERYONE)
        for place, segment in enumerate(self.segments, start=1):
            at = sheet.room.left, top - (place + 0.5) * self.row
            nameplate(sheet, segment, at, width, stressed)


def _width(panels: int) -> float:
    """Of one of so many panels beside each other."""
    return (Sheet.inner_width() - _NAMES[panels]) / panels - GAP


def marks_that_fit(axis: Axis, column: str, width: float) -> list[tuple[float, str]]:
    """Figures along an axis of this many pixels, none touching the next one and none far beyond its
    ends: where they lie from 0 to 1, and their text. They carry their unit where that leaves
    room for as many."""
    bare: list[tuple[float, str]] = []
    for most in _TRIED:
        values = axis.rounds(most)
        bare = _apart([(at, figure(value)) for at, value in values], width)
        full = _apart([(at, quantity(value, column)) for at, value in values], width)
        if len(bare) > 1:
            return full if len(full) >= min(len(bare), 3) else bare
    short = _apart([(at, _in_thousands(value)) for at, value in axis.rounds(_TRIED[0])], width)
    return short if len(short) > len(bare) else bare


def _in_thousands(value: float) -> str:
    return f"{figure(value / 1_000)}k" if 1_000 <= abs(value) < 1_000_000 else figure(value)


def _apart(marks: Sequence[tuple[float, str]], width: float) -> list[tuple[float, str]]:
    """As many as stand free, from whichever is the first."""
    tries = [_apart_from(marks[start:], width) for start in range(max(1, len(marks) - 1))]
    return max(tries, key=len)


def _apart_from(marks: Sequence[tuple[float, str]], width: float) -> list[tuple[float, str]]:
    kept: list[tuple[float, str]] = []
    free = -_OVERHANG
    for at, text in marks:
        half = measured(text, TICK) / 2
        if at * width - half >= free and at * width + half <= width + _OVERHANG:
            kept.append((at, text))
            free = at * width + half + 16
    return kept
