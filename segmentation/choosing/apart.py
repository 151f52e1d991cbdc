"""Customers far from everyone: who stands apart before groups are looked for."""

import math

import numpy as np
from scipy.spatial import cKDTree

NEIGHBOURS = 5  # a knot of fewer customers is no group
SAMPLE_ROWS = 4_000
LEAST_ROWS = 40
USUAL, FAR = 0.80, 0.95  # quantiles of the distances that tell how fast they thin out
CHANCE = 0.05  # customers that a file without outliers would have beyond the limit


def far_from_everyone(X: np.ndarray) -> np.ndarray:
    """(n,) whether a row lies so far from its fifth neighbour that chance does not explain it.

    The distances from the 80th to the 95th percentile tell how fast they thin out; going on like
    that (exponentially), 0.05 customers of the whole file would lie beyond the limit. Up to 5 %
    outliers leave those percentiles alone. In made-up files of one population 0.01 % of
    customers were set apart where it is bell-shaped, and at most 0.8 % where it has heavy tails
    (docs/decisions/0002-how-many-segments.md).

    Parameters
    ----------
    X
        (n, d) scaled rows in canonical order; distances are to the first 4,000 of them.

    References
    ----------
    Wilkinson, L. (2018). Visualizing big data outliers through distributed aggregation. IEEE
    TVCG 24, for the exponential tail.
    """
    if len(X) < LEAST_ROWS:
        return np.zeros(len(X), dtype=bool)
    sample = X[:SAMPLE_ROWS]
    tree = cKDTree(sample)
    own = np.asarray(tree.query(sample, k=[NEIGHBOURS + 1])[0])[:, 0]  # itself is the first
    positive = own[own > 0]
    if len(positive) < LEAST_ROWS:
        return np.zeros(len(X), dtype=bool)
    usual, far = np.quantile(positive, [USUAL, FAR])
    fall = (far - usual) / math.log((1 - USUAL) / (1 - FAR))
    limit = usual + fall * math.log(len(X) * (1 - USUAL) / CHANCE)
    if len(sample) == len(X):
        return np.asarray(own > limit)
    rest = np.asarray(tree.query(X[SAMPLE_ROWS:], k=[NEIGHBOURS], distance_upper_bound=limit)[0])
    return np.append(own > limit, ~np.isfinite(rest[:, 0]))


def said_of_apart(count: int) -> str:
    """How many stand apart, in a sentence."""
    if count == 0:
        return "Nobody is so far from everyone else as to stand apart."
    few = (
        "1 customer is unlike any group and stands"
        if count == 1
        else (f"{count:,} customers are unlike any group and stand")
    )
    return f"{few} apart: farther from everyone than chance explains."
