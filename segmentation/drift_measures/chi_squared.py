"""The chi-squared test for two samples of categories, exact tests where rows are few."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, fisher_exact

from segmentation.binning import tallied, without_rare
from segmentation.drift_measure import DRIFT_MEASURES, Kind, Measured

_EXACT_ROWS = 2_000
_FEW_ROWS, _DEALS = 100, 4_999


@dataclass(frozen=True)
class ChiSquared:
    """Whether categories are as frequent after as before.

    least: rarer categories, by the expected number of customers, are put together first. The
    statistic is Cramér's V, from 0 (alike) to 1.
    """

    name: str = "chi_squared"
    title: str = "chi-squared test"
    kinds: tuple[Kind, ...] = ("categories",)
    least: float = 1.0

    def measure(self, before: np.ndarray, after: np.ndarray) -> Measured:
        counts = without_rare(tallied(before, after), self.least)
        free = counts.shape[1] - 1
        if not free:
            return Measured(0.0, 0.0, 1.0)
        rows = counts.sum()
        critical = float(np.sqrt(chi2.ppf(0.95, free) / rows))
        return Measured(float(np.sqrt(chi_squared(counts) / rows)), critical, p_value_of(counts))


def chi_squared(counts: np.ndarray) -> float:
    """Pearson's statistic of counts (2, b) without empty columns.

    >>> round(chi_squared(np.array([[50, 50], [60, 40]])), 4)
    2.0202
    """
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return float(((counts - expected) ** 2 / expected).sum())


def p_value_of(counts: np.ndarray) -> float:
    """How often chance gives counts (2, b) as uneven as these: by Fisher's exact test for two
    categories, by dealing the customers out again in small samples, else by the chi-squared
    distribution, rare categories put together."""
    if counts.shape[1] < 2:
        return 1.0
    if counts.shape[1] == 2 and counts.sum() <= _EXACT_ROWS:
        return float(fisher_exact(counts).pvalue)
    if counts.sum(axis=1).min() < _FEW_ROWS:
        return _dealt(counts)
    counts = without_rare(counts)
    return float(chi2.sf(chi_squared(counts), counts.shape[1] - 1))


def _dealt(counts: np.ndarray) -> float:
    """The same by 4,999 random deals with these margins; the same ones every time."""
    totals = counts.sum(axis=0)
    rng = np.random.Generator(np.random.PCG64(0))
    smaller = counts[counts.sum(axis=1).argmin()]
    dealt = rng.multivariate_hypergeometric(totals, int(smaller.sum()), _DEALS)
    share = smaller.sum() / counts.sum()
    # With fixed margins the statistic grows with these squares alone.
    own = ((smaller - totals * share) ** 2 / totals).sum()
    by_chance = ((dealt - totals * share) ** 2 / totals).sum(axis=1)
    return float((1 + (by_chance >= own - 1e-9).sum()) / (_DEALS + 1))


DRIFT_MEASURES.add(ChiSquared())
