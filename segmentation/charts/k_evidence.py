"""Why this many segments: the evidence for each number, the chosen one marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from segmentation.canvas import LABEL, TICK, Sheet, line_height, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, segment_colour
from segmentation.phrasing import abridged, number_word
from segmentation.plane import rounds
from segmentation.results import Analysis, KEvidence, Outcome
from segmentation.view import View

_HELD = 0.75  # a valid, stable segment after Hennig (2007)
_GAP, _NUMBER_WIDTH = 50, 46
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

    def points(self, evidence: Sequence[KEvidence]) -> list[tuple[int, float]]:
        figures = ((e.k, self.figure_of(e)) for e in evidence)
        known = [(k, value) for k, value in figures if value is not None]
        whole = known[0][1] / 100 if self.relative and known and known[0][1] else 1.0
        return [(k, value / whole) for k, value in known]


_INDICES = (
    Index("Separation", "Silhouette: the higher, the clearer apart", lambda e: e.silhouette),
    Index("Stability", "Weakest segment; it holds from 0.75 on", lambda e: e.stability, _HELD),
    Index("Elbow", "Spread left inside; shown, not decided by", lambda e: e.inertia, relative=True),
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
    low, high = min(values) - margin, max(values) + 2.5 * margin  # room for the figure on top
    marks = rounds(low, high, 4)
    beside = max(measured(index.written(m), TICK) for m in marks) + 14
    head = line_height(_HEADING) + 3 * line_height(TICK) + 30
    inner = box.inset(left=beside, bottom=2.4 * line_height(TICK), top=head)
    frame = Frame(inner, (points[0][0], points[-1][0]), low, high)
    for mark in marks:
        y = frame.at(points[0][0], mark)[1]
        sheet.line((inner.left, y), (inner.right, y), FAINT)
        kind = TICK.but(across="right", up="center_baseline")
        sheet.write(inner.left - 12, y, index.written(mark), kind)
    _draw_numbers(sheet, frame, chosen)
    _draw_line(sheet, frame, index, figures)


def _draw_numbers(sheet: Sheet, frame: Frame, chosen: int) -> None:
    """As many of the numbers of segments as have room, the chosen one among them."""
    first, last = frame.numbers
    apart = frame.box.width / (last - first + 0.8)
    step = -(-_NUMBER_WIDTH // apart)
    y = frame.box.bottom - line_height(TICK) - 2
    for number in range(first, last + 1):
        if (number - chosen) % step == 0:
            kind = TICK.but(across="center", bold=number == chosen)
            sheet.write(frame.at(number, 0)[0], y, str(number), kind)
    name = TICK.but(across="center", colour=INK)
    sheet.write(frame.box.centre[0], y - line_height(TICK), "segments", name)


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
        sheet.dot(x, y, 13 if number == chosen else 6, _CHOSEN if number == chosen else MUTED)
        if number == chosen:
            kind = LABEL.but(bold=True, across="center", halo=True)
            half = measured(index.written(value), kind) / 2
            inside = min(max(x, frame.box.left + half), frame.box.right - half)
            sheet.write(inside, y + 24, index.written(value), kind)


def _title(analysis: Analysis) -> str:
    k = number_word(analysis.k)
    if analysis.k_chosen_by == "person":
        return f"You asked for {k} segments; this is the evidence"
    if analysis.verdict == "no_natural_groups":
        return "No number of segments stands out"
    return f"Why {k} segments"


def _subtitle(analysis: Analysis) -> str:
    tried = [e.k for e in analysis.k_evidence]
    return f"Three views of {min(tried)} to {max(tried)} segments; the blue dot is the one in use"


def _alt(analysis: Analysis) -> str:
    said = [f"Lines of the evidence for each number of segments; {analysis.k} is in use."]
    for evidence in analysis.k_evidence:
        held = f", stability {evidence.stability:.2f}" if evidence.stability is not None else ""
        said.append(f"{evidence.k} segments: silhouette {evidence.silhouette:.2f}{held}.")
    return abridged([*said, *analysis.reasons], 1_900)


CHARTS.add(KEvidenceLines())
