"""The map of segments: every customer a dot, two axes, the segments named where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse

from segmentation.canvas import (
    LABEL, TICK, Sheet, badge_radius, fitted, grid, line_height, measured, wrapped,
)  # fmt: skip
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box, Crowd, place, spread_out
from segmentation.palette import INK, MUTED, NOISE, PALE, PAPER, segment_colour
from segmentation.phrasing import abridged, count, figure, listed, number_word, percent, sentence
from segmentation.plane import Axis, axis, best_columns, column_axis, is_clearer, projected_axes
from segmentation.results import Outcome, Segment
from segmentation.view import View

PROJECTION = "projection"
_NAME = LABEL.but(bold=True, halo=True)
_NAME_WIDTH, _KEY_WIDTH = 300, 330
_RADIUS = 20
_FOR_A_CLOUD, _DEVIATIONS = 12, 1.8


@dataclass(frozen=True)
class Plot:
    """What one map shows: the two axes, the rows that are drawn, the segment to stress."""

    view: View
    x: Axis
    y: Axis
    rows: np.ndarray
    stressed: int | None

    def colour(self, number: int) -> str:
        return segment_colour(number) if self.stressed in (None, number) else PALE

    def placed(self, rows: np.ndarray) -> np.ndarray:
        """(m, 2) where these rows lie, from 0 to 1 along each axis."""
        return np.stack([a.at(a.values[rows]) for a in (self.x, self.y)], axis=1)

    @property
    def middles(self) -> np.ndarray:
        """(k, 2) where the segments' averages lie, from 0 to 1."""
        masks = [self.view.labels == s.number for s in self.view.segments]
        return np.stack([a.at(np.array([a.mean(m) for m in masks])) for a in (self.x, self.y)], 1)


@dataclass(frozen=True)
class Scatter:
    """A scatter plot with centres and direct labels; most: customers drawn."""

    name: str = "scatter"
    title: str = "Map of segments"
    most: int = 5_000

    def unfit(self, outcome: Outcome) -> str | None:
        return None if View(outcome).features else "A map needs at least one column of numbers."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        x, y = _axes(view, options.axes)
        drawn = view.sample(self.most)
        known = np.isfinite(x.values[drawn]) & np.isfinite(y.values[drawn])
        plot = Plot(view, x, y, drawn[known], options.segment)
        sheet = Sheet(_title(plot), _subtitle(plot, len(drawn)), _caption(plot))
        _draw(sheet, plot)
        return sheet, _alt(plot)


def _axes(view: View, wanted: Sequence[str]) -> tuple[Axis, Axis]:
    if tuple(w.strip().casefold() for w in wanted) == (PROJECTION,) and len(view.features) > 1:
        return projected_axes(view)
    named = view.find(wanted[:2])
    if not named:
        named = best_columns(view, 2)
        if len(view.features) > 2 and is_clearer(view, named, projection := projected_axes(view)):
            return projection
    if len(named) == 1:
        return column_axis(view, named[0]), _lanes(view)
    return column_axis(view, named[0]), column_axis(view, named[1])


def _lanes(view: View) -> Axis:
    """For a single column: one lane a segment, the first on top, customers spread over it."""
    spread = np.random.default_rng(0).uniform(-0.32, 0.32, view.rows)
    return axis("", -view.labels.astype(float) + spread, marked=False)


def _title(plot: Plot) -> str:
    by = listed([a.spoken for a in (plot.x, plot.y) if a.label])
    if not plot.x.marked:
        by = f"all {number_word(len(plot.view.features))} features"
    return f"{sentence(plot.view.kinds)} by {by}"


def _subtitle(plot: Plot, drawn: int) -> str:
    who = plot.view.shown(drawn)
    return f"{sentence(who)}, one dot each. A disc is a segment's average."


