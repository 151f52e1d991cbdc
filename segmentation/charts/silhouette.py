"""How well each customer fits a segment: one blade a segment, the best fitting on top."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from segmentation.canvas import LABEL, TICK, Sheet, line_height, wrapped
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, PALE, segment_colour
from segmentation.phrasing import abridged, percent
from segmentation.results import Outcome, Segment
from segmentation.view import View

_NAMES, _WIDE_NAMES, _FIGURE = 460, 580, 100
_GAP, _LEAST = 18, 76
_MARKS = (-0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Blade:
    """One segment's customers by how well they fit, the best first."""

    segment: Segment
    fits: np.ndarray

    @property
    def mean(self) -> float:
        return float(self.fits.mean()) if len(self.fits) else 0.0

    @property
    def alone(self) -> bool:
        """Whether it has one customer, for whom there is nothing to compare."""
        return self.segment.size == 1


@dataclass(frozen=True)
class SilhouettePlot:
    """Silhouettes of a sample of at most `most` customers (Rousseeuw 1987)."""

    name: str = "silhouette"
    title: str = "How well customers fit their segments"
    most: int = 2_000

    def unfit(self, outcome: Outcome) -> str | None:
        if len(outcome.analysis.segments) > 1:
            return None
        return "Fit is measured against the next segment, and there is only one."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        rows = view.sample(self.most)
        rows = rows[view.labels[rows] > 0]
        labels = view.labels[rows]
        fits = silhouettes(outcome.scaled[rows], labels)
        blades = [Blade(g, np.sort(fits[labels == g.number])[::-1]) for g in view.segments]
        body = len(blades) * (_LEAST + _GAP + 34) + line_height(TICK) + 20
        compared = np.concatenate([blade.fits for blade in blades if not blade.alone] or [fits])
        title = _title(view, compared)
        sheet = Sheet(title, _subtitle(view, len(rows)), view.caution, body=body)
        _draw(sheet, blades, options.segment)
        return sheet, _alt(view, blades, len(rows))


def silhouettes(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(n,) how much nearer each row of X (n, d) is to its own group than to the next, -1 to 1;
    0 in a group of one."""
    numbers, own, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    distances = cdist(X, X)
    sums = np.stack([distances[:, own == i].sum(1) for i in range(len(numbers))], axis=1)
    rows = np.arange(len(X))
    near = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    other = means.min(1)
    larger = np.maximum(near, other)
    fits = np.divide(other - near, larger, out=np.zeros(len(X)), where=larger > 0)
    return np.where((sizes[own] > 1) & np.isfinite(other), fits, 0.0)


def _draw(sheet: Sheet, blades: list[Blade], stressed: int | None) -> None:
    names = _names_width(blades)
    frame = sheet.room.inset(left=names, bottom=line_height(TICK) + 14, right=24)
    low = min(-0.05, *(float(blade.fits.min(initial=0.0)) for blade in blades))
    axes = sheet.axes(frame)
    axes.set_xlim(low, 1.0)
    axes.set_ylim(0, frame.height)
    for mark in (m for m in _MARKS if m >= low):
        axes.axvline(mark, color=FAINT if mark else MUTED, lw=0.8, zorder=0)
        x = frame.left + (mark - low) / (1 - low) * frame.width
        text = f"{mark:g}".replace("-", "−")
        sheet.write(x, sheet.room.bottom, text, TICK.but(across="center"))
    top = frame.height
    for blade, height in zip(blades, _heights(blades, frame.height), strict=True):
        faded = stressed not in (None, blade.segment.number)
        colour = PALE if faded else segment_colour(blade.segment.number)
        y = np.linspace(top, top - height, max(len(blade.fits), 2))
        fits = blade.fits if len(blade.fits) > 1 else np.repeat(blade.fits, 2)
        axes.fill_betweenx(y[: len(fits)], 0, fits, color=colour, linewidth=0)
        middle = frame.bottom + top - height / 2
        _draw_name(sheet, blade, Box(sheet.room.left, middle, frame.left - 20, middle), faded)
        if blade.alone:
            zero = frame.left - low / (1 - low) * frame.width
            kind = TICK.but(up="center_baseline")
            sheet.write(zero + 16, middle, "One customer: nothing to compare", kind)
        top -= height + _GAP


def _heights(blades: list[Blade], room: float) -> list[float]:
    """Pixels for each blade: by its customers, but none too thin for its name."""
    sizes = np.array([len(blade.fits) for blade in blades], float)
    free = room - len(sizes) * _LEAST - (len(sizes) - 1) * _GAP
    return [float(h) for h in _LEAST + free * sizes / max(sizes.sum(), 1.0)]


def _names_width(blades: list[Blade]) -> float:
    """Pixels for the names and their figures: more where a name would be cut."""
    cut = any(_name_lines(blade, _NAMES)[-1].endswith("…") for blade in blades)
    return _WIDE_NAMES if cut else _NAMES


def _name_lines(blade: Blade, width: float) -> list[str]:
    return wrapped(blade.segment.name, LABEL, width - 76 - _FIGURE, 2)


def _draw_name(sheet: Sheet, blade: Blade, box: Box, faded: bool) -> None:
    """box: from the badge to the figure; its middle is that of the blade."""
    middle = box.centre[1]
    sheet.badge(box.left + 20, middle, blade.segment.number, PALE if faded else None)
    kind = LABEL.but(colour=MUTED if faded else INK)
    if not blade.alone:
        mean = f"{blade.mean:.2f}".replace("-", "−")
        sheet.write(
            box.right, middle, mean, kind.but(bold=True, across="right", up="center_baseline")
        )
    lines = _name_lines(blade, box.width + 20)
    sheet.lines(box.left + 54, middle + len(lines) * line_height(kind) / 2, lines, kind)


def _title(view: View, fits: np.ndarray) -> str:
    """Where there are no natural groups, a good fit is no finding: any cut makes one."""
    if view.noun == "part":
        return "How well customers fit their parts"
    # Rounded down: all is said of all only.
    fitting = np.floor(100 * float((fits > 0).mean()) + 1e-9)
    return f"{fitting:.0f} % of customers fit their own segment best"


def _subtitle(view: View, drawn: int) -> str:
    return f"Silhouette of {view.shown(drawn)}: 1 fits, 0 lies between two, below 0 fits another"


def _alt(view: View, blades: list[Blade], drawn: int) -> str:
    said = [f"Silhouette of {view.shown(drawn)} in {view.kinds}, from −1 to 1."]
    for blade in blades:
        doubtful = percent(float((blade.fits <= 0).mean())) if len(blade.fits) else "0 %"
        who = f"Segment {blade.segment.number}, {blade.segment.name}"
        if blade.alone:
            said.append(f"{who}: one customer, nothing to compare.")
            continue
        said.append(f"{who}: mean {blade.mean:.2f}, {doubtful} fit another segment as well.")
    return abridged(said, 1_900)


CHARTS.add(SilhouettePlot())
