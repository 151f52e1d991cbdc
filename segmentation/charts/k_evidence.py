"""Why this many segments: the evidence for each number, the chosen one marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from segmentation.canvas import LABEL, TICK, Sheet, line_height, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, segment_colour
from segmentation.phrasing import abridged, number_word, sentence
from segmentation.plane import rounds
from segmentation.results import Analysis, KEvidence, Outcome
from segmentation.view import View

_HELD = 0.75  # a valid, stable segment after Hennig (2007)
_GAP, _NUMBER_WIDTH, _BETWEEN = 50, 46, 8
_DOT, _SMALL_DOT = 13, 6
_HEADING = LABEL.but(bold=True)
_CHOSEN = segment_colour(1)


@dataclass(frozen=True)
class Index:
    """One index: what it is called, how to read it, and its figure for each number."""

    title: str
    reading: str
    figure_of: Callable[[KEvidence], float | None]
    threshold: float | None = None
    relative: bool = False

    def written(self, value: float) -> str:
        return f"{value:.0f} %" if self.relative else f"{value:.2f}"

    def scale(self, marks: Sequence[float]) -> list[str]:
        """Figures along the axis, with as many decimals as their even steps need."""
        least, sign = (0, " %") if self.relative else (2, "")
        decimals = next(d for d in range(least, 9) if np.allclose(np.round(marks, d), marks, 1e-6))
        return [f"{mark:.{decimals}f}{sign}" for mark in marks]

    def points(self, evidence: Sequence[KEvidence]) -> list[tuple[int, float]]:
        figures = ((e.k, self.figure_of(e)) for e in evidence)
        known = [(k, value) for k, value in figures if value is not None]
        whole = known[0][1] / 100 if self.relative and known and known[0][1] else 1.0
        return [(k, value / whole) for k, value in known]


_INDICES = (
    Index("Separation", "Silhouette: the higher, the clearer apart", lambda e: e.silhouette),
    Index("Stability", "Weakest segment; it holds from 0.75 on", lambda e: e.stability, _HELD),
    Index("Elbow", "Spread left inside; shown for comparison", lambda e: e.inertia, relative=True),
)


@dataclass(frozen=True)
class KEvidenceLines:
    """One panel an index, the numbers of segments across."""

    name: str = "elbow"
    title: str = "Why this many segments"

    def unfit(self, outcome: Outcome) -> str | None:
        if len(outcome.analysis.k_evidence) > 1:
            return None
        return "Only one number of segments was tried, so there is nothing to compare."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view, analysis = View(outcome).stressing(options.segment), outcome.analysis
        shown = [(i, points) for i in _INDICES if len(points := i.points(analysis.k_evidence)) > 1]
        sheet = Sheet(_title(analysis), _subtitle(analysis), view.caution)
        width = (sheet.room.width + _GAP) / len(shown)
        for place, (index, points) in enumerate(shown):
            left = sheet.room.left + place * width
            box = Box(left, sheet.room.bottom, left + width - _GAP, sheet.room.top)
            _draw_index(sheet, box, index, (points, analysis.k))
        return sheet, _alt(analysis)


@dataclass(frozen=True)
class Frame:
    """Where a panel's lines run: pixels of the card, and the figures at its edges."""

    box: Box
    numbers: tuple[int, int]
    low: float
    high: float

    def at(self, number: float, value: float) -> tuple[float, float]:
        first, last = self.numbers
        across = (number - first + 0.4) / (last - first + 0.8)
        up = (value - self.low) / (self.high - self.low)
        return self.box.left + across * self.box.width, self.box.bottom + up * self.box.height


def _draw_index(
    sheet: Sheet, box: Box, index: Index, figures: tuple[list[tuple[int, float]], int]
) -> None:
    points, chosen = figures
    under = sheet.lines(box.left, box.top, [index.title], _HEADING)
    sheet.lines(box.left, under, wrapped(index.reading, TICK, box.width, 3), TICK)
    values = [value for _, value in points] + ([index.threshold] if index.threshold else [])
    margin = 0.1 * (max(values) - min(values)) or 0.1
    # Room for the figure above or below its dot.
    low, high = min(values) - 2 * margin, max(values) + 2.5 * margin
    marks = rounds(low, high, 4)
    scale = index.scale(marks)
    beside = max(measured(text, TICK) for text in scale) + 14
    head = line_height(_HEADING) + 3 * line_height(TICK) + 30
    inner = box.inset(left=beside, bottom=2.4 * line_height(TICK), top=head)
    frame = Frame(inner, (points[0][0], points[-1][0]), low, high)
    for mark, text in zip(marks, scale, strict=True):
        y = frame.at(points[0][0], mark)[1]
        sheet.line((inner.left, y), (inner.right, y), FAINT)
        kind = TICK.but(across="right", up="center_baseline")
        sheet.write(inner.left - 12, y, text, kind)
    _draw_numbers(sheet, frame, chosen)
    _draw_line(sheet, frame, index, figures)


