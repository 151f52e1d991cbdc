"""Each feature's way between the file's own units and the space that was clustered."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from segmentation.results import FeatureScale, Outcome


@dataclass(frozen=True)
class Axis:
    """One feature. places: the columns of the matrix that it takes, one for a number.

    values: (n,) in the file's own units (empty for answers); scaled: (n,) its matrix column.
    scale: the way from one to the other, and whether it is bent by arcsinh; None where the file's
    own values have to show it.
    """

    feature: str
    places: tuple[int, ...]
    values: np.ndarray
    scaled: np.ndarray
    scale: FeatureScale | None = None
    bent: bool = False

    @property
    def is_number(self) -> bool:
        return len(self.values) > 0

    @cached_property
    def _way(self) -> tuple[np.ndarray, np.ndarray]:
        """The values that occur and where each is in the space; both grow together."""
        values, first = np.unique(self.values, return_index=True)
        return values, self.scaled[first]

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest value that customers have."""
        return float(self._way[0][0]), float(self._way[0][-1])

    @property
    def scaled_range(self) -> tuple[float, float]:
        return float(self._way[1][0]), float(self._way[1][-1])

    @cached_property
    def is_whole(self) -> bool:
        values = self._way[0]
        return bool((values == np.floor(values)).all())

    def to_scaled(self, value: float) -> float:
        """Without a known way, it is taken to be straight between two values that occur."""
        if self.scale is None:
            return float(np.interp(value, *self._way))
        straight = (value - self.scale.shift) / self.scale.scale
        return float((np.arcsinh(straight) if self.bent else straight) * self.scale.weight)

    def to_own(self, scaled: float) -> float:
        if self.scale is not None:
            bent = scaled / self.scale.weight
            straight = np.sinh(bent) if self.bent else bent
            return float(straight * self.scale.scale + self.scale.shift)
        values, there = self._way
        return float(np.interp(scaled, there, values))

    def rounded(self, value: float, before: float, digits: int) -> float:
        """The value with so many significant digits, no nearer to `before`, within the range.

        Whole columns get whole numbers.
        """
        low, high = self.range
        away = np.ceil if value > before else np.floor
        magnitude = np.floor(np.log10(abs(value))) if value else 0.0
        unit = 10.0 ** (magnitude - digits + 1)
        if self.is_whole:
            unit = max(unit, 1.0)
        steps = float(f"{value / unit:.10g}")  # 3.0000000001 steps are three
        return float(min(max(float(f"{away(steps) * unit:.10g}"), low), high))


def axes_of(outcome: Outcome) -> list[Axis]:
    """The features of an outcome in their order, each with the columns of the matrix it takes."""
    return list(_axes(outcome))


def _axes(outcome: Outcome) -> Iterator[Axis]:
    scales = {scale.feature: scale for scale in outcome.analysis.scales}
    widths = Counter(scale.feature for scale in outcome.analysis.scales)
    bent = outcome.analysis.scaling == "robust"
    start = 0
    for feature in outcome.analysis.features:
        column = outcome.table[feature]
        number = pd.api.types.is_numeric_dtype(column)
        width = widths[feature] or 1
        values = column.to_numpy(dtype=np.float64) if number else np.empty(0)
        places = tuple(range(start, start + width))
        plain = Axis(feature, places, values, outcome.scaled[:, start])
        known = replace(plain, scale=scales.get(feature), bent=bent)
        yield known if number and _agrees(known) else plain
        start += width


def _agrees(axis: Axis) -> bool:
    """Whether the known way leads from the least and greatest value to where they are."""
    found = [axis.to_scaled(value) for value in axis.range]
    return bool(np.allclose(found, axis.scaled_range))
