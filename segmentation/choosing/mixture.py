"""How well k bell-shaped clouds explain the rows: one more voice on the number of groups."""

from dataclasses import dataclass

import numpy as np

MOST_STEPS = 100
ENOUGH = 1e-5  # gain of log-likelihood per row below which EM stops
FLOOR = 1e-3  # least variance of a cloud, in units of the column's own


@dataclass(frozen=True)
class Clouds:
    """Gaussian mixtures with diagonal covariances, fitted by EM.

    shared: whether all clouds have one shape (its d variances), or each its own.
    """

    shared: bool

    def parameters(self, k: int, d: int) -> int:
        return k * d + k - 1 + (d if self.shared else k * d)

    def bic(self, rows: np.ndarray, labels: np.ndarray, k: int, floor: np.ndarray) -> float:
        """Twice the log-likelihood less its price in parameters: more is better.

        Parameters
        ----------
        rows
            (m, d) standardised rows.
        labels
            (m,) the partition that EM starts from.
        floor
            (d,) least variance, so that repeated values do not shrink a cloud to a point.

        References
        ----------
        Fraley, C. & Raftery, A. E. (2002). Model-based clustering. JASA 97.
        Schwarz, G. (1978). Estimating the dimension of a model. Ann. Statist. 6.
        """
        m, d = rows.shape
        # One product gives all moments, another all log-densities.
        terms = np.concatenate([rows, rows * rows, np.ones((m, 1))], axis=1)
        share = np.full((k, m), 1e-3 / k)
        share[labels, np.arange(m)] += 1
        share /= share.sum(axis=0)
        before = -np.inf
        for _ in range(MOST_STEPS):
            likelihood = self._step(terms, share, floor)
            if likelihood - before < ENOUGH * m:
                break
            before = likelihood
        return float(2 * likelihood - self.parameters(k, d) * np.log(m))

    def _step(self, terms: np.ndarray, share: np.ndarray, floor: np.ndarray) -> float:
        """One step of EM; `share` (k, m) is renewed in place. The log-likelihood before it."""
        d = len(floor)
        moments = share @ terms
        count = moments[:, -1:] + 1e-9
        mean = moments[:, :d] / count
        variance = moments[:, d:-1] / count - mean * mean
        if self.shared:
            variance = np.broadcast_to((count * variance).sum(axis=0) / count.sum(), mean.shape)
        precision = 1 / np.maximum(variance, floor)
        height = np.log(count[:, 0] / count.sum()) + 0.5 * (
            np.log(precision / (2 * np.pi)).sum(axis=1) - (mean * mean * precision).sum(axis=1)
        )
        weights = np.concatenate([mean * precision, -0.5 * precision, height[:, None]], axis=1)
        np.matmul(weights, terms.T, out=share)
        top = share.max(axis=0)
        np.exp(share - top, out=share)
        total = share.sum(axis=0)
        share /= total
        return float((top + np.log(total)).sum())


def standardised(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows with mean 0 and variance 1, and the least variance a cloud may have in each column.

    A value recorded in steps of s is known only to ±s/2 and so has at least variance s²/12
    (Sheppard 1898): without this floor, clouds would collapse onto repeated values.
    """
    spread = rows.std(axis=0)
    kept = spread > 0
    scaled = (rows[:, kept] - rows[:, kept].mean(axis=0)) / spread[kept]
    steps = np.array([_step_width(column) for column in scaled.T])
    return scaled, np.maximum(FLOOR, steps * steps / 12)


def _step_width(column: np.ndarray) -> float:
    """The median gap between the values that occur, where values repeat; else 0."""
    values = np.unique(column)
    if len(values) < 2 or 2 * len(values) > len(column):
        return 0.0
    return float(np.median(np.diff(values)))
