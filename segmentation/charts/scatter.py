"""The map of segments: every customer a dot, two axes, the segments named where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse

from segmentation.canvas import TICK, Sheet, fitted, grid, line_height, measured
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import INK, NOISE, PAPER
from segmentation.phrasing import abridged, count, listed, number_word, percent, quantity, sentence
from segmentation.plane import (
    Axis,
    axis,
    best_columns,
    column_axis,
    projected_axes,
    projected_is_clearer,
    strewn,
)
from segmentation.results import Outcome
from segmentation.signposts import KEY_WIDTH, Signposts, body_for, colour_of, on
from segmentation.view import View

PROJECTION = {"projection", "pca"}
_STREWN = "Customers who answer alike are moved apart a little, so that none hides another."
_STREWN_FIGURES = "Customers with the same figures are moved apart a little."
_WITHIN_A_STEP, _SHIFTS = 0.3, 4_096
_MANY, _VISIBLE = 0.3, 0.002  # share of customers; share of the axis
_FOR_A_CLOUD, _DEVIATIONS = 12, 1.8
_CLOUD = 0.1  # its opacity; fainter ones turn grey in the small palette of the PNG


@dataclass(frozen=True)
class Plot:
    """What one map shows: the two axes, the rows that are drawn, the segment to stress."""

    view: View
    x: Axis
    y: Axis
    rows: np.ndarray
    stressed: int | None

    def placed(self, rows: np.ndarray) -> np.ndarray:
        """(m, 2) where these rows are drawn, from 0 to 1 along each axis."""
        values = np.stack([self.x.values[rows], self.y.values[rows]])
        if self.coincide:
            steps = np.array([[self.x.step], [self.y.step]])
            values += _WITHIN_A_STEP * steps * strewn((2, _SHIFTS))[:, rows % _SHIFTS]
        return np.stack([self.x.at(values[0]), self.y.at(values[1])], axis=1)

    @cached_property
    def coincide(self) -> bool:
        """Whether many customers would lie in one spot, and there is room to move them apart."""
        if not self.x.step or not self.y.step or not len(self.rows):
            return False
        figures = np.stack([self.x.values[self.rows], self.y.values[self.rows]], axis=1)
        sharing = np.unique(figures, axis=0, return_counts=True)[1]
        middle = np.nanmedian(figures, axis=0)
        moved = [np.ptp(a.at(np.array([m, m + _WITHIN_A_STEP * a.step])))
                 for a, m in zip((self.x, self.y), middle, strict=True)]  # fmt: skip
        return bool(sharing[sharing > 1].sum() > _MANY * len(self.rows) and max(moved) > _VISIBLE)

    @property
    def middles(self) -> np.ndarray:
        """(k, 2) the centres of the segments as they are drawn, from 0 to 1."""
        return np.stack([self.view.means(a.at(a.values)) for a in (self.x, self.y)], axis=1)


@dataclass(frozen=True)
class Scatter:
    """A scatter plot with centres and direct labels; most: customers drawn."""

    name: str = "scatter"
    title: str = "Map of segments"
    most: int = 5_000

    def unfit(self, outcome: Outcome) -> str | None:
        if View(outcome).features or outcome.scaled.shape[1] > 1:
            return None
        return "A map needs a column of numbers, or two of answers."

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
        body = body_for(view.segments)
        sheet = Sheet(_title(plot), _subtitle(plot, len(drawn)), _caption(plot), body=body)
        _draw(sheet, plot)
        return sheet, _alt(plot)


def _axes(view: View, wanted: Sequence[str]) -> tuple[Axis, Axis]:
    words = {word.strip().casefold() for word in wanted}
    several = view.outcome.scaled.shape[1] > 1
    if not view.features:
        return projected_axes(view)
    if len(words) == 1 and words <= PROJECTION and several:
        return projected_axes(view)
    named = view.find(wanted[:2])
    if not named:
        named = best_columns(view, 2)
        if several and (len(named) == 1 or _projected(view, named)):
            return projected_axes(view)
    if len(named) == 1:
        return column_axis(view, named[0]), _lanes(view)
    return column_axis(view, named[0]), column_axis(view, named[1])


def _projected(view: View, named: Sequence[str]) -> bool:
    """Whether the segments rest on more than these columns, which hardly show them."""
    return len(view.outcome.analysis.features) > 2 and projected_is_clearer(view, named)


def _lanes(view: View) -> Axis:
    """For a single column: one lane a segment, the first on top, customers spread over it."""
    spread = np.random.default_rng(0).uniform(-0.32, 0.32, view.rows)
    return axis("", -view.labels.astype(float) + spread, marked=False)


def _title(plot: Plot) -> str:
    by = listed([a.spoken for a in (plot.x, plot.y) if a.label])
    if not plot.x.marked:
        used = len(plot.view.outcome.analysis.features)
        return f"{sentence(plot.view.kinds)} by all {number_word(used)} features"
    seen = "seen by" if set(plot.view.features) - {plot.x.of, plot.y.of} else "by"
    return f"{sentence(plot.view.kinds)} {seen} {by}"


def _subtitle(plot: Plot, drawn: int) -> str:
    who = plot.view.shown(drawn)
    dots = f"Each dot is one of {who}" if drawn >= plot.view.rows else sentence(who)
    return f"{dots}; discs mark centres"


def _caption(plot: Plot) -> str:
    beyond = int((plot.x.beyond(plot.rows) | plot.y.beyond(plot.rows)).sum())
    unknown = plot.view.rows - int((np.isfinite(plot.x.values) & np.isfinite(plot.y.values)).sum())
    noise = int((plot.view.labels == 0).sum())
    notes = (
        f"{sentence(count(beyond, 'far outlier'))} drawn at the edge." if beyond else "",
        f"{count(unknown, 'customer')} without these figures not drawn." if unknown else "",
        f"Grey: {count(noise, 'customer')} in no segment." if noise else "",
        "" if plot.view.features else _STREWN,
        _STREWN_FIGURES if plot.coincide else "",
        plot.view.caution,
    )
    return " ".join(note for note in notes if note)


def _draw(sheet: Sheet, plot: Plot) -> None:
    up = plot.y.marks(5)
    beside = max((measured(text, TICK) + 14 for _, text in up), default=0)
    above = line_height(TICK) + 18 if plot.y.label else 0
    below = (2 if plot.x.marked else 1) * line_height(TICK) + 4
    frame = sheet.room.inset(left=beside, bottom=below, right=20, top=above)
    posts = _signposts(plot, frame)
    if not posts.named:
        frame = frame.inset(right=KEY_WIDTH)
        posts = _signposts(plot, frame).listed()
    _scales(sheet, plot, frame)
    _customers(sheet, plot, frame)
    posts.put_up(sheet, plot.stressed)


def _signposts(plot: Plot, frame: Box) -> Signposts:
    places = on(frame, plot.middles), on(frame, plot.placed(plot.rows))
    return Signposts.on(plot.view.segments, frame, places)


def _scales(sheet: Sheet, plot: Plot, frame: Box) -> None:
    down = frame.bottom - line_height(TICK) + 2
    name_down = down - (line_height(TICK) if plot.x.marked else 0)
    for at, text in plot.x.marks():
        sheet.write(frame.left + at * frame.width, down, text, TICK.but(across="center"))
    beside = TICK.but(across="right", up="center_baseline")
    for at, text in plot.y.marks(5):
        sheet.write(frame.left - 12, frame.bottom + at * frame.height, text, beside)
    name = TICK.but(colour=INK)
    label = fitted(plot.x.label, name, frame.width - 60) + " →"
    sheet.write(frame.right, name_down, label, name.but(across="right"))
    if plot.y.label:
        width = frame.right - sheet.room.left - 40
        sheet.write(sheet.room.left, frame.top + 24, "↑ " + fitted(plot.y.label, name, width), name)


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
    colours = [colour_of(n, plot.stressed) if n else NOISE for n in plot.view.labels[order]]
    size, alpha = _mark(len(order))
    across, up = plot.placed(order).T
    axes.scatter(
        across, up, s=size, c=colours, alpha=alpha, edgecolors=PAPER,
        linewidths=0.4 if size > 9 else 0, clip_on=False, zorder=3,
    )  # fmt: skip


def _mark(customers: int) -> tuple[float, float]:
    """Area and opacity of a dot: the more of them, the smaller and fainter."""
    if customers <= 400:
        return 30.0, 0.85
    return (14.0, 0.7) if customers <= 1_500 else (6.0, 0.5)


def _cloud(axes: Axes, plot: Plot, number: int) -> None:
    """A light ellipse over the middle of a segment: where most of its customers are."""
    rows = plot.rows[plot.view.labels[plot.rows] == number]
    places = plot.placed(rows[~(plot.x.beyond(rows) | plot.y.beyond(rows))])
    if len(places) < _FOR_A_CLOUD:
        return
    values, vectors = np.linalg.eigh(np.cov(places.T))
    small, large = 2 * _DEVIATIONS * np.sqrt(np.maximum(values, 1e-8))
    turn = float(np.degrees(np.arctan2(vectors[1, 1], vectors[0, 1])))
    x, y = places.mean(0)
    axes.add_patch(
        Ellipse((x, y), large, small, angle=turn, facecolor=colour_of(number, plot.stressed),
                alpha=_CLOUD, linewidth=0, zorder=1)
    )  # fmt: skip


def _alt(plot: Plot) -> str:
    view, axes = plot.view, [a for a in (plot.x, plot.y) if a.label]
    directions = [f"{a.label} ({way})" for a, way in zip(axes, ("across", "up"), strict=False)]
    said = [f"Scatter plot of {view.shown(len(plot.rows))} by {listed(directions)}."]
    means = [view.means(a.values) for a in axes if a.marked]
    for place, segment in enumerate(view.segments):
        middle = (
            f", mean {a.spoken} {quantity(m[place], a.of)}"
            for a, m in zip(axes, means, strict=False)
        )
        size = f"{count(segment.size, 'customer')} ({percent(segment.share)})"
        said.append(f"Segment {segment.number}, {segment.name}: {size}{''.join(middle)}.")
    return abridged([*said, _caption(plot)], 1_900)


CHARTS.add(Scatter())
