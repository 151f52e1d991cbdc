"""Which columns go together: numbers with numbers, numbers with answers, answers with answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.special import chdtrc, stdtr

from segmentation.exploration import Relation
from segmentation.exploring.looking import MOST_ANSWERS, Looked, ranked

_STEPS = 10  # parts of equal size that a curve is followed by
_FEWEST = 20  # customers with both values known
_SIGNIFICANT = 0.01


def relations(looked: Looked) -> tuple[tuple[Relation, ...], int]:
    """The relations that chance does not explain, the strongest first, and how many pairs there
    were; p-values after Benjamini and Hochberg (1995) over all of them."""
    found = [*_numbers(looked), *_numbers_by_answers(looked), *_answers(looked)]
    adjusted = benjamini_hochberg(np.array([relation.p_value for relation in found]))
    told = [replace(r, p_adjusted=float(p)) for r, p in zip(found, adjusted, strict=True)]
    kept = [relation for relation in told if relation.p_adjusted <= _SIGNIFICANT]
    kept.sort(key=lambda r: (-round(r.strength, 9), r.one, r.other))
    return tuple(kept), len(found)


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """(m,) p-values adjusted so that a limit on them bounds the false discovery rate.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p_values)[::-1]
    factors = len(p_values) / np.arange(len(p_values), 0, -1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum.accumulate(np.minimum(p_values[order] * factors, 1.0))
    return adjusted


@dataclass(frozen=True)
class Figures:
    """Columns of numbers side by side: (m, d) values with 0 for gaps, and where they are known."""

    filled: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, columns: Sequence[np.ndarray]) -> "Figures":
        side_by_side = np.stack(columns, axis=1)
        known = np.isfinite(side_by_side)
        return cls(np.where(known, side_by_side, 0.0), known.astype(np.float64))

    def correlations(self) -> tuple[np.ndarray, np.ndarray]:
        """(d, d) correlations over the rows where both are known, and (d, d) how many those are."""
        pairs = self.known.T @ self.known
        sums = self.filled.T @ self.known
        squares = (self.filled**2).T @ self.known
        joint = pairs * (self.filled.T @ self.filled) - sums * sums.T
        spread = np.sqrt(np.maximum(pairs * squares - sums**2, 0))
        product = spread * spread.T
        noise = 1e-9 * np.maximum(pairs, 1) ** 2
        r = np.divide(joint, product, out=np.zeros_like(joint), where=product > noise)
        return np.clip(r, -1, 1), pairs

    def explained(self, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The share of each column's variance that lies between groups (correlation ratio).

        groups: (m, g) 1 where a row belongs to a group. Returns (d,) shares, (d,) rows that count,
        (d,) groups that have any.
        """
        grouped = groups.sum(axis=1)
        counts, sums = groups.T @ self.known, groups.T @ self.filled
        total, rows = grouped @ self.filled, grouped @ self.known
        square = total**2 / np.maximum(rows, 1)
        all_in_all = grouped @ self.filled**2 - square
        between = (sums**2 / np.maximum(counts, 1)).sum(axis=0) - square
        share = np.divide(between, all_in_all, out=np.zeros_like(between), where=all_in_all > 1e-12)
        return np.clip(share, 0, 1), rows, (counts > 0).sum(axis=0)


def rank_correlations(columns: Sequence[np.ndarray]) -> np.ndarray:
    """(d, d) Spearman's correlation of every two of d columns (m,), each ranked over its known
    values, taken over the rows where both are known."""
    return Figures.of([ranked(column) for column in columns]).correlations()[0]


def _numbers(looked: Looked) -> Iterator[Relation]:
    names = looked.numbers
    if len(names) < 2:
        return
    ranks, values = Figures.of(list(looked.ranks.values())), _standardised(looked)
    (spearman, rows), (pearson, _) = ranks.correlations(), values.correlations()
    steps = [_explained(ranks, _in_steps(looked.ranks[name])) for name in names]
    for i, j in combinations(range(len(names)), 2):
        if rows[i, j] < _FEWEST:
            continue
        (up, p_up), (down, p_down) = ((steps[a][0][b], steps[a][1][b]) for a, b in ((i, j), (j, i)))
        rho = float(spearman[i, j])
        curve, p_curve = (up, p_up) if up >= down else (down, p_down)
        # Two looks at one pair, the line and the better curve: Bonferroni.
        p_value = min(1.0, 3 * min(_p_of_correlation(rho, rows[i, j]), float(p_curve)))
        yield Relation(
            names[i], names[j], "numbers", abs(rho), p_value, p_value, rho,
            float(pearson[i, j]), max(0.0, float(curve) - rho**2),
        )  # fmt: skip


def _standardised(looked: Looked) -> Figures:
    """The values, each column around 0: sums of squares of large numbers lose their digits."""
    centred = []
    for values in looked.values.values():
        known = values[np.isfinite(values)]
        spread = float(known.std()) if len(known) else 0.0
        centred.append((values - (known.mean() if len(known) else 0.0)) / (spread or 1.0))
    return Figures.of(centred)


def _p_of_correlation(rho: float, rows: float) -> float:
    """Two-sided, by Student's t."""
    if abs(rho) >= 1:
        return 0.0
    t = abs(rho) * np.sqrt((rows - 2) / (1 - rho**2))
    return float(2 * stdtr(rows - 2, -t))


def _in_steps(ranks: np.ndarray) -> np.ndarray:
    """(m, g) parts of a column by rank, ties together; rows without a value are in none."""
    known = np.isfinite(ranks)
    step = np.clip((np.nan_to_num(ranks) * _STEPS).astype(int), 0, _STEPS - 1)
    return _one_hot(np.where(known, step, -1), _STEPS)


def _one_hot(codes: np.ndarray, groups: int) -> np.ndarray:
    hot: np.ndarray = (codes[:, None] == np.arange(groups)).astype(np.float64)
    return hot


def _explained(ranks: Figures, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(d,) epsilon squared of Kruskal and Wallis, (d,) its p-value."""
    share, rows, found = ranks.explained(groups)
    free = np.maximum(found - 1, 1)
    left = np.maximum(rows - found, 1)
    epsilon = np.clip(1 - (1 - share) * np.maximum(rows - 1, 1) / left, 0, 1)
    squared = np.maximum(share, 0) * np.maximum(rows - 1, 0)
    p_values = np.where(found > 1, chdtrc(free, squared), 1.0)
    return epsilon, p_values


def _numbers_by_answers(looked: Looked) -> Iterator[Relation]:
    if not looked.numbers:
        return
    ranks = Figures.of(list(looked.ranks.values()))
    for category, codes in looked.codes.items():
        epsilon, p_values = _explained(ranks, _one_hot(codes, MOST_ANSWERS + 1))
        both = (codes >= 0) @ ranks.known
        for at, name in enumerate(looked.numbers):
            if both[at] >= _FEWEST:
                p = float(p_values[at])
                strength = float(np.sqrt(epsilon[at]))
                yield Relation(name, category, "number and category", strength, p, p)


def _answers(looked: Looked) -> Iterator[Relation]:
    for one, other in combinations(looked.categories, 2):
        counts = contingency(looked.codes[one], looked.codes[other])
        if counts.sum() >= _FEWEST and min(counts.shape) > 1:
            strength, p_value = cramers_v(counts)
            yield Relation(one, other, "categories", strength, p_value, p_value)


def contingency(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(a, b) how many rows give each pair of answers; answers that nobody gives are left out."""
    known = (one >= 0) & (other >= 0)
    wide = MOST_ANSWERS + 1
    pairs = np.bincount(one[known] * wide + other[known], minlength=wide * wide)
    counts = pairs.reshape(wide, wide)
    return counts[np.ix_(counts.any(axis=1), counts.any(axis=0))]


def cramers_v(counts: np.ndarray) -> tuple[float, float]:
    """Cramér's V with Bergsma's (2013) correction for bias, and the p-value of chi squared.

    counts: (a, b) rows by answers, no empty line in it.

    >>> round(cramers_v(np.array([[50, 0], [0, 50]]))[0], 2)
    1.0
    """
    n = counts.sum()
    rows, columns = counts.shape
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    squared = float(((counts - expected) ** 2 / expected).sum())
    free = (rows - 1) * (columns - 1)
    phi = max(0.0, squared / n - free / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    strength = min(1.0, np.sqrt(phi / least)) if least > 0 else 0.0
    return float(strength), float(chdtrc(free, squared))
