"""The segments' profiles as lines from feature to feature: medians, with the middle half around."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D

from segmentation.canvas import TICK, Sheet, badge_radius, line_height, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box, spread_out
from segmentation.palette import INK, PAPER, RULE
from segmentation.panels import marks_that_fit
from segmentation.phrasing import abridged, listed, quantity, sentence, spoken
from segmentation.plane import Axis, axis
from segmentation.results import Outcome, Segment
from segmentation.signposts import colour_of, name_list, name_list_height
from segmentation.view import View

_NAMES, _ROW, _HEAD = 330.0, 104.0, 96.0
_MOST_BANDS = 4  # segments whose middle halves can be told apart


@dataclass(frozen=True)
class Lane:
    """One feature: its axis, where it runs on the card, and quartiles (k, 3) of the segments."""

    column: str
    axis: Axis
    box: Box
    quartiles: np.ndarray

    def across(self, values: np.ndarray) -> np.ndarray:
        """Where figures lie, in pixels of the card."""
        return np.asarray(self.box.left + self.axis.at(values) * self.box.width)


@dataclass(frozen=True)
class Parallel:
    """Parallel coordinates, turned upright so that long names have room; most: features; rows:
    customers by whom the axes are laid out."""

    name: str = "parallel"
    title: str = "Profiles as lines"
    most: int = 8
    rows: int = 20_000

    def unfit(self, outcome: Outcome) -> str | None:
        if len(View(outcome).features) > 1:
            return None
        return "Lines from feature to feature need at least two columns of numbers."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        columns = view.chosen(options.axes, self.most)
        columns = columns if len(columns) > 1 else view.most_telling(self.most)
        drawn = view.sample(self.rows)
        axes = [axis(column, view.values(column)[drawn]) for column in columns]
        body = _HEAD + len(columns) * _ROW + name_list_height(view.segments) + 16
        sheet = Sheet(_title(view), _subtitle(view), _caption(view, axes), body=body)
        lanes = _lanes(view, axes, view.labels[drawn], sheet.room)
        for lane in lanes:
            _draw_lane(sheet, lane)
        order = sorted(view.segments, key=lambda s: s.number == options.segment)
        for segment in order:
            _draw_line(sheet, lanes, (view, segment), options.segment)
        _draw_heads(sheet, lanes[0], view.segments, options.segment)
        name_list(sheet, view.segments, lanes[-1].box.bottom - 16, options.segment)
        return sheet, _alt(view, lanes)


def _lanes(view: View, axes: Sequence[Axis], labels: np.ndarray, room: Box) -> list[Lane]:
    """The quartiles of a sample, in segments by these labels, around the medians of all."""
    lanes = []
    for place, along in enumerate(axes):
        top = room.top - _HEAD - place * _ROW
        box = Box(room.left + _NAMES, top - _ROW, room.right - 24, top)
        quartiles = [_quartiles(along.values[labels == s.number]) for s in view.segments]
        for own, segment in zip(quartiles, view.segments, strict=True):
            own[1] = np.nan_to_num(view.segment_median(segment, along.column))
        lanes.append(Lane(along.column, along, box, np.array(quartiles)))
    return lanes


def _quartiles(values: np.ndarray) -> np.ndarray:
    known = values[np.isfinite(values)]
    return np.percentile(known, (25, 50, 75)) if len(known) else np.zeros(3)


def _height(lane: Lane) -> float:
    """Where a lane's axis runs: above its figures."""
    return lane.box.bottom + line_height(TICK) + 12


def _draw_lane(sheet: Sheet, lane: Lane) -> None:
    y, box = _height(lane), lane.box
    sheet.bar(Box(box.left, y - 1, box.right, y + 1), RULE, layer=2)
    for at, text in marks_that_fit(lane.axis, lane.column, box.width):
        x = box.left + at * box.width
        sheet.bar(Box(x - 1, y - 8, x + 1, y), RULE, layer=2)
        sheet.write(x, y - 8 - line_height(TICK), text, TICK.but(across="center", halo=True))
    kind = TICK.but(colour=INK)
    lines = wrapped(sentence(spoken(lane.column)), kind, _NAMES - 30, 2)
    sheet.lines(sheet.room.left, y + len(lines) * line_height(kind) / 2, lines, kind)


def _draw_line(
    sheet: Sheet, lanes: Sequence[Lane], what: tuple[View, Segment], stressed: int | None
) -> None:
    view, segment = what
    at = view.segments.index(segment)
    colour = colour_of(segment.number, stressed)
    corners = np.array([(*lane.across(lane.quartiles[at]), _height(lane)) for lane in lanes])
    low, middle, high, y = corners.T
    if stressed == segment.number or (stressed is None and len(view.segments) <= _MOST_BANDS):
        band = [*zip(low, y, strict=True), *zip(high[::-1], y[::-1], strict=True)]
        sheet.shape(band, colour, alpha=0.16)
    sheet.figure.add_artist(Line2D(middle, y, color=PAPER, lw=3.4, transform=None, zorder=8))
    sheet.figure.add_artist(Line2D(middle, y, color=colour, lw=2.2, transform=None, zorder=9))
    for x, height in zip(middle, y, strict=True):
        sheet.dot(float(x), float(height), 10, colour)


def _draw_heads(
    sheet: Sheet, lane: Lane, segments: Sequence[Segment], stressed: int | None
) -> None:
    """The numbers of the segments above the first lane, each joined to its line."""
    radius = badge_radius(len(segments))
    height = sheet.room.top - radius - 4
    starts = lane.across(lane.quartiles[:, 1])
    room = Box(lane.box.left - 60, height, lane.box.right, height)
    heads = spread_out(np.stack([starts, np.full(len(starts), height)], 1), room, 2 * radius + 6)
    for segment, start, (x, y) in zip(segments, starts, heads, strict=True):
        colour = colour_of(segment.number, stressed)
        sheet.line((float(x), float(y)), (float(start), _height(lane)), colour)
        sheet.badge(float(x), float(y), segment.number, colour)


def _title(view: View) -> str:
    return f"The profiles of {view.kinds} as lines"


def _subtitle(view: View) -> str:
    band = len(view.segments) <= _MOST_BANDS
    return "Dots are medians" + ("; the bands hold the middle half of each" if band else "")


def _caption(view: View, axes: Sequence[Axis]) -> str:
    logs = [spoken(along.column) for along in axes if along.bend]
    notes = (
        view.left_out([along.column for along in axes]),
        f"Log scale, even near zero: {listed(logs, 8)}." if logs else "",
        view.unplaced("not drawn"),
        view.caution,
    )
    return " ".join(note.strip() for note in notes if note)


def _alt(view: View, lanes: Sequence[Lane]) -> str:
    said = [f"Lines of the medians of {view.kinds} over {len(lanes)} features."]
    for at, segment in enumerate(view.segments):
        medians = [
            f"{spoken(n.column)} {quantity(float(n.quartiles[at, 1]), n.column)}" for n in lanes
        ]
        said.append(f"Segment {segment.number}, {segment.name}: median {', '.join(medians)}.")
    return abridged(said, 1_900)


CHARTS.add(Parallel())
