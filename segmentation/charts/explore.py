"""The file at a glance, before any segments: spread, ties, gaps and answers on one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.canvas import LABEL, TICK, Sheet, fitted, line_height, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.exploration import CategoryColumn, Exploration, Gaps, NumberColumn
from segmentation.exploring import explore, rank_correlations
from segmentation.labelling import Box
from segmentation.palette import ABOVE, BELOW, FAINT, INK
from segmentation.panels import marks_that_fit
from segmentation.phrasing import abridged, count, listed, percent, quantity, sentence, spoken
from segmentation.plane import axis
from segmentation.results import Outcome
from segmentation.ridges import draw_hill
from segmentation.triangle import draw_triangle, triangle_height
from segmentation.view import View

_ACROSS, _PANEL, _HILL, _GAP = 3, 196.0, 66.0, 40.0
_SECTION, _APART = 46.0, 26.0
_TIES, _TIE_ROW = 7, 54.0
_LINES, _LINE = 5, 48.0
_ANSWERS, _ANSWER_ROW = 4, 84.0
_NAMES = 400.0
_DRAWN = 10_000
_TIES_READ = (
    "Table: rank correlations. Blue: both rise together; orange: one rises as the other falls. "
)
_HEADING = LABEL.but(bold=True)
_SHADES = ("#3F7FBF", "#7FB0DE", "#BBD5EE")


@dataclass(frozen=True)
class Parts:
    """What the sheet shows, and how high each part is. even: columns in which all are the same."""

    view: View
    found: Exploration
    numbers: tuple[NumberColumn, ...]
    ties: tuple[str, ...]
    even: tuple[NumberColumn, ...] = ()

    @property
    def gaps(self) -> tuple[Gaps, ...]:
        return self.found.gaps[:_LINES]

    @property
    def answers(self) -> tuple[CategoryColumn, ...]:
        """Results first: they are what people look for."""
        roles = {c.name: c.role for c in self.view.outcome.analysis.dataset.columns}
        by_role = sorted(self.found.categories, key=lambda c: roles.get(c.column) != "label")
        return tuple(by_role[:_ANSWERS])

    @property
    def bands(self) -> list[tuple[tuple[NumberColumn, ...], float]]:
        """The columns beside each other, and how high they are with the longest of their names."""
        bands = [self.numbers[at : at + _ACROSS] for at in range(0, len(self.numbers), _ACROSS)]
        lines = [max(len(_heading(number.column)) for number in band) for band in bands]
        return [(band, _PANEL + (most - 1) * line_height(TICK))
                for band, most in zip(bands, lines, strict=True)]  # fmt: skip

    def heights(self) -> dict[str, float]:
        """Part -> its height below its heading, in the order from top to bottom."""
        heights = {
            "How the figures are spread": sum(high for _, high in self.bands),
            "What rises and falls together": triangle_height(self.ties, _TIE_ROW),
            "What is missing": max(1, len(self.gaps)) * _LINE,
            "The most frequent answers": len(self.answers) * _ANSWER_ROW,
        }
        return {heading: height for heading, height in heights.items() if height}


@dataclass(frozen=True)
class Explore:
    """One sheet of small multiples; most: columns of figures; rows: customers drawn."""

    name: str = "explore"
    title: str = "The file at a glance"
    most: int = 6
    rows: int = _DRAWN

    def unfit(self, outcome: Outcome) -> str | None:
        return None if View(outcome).columns else "There is no column of numbers to show."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        parts = self._parts(view, options.axes)
        heights = parts.heights()
        body = sum(heights.values()) + len(heights) * _SECTION + (len(heights) - 1) * _APART
        sheet = Sheet(_title(parts.found), _subtitle(parts.found), _caption(parts), body=body)
        drawn = view.sample(self.rows)
        drawers = {
            "How the figures are spread": lambda box: _draw_spread(sheet, box, parts, drawn),
            "What rises and falls together": lambda box: _draw_ties(sheet, box, parts, drawn),
            "What is missing": lambda box: _draw_gaps(sheet, box, parts),
            "The most frequent answers": lambda box: _draw_answers(sheet, box, parts),
        }
        top = sheet.room.top
        for heading, height in heights.items():
            sheet.lines(sheet.room.left, top, [heading], _HEADING)
            box = Box(sheet.room.left, top - _SECTION - height, sheet.room.right, top - _SECTION)
            drawers[heading](box)
            top = box.bottom - _APART
        return sheet, _alt(parts)

    def _parts(self, view: View, wanted: Sequence[str]) -> Parts:
        analysis = view.outcome.analysis
        found = analysis.exploration or explore(
            view.outcome.table, analysis.dataset, analysis.features
        )
        names = [*view.find(wanted), *view.features, *(n.column for n in found.numbers)]
        told = {number.column: number for number in found.numbers}
        known = [name for name in dict.fromkeys(names) if name in told]
        shown = [name for name in known if told[name].spread][: self.most]
        even = tuple(told[name] for name in known if not told[name].spread)
        pairs = [r for r in found.relations if r.kind == "numbers"]
        tied = [name for r in pairs for name in (r.one, r.other)] or shown
        ties = tuple(dict.fromkeys((*tied, *shown)))[:_TIES]
        numbers = tuple(told[n] for n in shown)
        return Parts(view, found, numbers, ties if len(ties) > 1 else (), even)


def _draw_spread(sheet: Sheet, box: Box, parts: Parts, drawn: np.ndarray) -> None:
    width = (box.width + _GAP) / _ACROSS
    top = box.top
    for band, high in parts.bands:
        for place, number in enumerate(band):
            left = box.left + place * width
            panel = Box(left, top - high, left + width - _GAP, top)
            _draw_panel(sheet, panel, parts.view, (number, drawn))
        top -= high


def _heading(column: str) -> list[str]:
    width = (Sheet.inner_width() + _GAP) / _ACROSS - _GAP
    return wrapped(sentence(spoken(column)), TICK, width, 2)


def _draw_panel(sheet: Sheet, box: Box, view: View, what: tuple[NumberColumn, np.ndarray]) -> None:
    """One column: its name, the hill with its median, figures below."""
    number, drawn = what
    along = axis(number.column, view.values(number.column)[drawn])
    lines = _heading(number.column)
    # The last line stands right above the hill, however many the neighbours have.
    bottom = box.bottom + _PANEL - 2 * line_height(TICK) - 12 - _HILL
    under = bottom + _HILL + 12 + line_height(TICK)
    sheet.lines(box.left, under + len(lines) * line_height(TICK), lines, TICK.but(colour=INK))
    hill = Box(box.left, bottom, box.right, bottom + _HILL)
    sheet.bar(Box(hill.left, bottom - 1, hill.right, bottom + 1), FAINT, layer=2)
    middle = view.median(number.column)
    draw_hill(sheet, hill, along, (along.values, ABOVE, middle))
    median = quantity(middle, number.column)
    half = measured(median, TICK) / 2
    x = hill.left + float(along.at(np.array(middle))) * hill.width
    inside = min(max(x, hill.left + half), hill.right - half)
    sheet.write(inside, hill.top + 4, median, TICK.but(across="center", colour=INK))
    for at, text in marks_that_fit(along, number.column, hill.width):
        x = hill.left + at * hill.width
        sheet.write(x, bottom - line_height(TICK) - 2, text, TICK.but(across="center"))


def _draw_ties(sheet: Sheet, box: Box, parts: Parts, drawn: np.ndarray) -> None:
    values = [parts.view.values(column)[drawn] for column in parts.ties]
    draw_triangle(sheet, box, parts.ties, rank_correlations(values))


def _draw_gaps(sheet: Sheet, box: Box, parts: Parts) -> None:
    if not parts.gaps:
        text = "Nothing is missing in these columns."
        sheet.lines(box.left, box.top, [text], TICK)
        return
    for place, gap in enumerate(parts.gaps):
        middle = box.top - (place + 0.5) * _LINE
        kind = TICK.but(colour=INK, up="center_baseline")
        name = fitted(sentence(spoken(gap.column)), kind, _NAMES - 20)
        sheet.write(box.left, middle, name, kind)
        left, right = box.left + _NAMES, box.right - 260
        sheet.bar(Box(left, middle - 13, right, middle + 13), FAINT)
        end = left + max(4.0, gap.share * (right - left))
        sheet.bar(Box(left, middle - 13, end, middle + 13), BELOW, layer=6)
        text = f"{gap.count:,} ({percent(gap.share)})"
        sheet.write(right + 16, middle, text, kind)


def _draw_answers(sheet: Sheet, box: Box, parts: Parts) -> None:
    for place, category in enumerate(parts.answers):
        top = box.top - place * _ANSWER_ROW
        kind = TICK.but(colour=INK)
        name = fitted(sentence(spoken(category.column)), kind, _NAMES - 20)
        sheet.lines(box.left, top, [name], kind)
        left, width = box.left + _NAMES, box.width - _NAMES
        sheet.bar(Box(left, top - 32, box.right, top - 8), FAINT)
        for answer, shade in zip(category.top, _SHADES, strict=False):
            end = left + answer.share * width
            sheet.bar(Box(left, top - 32, end - 2, top - 8), shade, layer=6)
            left = end
        text = _answers_that_fit(category, width)
        sheet.lines(box.left + _NAMES, top - 36, [text], TICK)


def _answers_that_fit(category: CategoryColumn, width: float) -> str:
    """The most frequent answers with their shares, as many as stand there whole."""
    told = [f"{a.answer}: {percent(a.share)}" for a in category.top[: len(_SHADES)]]
    while len(told) > 1 and measured(" · ".join(told), TICK) > width:
        told.pop()
    return fitted(" · ".join(told), TICK, width)


def _title(found: Exploration) -> str:
    if found.findings:
        return found.findings[0].said.removesuffix(".")
    return "The file at a glance"


def _subtitle(found: Exploration) -> str:
    everyone = count(found.rows, "customer")
    return f"{everyone}, from a sample of {found.looked_at:,}" if found.sampled else everyone


def _caption(parts: Parts) -> str:
    view = parts.view
    drawn = view.sample(_DRAWN)
    axes = [axis(n.column, view.values(n.column)[drawn]) for n in parts.numbers]
    logs = [spoken(along.column) for along in axes if along.bend]
    scale = f"Log scale, even near zero: {listed(logs, 6)}. " if logs else ""
    ties = _TIES_READ if parts.ties else ""
    marks = "Marks are medians. " if parts.numbers else ""
    return f"{marks}{scale}{ties}{_all_the_same(parts)}".strip()


def _all_the_same(parts: Parts) -> str:
    """The columns that are left out, as everybody has the same figure in them."""
    told = [f"{spoken(n.column)} ({quantity(n.p50, n.column)})" for n in parts.even]
    return f"Everybody has the same {listed(told, 3)}." if told else ""


def _alt(parts: Parts) -> str:
    found = parts.found
    said = [f"Overview of {count(found.rows, 'customer')}.", *(f.said for f in found.findings)]
    for number in parts.numbers:
        # Medians are those of all customers, as in other pictures.
        median = parts.view.median(number.column)
        low, middle, high = (
            quantity(value, number.column) for value in (number.p25, median, number.p75)
        )
        said.append(
            f"{sentence(spoken(number.column))}: median {middle}, middle half {low} to {high}."
        )
    said += [same] if (same := _all_the_same(parts)) else []
    for gap in parts.gaps:
        said.append(
            f"{sentence(spoken(gap.column))}: {gap.count:,} missing ({percent(gap.share)})."
        )
    for category in parts.answers:
        told = [f"{a.answer}: {percent(a.share)}" for a in category.top[:3]]
        said.append(f"{sentence(spoken(category.column))}: {', '.join(told)}.")
    return abridged(said, 1_900)


CHARTS.add(Explore())