def _caption(plot: Plot) -> str:
    beyond = int((plot.x.beyond | plot.y.beyond)[plot.rows].sum())
    unknown = plot.view.rows - int((np.isfinite(plot.x.values) & np.isfinite(plot.y.values)).sum())
    noise = int((plot.view.labels == 0).sum())
    notes = (
        f"{sentence(count(beyond, 'far outlier'))} drawn at the edge." if beyond else "",
        f"{count(unknown, 'customer')} without these figures not drawn." if unknown else "",
        f"Grey: {count(noise, 'customer')} in no segment." if noise else "",
        plot.view.caution,
    )
    return " ".join(note for note in notes if note)


def _draw(sheet: Sheet, plot: Plot) -> None:
    up = plot.y.marks(5)
    beside = max((measured(text, TICK) + 14 for _, text in up), default=0)
    above = line_height(TICK) + 8 if plot.y.label else 0
    frame = sheet.room.inset(left=beside, bottom=2 * line_height(TICK) + 4, right=20, top=above)
    placed = _placed(plot, frame)
    if placed is None:
        frame = frame.inset(right=_KEY_WIDTH + 4)
    _scales(sheet, plot, frame)
    _customers(sheet, plot, frame)
    badges = _badge_places(plot, frame)
    _badges(sheet, plot, badges, _on(frame, plot.middles))
    if placed is None:
        _key(sheet, plot, frame.right + 40)
    else:
        _names(sheet, plot, placed, badges)


def _on(frame: Box, places: np.ndarray) -> np.ndarray:
    """(m, 2) pixels of the card for places from 0 to 1."""
    return np.array([frame.left, frame.bottom]) + places * [frame.width, frame.height]


def _scales(sheet: Sheet, plot: Plot, frame: Box) -> None:
    down = frame.bottom - line_height(TICK) + 2
    for at, text in plot.x.marks():
        sheet.write(frame.left + at * frame.width, down, text, TICK.but(across="center"))
    beside = TICK.but(across="right", up="center_baseline")
    for at, text in plot.y.marks(5):
        sheet.write(frame.left - 12, frame.bottom + at * frame.height, text, beside)
    name = TICK.but(colour=INK)
    label = fitted(plot.x.label, name, frame.width - 60) + " →"
    sheet.write(frame.right, down - line_height(TICK), label, name.but(across="right"))
    if plot.y.label:
        sheet.write(sheet.room.left, frame.top + 14, "↑ " + fitted(plot.y.label, name, 900), name)


def _customers(sheet: Sheet, plot: Plot, frame: Box) -> None:
    axes = sheet.axes(frame)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    grid(axes, (at for at, _ in plot.x.marks()), across=True)
    grid(axes, (at for at, _ in plot.y.marks(5)), across=False)
    if plot.y.label:
        for segment in plot.view.segments:
            _cloud(axes, plot, segment.number)
    order = np.random.default_rng(1).permutation(plot.rows)
    if plot.stressed is not None:
        order = order[np.argsort(plot.view.labels[order] == plot.stressed, kind="stable")]
    colours = [plot.colour(n) if n else NOISE for n in plot.view.labels[order]]
    size, alpha = _mark(len(order))
    axes.scatter(
        *plot.placed(order).T, s=size, c=colours, alpha=alpha, edgecolors=PAPER,
        linewidths=0.4 if size > 9 else 0, clip_on=False, zorder=3,
    )  # fmt: skip


def _mark(customers: int) -> tuple[float, float]:
    """Area and opacity of a dot: the more of them, the smaller and fainter."""
    if customers <= 400:
        return 30.0, 0.85
    return (14.0, 0.7) if customers <= 1_500 else (6.0, 0.5)


def _cloud(axes: Axes, plot: Plot, number: int) -> None:
    """A light ellipse over the middle of a segment: where most of its customers are."""
    places = plot.placed(plot.rows[plot.view.labels[plot.rows] == number])
    if len(places) < _FOR_A_CLOUD:
        return
    values, vectors = np.linalg.eigh(np.cov(places.T))
    small, large = 2 * _DEVIATIONS * np.sqrt(np.maximum(values, 1e-8))
    turn = float(np.degrees(np.arctan2(vectors[1, 1], vectors[0, 1])))
    x, y = places.mean(0)
    axes.add_patch(
        Ellipse((x, y), large, small, angle=turn, facecolor=plot.colour(number), alpha=0.1,
                linewidth=0, zorder=1)
    )  # fmt: skip


