"""Each segment held against all customers: size, means, medians, index, effect sizes, money."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.results import Distinguishing


@dataclass(frozen=True, slots=True)
class SegmentProfile:
    """What one segment is like beside the whole; all values in the file's own units.

    centre, medians: feature -> the segment's mean and median.
    index: feature -> mean as a percentage of the overall mean (100 = average), None where the
    overall mean is not positive.
    effect_sizes: feature -> (segment mean - overall mean) / overall standard deviation.
    distinguishing: all features, the strongest effect first.
    share_of_money: the segment's part of the sum of a money column, None without one.
    """

    number: int
    size: int
    share: float
    centre: dict[str, float]
    medians: dict[str, float]
    index: dict[str, float | None]
    effect_sizes: dict[str, float]
    distinguishing: tuple[Distinguishing, ...]
    share_of_money: float | None = None


def profile(
    values: pd.DataFrame, labels: np.ndarray, money: np.ndarray | None = None
) -> tuple[SegmentProfile, ...]:
    """Profile every segment against all rows, those without a segment included.

    Parameters
    ----------
    values : (n, d) numbers in the file's own units. Figures are of the known ones; a segment of
        which nothing is known is taken for average.
    labels : (n,) int, the segment number of each row, 1 … k; 0 for rows that belong to none.
    money : (n,) amounts whose shares are wanted, for instance a spend column.

    Returns
    -------
    One profile a segment, in the order of the numbers; effect sizes are standardised mean
    differences against the whole population (Cohen, 1988, with the overall deviation).

    >>> frame = pd.DataFrame({"spend": [10.0, 20.0, 90.0, 100.0]})
    >>> low, high = profile(frame, np.array([1, 1, 2, 2]), frame["spend"].to_numpy())
    >>> low.centre["spend"], round(high.effect_sizes["spend"], 2), round(high.share_of_money, 2)
    (15.0, 0.99, 0.86)
    """
    numbers, rows_of = _rows_by_segment(labels)
    columns = {str(name): _column_figures(values[name], rows_of) for name in values.columns}
    money_shares = _shares_of(money, rows_of)
    sizes = [len(rows) for rows in rows_of]
    return tuple(
        _one_profile(number, sizes[i], len(labels), columns, i, money_shares[i])
        for i, number in enumerate(numbers)
    )


def means_of(values: pd.DataFrame) -> dict[str, float]:
    """Column -> the mean of its known numbers.

    >>> means_of(pd.DataFrame({"age": [20.0, 40.0, np.nan]}))
    {'age': 30.0}
    """
    return {str(name): float(np.nanmean(values[name].to_numpy())) for name in values.columns}


@dataclass(frozen=True, slots=True)
class _Column:
    """One feature over all segments: means and medians by segment, overall mean and deviation."""

    means: np.ndarray
    medians: np.ndarray
    overall: float
    deviation: float

    def effect(self, i: int) -> float:
        if self.deviation == 0:
            return 0.0
        return float((self.means[i] - self.overall) / self.deviation)

    def index(self, i: int) -> float | None:
        return float(100 * self.means[i] / self.overall) if self.overall > 0 else None


def _rows_by_segment(labels: np.ndarray) -> tuple[list[int], list[np.ndarray]]:
    small = labels.astype(np.int16 if labels.max(initial=0) < 2**15 else np.int64)
    order = np.argsort(small, kind="stable")  # a radix sort for 16-bit integers
    counts = np.bincount(small)
    ends = np.cumsum(counts)
    numbers = [int(number) for number in np.flatnonzero(counts) if number > 0]
    return numbers, [order[ends[n] - counts[n] : ends[n]] for n in numbers]


def _column_figures(column: pd.Series, rows_of: list[np.ndarray]) -> _Column:
    cells = column.to_numpy(dtype=np.float64)
    known = cells[~np.isnan(cells)] if np.isnan(cells).any() else cells
    means, medians = [], []
    for rows in rows_of:
        part = cells[rows]
        if known is not cells:
            part = part[~np.isnan(part)] if not np.isnan(part).all() else known.copy()
        means.append(part.mean())
        medians.append(_median(part))
    deviation = float(known.std())
    overall = float(known.mean())
    # A constant column has a deviation of rounding errors, not of customers.
    negligible = deviation <= 1e-12 * max(1.0, abs(overall))
    return _Column(np.array(means), np.array(medians), overall, 0.0 if negligible else deviation)


def _median(part: np.ndarray) -> float:
    """The median of an array that may be reordered (half the time of np.median)."""
    middle = len(part) // 2
    part.partition(middle)
    if len(part) % 2:
        return float(part[middle])
    return float((part[:middle].max() + part[middle]) / 2)


def _shares_of(money: np.ndarray | None, rows_of: list[np.ndarray]) -> list[float | None]:
    """Parts of the whole sum; none where returns outweigh sales, for then parts mislead."""
    if money is None:
        return [None] * len(rows_of)
    total = float(money.sum())
    sums = [float(money[rows].sum()) for rows in rows_of]
    if total <= 0 or min(sums, default=0.0) < 0:
        return [None] * len(rows_of)
    return [part / total for part in sums]


def _one_profile(
    number: int, size: int, rows: int, columns: dict[str, _Column], i: int, money: float | None
) -> SegmentProfile:
    effects = {name: column.effect(i) for name, column in columns.items()}
    centre = {name: float(column.means[i]) for name, column in columns.items()}
    strongest = sorted(effects, key=lambda name: (-abs(round(effects[name], 9)), name))
    return SegmentProfile(
        number=number,
        size=size,
        share=size / rows,
        centre=centre,
        medians={name: float(column.medians[i]) for name, column in columns.items()},
        index={name: column.index(i) for name, column in columns.items()},
        effect_sizes=effects,
        distinguishing=tuple(
            Distinguishing(name, centre[name], columns[name].overall, effects[name])
            for name in strongest
        ),
        share_of_money=money,
    )


def times_average(d: Distinguishing) -> float | None:
    """How many times the average a segment's mean is, None where that would mislead.

    It misleads for negative means, for averages near zero beside their spread, and where the
    factor is next to one, next to nothing or enormous.

    >>> times_average(Distinguishing("spend", 82.0, 50.0, 1.2))
    1.64
    >>> times_average(Distinguishing("balance", -20.0, 50.0, -0.6)) is None
    True
    """
    spread = abs((d.value - d.overall) / d.effect_size) if d.effect_size else 0.0
    if d.value < 0 or d.overall <= 0.1 * spread or d.overall <= 0:
        return None
    factor = d.value / d.overall
    telling = 0.05 <= factor <= 20 and not 0.9 < factor < 1.1
    return factor if telling else None
