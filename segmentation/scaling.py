"""How columns of numbers are made comparable: the method that suits them, and its figures."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from segmentation.column_words import feature_label
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


def tail_weight(column: np.ndarray) -> float:
    """The share of a feature's variance that its most extreme 1 % of rows carry, 0 to 1.

    column: (n,) finite numbers.
    """
    squares = np.sort((column - np.sort(column).mean()) ** 2)
    total = squares.sum()
    most = max(1, -(-len(column) // 100))
    return float(squares[-most:].sum() / total) if total > 0 else 0.0


def method_for(
    names: Sequence[str], values: np.ndarray, scaling: Scaling
) -> tuple[Method, tuple[str, ...]]:
    """The method asked for, or the one that suits these columns (n, d), and what to say of it."""
    if scaling != "auto":
        return scaling, ()
    limit = HEAVY + _HEAVY_FOR_FEW / len(values)
    heavy = [name for at, name in enumerate(names) if tail_weight(values[:, at]) > limit]
    if not heavy:
        return "zscore", ()
    said = (
        f"A few customers lie far beyond all others in {_listed(heavy)}; their values were drawn in"
        " (robust scaling), so that they don't form groups of their own."
    )
    return "robust", (said,)


def _listed(names: Sequence[str]) -> str:
    """`income, spend and 2 more`, in people's words."""
    words = [feature_label(name)[0] for name in names]
    first, last = words[:-1], words[-1]
    if len(words) > 4:
        first, last = words[:3], f"{len(words) - 3} more"
    return f"{', '.join(first)} and {last}" if first else last


def shift_and_scale(values: np.ndarray, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """(d,) what is subtracted from each column of values (n, d), and what divides it."""
    return _SHIFT_AND_SCALE[method](values)


def ordered(values: np.ndarray) -> np.ndarray:
    """(d, n) each column's numbers by size: their sums are the same, to the last bit, however
    the file was shuffled, and so are ties between customers."""
    return np.sort(np.ascontiguousarray(values.T), axis=1)


def not_zero(spread: np.ndarray) -> np.ndarray:
    """The same, with 1 for what does not vary."""
    return np.where(spread > 0, spread, 1.0)


def _as_they_are(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(values.shape[1]), np.ones(values.shape[1])


def _mean_and_deviation(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    in_order = ordered(values)
    return in_order.mean(axis=1), not_zero(in_order.std(axis=1))


def _median_and_spread(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where half of the customers have the same value the quartiles may coincide; then the mean
    distance from the median stands in for their distance."""
    low, median, high = np.percentile(values, [25, 50, 75], axis=0)
    quartiles = (high - low) / _IQR_OF_NORMAL
    distance = ordered(np.abs(values - median)).mean(axis=1) / _MEAN_DEVIATION_OF_NORMAL
    return median, not_zero(np.where(quartiles > 0, quartiles, distance))


_SHIFT_AND_SCALE = {
    "none": _as_they_are,
    "zscore": _mean_and_deviation,
    "robust": _median_and_spread,
}
