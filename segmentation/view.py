"""What pictures read from an outcome: columns of numbers, means, a fair sample of customers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from segmentation.errors import UnknownFeature
from segmentation.phrasing import count, number_word
from segmentation.results import Outcome, Segment
from segmentation.verdict_words import apart

_PRIVATE = frozenset({"id", "pii"})
STANDS_OUT = 0.8  # standard deviations; a large effect after Cohen (1988)
_BETWEEN = re.compile(r"\s+(?:(?:vs\.?|versus|and|by|against|x|×)\s+)?", re.IGNORECASE)
_AT_LEAST = 20  # of each segment in a sample, so that no small one disappears


@dataclass(frozen=True)
class View:
    """An outcome as a picture sees it."""

    outcome: Outcome

    def stressing(self, segment: int | None) -> "View":
        """This view, when that segment exists. Raises UnknownSegment."""
        if segment is not None:
            self.outcome.analysis.segment(segment)
        return self

    @property
    def segments(self) -> tuple[Segment, ...]:
        return self.outcome.analysis.segments

    @property
    def labels(self) -> np.ndarray:
        return self.outcome.labels

    @cached_property
    def rows(self) -> int:
        """All customers, those in no segment included."""
        return sum(segment.size for segment in self.segments) + self.outcome.analysis.noise

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The columns of numbers that the segmentation used."""
        return tuple(f for f in self.outcome.analysis.features if self._is_number(f))

    def _is_number(self, column: str) -> bool:
        table = self.outcome.table
        return column in table and pd.api.types.is_numeric_dtype(table[column])

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns of numbers that may be drawn: the features first, no ids, nothing private."""
        private = {c.name for c in self.outcome.analysis.dataset.columns if c.role in _PRIVATE}
        others = (c for c in self.outcome.table.columns if c not in private and self._is_number(c))
        return tuple(dict.fromkeys((*self.features, *others)))

    def varying(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Those of these columns in which not all customers are the same."""
        known = {c: values[np.isfinite(values)] for c in columns for values in [self.values(c)]}
        return tuple(c for c, values in known.items() if len(values) and np.ptp(values) > 0)

    def find(self, names: Sequence[str]) -> tuple[str, ...]:
        """The columns that these names mean, in any case; a part of a name is enough if it fits
        one column only. `age spending` and `age vs spending` mean two. Raises UnknownFeature."""
        return tuple(column for name in names for column in self._several(name))

    def _several(self, name: str) -> tuple[str, ...]:
        one = self._find(name)
        if one is not None:
            return (one,)
        words = [word for word in _BETWEEN.split(name.strip()) if word]
        for cut in range(len(words) - 1, 0, -1):
            first = self._find(" ".join(words[:cut]))
            if first is not None:
                return (first, *self._several(" ".join(words[cut:])))
        raise UnknownFeature(name, self.columns)

    def _find(self, name: str) -> str | None:
        wanted = name.strip().casefold()
        exact = [c for c in self.columns if c.casefold() == wanted]
        partial = [c for c in self.columns if wanted and wanted in c.casefold()]
        if not exact and len(partial) != 1:
            return None
        return (exact or partial)[0]

    def values(self, column: str) -> np.ndarray:
        """(n,) float64; NaN where a column that is not a feature has gaps."""
        return self.outcome.table[column].to_numpy(dtype=np.float64, na_value=np.nan)

    def mean(self, segment: Segment, column: str) -> float:
        """The segment's mean in the file's own units."""
        if column in segment.centre:
            return segment.centre[column]
        return float(self.means(self.values(column))[self.segments.index(segment)])

    def means(self, values: np.ndarray) -> np.ndarray:
        """(k,) the mean of values (n,) in each segment; unknown ones do not count."""
        known = np.isfinite(values)
        labels = self.labels[known] if not known.all() else self.labels
        values = values[known] if not known.all() else values
        numbers = [s.number for s in self.segments]
        most = max(numbers, default=0) + 1
        sums = np.bincount(labels, values, most)
        means: np.ndarray = (sums / np.maximum(np.bincount(labels, minlength=most), 1))[numbers]
        return means

    def overall(self, column: str) -> float:
        """The mean of all customers in the file's own units."""
        known = self.outcome.analysis.overall
        return known[column] if column in known else _mean(self.values(column))

    def median(self, column: str) -> float:
        """Half of all customers with a known figure lie above it."""
        return float(np.nanmedian(self.values(column)))

    def segment_median(self, segment: Segment, column: str) -> float:
        """Half of the segment with a known figure lie above it; NaN where none is known."""
        if column in segment.medians:
            return segment.medians[column]
        mine = self.values(column)[self.labels == segment.number]
        known = mine[np.isfinite(mine)]
        return float(np.median(known)) if len(known) else np.nan

    def effect(self, segment: Segment, column: str) -> float:
        """How many standard deviations the segment's mean lies from the overall mean."""
        if column not in self._spreads:
            self._spreads[column] = _spread(self.values(column))
        spread = self._spreads[column]
        return (self.mean(segment, column) - self.overall(column)) / spread if spread else 0.0

    @cached_property
    def _spreads(self) -> dict[str, float]:
        return {}

    def most_telling(self, most: int) -> tuple[str, ...]:
        """The features in which the segments differ most, in the file's order."""
        if len(self.features) <= most:
            return self.features
        differs = {f: max((abs(self.effect(s, f)) for s in self.segments), default=0.0)
                   for f in self.features}  # fmt: skip
        kept = set(sorted(differs, key=lambda f: -differs[f])[:most])
        return tuple(f for f in self.features if f in kept)

    def chosen(self, wanted: Sequence[str], most: int) -> tuple[str, ...]:
        """The columns asked for, each once; without a wish those in which the segments differ
        most. Raises UnknownFeature."""
        return tuple(dict.fromkeys(self.find(wanted))) or self.most_telling(most)

    def left_out(self, columns: Sequence[str]) -> str:
        """`The six of 17 features that differ most. `, empty where all are shown."""
        of = len(self.features)
        told = f"The {number_word(len(columns))} of {of} features that differ most. "
        return told if of > len(columns) else ""

    def sample(self, most: int) -> np.ndarray:
        """(≤ most + a few,) positions of a random sample of the customers, in order; the same
        every time, with at least 20 of each segment that has them."""
        if self.rows <= most:
            return np.arange(self.rows)
        rng = np.random.default_rng(0)
        drawn = rng.choice(self.rows, most, replace=False, shuffle=False)
        few = [
            s.number for s in self.segments if (self.labels[drawn] == s.number).sum() < _AT_LEAST
        ]
        more = [np.flatnonzero(self.labels == number)[:_AT_LEAST] for number in few]
        return np.unique(np.concatenate([drawn, *more]))

    def shown(self, drawn: int) -> str:
        """`200 customers` or `a sample of 5,000 of 1,000,000 customers`."""
        everyone = count(self.rows, "customer")
        return everyone if drawn >= self.rows else f"a sample of {drawn:,} of {everyone}"

    def unplaced(self, how: str) -> str:
        """`56 customers in no segment: not drawn.`, empty where everyone is in one."""
        noise = self.outcome.analysis.noise
        return f"{count(noise, 'customer')} in no segment: {how}." if noise else ""

    @property
    def noun(self) -> str:
        """What one of them is called: a part where there are no natural groups."""
        return "part" if self.outcome.analysis.verdict == "no_natural_groups" else "segment"

    @cached_property
    def kinds(self) -> str:
        """`five segments`; `three parts` where there are no natural groups."""
        return (
            f"{number_word(len(self.segments))} {self.noun}{'' if len(self.segments) == 1 else 's'}"
        )

    @cached_property
    def caution(self) -> str:
        """What must be said beside every picture of weak or unnatural groups."""
        return {
            "segments": "",
            "weak": f"{apart('weak', 0.0)}.",
            "no_natural_groups": "No natural groups in this file: a cut into parts, for tiers.",
        }[self.outcome.analysis.verdict]


def _mean(values: np.ndarray) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if len(finite) else 0.0


def _spread(values: np.ndarray) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.std()) if len(finite) else 0.0
