"""Densities drawn as hills: where along an axis the customers are."""

import numpy as np

from segmentation.canvas import Sheet
from segmentation.labelling import Box
from segmentation.palette import INK
from segmentation.plane import Axis

_STEPS = 96
_WIDTH = 0.9  # Silverman (1986), for the smaller of deviation and quartile distance


def hill(axis: Axis, values: np.ndarray) -> np.ndarray:
    """(_STEPS,) the smoothed share of values along an axis, the highest step 1.

    values: (m,) in the column's own units; unknown ones do not count.
    """
    places = axis.at(values[np.isfinite(values)])
    if not len(places):
        return np.zeros(_STEPS)
    counts, _ = np.histogram(places, _STEPS, (0, 1))
    quarter, three_quarters = np.percentile(places, (25, 75))
    width = min(float(places.std()), float(three_quarters - quarter) / 1.349 or np.inf)
    smooth = max(_WIDTH * width * len(places) ** -0.2, 1.2 / _STEPS)
    middles = (np.arange(_STEPS) + 0.5) / _STEPS
    kernel = np.exp(-0.5 * ((middles[:, None] - middles) / smooth) ** 2)
    density: np.ndarray = kernel @ counts
    return np.asarray(density / density.max())


def draw_hill(sheet: Sheet, box: Box, axis: Axis, how: tuple[np.ndarray, str, float]) -> None:
    """The hill of some values in a box, in one colour, with a mark at a median, which may be that
    of more customers than are drawn."""
    values, colour, median = how
    known = values[np.isfinite(values)]
    if not len(known):
        return
    xs = np.linspace(box.left, box.right, _STEPS)
    sheet.shape([(box.left, box.bottom), *zip(xs, box.bottom + hill(axis, known) * box.height,
                 strict=True), (box.right, box.bottom)], colour)  # fmt: skip
    at = box.left + float(axis.at(np.array(median))) * box.width
    sheet.bar(Box(at - 2, box.bottom - 4, at + 2, box.top), INK, layer=7)