def _badge_places(plot: Plot, frame: Box) -> np.ndarray:
    inner = frame.inset(_RADIUS, _RADIUS, _RADIUS, _RADIUS)
    return spread_out(_on(frame, plot.middles), inner, 2 * badge_radius(len(plot.view.segments)) + 4)


def _badges(sheet: Sheet, plot: Plot, badges: np.ndarray, centres: np.ndarray) -> None:
    for segment, badge, centre in zip(plot.view.segments, badges, centres, strict=True):
        if np.hypot(*(badge - centre)) > _RADIUS:
            sheet.line(tuple(badge), tuple(centre), INK)
        sheet.badge(*badge, segment.number, plot.colour(segment.number))


def _lines(segment: Segment) -> list[str]:
    return wrapped(segment.name, _NAME, _NAME_WIDTH, 2)


def _placed(plot: Plot, frame: Box) -> list[Box] | None:
    """Where the names go on the map itself; None where it is too crowded for them."""
    badges = _badge_places(plot, frame)
    lines = [_lines(s) for s in plot.view.segments]
    sizes = [(max((measured(t, _NAME) for t in some), default=0) + 8, len(some) * line_height(_NAME))
             for some in lines]  # fmt: skip
    taken = [Box.around(x, y, 2 * _RADIUS, 2 * _RADIUS) for x, y in badges]
    crowd = Crowd.of(frame, _on(frame, plot.placed(plot.rows)))
    return place(badges, sizes, crowd, taken, _RADIUS + 6)


def _names(sheet: Sheet, plot: Plot, boxes: Sequence[Box], badges: np.ndarray) -> None:
    for segment, box, badge in zip(plot.view.segments, boxes, badges, strict=True):
        near = np.clip(badge, (box.left, box.bottom), (box.right, box.top))
        if np.hypot(*(near - badge)) > 2.2 * _RADIUS:
            sheet.line(tuple(badge), tuple(near), plot.colour(segment.number))
        faded = plot.stressed not in (None, segment.number)
        kind = _NAME.but(across="center", colour=MUTED if faded else INK)
        sheet.lines(box.centre[0], box.top, _lines(segment), kind)


def _key(sheet: Sheet, plot: Plot, left: float) -> None:
    """Names in a column beside the map."""
    segments = plot.view.segments
    step = min(sheet.room.height / max(len(segments), 1), 2 * line_height(LABEL) + 14)
    most = 2 if step >= 2 * line_height(LABEL) else 1
    for place_in_list, segment in enumerate(segments):
        middle = sheet.room.top - (place_in_list + 0.5) * step
        sheet.badge(left + _RADIUS, middle, segment.number, plot.colour(segment.number))
        lines = wrapped(segment.name, LABEL, _KEY_WIDTH - 2 * _RADIUS - 48, most)
        top = middle + len(lines) * line_height(LABEL) / 2
        sheet.lines(left + 2 * _RADIUS + 14, top, lines, LABEL)


def _alt(plot: Plot) -> str:
    view, x, y = plot.view, plot.x, plot.y
    up = f" and {y.label} (up)" if y.label else ""
    said = [f"Scatter plot of {view.shown(len(plot.rows))} by {x.label} (across){up}."]
    for segment in view.segments:
        mine = view.labels == segment.number
        middle = f"mean {x.label} {figure(x.mean(mine))}"
        middle += f", mean {y.label} {figure(y.mean(mine))}" if y.label else ""
        size = f"{count(segment.size, 'customer')} ({percent(segment.share)})"
        said.append(f"Segment {segment.number}, {segment.name}: {size}, {middle}.")
    return abridged([*said, _caption(plot)], 1_900)


CHARTS.add(Scatter())