def _draw_numbers(sheet: Sheet, frame: Frame, chosen: int) -> None:
    """The chosen number of segments and the ends, and as many others as have room."""
    y = frame.box.bottom - line_height(TICK) - 2
    for number in _numbers_with_room(frame, chosen):
        kind = TICK.but(across="center", bold=number == chosen)
        sheet.write(frame.at(number, 0)[0], y, str(number), kind)
    name = TICK.but(across="center", colour=INK)
    sheet.write(frame.box.centre[0], y - line_height(TICK), "segments", name)


def _numbers_with_room(frame: Frame, chosen: int) -> list[int]:
    """The ends may come closer to the chosen one than others, as long as they do not touch."""
    first, last = frame.numbers
    kept = [chosen]
    for number in (first, last, *range(first, last + 1)):
        x, half = frame.at(number, 0)[0], measured(str(number), TICK) / 2
        least = {
            other: half + measured(str(other), TICK) / 2 + _BETWEEN
            if number in frame.numbers
            else _NUMBER_WIDTH
            for other in kept
        }
        if all(abs(frame.at(other, 0)[0] - x) >= apart for other, apart in least.items()):
            kept.append(number)
    return kept


def _draw_line(
    sheet: Sheet, frame: Frame, index: Index, figures: tuple[list[tuple[int, float]], int]
) -> None:
    points, chosen = figures
    places = [frame.at(*point) for point in points]
    if index.threshold:
        y = frame.at(0, index.threshold)[1]
        sheet.line((frame.box.left, y), (frame.box.right, y), MUTED, dashed=True)
    for start, end in pairwise(places):
        sheet.line(start, end, MUTED)
    for (number, value), (x, y) in zip(points, places, strict=True):
        mine = number == chosen
        sheet.dot(x, y, _DOT if mine else _SMALL_DOT, _CHOSEN if mine else MUTED)
        if mine:
            kind = LABEL.but(bold=True, across="center", up="center_baseline", halo=True)
            size = measured(index.written(value), kind), line_height(kind)
            at = free_place((x, y), size, places, frame.box)
            sheet.write(*at, index.written(value), kind)


def free_place(
    dot: tuple[float, float],
    size: tuple[float, float],
    line: Sequence[tuple[float, float]],
    room: Box,
) -> tuple[float, float]:
    """Where the middle of a text of that width and height goes beside a dot: above, below or to
    a side, wherever it covers least of the line; above where that is as good."""
    ends = np.array(line)
    steps = np.linspace(0, 1, 41)[:, None]
    drawn = np.concatenate([a + (b - a) * steps for a, b in pairwise(ends)])
    wide, high = size[0] / 2, size[1] / 2
    best, least = dot, np.inf
    for far in (0.0, 0.6 * size[1], 1.2 * size[1]):
        up, side = _DOT + high + far, _DOT + 8 + wide + far
        for across, rise in ((0, up), (side, up / 2), (side, 0), (0, -up), (side, -up / 2),
                             (wide, up), (wide, -up), (-wide, up), (-wide, -up), (-side, 0),
                             (-side, up / 2), (-side, -up / 2)):  # fmt: skip
            x = min(max(dot[0] + across, room.left + wide), room.right - wide)
            y = max(dot[1] + rise, room.bottom + 0.9 * high)
            off = np.abs(drawn - (x, y)) < (wide + _SMALL_DOT + 2, 0.8 * high + _SMALL_DOT)
            hides = abs(x - dot[0]) < wide + _DOT and abs(y - dot[1]) < 0.8 * high + _DOT
            cost = int(off.all(axis=1).sum()) + 1_000 * hides
            if cost < least:
                best, least = (x, y), cost
    return best


def _title(analysis: Analysis) -> str:
    k = number_word(analysis.k)
    if analysis.k_chosen_by == "person":
        return f"You asked for {k} segments; this is the evidence"
    if analysis.verdict == "no_natural_groups":
        return _against_chance(analysis)
    return f"Why {k} segments"


def _against_chance(analysis: Analysis) -> str:
    """A number may split best and yet no better than where there is nothing to split."""
    best = max(analysis.k_evidence, key=lambda e: e.silhouette).k
    if analysis.null_test is None:
        return "No number of parts makes natural groups"
    if best == analysis.k:
        parts = sentence(number_word(best))
        return f"{parts} parts split best, but made-up files without groups split about as well"
    return "No number of parts stands out: made-up files without groups split about as well"


def _subtitle(analysis: Analysis) -> str:
    tried = [e.k for e in analysis.k_evidence]
    what = "parts" if analysis.verdict == "no_natural_groups" else "segments"
    return f"Three views of {min(tried)} to {max(tried)} {what}; the blue dot is the one in use"


def _alt(analysis: Analysis) -> str:
    said = [f"Lines of the evidence for each number of segments; {analysis.k} is in use."]
    for evidence in analysis.k_evidence:
        held = f", stability {evidence.stability:.2f}" if evidence.stability is not None else ""
        said.append(f"{evidence.k} segments: silhouette {evidence.silhouette:.2f}{held}.")
    return abridged([*said, *analysis.reasons], 1_900)


CHARTS.add(KEvidenceLines())
