"""Where runs of k-means start: k-means++ for many runs at once."""

import math

import numpy as np


def plus_plus(
    X: np.ndarray,
    k: int,
    runs: int,
    rng: np.random.Generator,
    weights: np.ndarray | None = None,
) -> np.ndarray:
    """Greedy k-means++ starts: rows far from the centres so far are likelier to be the next.

    Parameters
    ----------
    X
        (n, d) rows that all runs share, or (runs, n, d) each run's own.
    weights
        (runs, n) how often each row counts in each run; None: once.

    Returns
    -------
    np.ndarray
        (runs, k, d) rows of X, distinct where there are k distinct ones.

    References
    ----------
    Arthur, D. & Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. SODA.
    """
    trials = _trials(k)
    squares = np.einsum("...nd,...nd->...n", X, X)
    chosen = np.empty((runs, k, X.shape[-1]), dtype=X.dtype)
    distance = np.full((runs, X.shape[-2]), np.inf, dtype=X.dtype)
    for place in range(k):
        chances = np.ones_like(distance) if place == 0 else distance
        picks = _draws(chances if weights is None else chances * weights, rng, trials)
        best = np.full(runs, np.inf)
        after = distance.copy()
        for pick in picks if place else picks[:1]:
            centre = X[pick] if X.ndim == 2 else X[np.arange(runs), pick]
            near = _squared(X, squares, centre)
            np.minimum(distance, near, out=near)
            cost = (near if weights is None else near * weights).sum(axis=1)
            better = cost < best
            best = np.where(better, cost, best)
            chosen[better, place] = centre[better]
            after[better] = near[better]
        distance = after
    return chosen


def numbers_drawn(k: int, runs: int) -> int:
    """How many random numbers `plus_plus` takes from its generator."""
    return k * runs * _trials(k)


def _trials(k: int) -> int:
    """How many rows are tried for each centre."""
    return 2 + int(math.log(k))


def _draws(chances: np.ndarray, rng: np.random.Generator, trials: int) -> np.ndarray:
    """(trials, runs) rows drawn in proportion to their chances."""
    ladder = np.cumsum(chances, axis=1, dtype=np.float64)
    heights = rng.random((trials, len(chances))) * ladder[:, -1]
    last = chances.shape[1] - 1
    beyond = [(ladder > height[:, None]).argmax(axis=1) for height in heights]
    return np.where(ladder[:, -1] > heights, beyond, last)


def _squared(X: np.ndarray, squares: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """(runs, n) squared distances of every row to its run's centre."""
    product = centre @ X.T if X.ndim == 2 else np.einsum("rnd,rd->rn", X, centre)
    lengths = (centre * centre).sum(axis=1, keepdims=True)
    product *= -2
    product += squares
    product += lengths
    return np.asarray(np.maximum(product, 0, out=product))
