"""The segments as a rule for new customers: which centre is nearest, and how near it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import TypeAdapter

from segmentation.answers import NOT_GIVEN, OTHER
from segmentation.errors import CannotScore
from segmentation.partitioning.assigning import cluster_means, nearest_centre
from segmentation.results import Analysis, FeatureScale, Outcome


@dataclass(frozen=True)
class Scores:
    """What the standing model says of m customers.

    labels: (m,) the segment's number, 0 where a customer is too far from every one.
    distances: (m,) to the nearest centre, in the space that was clustered.
    scaled: (m, d) the customers in that space.
    filled: how many unknown values were filled, by feature, where any were.
    """

    labels: np.ndarray
    distances: np.ndarray
    scaled: np.ndarray
    filled: dict[str, int]


@dataclass(frozen=True, slots=True)
class StandingModel:
    """Segments that were found once and are used from then on.

    scales: by feature, how its numbers get into the space that was clustered, and the median
    that stands for unknown ones. bent: whether far values are drawn in by arcsinh. numbers,
    centres: (k,) and (k, d). reach: (k,) how far from its centre each segment's own customers
    lie at the most; None where every customer belongs to some segment.
    """

    scales: tuple[FeatureScale, ...]
    bent: bool
    numbers: tuple[int, ...]
    centres: tuple[tuple[float, ...], ...]
    reach: tuple[float, ...] | None = None

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(scale.feature for scale in self.scales))

    @classmethod
    def of(cls, outcome: Outcome) -> "StandingModel":
        """The model of an outcome."""
        return cls.from_stored(outcome.analysis, outcome.scaled, outcome.labels)

    @classmethod
    def from_stored(
        cls, analysis: Analysis, scaled: np.ndarray, labels: np.ndarray
    ) -> "StandingModel":
        """The model of a stored analysis: analysis.json and arrays.npz are all that it takes.

        Raises
        ------
        CannotScore : an analysis that was stored before scales were kept.
        """
        if not analysis.scales:
            raise CannotScore(
                "This analysis was stored by an earlier version, which did not keep how the"
                " columns were scaled.",
                "Analyse the file again; from then on new customers can be scored.",
            )
        numbers = np.array([segment.number for segment in analysis.segments])
        places = np.where(labels > 0, np.searchsorted(numbers, labels), -1)
        centres = cluster_means(scaled, places, len(numbers))
        reach = None
        if (places < 0).any():
            inside, own = scaled[places >= 0], places[places >= 0]
            far = np.sqrt(((inside - centres[own]) ** 2).sum(axis=1))
            reach = tuple(float(far[own == place].max()) for place in range(len(numbers)))
        return cls(
            scales=analysis.scales,
            bent=analysis.scaling == "robust",
            numbers=tuple(map(int, numbers)),
            centres=tuple(tuple(map(float, centre)) for centre in centres),
            reach=reach,
        )

    def score(self, customers: pd.DataFrame | Mapping[str, np.ndarray | pd.Series]) -> Scores:
        """Sort customers into the segments.

        Parameters
        ----------
        customers : columns of numbers, NaN where nothing is known; a feature that is missing
            altogether counts as unknown of everybody, other columns don't matter.

        Raises
        ------
        CannotScore : none of the features is there.
        """
        there = [name for name in self.features if name in customers]
        if not there:
            raise CannotScore(
                "The table has none of the columns that the segments are made of"
                f" ({', '.join(self.features)}).",
                "Bring a table with at least one of them, under the same name.",
            )
        rows = len(customers[there[0]])
        values, filled = np.empty((rows, len(self.scales))), {}
        for at, scale in enumerate(self.scales):
            given = customers[scale.feature] if scale.feature in there else np.full(rows, np.nan)
            values[:, at] = self._figures(given, scale)
            gaps = ~np.isfinite(values[:, at])
            if gaps.any():
                filled[scale.feature] = int(gaps.sum())
                values[gaps, at] = scale.fill
        return self._sorted(self.to_scaled(values), filled)

    def score_scaled(self, scaled: np.ndarray) -> Scores:
        """The same for customers (m, d) that are in the space that was clustered."""
        return self._sorted(scaled, {})

    def _sorted(self, scaled: np.ndarray, filled: dict[str, int]) -> Scores:
        centres = np.array(self.centres)
        nearest = nearest_centre(scaled, centres)
        distances = np.sqrt(((scaled - centres[nearest]) ** 2).sum(axis=1))
        labels = np.array(self.numbers, dtype=np.int64)[nearest]
        if self.reach is not None:
            labels[distances > np.array(self.reach)[nearest] * (1 + 1e-9)] = 0
        return Scores(labels, distances, scaled, filled)

    def _figures(self, given: pd.Series | np.ndarray, scale: FeatureScale) -> np.ndarray:
        """(m,) numbers, or 1 where an answer is the one of this column; NaN where not known."""
        if not scale.answer:
            return np.asarray(given, dtype=np.float64)
        known = {one.answer for one in self.scales if one.feature == scale.feature}
        cells = pd.Series(given).astype(object)
        cells = cells.where(cells.notna(), NOT_GIVEN if NOT_GIVEN in known else None)
        seen = cells.isin(known) | (len(known) == 1) | (OTHER not in known)
        said = (cells.where(seen, OTHER).astype(str) == scale.answer).astype(np.float64)
        return said.where(cells.notna(), np.nan).to_numpy()

    def to_scaled(self, values: np.ndarray) -> np.ndarray:
        """(m, d) numbers in the file's own units -> the space that was clustered."""
        shift, scale, weight = (
            np.array([getattr(one, figure) for one in self.scales])
            for figure in ("shift", "scale", "weight")
        )
        straight = (values - shift) / scale
        if self.bent:
            number = np.array([not one.answer for one in self.scales])
            straight[:, number] = np.arcsinh(straight[:, number])
        return np.asarray(straight * weight)

    def to_json(self) -> str:
        return _MODEL.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "StandingModel":
        return _MODEL.validate_json(text)


_MODEL: TypeAdapter[StandingModel] = TypeAdapter(StandingModel)
