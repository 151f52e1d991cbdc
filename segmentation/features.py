"""From a typed table to a matrix: missing values filled, features made comparable."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from segmentation.results import CleaningStep, FeatureScale
from segmentation.spec import Scaling

Method = Literal["none", "zscore", "robust"]

# The share of a feature's variance that its most extreme 1 % of customers may carry: 8 % in a
# normal distribution, 22 % in an exponential one, 40 % and more where a few would form groups
# of their own.
HEAVY = 0.25
# Of few customers one always carries much; so many hundredths more are allowed per row.
_HEAVY_FOR_FEW = 10.0
_IQR_OF_NORMAL = 1.349
_MEAN_DEVIATION_OF_NORMAL = 0.7979


@dataclass(frozen=True)
class FeatureMatrix:
    """What is clustered.

    names: the features, d of them.
    values: (n, d) in the file's own units, missing ones filled with the median.
    scaled: (n, d) the same, comparable with each other.
    method: how they were made comparable.
    shift, scale, weight: (d,) the figures of that; `scaled = bend((values - shift) / scale) *
    weight`, where bend is arcsinh for `robust` and nothing otherwise.
    imputed: how many values were filled, by feature, where any were.
    notes: plain sentences a person should read.
    """

    names: tuple[str, ...]
    values: np.ndarray
    scaled: np.ndarray
    method: Method
    shift: np.ndarray
    scale: np.ndarray
    weight: np.ndarray
    imputed: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def to_scaled(self, values: np.ndarray) -> np.ndarray:
        """(m, d) points in the file's own units -> the space that was clustered."""
        straight = (values - self.shift) / self.scale
        bent = np.arcsinh(straight) if self.method == "robust" else straight
        scaled: np.ndarray = bent * self.weight
        return scaled

    def to_own_units(self, scaled: np.ndarray) -> np.ndarray:
        """(m, d) points of the space that was clustered, such as centres -> own units."""
        straight = scaled / self.weight
        bent = np.sinh(straight) if self.method == "robust" else straight
        own: np.ndarray = bent * self.scale + self.shift
        return own

    def scales(self) -> tuple[FeatureScale, ...]:
        """What it takes to bring other customers into the same space."""
        fill = np.median(self.values, axis=0)
        figures = np.column_stack([self.shift, self.scale, self.weight, fill])
        return tuple(
            FeatureScale(name, *map(float, row))
            for name, row in zip(self.names, figures, strict=True)
        )

    def receipt(self) -> tuple[CleaningStep, ...]:
        """One line for each feature whose gaps were filled."""
        return tuple(
            CleaningStep(
                f"{name}: missing values were filled with the median"
                f" ({np.median(self.values[:, self.names.index(name)]):g}).",
                count,
                "Fill the cells in the file, or choose other features.",
            )
            for name, count in self.imputed.items()
        )


def make_features(
    table: pd.DataFrame, features: Sequence[str], scaling: Scaling = "auto"
) -> FeatureMatrix:
    """Fill the gaps of numeric columns and make the columns comparable.

    Parameters
    ----------
    table : n rows; every feature is a column of float64, NaN where missing, with at least one
        number.
    features : names of the columns to use.
    scaling :
        `none` leaves the numbers as they are.
        `zscore` subtracts the mean and divides by the population's standard deviation.
        `robust` subtracts the median, divides by the interquartile range, and bends what is left
        by arcsinh, which leaves the middle alone and draws far values in as a logarithm would;
        then gives each feature the same variance.
        `auto` is `robust` where a feature has heavy tails, else `zscore`.

    Examples
    --------
    >>> matrix = make_features(pd.DataFrame({"age": [20.0, 30.0, np.nan]}), ["age"], "zscore")
    >>> matrix.values[:, 0].tolist(), matrix.imputed
    ([20.0, 30.0, 25.0], {'age': 1})
    """
    names = tuple(features)
    values = np.column_stack([table[name].to_numpy(dtype=np.float64) for name in names])
    imputed = {
        name: count for at, name in enumerate(names) if (count := _fill_with_median(values[:, at]))
    }
    method, notes = _method(names, values, scaling)
    shift, scale = _SHIFT_AND_SCALE[method](values)
    scaled = (values - shift) / scale
    weight = np.ones(len(names))
    if method == "robust":
        np.arcsinh(scaled, out=scaled)
        weight = 1.0 / _not_zero(_ordered(scaled).std(axis=1))
        scaled *= weight
    return FeatureMatrix(names, values, scaled, method, shift, scale, weight, imputed, notes)


def tail_weight(column: np.ndarray) -> float:
    """The share of a feature's variance that its most extreme 1 % of rows carry, 0 to 1.

    column: (n,) finite numbers.
    """
    squares = np.sort((column - np.sort(column).mean()) ** 2)
    total = squares.sum()
    most = max(1, -(-len(column) // 100))
    return float(squares[-most:].sum() / total) if total > 0 else 0.0


def _fill_with_median(column: np.ndarray) -> int:
    """Fill the gaps of one column in place; how many there were."""
    gaps = np.isnan(column)
    missing = int(gaps.sum())
    if missing:
        column[gaps] = np.median(column[~gaps])
    return missing


def _method(
    names: Sequence[str], values: np.ndarray, scaling: Scaling
) -> tuple[Method, tuple[str, ...]]:
    if scaling != "auto":
        return scaling, ()
    limit = HEAVY + _HEAVY_FOR_FEW / len(values)
    heavy = [name for at, name in enumerate(names) if tail_weight(values[:, at]) > limit]
    if not heavy:
        return "zscore", ()
    shown = ", ".join(heavy[:3]) + (f" and {len(heavy) - 3} more" if len(heavy) > 3 else "")
    said = (
        f"A few customers lie far beyond all others in {shown}; their values were drawn in"
        " (robust scaling), so that they don't form groups of their own."
    )
    return "robust", (said,)


def _not_zero(spread: np.ndarray) -> np.ndarray:
    return np.where(spread > 0, spread, 1.0)


def _as_they_are(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(values.shape[1]), np.ones(values.shape[1])


def _mean_and_deviation(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    ordered = _ordered(values)
    return ordered.mean(axis=1), _not_zero(ordered.std(axis=1))


def _ordered(values: np.ndarray) -> np.ndarray:
    """(d, n) each column's numbers by size: their sums are the same, to the last bit, however
    the file was shuffled, and so are ties between customers."""
    return np.sort(np.ascontiguousarray(values.T), axis=1)


def _median_and_spread(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where half of the customers have the same value the quartiles may coincide; then the mean
    distance from the median stands in for their distance."""
    low, median, high = np.percentile(values, [25, 50, 75], axis=0)
    quartiles = (high - low) / _IQR_OF_NORMAL
    distance = _ordered(np.abs(values - median)).mean(axis=1) / _MEAN_DEVIATION_OF_NORMAL
    return median, _not_zero(np.where(quartiles > 0, quartiles, distance))


_SHIFT_AND_SCALE = {
    "none": _as_they_are,
    "zscore": _mean_and_deviation,
    "robust": _median_and_spread,
}
