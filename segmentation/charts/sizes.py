"""How many customers each segment has: one bar a segment, counts and shares at its end."""

from dataclasses import dataclass

from segmentation.canvas import LABEL, Sheet, badge_radius, line_height, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import MUTED, PALE, segment_colour
from segmentation.phrasing import abridged, count, percent
from segmentation.results import Outcome
from segmentation.view import View

_NAMES, _WIDE_NAMES = 420.0, 560.0
_ROW, _TIGHT_ROW = 96, 78


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    name: str
    size: int
    share: float


@dataclass(frozen=True)
class Sizes:
    """Horizontal bars, the segments in the order of their numbers."""

    name: str = "sizes"
    title: str = "Sizes of segments"

    def unfit(self, outcome: Outcome) -> str | None:
        return None if outcome.analysis.segments else "There are no segments to count."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        rows = _rows(view)
        step = _ROW if len(rows) <= 6 else _TIGHT_ROW
        caption = view.caution
        sheet = Sheet(_title(view), _subtitle(view), caption, body=step * len(rows))
        longest, names = max(row.size for row in rows), _names_width(rows)
        for place, row in enumerate(rows):
            top = sheet.room.top - place * step
            box = Box(sheet.room.left, top - step, sheet.room.right, top)
            faded = options.segment not in (None, row.number)
            _draw_row(sheet, box.inset(left=names), row, row.size / longest, faded)
        return sheet, _alt(view, rows)


def _rows(view: View) -> list[_Row]:
    rows = [_Row(s.number, s.name, s.size, s.share) for s in view.segments]
    noise = view.outcome.analysis.noise
    return [*rows, _Row(0, "In no segment", noise, noise / view.rows)] if noise else rows


def _title(view: View) -> str:
    largest = max(view.segments, key=lambda s: s.size)
    if sum(s.size == largest.size for s in view.segments) > 1:
        return f"How many customers are in each of {view.kinds}"
    return f"The largest {view.noun}: {largest.name}, {percent(largest.share)} of customers"


def _subtitle(view: View) -> str:
    return f"Customers by {view.noun}, of {view.rows:,} in all"


def _names_width(rows: list[_Row]) -> float:
    """Pixels for the names: more where one would be cut."""
    cut = any(_name_lines(row, _NAMES)[-1].endswith("…") for row in rows)
    return _WIDE_NAMES if cut else _NAMES


def _name_lines(row: _Row, width: float) -> list[str]:
    return wrapped(row.name, LABEL, width - 2 * badge_radius(row.number) - 40, 2)


def _draw_row(sheet: Sheet, box: Box, row: _Row, length: float, faded: bool) -> None:
    """box: what the bar and its figures may take, beside the name."""
    middle, left = box.centre[1], sheet.room.left
    colour = PALE if faded else segment_colour(row.number)
    if row.number:
        sheet.badge(left + 20, middle, row.number, colour)
    kind = LABEL.but(colour=MUTED) if faded or not row.number else LABEL
    lines = _name_lines(row, box.left - left)
    sheet.lines(left + 56, middle + len(lines) * line_height(kind) / 2, lines, kind)
    figures = LABEL.but(bold=True, up="center_baseline")
    share = LABEL.but(colour=MUTED, up="center_baseline")
    number, part = f"{row.size:,}", f"{percent(row.share)}"
    room = box.width - measured(f"{number}  {part}", figures) - 30
    end = box.left + max(4.0, length * room)
    sheet.bar(Box(box.left, middle - 22, end, middle + 22), colour)
    sheet.write(end + 14, middle, number, figures)
    sheet.write(end + 14 + measured(number, figures) + 14, middle, part, share)


def _alt(view: View, rows: list[_Row]) -> str:
    said = [f"Bars of the number of customers in each of {view.kinds}, {view.rows:,} in all."]
    for row in rows:
        who = f"Segment {row.number}, {row.name}" if row.number else row.name
        said.append(f"{who}: {count(row.size, 'customer')} ({percent(row.share)}).")
    return abridged([*said, view.caution], 1_900)


CHARTS.add(Sizes())
