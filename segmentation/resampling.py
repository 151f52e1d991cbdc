"""How sure a segment's effect sizes are: what they would be, had other customers come."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.profiling import SegmentProfile
from segmentation.results import Trait

DRAWS = 200
# Of a larger segment so many rows are drawn from; the spread is scaled to the segment's own size.
SAMPLE = 1_000


@dataclass(frozen=True)
class Redrawn:
    """Effect sizes over resamples.

    columns: the d features. effects: (draws, k, d), the segment's mean less the overall mean in
    overall standard deviations, in each draw.
    """

    columns: tuple[str, ...]
    effects: np.ndarray

    @property
    def draws(self) -> int:
        return len(self.effects)

    def of(self, segment: int, feature: str) -> np.ndarray:
        """(draws,) the effects of the segment at that place (from 0) in one feature."""
        drawn: np.ndarray = self.effects[:, segment, self.columns.index(feature)]
        return drawn

    def beyond(self, segment: int, feature: str, threshold: float) -> float:
        """The share of draws in which the effect lies beyond a signed threshold."""
        drawn = self.of(segment, feature)
        return float(np.mean(drawn >= threshold if threshold > 0 else drawn <= threshold))

    def within(self, segment: int, features: Sequence[str], threshold: float) -> float:
        """The share of draws in which no effect of these features reaches the threshold."""
        at = [self.columns.index(feature) for feature in features]
        return float(np.mean((np.abs(self.effects[:, segment, at]) < threshold).all(axis=1)))

    def in_order(self, segments: Sequence[int], feature: str) -> float:
        """The share of draws in which the segments follow each other so, the lowest first."""
        drawn = self.effects[:, list(segments), self.columns.index(feature)]
        return float(np.mean((np.diff(drawn, axis=1) > 0).all(axis=1)))


def as_measured(traits: Sequence[Sequence[Trait]]) -> Redrawn:
    """The effects as they are, as the one and only draw."""
    columns = tuple(sorted({trait.feature for segment in traits for trait in segment}))
    effects = np.zeros((1, len(traits), len(columns)))
    for place, segment in enumerate(traits):
        for trait in segment:
            effects[0, place, columns.index(trait.feature)] = trait.effect_size
    return Redrawn(columns, effects)


def redraw(
    values: pd.DataFrame, labels: np.ndarray, profiles: Sequence[SegmentProfile], seed: int
) -> Redrawn:
    """Effect sizes over bootstrap resamples of every segment's rows.

    Each segment keeps its size, its rows are drawn with replacement (the Poisson bootstrap, which
    gives each row a weight of its own), and the overall mean and deviation follow. Of a segment of
    more than 1,000 rows a sample of so many is drawn from, and the spread of its mean shrunk by the
    root of the two sizes' ratio: the cost does not grow with the file.

    Parameters
    ----------
    values : (n, d) numbers in the file's own units, no missing values.
    labels : (n,) segment numbers 1 … k, 0 for rows that belong to none.
    profiles : the segments' profiles, in the order of their numbers.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap; Hanley & MacGibbon (2006) on
    Poisson weights.
    """
    rng = np.random.default_rng(seed)
    columns = tuple(str(name) for name in values.columns)
    exact = np.array([[p.effect_sizes[name] for name in columns] for p in profiles])
    exact = exact.reshape(len(profiles), len(columns))
    numbers = [*(p.number for p in profiles), 0]
    rows_of = [np.flatnonzero(labels == number) for number in numbers]
    samples = [_some(rows, rng) for rows in rows_of]
    weights = np.array([len(rows) for rows in rows_of]) / max(1, len(labels))
    shift, spread = _location(values, profiles, columns)
    moments = np.zeros((2, DRAWS, len(numbers), len(columns)))
    for place, (rows, sample) in enumerate(zip(rows_of, samples, strict=True)):
        if len(sample):
            z = (values.iloc[sample].to_numpy(dtype=np.float64) - shift) / spread
            moments[:, :, place] = _deviations(z, rng) * np.sqrt(len(sample) / len(rows))
    overall, squares = np.einsum("mbjd,j->mbd", moments, weights)
    deviation = np.sqrt(np.maximum(1.0 + squares - overall**2, 1e-12))
    drawn = exact + moments[0, :, :-1] - overall[:, None]
    return Redrawn(columns, drawn / deviation[:, None])


def _some(rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return rows if len(rows) <= SAMPLE else np.sort(rng.choice(rows, SAMPLE, replace=False))


def _location(
    values: pd.DataFrame, profiles: Sequence[SegmentProfile], columns: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """(d,) the overall means and deviations; a constant column has the deviation 1."""
    told = {d.feature: d.overall for d in profiles[0].distinguishing} if profiles else {}
    means = np.array([told.get(name, 0.0) for name in columns])
    spread = np.array([float(values[name].to_numpy().std()) for name in columns])
    return means, np.where(spread > 1e-12 * np.maximum(1.0, np.abs(means)), spread, 1.0)


def _deviations(z: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(2, draws, d): how far the means of z and of its squares lie off their own, by draw."""
    counts = rng.poisson(1.0, (DRAWS, len(z))).astype(np.float64)
    counts[counts.sum(axis=1) == 0] = 1.0  # a draw of nobody is no draw
    counts /= counts.sum(axis=1, keepdims=True)
    both = np.stack([z, z**2])
    deviations: np.ndarray = counts @ both - both.mean(axis=1, keepdims=True)
    return deviations
