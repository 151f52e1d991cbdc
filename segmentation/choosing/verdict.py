"""Whether the groups are natural, and why, in sentences that a marketer can read."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from segmentation.choosing.candidate import HELD, has_crumbs, holding
from segmentation.results import NullTest, Verdict
from segmentation.verdict_words import apart as how_far
from segmentation.verdict_words import beyond_chance

NOTHING = 0.06  # contrast with files without groups below which it does, whatever the p-value
CLEARLY = 0.20  # contrast of groups that are there for everyone to see
HELD_SHARE = 0.8  # of customers must be in groups that hold
FEW_CUSTOMERS = 50
HEAVY_SHARE = 0.3  # of a column's spread in its top 1 % of rows; a bell curve has 0.08


@dataclass(frozen=True)
class Findings:
    """What the verdict rests on.

    contrast: how far the groups differ from what files without groups give, 0 to 1, for the
    chosen k; best_contrast: for the best of all k, if one was elected. said: the contrast in a
    sentence.
    held, sizes: (k,) stability and number of customers of each group.
    fitting: whether the indices speak for this number of groups, or nearly.
    """

    null: NullTest
    contrast: float
    best_contrast: float
    held: np.ndarray
    sizes: np.ndarray
    silhouette: float
    resamples: int
    said: str
    fitting: bool = True

    @property
    def verdict(self) -> Verdict:
        if not groups_exist(self.null, self.best_contrast):
            return "no_natural_groups"
        apart = self.contrast >= CLEARLY and self.holding >= HELD_SHARE
        return "segments" if apart and self.fitting and not has_crumbs(self.sizes) else "weak"

    @property
    def holding(self) -> float:
        """The share of customers who are in groups that hold."""
        return holding(self.held, self.sizes)


def groups_exist(null: NullTest, best_contrast: float) -> bool:
    """Whether files without groups look different from this one at all."""
    return beyond_chance(null) and best_contrast >= NOTHING


def reasons(found: Findings) -> Iterator[str]:
    """Why this verdict: one sentence each, the most telling first."""
    yield from {
        "segments": _segments,
        "weak": _weak,
        "no_natural_groups": _no_groups,
    }[found.verdict](found)
    if has_crumbs(found.sizes):
        few = int(found.sizes.min())
        yield (
            f"The smallest group has only {few:,} {'customer' if few == 1 else 'customers'}:"
            " rather outliers than a kind of customer."
        )
    if found.sizes.sum() < FEW_CUSTOMERS:
        yield (f"With only {found.sizes.sum()} customers, small groups cannot be told from chance.")


def _segments(found: Findings) -> Iterator[str]:
    apart = how_far("segments", found.silhouette)
    if (found.held >= HELD).all():
        yield f"{apart}, and every one of them held in {found.resamples} resamples."
    else:
        steady = int((found.held >= HELD).sum())
        yield f"{apart}, and {steady} of {len(found.held)} held in {found.resamples} resamples."
    yield found.said


def _weak(found: Findings) -> Iterator[str]:
    if found.fitting:
        yield f"{how_far('weak', found.silhouette)}: read them as a pattern."
    else:
        yield f"There are groups, but {len(found.sizes)} is not their natural number."
    if found.holding < HELD_SHARE:
        steady = int((found.held >= HELD).sum())
        few = f"Only {steady} of {len(found.held)}" if steady else "None of them"
        yield (
            f"{few} held in {found.resamples} resamples; the least steady kept"
            f" {100 * found.held.min():.0f} % of its customers."
        )
    else:
        yield found.said


def _no_groups(found: Findings) -> Iterator[str]:
    without = f"{found.null.draws} made-up files with the same columns but without groups"
    closer = round(100 * found.best_contrast)
    if not beyond_chance(found.null):
        yield f"{without} split just as well: nothing here divides the customers by itself."
    elif closer > 0:
        yield (
            f"Within a group customers differ at most {closer} % less than in {without}: too little"
            " to speak of kinds of customers."
        )
    else:
        yield f"Within a group customers differ no less than in {without}."
    yield f"The {len(found.sizes)} parts are a way to work with them, not kinds of people."


def remarks(sample: np.ndarray, rows: int) -> Iterator[str]:
    """What else a reader should know about the rows that were weighed, out of `rows`."""
    heavy = heavy_columns(sample)
    if heavy:
        where = "one column" if heavy == 1 else f"{heavy} of {sample.shape[1]} columns"
        yield (
            f"In {where} a few very large values make up most of the differences: the groups"
            " mostly follow them."
        )
    if len(sample) < rows:
        yield f"The number of groups was weighed on {len(sample):,} of {rows:,} customers."


def heavy_columns(X: np.ndarray) -> int:
    """How many columns owe much of their spread to the few largest values."""
    if len(X) < FEW_CUSTOMERS:
        return 0
    squares = (X - X.mean(axis=0)) ** 2
    top = max(len(X) // 100, 1)
    largest = np.partition(squares, len(X) - top, axis=0)[-top:].sum(axis=0)
    return int((largest > HEAVY_SHARE * np.maximum(squares.sum(axis=0), 1e-300)).sum())
