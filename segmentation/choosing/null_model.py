"""Made-up files without groups: the same columns, tied to each other alike, but one population."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import isotonic_regression
from scipy.special import ndtr, ndtri

KNOTS = 200  # quantiles that describe a column
PEAKS = 40  # places that are tried for its peak
TRIAL_ROWS, TRIALS = 2_000, 6
MOST_TIED = 0.98


@dataclass(frozen=True)
class OnePeak:
    """The distribution with a single peak that lies closest to a column of numbers.

    values: (q,) increasing; below: (q,) the share of the distribution at or below each; step:
    the grid that the column's values lie on, 0 where they are not on one; start: its origin.
    """

    values: np.ndarray
    below: np.ndarray
    step: float
    start: float

    def at(self, share: np.ndarray) -> np.ndarray:
        """The values below which these shares of the distribution lie."""
        drawn = np.interp(share, self.below, self.values)
        if self.step:
            drawn = self.start + np.rint((drawn - self.start) / self.step) * self.step
        return np.asarray(drawn)


def one_peak(column: np.ndarray) -> OnePeak:
    """Fit the closest one-peaked distribution, whatever its skew and tails.

    Left of the peak the distribution function is made convex, right of it concave, and the peak
    is put where this changes it least. A column that has one peak hardly changes; several peaks
    melt into one broad hill.

    References
    ----------
    Hartigan, J. A. & Hartigan, P. M. (1985). The dip test of unimodality. Ann. Statist. 13.
    """
    ordered = np.sort(column)
    values = np.unique(np.quantile(ordered, np.linspace(0, 1, min(KNOTS, len(ordered)) + 1)))
    step = _grid(ordered)
    if len(values) < 2:
        return OnePeak(values, np.ones(1), 0.0, float(values[0]))
    if step:  # each value stands for all that is rounded to it
        values = np.append(values[0] - step, values) + step / 2
    share = np.searchsorted(ordered, values, side="right") / len(ordered)
    share[0] = 0.0
    width = np.diff(values)
    fits = [
        _one_hill(np.diff(share) / width, width, peak)
        for peak in range(0, len(width) + 1, max(len(width) // PEAKS, 1))
    ]
    closest = min(fits, key=lambda fit: float(np.abs(fit - share).max()))
    return OnePeak(values, closest / closest[-1], step, float(ordered[0]))


def _one_hill(density: np.ndarray, width: np.ndarray, peak: int) -> np.ndarray:
    """(q,) distribution function whose density rises up to `peak` and falls after it."""
    rising = _monotone(density[:peak], width[:peak], rising=True)
    falling = _monotone(density[peak:], width[peak:], rising=False)
    hill = np.concatenate([rising, falling])
    return np.append(0.0, np.cumsum(hill * width))


def _monotone(density: np.ndarray, width: np.ndarray, *, rising: bool) -> np.ndarray:
    if not len(density):
        return density
    return np.asarray(isotonic_regression(density, weights=width, increasing=rising).x)


def _grid(ordered: np.ndarray) -> float:
    """The step of the grid that repeated values lie on (years, counts, 0/1); else 0."""
    values = np.unique(ordered)
    if len(values) < 2 or 2 * len(values) > len(ordered):
        return 0.0
    gaps = np.diff(values)
    step = float(gaps.min())
    ratios = gaps / step
    return step if float(np.abs(ratios - np.rint(ratios)).max()) < 1e-3 else 0.0


@dataclass(frozen=True)
class AnyOf:
    """A question with a few answers, each given as often as in a file.

    below: (a,) the share of customers who give one of the answers up to each, in an order in
    which the answers go along with the other columns. looks: (a, w) each answer in the matrix.
    """

    below: np.ndarray
    looks: np.ndarray

    def at(self, share: np.ndarray) -> np.ndarray:
        """(…, w) the answers below which these shares of the customers lie."""
        return np.asarray(self.looks[self.place(share)])

    def place(self, share: np.ndarray) -> np.ndarray:
        """The same as places in the order."""
        return np.searchsorted(self.below[:-1], share, side="right")


@dataclass(frozen=True)
class OnePopulation:
    """A single population like the one a table may come from.

    margins: one for each feature; columns: those of the matrix that each feature takes; mixing:
    (q, q), turns independent normal numbers into ones that are correlated as the features' ranks
    are (a Gaussian copula).
    """

    margins: tuple[OnePeak | AnyOf, ...]
    columns: tuple[np.ndarray, ...]
    mixing: np.ndarray

    def draw(self, files: int, rows: int, rng: np.random.Generator) -> np.ndarray:
        """(files, rows, d) made-up files."""
        normal = rng.standard_normal((files, rows, len(self.margins))) @ self.mixing.T
        shares = ndtr(normal)
        made = np.empty((files, rows, sum(map(len, self.columns))))
        for place, (margin, columns) in enumerate(zip(self.margins, self.columns, strict=True)):
            made[..., columns] = np.atleast_3d(margin.at(shares[..., place]))
        return made


def one_population(X: np.ndarray, blocks: np.ndarray | None = None) -> OnePopulation:
    """The single population closest to the rows of X (n, d).

    Uniform, bell-shaped, skewed, heavy-tailed and correlated populations are all of this kind,
    and so are answers that become commoner as a number or another answer grows; several groups
    are not.

    Parameters
    ----------
    blocks
        (d,) which feature each column belongs to; None where each is one. Several columns of one
        feature are the answers to a question: every row has one of them.

    References
    ----------
    Nelsen, R. B. (2006). An Introduction to Copulas, for the Gaussian copula.
    """
    blocks = np.arange(X.shape[1]) if blocks is None else blocks
    columns = tuple(np.flatnonzero(blocks == feature) for feature in dict.fromkeys(blocks.tolist()))
    parts = [_part(X, own) for own in columns]
    margins = tuple(margin for margin, _ in parts)
    wanted = _tied(np.column_stack([places for _, places in parts]))
    return OnePopulation(margins, columns, _mixing(_latent(wanted, margins)))


def _part(X: np.ndarray, at: np.ndarray) -> tuple[OnePeak | AnyOf, np.ndarray]:
    """The margin of one feature, and its (n,) values or places, whose ranks are tied to others."""
    own = X[:, at]
    if own.shape[1] > 1:
        codes = own.argmax(axis=1)
    elif (own == own[0]).all() or ((own != own.min()) & (own != own.max())).any():
        return one_peak(own[:, 0]), own[:, 0]
    else:
        codes = (own[:, 0] == own.max()).astype(np.intp)
    _, first, codes, counts = np.unique(
        codes, return_index=True, return_inverse=True, return_counts=True
    )
    others = np.delete(X, at, axis=1)
    order = _along(codes, counts, others)
    place = np.argsort(order)[codes]
    return AnyOf(np.cumsum(counts[order]) / len(X), own[first][order]), place.astype(np.float64)


def _along(codes: np.ndarray, counts: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(a,) the answers in the order in which they go along with the other columns: that of the
    direction in which the means of those who give them differ most (reciprocal averaging).

    References
    ----------
    Hill, M. O. (1973). Reciprocal averaging: an eigenvector method of ordination. J. Ecology 61.
    """
    if len(counts) <= 2 or not others.shape[1]:
        return np.arange(len(counts))
    centred = others - others.mean(axis=0)
    sums = np.stack([np.bincount(codes, column, len(counts)) for column in centred.T], axis=1)
    weighed = sums / np.sqrt(counts)[:, None]
    return np.argsort(np.linalg.svd(weighed)[0][:, 0] / np.sqrt(counts), kind="stable")


