"""The Kolmogorov-Smirnov test for two samples of numbers, exact where values are equal."""

from dataclasses import dataclass

import numpy as np
from scipy.special import kolmogi, kolmogorov

from segmentation.drift_measure import DRIFT_MEASURES, Kind, Measured

_TOUCHES = 1e-9  # a distance is reached in spite of rounding


@dataclass(frozen=True)
class KolmogorovSmirnov:
    """The largest distance of the two distribution functions.

    exact_rows: up to so many rows in all the p-value is that of every way to deal the values out
    again, equal values included (Schröer & Trenkler 1995, Comp. Stat. & Data Analysis 20); beyond
    it Kolmogorov's limit, which errs on the careful side where values are equal.
    """

    name: str = "ks"
    title: str = "Kolmogorov-Smirnov test"
    kinds: tuple[Kind, ...] = ("numbers",)
    exact_rows: int = 1_000

    def measure(self, before: np.ndarray, after: np.ndarray) -> Measured:
        before, after = before[~np.isnan(before)], after[~np.isnan(after)]
        n, m = len(before), len(after)
        if not n or not m:
            return Measured(0.0, None, 1.0)
        distance, last_of_equals = _distance(before, after)
        rows = np.sqrt(n * m / (n + m))
        if n + m > self.exact_rows:
            p_value = float(kolmogorov(distance * rows))
        else:
            p_value = _exact(distance, n, m, last_of_equals)
        return Measured(distance, float(kolmogi(0.05) / rows), p_value)


def distance_between(before: np.ndarray, after: np.ndarray) -> float:
    """The statistic alone; 0 where one of the samples holds no number."""
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    return _distance(before, after)[0] if len(before) and len(after) else 0.0


def _distance(before: np.ndarray, after: np.ndarray) -> tuple[float, np.ndarray]:
    """The statistic, and which of the pooled values in order is the last of its equals."""
    pooled = np.sort(np.concatenate([before, after]))
    gap = np.searchsorted(np.sort(before), pooled, "right") / len(before)
    gap = gap - np.searchsorted(np.sort(after), pooled, "right") / len(after)
    return float(np.abs(gap).max()), np.append(pooled[1:] != pooled[:-1], True)


def _exact(distance: float, n: int, m: int, last_of_equals: np.ndarray) -> float:
    """How often a random deal of the pooled values comes as far apart.

    The values are dealt one by one in order; `alive` is the chance of having given i of them to
    the first sample without having been that far apart yet.
    """
    if distance <= _TOUCHES:
        return 1.0
    wanted = np.arange(n, -1, -1, dtype=np.float64)
    alive, gone = np.zeros(n + 1), 0.0
    alive[0] = 1.0
    dealt = np.arange(1, n + m + 1)
    # Of i given to the first sample, the two shares differ by i (1/n + 1/m) - dealt / m.
    step, reach = 1 / n + 1 / m, distance - _TOUCHES
    few = np.floor((dealt / m - reach) / step).astype(int) + 1
    many = np.ceil((dealt / m + reach) / step).astype(int)
    for at, checked in enumerate(last_of_equals):
        to_first = alive * (wanted / (n + m - at))
        alive -= to_first
        alive[1:] += to_first[:-1]
        if checked:
            low, high = max(few[at], 0), min(many[at], n + 1)
            gone += alive[:low].sum() + alive[high:].sum()
            alive[:low] = alive[high:] = 0.0
    return float(min(gone, 1.0))


DRIFT_MEASURES.add(KolmogorovSmirnov())
