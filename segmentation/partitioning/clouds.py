"""Mixtures of bell-shaped clouds, fitted by EM with two matrix products a step."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Shape = Literal["shared", "upright", "tilted"]
ENOUGH = 1e-5  # gain of log-likelihood per row below which EM stops
CORRECTION = 1e-9  # of a row, so that a cloud without rows divides by something


@dataclass(frozen=True)
class Kinds:
    """Which columns are noughts and ones rather than numbers.

    yes_no: (d,) columns of two values. several: (d,) columns that are 1 for one of several answers
    to a question. questions: how many such questions.
    """

    yes_no: np.ndarray
    several: np.ndarray
    questions: int

    @property
    def answers(self) -> np.ndarray:
        """(d,) columns that are noughts and ones."""
        return np.asarray(self.yes_no | self.several)

    @classmethod
    def of(cls, X: np.ndarray, blocks: np.ndarray) -> "Kinds | None":
        """The kinds of a matrix's columns; None where all are numbers. blocks: (d,) the feature
        that each column belongs to."""
        sizes = np.bincount(blocks)
        several = sizes[blocks] > 1
        low, high = X.min(axis=0), X.max(axis=0)
        two = ((low == X) | (high == X)).all(axis=0) & (low < high) & ~several
        return cls(two, several, int((sizes > 1).sum())) if (two | several).any() else None

    def free(self) -> tuple[int, int]:
        """How many means a cloud has to itself, and how many variances."""
        d = len(self.yes_no)
        return d - self.questions, d - int(self.answers.sum())


@dataclass(frozen=True)
class Mixture:
    """A fitted mixture.

    labels: (m,) the likeliest cloud of each row. likelihood: logarithm, of all rows together.
    weights: (k, t) turn the terms of a row into its log-densities. kinds: of the columns, where
    some are answers.
    """

    labels: np.ndarray
    likelihood: float
    weights: np.ndarray
    shape: Shape
    kinds: Kinds | None = None

    def bic(self, d: int) -> float:
        """Twice the log-likelihood less its price in parameters: more is better.

        References
        ----------
        Schwarz, G. (1978). Estimating the dimension of a model. Ann. Statist. 6.
        """
        k = len(self.weights)
        means, spreads = self.kinds.free() if self.kinds else (d, d)
        each = {"shared": 0, "upright": spreads, "tilted": spreads * (spreads + 1) // 2}[self.shape]
        parameters = k * means + k - 1 + k * each + (spreads if self.shape == "shared" else 0)
        return float(2 * self.likelihood - parameters * np.log(len(self.labels)))

    def likeliest(self, rows: np.ndarray) -> np.ndarray:
        """(n,) the likeliest cloud of rows (n, d) that need not have been in the fit."""
        return np.asarray((self.weights @ terms(rows, self.shape).T).argmax(axis=0))


def terms(rows: np.ndarray, shape: Shape) -> np.ndarray:
    """(m, t) what a log-density is linear in: the columns, their products, and one."""
    one = np.ones((len(rows), 1))
    if shape != "tilted":
        return np.concatenate([rows, rows * rows, one], axis=1)
    first, second = np.triu_indices(rows.shape[1])
    return np.concatenate([rows, rows[:, first] * rows[:, second], one], axis=1)


def mixture(
    rows: np.ndarray,
    labels: np.ndarray,
    floor: np.ndarray,
    shape: Shape,
    counts: np.ndarray | None = None,
    most_steps: int = 100,
    kinds: Kinds | None = None,
) -> Mixture:
    """Fit clouds to rows (m, d), starting from a partition.

    Parameters
    ----------
    rows
        About standardised; products of raw amounts would lose their digits.
    labels
        (m,) 0 … k-1.
    floor
        (d,) what is added to variances, so that no cloud shrinks to a point.
    shape
        "shared": all clouds have the same d variances; "upright": each its own; "tilted": each
        its own covariances.
    counts
        (m,) how often each row counts; None: once.
    kinds
        Where some columns are noughts and ones: a cloud has a chance of each answer instead of a
        mean and a variance (not for "tilted").

    References
    ----------
    Hunt, L. & Jorgensen, M. (2003). Mixture model clustering for mixed data with missing
    information. CSDA 41.
    Dempster, A., Laird, N. & Rubin, D. (1977). Maximum likelihood from incomplete data via the
    EM algorithm. JRSS B 39.
    """
    k, flat = int(labels.max()) + 1, terms(rows, shape)
    share = np.full((k, len(rows)), 1e-3 / k)
    share[labels, np.arange(len(rows))] += 1
    share /= share.sum(axis=0)
    before, weight = -np.inf, np.ones(len(rows)) if counts is None else counts
    for _ in range(most_steps):
        moments = (share * weight) @ flat
        weights = _log_density_weights(moments, floor, shape)
        if kinds is not None:
            _set_chances(weights, moments, kinds)
        np.matmul(weights, flat.T, out=share)
        top = share.max(axis=0)
        np.exp(share - top, out=share)
        total = share.sum(axis=0)
        share /= total
        likelihood = float(((top + np.log(total)) * weight).sum())
        if likelihood - before < ENOUGH * len(rows):
            break
        before = likelihood
    return Mixture(share.argmax(axis=0), likelihood, weights, shape, kinds)


def _log_density_weights(moments: np.ndarray, floor: np.ndarray, shape: Shape) -> np.ndarray:
    """(k, t) from the (k, t) sums of terms over each cloud's rows."""
    d = len(floor)
    count = moments[:, -1:] + CORRECTION
    mean, second = moments[:, :d] / count, moments[:, d:-1] / count
    height = np.log(count[:, 0] / count.sum()) - 0.5 * d * np.log(2 * np.pi)
    if shape == "tilted":
        return _tilted(mean, second, height, floor)
    variance = second - mean * mean
    if shape == "shared":
        variance = np.broadcast_to((count * variance).sum(axis=0) / count.sum(), mean.shape)
    precision = 1 / (np.maximum(variance, 0) + floor)
    height = height + 0.5 * (np.log(precision) - mean * mean * precision).sum(axis=1)
    return np.concatenate([mean * precision, -0.5 * precision, height[:, None]], axis=1)


