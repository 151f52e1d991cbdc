"""How columns of numbers are made comparable: the method that suits them, and its figures."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from segmentation.phrasing import spoken
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
_NEARLY_NOTHING = 1e-12  # of how far a column reaches


def tail_weight(column: np.ndarray) -> float:
    """The share of a feature's variance that its most extreme 1 % of rows carry, 0 to 1.

    column: (n,) finite numbers.
    """
    return _tail_of(np.sort(column))


def _tail_of(column: np.ndarray) -> float:
    """`tail_weight` of a column (n,) in order, where the extremes stand at its ends."""
    squares = (column - column.mean()) ** 2
    total = squares.sum()
    most = max(1, -(-len(column) // 100))
    ends = np.concatenate([squares[:most], squares[max(most, len(squares) - most) :]])
    return float(np.sort(ends)[-most:].sum() / total) if total > 0 else 0.0


def method_for(
    names: Sequence[str], in_order: np.ndarray, scaling: Scaling
) -> tuple[Method, tuple[str, ...]]:
    """The method asked for, or the one that suits these columns, and what to say of it.

    in_order: (d, n) each column's numbers by size (`ordered`).
    """
    if scaling != "auto":
        return scaling, ()
    limit = HEAVY + _HEAVY_FOR_FEW / in_order.shape[1]
    heavy = [name for name, of in zip(names, in_order, strict=True) if _tail_of(of) > limit]
    if not heavy:
        return "zscore", ()
    said = (
        f"A few customers lie far beyond all others in {_listed(heavy)}; their values were drawn in"
        " (robust scaling), so that they don't form groups of their own."
    )
    return "robust", (said,)


def _listed(names: Sequence[str]) -> str:
    """`income, spend and 2 more`, in people's words."""
    words = [spoken(name) for name in names]
    first, last = words[:-1], words[-1]
    if len(words) > 4:
        first, last = words[:3], f"{len(words) - 3} more"
    return f"{', '.join(first)} and {last}" if first else last


def shift_and_scale(in_order: np.ndarray, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """(d,) what is subtracted from each column, and what divides it.

    in_order: (d, n) each column's numbers by size (`ordered`).
    """
    return _SHIFT_AND_SCALE[method](in_order)


def middle(in_order: np.ndarray) -> np.ndarray:
    """(d,) the median of each column (d, n) whose numbers stand by size."""
    n = in_order.shape[1]
    return np.asarray(in_order[:, [(n - 1) // 2, n // 2]].mean(axis=1))


def ordered(values: np.ndarray) -> np.ndarray:
    """(d, n) each column's numbers by size: their sums are the same, to the last bit, however
    the file was shuffled, and so are ties between customers."""
    return np.sort(np.ascontiguousarray(values.T), axis=1)


def not_zero(spread: np.ndarray) -> np.ndarray:
    """The same, with 1 for what does not vary."""
    return np.where(spread > 0, spread, 1.0)


def _as_they_are(in_order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(len(in_order)), np.ones(len(in_order))


def _mean_and_deviation(in_order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return in_order.mean(axis=1), not_zero(in_order.std(axis=1))


def _median_and_spread(in_order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where half of the customers have the same value the quartiles may coincide, or nearly; then
    the mean distance from the median stands in for their distance."""
    low, median, high = np.percentile(in_order, [25, 50, 75], axis=1)
    spread = (high - low) / _IQR_OF_NORMAL
    reach = np.maximum(in_order[:, -1] - median, median - in_order[:, 0])
    for at in np.flatnonzero(spread <= _NEARLY_NOTHING * reach):
        distance = np.sort(np.abs(in_order[at] - median[at])).mean()
        spread[at] = distance / _MEAN_DEVIATION_OF_NORMAL
    return median, not_zero(spread)


_SHIFT_AND_SCALE = {
    "none": _as_they_are,
    "zscore": _mean_and_deviation,
    "robust": _median_and_spread,
}
