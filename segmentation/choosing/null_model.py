"""Made-up files without groups: the same columns, tied to each other alike, but one population."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.special import ndtr, ndtri
from scipy.stats import rankdata

KNOTS = 200  # quantiles that describe a column
PEAKS = 40  # places that are tried for its peak


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
class OnePopulation:
    """A single population like the one a table may come from.

    margins: one for each column; mixing: (d, d), turns independent normal numbers into ones
    that are correlated as the columns' ranks are (a Gaussian copula).
    """

    margins: tuple[OnePeak, ...]
    mixing: np.ndarray

    def draw(self, files: int, rows: int, rng: np.random.Generator) -> np.ndarray:
        """(files, rows, d) made-up files."""
        normal = rng.standard_normal((files, rows, len(self.margins))) @ self.mixing.T
        shares = ndtr(normal)
        return np.stack(
            [margin.at(shares[..., column]) for column, margin in enumerate(self.margins)], axis=2
        )


def one_population(X: np.ndarray) -> OnePopulation:
    """The single population closest to the rows of X (n, d).

    Uniform, bell-shaped, skewed, heavy-tailed and correlated populations are all of this kind;
    several groups are not.

    References
    ----------
    Nelsen, R. B. (2006). An Introduction to Copulas, for the Gaussian copula.
    """
    shares = rankdata(X, axis=0) / (len(X) + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = np.corrcoef(ndtri(shares), rowvar=False).reshape(X.shape[1], -1)
    correlation = np.where(np.isfinite(correlation), correlation, 0.0)
    np.fill_diagonal(correlation, 1.0)
    values, vectors = np.linalg.eigh(correlation)
    mixing = vectors * np.sqrt(np.maximum(values, 0.0))
    return OnePopulation(tuple(one_peak(column) for column in X.T), mixing)
