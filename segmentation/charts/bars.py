"""The profile of the segments: a bar for every mean, the average customer as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.canvas import LABEL, Sheet
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, NOISE, PALE
from segmentation.panels import Panels
from segmentation.phrasing import abridged, listed, sentence
from segmentation.portrait import Measure, has_portrait, measures
from segmentation.results import Outcome, Segment
from segmentation.signposts import colour_of
from segmentation.view import STANDS_OUT, View

_ROW = 80
_MEANS = "Averages by segment; the upright mark is the average customer"
_SHARES = "Part of each segment who answer so; the upright mark is all customers"
_BOTH = "Averages, and parts who answer so; the upright mark is all customers"


@dataclass(frozen=True)
class Panel:
    """One measure: where its column stands, and how figures become lengths."""

    measure: Measure
    box: Box
    low: float
    high: float

    @classmethod
    def of(cls, measure: Measure, box: Box) -> "Panel":
        """The panel; shares run to 100 %."""
        means = [0.0, measure.overall, *(measure.of(s) for s in measure.view.segments)]
        low, high = min(means), 1.0 if measure.answer else max(means)
        return cls(measure, box, low, high if high > low else low + 1.0)

    def at(self, value: float) -> float:
        """Where a figure lies across the card."""
        return self.box.left + (value - self.low) / (self.high - self.low) * self.box.width


@dataclass(frozen=True)
class Bars:
    """Small multiples: one column a feature or an answer, one row a segment; most: columns."""

    name: str = "bars"
    title: str = "Profile of segments"
    most: int = 6

    def unfit(self, outcome: Outcome) -> str | None:
        if has_portrait(View(outcome)):
            return None
        return "A profile needs at least one column of numbers or of answers."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        shown = measures(view, options.axes, self.most)
        keys = {measure.key: measure for measure in shown}
        headings = {key: measure.heading for key, measure in keys.items()}
        panels = Panels(tuple(keys), view.segments, _ROW, headings=headings)
        title = _title(view, shown, options.segment)
        sheet = Sheet(title, _subtitle(shown), _caption(view, shown), body=panels.body)
        for key, box in panels.put_up(sheet, options.segment):
            panel = Panel.of(keys[key], box)
            _draw_bar(sheet, panel, None, (box.top - 0.5 * _ROW, NOISE))
            for place, segment in enumerate(view.segments, start=1):
                row = box.top - (place + 0.5) * _ROW, colour_of(segment.number, options.segment)
                _draw_bar(sheet, panel, segment, row)
        return sheet, _alt(view, shown)


def _draw_bar(sheet: Sheet, panel: Panel, segment: Segment | None, row: tuple[float, str]) -> None:
    """The figure, its bar below it, and the average customer as a mark on the bar."""
    middle, colour = row
    measure, box = panel.measure, panel.box
    average = measure.overall
    value = measure.of(segment) if segment else average
    zero, end = sorted((panel.at(0.0), panel.at(value)))
    sheet.bar(Box(box.left, middle - 26, box.right, middle - 8), FAINT, layer=2)
    sheet.bar(Box(zero, middle - 26, max(end, zero + 3), middle - 8), colour)
    at = panel.at(average)
    sheet.bar(Box(at - 2, middle - 32, at + 2, middle - 5), INK, layer=6)
    stands_out = segment is not None and abs(measure.effect(segment)) >= STANDS_OUT
    faded = segment is None or colour == PALE
    kind = LABEL.but(bold=stands_out and not faded, colour=MUTED if faded else INK)
    sheet.write(box.left, middle + 6, measure.said(value), kind)


def _title(view: View, shown: Sequence[Measure], stressed: int | None) -> str:
    chosen = [s for s in view.segments if stressed in (None, s.number)]
    pairs = ((s, one) for s in chosen for one in shown)
    segment, measure = max(pairs, key=lambda pair: abs(pair[1].effect(pair[0])))
    value, average = measure.said(measure.of(segment)), measure.said(measure.overall)
    if measure.answer:
        who = f"{view.noun} {segment.number}"
        return f"{sentence(measure.spoken)}: {value} of {who}, {average} of all customers"
    return f"{segment.name}: {measure.spoken} {value}, average {average}"


def _subtitle(shown: Sequence[Measure]) -> str:
    answers = [bool(measure.answer) for measure in shown]
    return _SHARES if all(answers) else _BOTH if any(answers) else _MEANS


def _caption(view: View, shown: Sequence[Measure]) -> str:
    bold = "Bold: far from average (by 0.8 standard deviations or more). "
    answers = any(measure.answer for measure in shown)
    left_out = "" if answers else view.left_out([measure.column for measure in shown])
    return left_out + bold + view.caution


def _alt(view: View, shown: Sequence[Measure]) -> str:
    overall = ", ".join(f"{one.spoken} {one.said(one.overall)}" for one in shown)
    told = {bool(one.answer): "answers" if one.answer else "averages" for one in shown}
    said = [f"Bars of the {listed(list(told.values()))} of {view.kinds}. All customers: {overall}."]
    for segment in view.segments:
        means = (f"{one.spoken} {one.said(one.of(segment))}" for one in shown)
        said.append(f"Segment {segment.number}, {segment.name}: {', '.join(means)}.")
    return abridged(said, 1_900)


CHARTS.add(Bars())
