"""Three features at once: customers in a box, seen from where the segments part best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from mpl_toolkits.mplot3d import proj3d
from mpl_toolkits.mplot3d.axes3d import Axes3D

from segmentation.canvas import TICK, Sheet, Type, measured
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, NOISE, PAPER, RULE
from segmentation.phrasing import abridged, count, figure, listed, number_word, percent, sentence
from segmentation.plane import Axis, best_columns, column_axis, separation
from segmentation.results import Outcome
from segmentation.signposts import KEY_WIDTH, Signposts, colour_of
from segmentation.view import View

_ELEVATION = 20.0
_TURNS = range(-75, -14, 10)  # degrees; within these the same three edges carry the figures
_BODY = 760.0


@dataclass(frozen=True)
class Cube:
    """What one picture shows: three axes, the rows that are drawn, the segment to stress."""

    view: View
    axes: tuple[Axis, ...]
    rows: np.ndarray
    stressed: int | None

    def placed(self, rows: np.ndarray) -> np.ndarray:
        """(m, 3) where these rows lie, from 0 to 1 along each axis."""
        return np.stack([a.at(a.values[rows]) for a in self.axes], axis=1)

    @property
    def middles(self) -> np.ndarray:
        """(k, 3) where the segments' averages lie."""
        masks = [self.view.labels == s.number for s in self.view.segments]
        return np.stack([a.at(np.array([a.mean(m) for m in masks])) for a in self.axes], axis=1)

    def turn(self) -> float:
        """The angle from which the segments part best."""
        places, labels = self.placed(self.rows[:1_500]), self.view.labels[self.rows[:1_500]]
        return float(max(_TURNS, key=lambda t: separation(_flattened(places, t), labels)))


@dataclass(frozen=True)
class Scatter3D:
    """A scatter plot in three dimensions with direct labels; most: customers drawn."""

    name: str = "3d"
    title: str = "Segments in three dimensions"
    most: int = 3_000

    def unfit(self, outcome: Outcome) -> str | None:
        features = len(View(outcome).features)
        if features >= 3:
            return None
        uses = f"{number_word(features)} column{'' if features == 1 else 's'} of numbers"
        return f"This segmentation uses {uses}; a 3D picture needs three."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        axes = tuple(column_axis(view, c) for c in _columns(view, options.axes))
        drawn = view.sample(self.most)
        known = np.all([np.isfinite(a.values[drawn]) for a in axes], axis=0)
        cube = Cube(view, axes, drawn[known], options.segment)
        sheet = Sheet(_title(cube), _subtitle(cube), _caption(cube), body=_BODY)
        _draw(sheet, cube)
        return sheet, _alt(cube)
