"""Many runs of k-means side by side, in a few array operations a step."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Runs:
    """What R runs of k-means on n rows gave.

    centres: (R, k, d); labels: (R, n); inertia: (R,) weighted sums of squared distances.
    """

    centres: np.ndarray
    labels: np.ndarray
    inertia: np.ndarray

    def best(self) -> tuple[np.ndarray, np.ndarray, float]:
        """Centres, labels and inertia of the tightest run."""
        winner = int(self.inertia.argmin())
        return self.centres[winner], self.labels[winner], float(self.inertia[winner])


def lloyd(
    X: np.ndarray, centres: np.ndarray, weights: np.ndarray | None = None, most_steps: int = 100
) -> Runs:
    """Lloyd's algorithm from given centres, for all runs at once.

    A run stops when no row changes its cluster any more; a cluster that loses all its rows
    keeps its centre.

    Parameters
    ----------
    X
        (n, d) rows that all runs share, or (R, n, d) each run's own rows.
    centres
        (R, k, d) where each run starts.
    weights
        (R, n) how often each row counts in each run; None: once.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Trans. Inf. Theory 28.
    """
    centres = centres.astype(X.dtype, copy=True)
    runs, squares = len(centres), np.einsum("...nd,...nd->...n", X, X)
    labels = np.zeros((runs, X.shape[-2]), dtype=np.int16)
    inertia = np.zeros(runs)
    active = np.arange(runs)
    for step in range(most_steps):
        rows, length = (X, squares) if X.ndim == 2 else (X[active], squares[active])
        count = None if weights is None else weights[active]
        found, distance = nearest(rows, centres[active])
        distance += length
        inertia[active] = (distance if count is None else distance * count).sum(axis=1)
        moving = (found != labels[active]).any(axis=1) | (step == 0)
        labels[active] = found
        if not moving.any():
            break
        centres[active] = means(rows, found, centres[active], count)
        active = active[moving]
    return Runs(centres, labels, inertia)


def nearest(X: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest centre of every row in every run, and how near.

    Returns
    -------
    tuple
        (R, n) labels, and (R, n) squared distances *less the row's own squared length*.
    """
    runs, k, d = centres.shape
    plane = np.concatenate([-2 * centres, (centres * centres).sum(axis=2, keepdims=True)], axis=2)
    if X.ndim == 2:
        scores = (plane[..., :d].reshape(runs * k, d) @ X.T).reshape(runs, k, -1)
    else:
        scores = plane[..., :d] @ X.transpose(0, 2, 1)
    scores += plane[..., d:]
    best = scores[:, 0].copy()
    labels = np.zeros(best.shape, dtype=np.int16)
    # A loop over the few clusters is many times faster than argmin along a short axis.
    for cluster in range(1, k):
        np.copyto(labels, cluster, where=scores[:, cluster] < best)
        np.minimum(best, scores[:, cluster], out=best)
    return labels, best


def means(
    X: np.ndarray, labels: np.ndarray, before: np.ndarray, weights: np.ndarray | None = None
) -> np.ndarray:
    """The (R, k, d) weighted means of every run's clusters; empty ones stay as `before`."""
    runs, k, d = before.shape
    cells = (labels.astype(np.intp) + k * np.arange(runs)[:, None]).ravel()
    counts = np.bincount(cells, None if weights is None else weights.ravel(), runs * k)
    filled = counts > 0
    after = before.reshape(runs * k, d).astype(np.float64)
    for column in range(d):
        values = np.broadcast_to(X[..., column], labels.shape)
        amounts = values if weights is None else values * weights
        sums = np.bincount(cells, amounts.ravel(), runs * k)
        after[filled, column] = sums[filled] / counts[filled]
    return after.reshape(runs, k, d)
