"""The population stability index, with the value that chance alone gives at this many rows."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from segmentation.binning import BINS, LEAST_EXPECTED, binned, tallied, without_rare
from segmentation.drift_measure import DRIFT_MEASURES, Kind, Measured

FLOOR = 1e-4  # the share that stands for an empty bin
_CHANCE = 0.95


@dataclass(frozen=True)
class StabilityIndex:
    """Σ (q - p) ln(q / p) over bins, p and q being the shares before and after.

    Without any drift the index is close to (1/n + 1/m) times a chi-squared variable with one
    degree of freedom less than there are bins (Yurdakul & Naranjo 2020, J. Risk Model Validation
    14). So the usual 0.1 and 0.25 alarm at nothing where rows are few; `critical` does not.
    """

    name: str = "psi"
    title: str = "population stability index"
    kinds: tuple[Kind, ...] = ("numbers", "categories")
    bins: int = BINS

    def measure(self, before: np.ndarray, after: np.ndarray) -> Measured:
        are_numbers = np.issubdtype(before.dtype, np.floating)
        if are_numbers:
            # Bins are as full as the baseline's quantiles; only very small files leave some empty.
            counts = without_rare(binned(before, after, self.bins), LEAST_EXPECTED / 2)
        else:
            counts = without_rare(tallied(before, after))
        return Measured(index_of(counts), critical_index(counts))


def index_of(counts: np.ndarray) -> float:
    """The index of counts (2, b).

    >>> round(index_of(np.array([[50, 50], [60, 40]])), 4)
    0.0405
    """
    before, after = np.maximum(counts / counts.sum(axis=1, keepdims=True), FLOOR)
    return float(((after - before) * np.log(after / before)).sum())


def critical_index(counts: np.ndarray) -> float:
    """The index that counts (2, b) without drift exceed once in twenty comparisons.

    >>> round(critical_index(np.full((2, 10), 10)), 3)
    0.338
    """
    n, m = counts.sum(axis=1)
    free = counts.shape[1] - 1
    return float((1 / n + 1 / m) * chi2.ppf(_CHANCE, free)) if free else 0.0


DRIFT_MEASURES.add(StabilityIndex())
