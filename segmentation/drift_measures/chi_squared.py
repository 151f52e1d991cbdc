"""The chi-squared test for two samples of categories, Fisher's exact one where rows are few."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, fisher_exact

from segmentation.binning import LEAST_EXPECTED, tallied, without_rare
from segmentation.drift_measure import DRIFT_MEASURES, Kind, Measured

_EXACT_ROWS = 2_000


@dataclass(frozen=True)
class ChiSquared:
    """Whether categories are as frequent after as before.

    least: rarer categories, by the expected number of customers, are put together first.
    statistic: Cramér's V, from 0 (alike) to 1.
    """

    name: str = "chi_squared"
    title: str = "chi-squared test"
    kinds: tuple[Kind, ...] = ("categories",)
    least: float = LEAST_EXPECTED

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
    """How often chance gives counts (2, b) as uneven as these; exact for two categories."""
    if counts.shape[1] < 2:
        return 1.0
    if counts.shape[1] == 2 and counts.sum() <= _EXACT_ROWS:
        return float(fisher_exact(counts).pvalue)
    return float(chi2.sf(chi_squared(counts), counts.shape[1] - 1))


DRIFT_MEASURES.add(ChiSquared())