def _tied(columns: np.ndarray) -> np.ndarray:
    """(q, q) correlation of the columns' normal scores."""
    # Not scipy's `rankdata`: loading `scipy.stats` for it takes longer than the whole vote.
    shares = pd.DataFrame(columns).rank().to_numpy() / (len(columns) + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = np.corrcoef(ndtri(shares), rowvar=False).reshape(columns.shape[1], -1)
    correlation = np.where(np.isfinite(correlation), correlation, 0.0)
    np.fill_diagonal(correlation, 1.0)
    return np.asarray(correlation)


def _latent(wanted: np.ndarray, margins: Sequence[OnePeak | AnyOf]) -> np.ndarray:
    """(q, q) the correlation of normal numbers that gives answers the correlation wanted.

    Few answers show only a part of what ties them to others, so more is put in until as much
    comes out in a trial draw. Numbers show it all.
    """
    few = np.array([isinstance(margin, AnyOf) for margin in margins])
    if not few.any():
        return wanted
    trial = np.random.Generator(np.random.PCG64(0)).standard_normal((TRIAL_ROWS, len(margins)))
    trial = np.linalg.qr(trial - trial.mean(axis=0))[0] * np.sqrt(TRIAL_ROWS)
    latent = wanted
    for _ in range(TRIALS):
        normal = trial @ _mixing(latent).T
        drawn = [
            margin.place(ndtr(column)) if isinstance(margin, AnyOf) else column
            for margin, column in zip(margins, normal.T, strict=True)
        ]
        missed = np.where(few | few[:, None], wanted - _tied(np.column_stack(drawn)), 0.0)
        latent = np.clip(latent + missed, -MOST_TIED, MOST_TIED)
        np.fill_diagonal(latent, 1.0)
    return np.asarray(latent)


def _mixing(correlation: np.ndarray) -> np.ndarray:
    """(q, q) what turns independent normal numbers into correlated ones, each of variance 1."""
    values, vectors = np.linalg.eigh(correlation)
    mixing = vectors * np.sqrt(np.maximum(values, 0.0))
    return np.asarray(mixing / np.sqrt((mixing * mixing).sum(axis=1, keepdims=True)))