def _set_chances(weights: np.ndarray, moments: np.ndarray, kinds: Kinds) -> None:
    """Give the columns of answers, in place, log-chances for what a bell curve has there. Each
    cloud counts as if one customer more, an average one, were in it, so that none is certain."""
    d = len(kinds.answers)
    count, sums = moments[:, -1:], moments[:, :d]
    bell, place = weights[:, :d], weights[:, d:-1]
    mean, precision = np.divide(bell, -2 * place), -2 * place
    lost = 0.5 * (np.log(precision) - mean * mean * precision)
    weights[:, -1] -= lost[:, kinds.answers].sum(axis=1) - 0.5 * np.log(2 * np.pi) * int(
        kinds.answers.sum()
    )
    usual = sums.sum(axis=0) / count.sum()
    chance = np.clip((sums + usual) / (count + 1), 1e-9, 1 - 1e-9)
    odds = np.where(kinds.yes_no, np.log(chance / (1 - chance)), np.log(chance))
    weights[:, :d] = np.where(kinds.answers, odds, bell)
    weights[:, d:-1] = np.where(kinds.answers, 0.0, place)
    weights[:, -1] += np.log1p(-chance)[:, kinds.yes_no].sum(axis=1)


def _tilted(
    mean: np.ndarray, second: np.ndarray, height: np.ndarray, floor: np.ndarray
) -> np.ndarray:
    k, d = mean.shape
    first, other = np.triu_indices(d)
    covariance = np.empty((k, d, d))
    covariance[:, first, other] = covariance[:, other, first] = (
        second - mean[:, first] * mean[:, other]
    )
    values, vectors = np.linalg.eigh(covariance + np.diag(floor))
    values = np.maximum(values, 0.5 * floor.min())
    precision = np.einsum("kij,kj,klj->kil", vectors, 1 / values, vectors)
    pull = np.einsum("kij,kj->ki", precision, mean)
    height = height - 0.5 * (np.log(values).sum(axis=1) + (pull * mean).sum(axis=1))
    products = precision[:, first, other] * np.where(first == other, -0.5, -1.0)
    return np.concatenate([pull, products, height[:, None]], axis=1)


@dataclass(frozen=True)
class Standard:
    """How columns are brought to mean 0 and variance 1, and how narrow a cloud may be in them.

    middle, width: (d,) of the rows that were measured. floor: (d,) least variance of a cloud: a
    value recorded in steps of s is known only to ±s/2 and so has at least variance s²/12
    (Sheppard 1898); without this, clouds would collapse onto repeated values.
    """

    middle: np.ndarray
    width: np.ndarray
    floor: np.ndarray

    @classmethod
    def of(cls, rows: np.ndarray) -> "Standard":
        width = rows.std(axis=0)
        width = np.where(width > 0, width, 1.0)
        steps = np.array([_step_width(column) for column in rows.T]) / width
        return cls(rows.mean(axis=0), width, np.maximum(1e-3, steps * steps / 12))

    def scaled(self, rows: np.ndarray) -> np.ndarray:
        return np.asarray((rows - self.middle) / self.width)


def _step_width(column: np.ndarray) -> float:
    """The median gap between the values that occur, where values repeat; else 0."""
    values = np.unique(column)
    if len(values) < 2 or 2 * len(values) > len(column):
        return 0.0
    return float(np.median(np.diff(values)))
