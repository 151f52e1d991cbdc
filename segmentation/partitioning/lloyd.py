"""Many runs of k-means side by side, in a few array operations a step."""

from dataclasses import dataclass

import numpy as np

CACHED = 120_000  # scores held at once: they are read k times, and should stay near


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
    padded, squares = _padded(X), np.einsum("...nd,...nd->...n", X, X)
    labels = np.zeros((len(centres), X.shape[-2]), dtype=_label_type(centres.shape[1]))
    inertia = np.zeros(len(centres))
    active = np.arange(len(centres))
    for step in range(most_steps):
        rows, length = (padded, squares) if X.ndim == 2 else (padded[active], squares[active])
        count = None if weights is None else weights[active]
        found, distance = _nearest(rows, centres[active])
        distance += length
        inertia[active] = (distance if count is None else distance * count).sum(axis=1)
        moving = (found != labels[active]).any(axis=1) | (step == 0)
        labels[active] = found
        if not moving.any():
            break
        centres[active] = _means(rows, found, centres[active], count)
        active = active[moving]
    return Runs(centres, labels, inertia)


def nearest(X: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest of centres (k, d) for every row of X (n, d), and how near.

    Returns
    -------
    tuple
        (n,) labels and (n,) squared distances.
    """
    labels, distance = _nearest(_padded(X), centres[None])
    return labels[0], np.maximum(distance[0] + np.einsum("nd,nd->n", X, X), 0)


def nearest_labels(X: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(n,) the nearest of centres (k, d) for every row of X (n, d), where how near is no matter."""
    labels, _ = _nearest(_padded(X), centres[None])
    return np.asarray(labels[0])


def _label_type(k: int) -> type[np.signedinteger]:
    """The smallest integers that count to k: the fewer bytes, the faster."""
    return np.int8 if k <= np.iinfo(np.int8).max else np.int16


def _padded(X: np.ndarray) -> np.ndarray:
    """Rows with a column of ones: it carries the centres' lengths, and counts the rows."""
    return np.concatenate([X, np.ones((*X.shape[:-1], 1), dtype=X.dtype)], axis=-1)


def _nearest(padded: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(R, n) labels, and squared distances *less the row's own squared length*."""
    runs, k, d = centres.shape
    lengths = np.einsum("rkd,rkd->rk", centres, centres)[..., None]
    planes = np.concatenate([-2 * centres, lengths], axis=2)
    best = np.empty((runs, padded.shape[-2]), dtype=padded.dtype)
    labels = np.zeros(best.shape, dtype=_label_type(k))
    together = max(CACHED // (k * best.shape[1]), 1)
    for start in range(0, runs, together):
        few = slice(start, start + together)
        if padded.ndim == 2:
            flat = planes[few].reshape(-1, d + 1) @ padded.T
            scores = flat.reshape(-1, k, best.shape[1])
        else:
            scores = planes[few] @ padded[few].transpose(0, 2, 1)
        _least(scores, labels[few], best[few])
    return labels, best


def _least(scores: np.ndarray, labels: np.ndarray, best: np.ndarray) -> None:
    """Write the place and the height of the lowest of scores (R, k, n) along k; the first wins.

    A loop over the few clusters is many times faster than argmin along a short axis. Of those
    that beat all before them, the last is the lowest: a maximum of small integers finds it.
    """
    best[...] = scores[:, 0]
    lower = np.empty(best.shape, dtype=bool)
    number = np.empty(best.shape, dtype=labels.dtype)
    for cluster in range(1, scores.shape[1]):
        np.less(scores[:, cluster], best, out=lower)
        np.multiply(lower.view(np.int8), labels.dtype.type(cluster), out=number)
        np.maximum(labels, number, out=labels)
        np.minimum(best, scores[:, cluster], out=best)


def _means(
    padded: np.ndarray, labels: np.ndarray, before: np.ndarray, weights: np.ndarray | None
) -> np.ndarray:
    """The (R, k, d) weighted means of every run's clusters; empty ones stay as `before`."""
    runs, k, d = before.shape
    member = (labels[:, None, :] == np.arange(k, dtype=labels.dtype)[:, None]).astype(before.dtype)
    if weights is not None:
        member *= weights[:, None, :]
    if padded.ndim == 2:
        sums = (member.reshape(runs * k, -1) @ padded).reshape(runs, k, d + 1)
    else:
        sums = member @ padded
    counts = sums[..., d:]
    return np.where(counts > 0, sums[..., :d] / np.maximum(counts, 1e-30), before)
