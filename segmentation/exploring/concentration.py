"""How unevenly money is spread over customers."""

import numpy as np


def bringing_half(amounts: np.ndarray) -> float | None:
    """The share of customers who bring half of a sum, the largest first; None where the sum is
    not positive or returns make parts of it misleading.

    amounts: (m,) without gaps.

    >>> bringing_half(np.array([100.0, 25.0, 25.0, 25.0, 25.0]))
    0.2
    """
    total = float(amounts.sum())
    if total <= 0 or float(-amounts[amounts < 0].sum()) > 0.1 * total:
        return None
    sums = np.cumsum(np.sort(amounts)[::-1])
    return float(np.searchsorted(sums, 0.5 * total * (1 - 1e-12)) + 1) / len(amounts)
