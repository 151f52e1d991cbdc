"""RFM: scores from 1 to 5 for recency, frequency and money, and the well-known named segments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from segmentation.algorithm import RULES, Assignment, ByRules
from segmentation.column_words import feature_label, normalised
from segmentation.errors import MissingMeanings
from segmentation.spec import AnalysisSpec, RfmScheme, RfmSegment
from segmentation.traits import concept_of
from segmentation.vocabulary import Vocabulary

SCORES = 5
_FIFTHS = (0.2, 0.4, 0.6, 0.8)
RECENCY, FREQUENCY, SPEND = _MEASURES = ("recency", "frequency", "spend")
# What columns are called where no vocabulary says more.
_NAMES = {
    RECENCY: re.compile(r"^recency( days| weeks| months)?$|^r$|^time since last order$"),
    FREQUENCY: re.compile(r"^frequency$|^f$|^orders$"),
    SPEND: re.compile(r"^monetary( value)?( usd| eur| gbp)?$|^m$|^spend$"),
}
_WORDS = {
    RECENCY: "recency (time since the last purchase)",
    FREQUENCY: "frequency (number of orders)",
    SPEND: "spend",
}


@dataclass(frozen=True)
class RfmRules:
    """Recency, frequency and money in fifths, or by the scheme's own cut points.

    The score of value is the mean of the scores of frequency and spend, halves rounded up; a
    file that tells only one of the two is scored by that. Equal figures have equal scores, so
    where many customers have one order, the fifths are not of one size.

    References
    ----------
    Hughes, A. M. (1994). Strategic database marketing. The grid of named segments is the one in
    common use by e-mail and shop systems.
    """

    name: str = "rfm_rules"
    title: str = "RFM rules"
    scheme: RfmScheme = field(default_factory=RfmScheme)
    measures: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for _, column in self.measures)

    def bound(self, table: pd.DataFrame, spec: AnalysisSpec, vocabulary: Vocabulary) -> ByRules:
        numbers = [str(name) for name in table if pd.api.types.is_float_dtype(table[name])]
        found = _found(numbers, vocabulary)
        missing = [_WORDS[RECENCY]] if RECENCY not in found else []
        if FREQUENCY not in found and SPEND not in found:
            missing.append(f"{_WORDS[FREQUENCY]} or {_WORDS[SPEND]}")
        if missing:
            raise MissingMeanings(self.title, missing, numbers)
        measures = tuple((key, found[key]) for key in _MEASURES if key in found)
        return replace(self, scheme=spec.rfm or self.scheme, measures=measures)

    def assign(self, values: pd.DataFrame, learn: np.ndarray | None = None) -> Assignment:
        measures = self._figures(values)
        cuts = {key: self._cuts(key, measures[key], learn) for key in measures}
        recency = SCORES - _steps(measures[RECENCY], cuts[RECENCY])
        worth = [1 + _steps(measures[key], cuts[key]) for key in measures if key != RECENCY]
        value = (2 * np.sum(worth, axis=0) + len(worth)) // (2 * len(worth))
        labels = self._labels(recency, value)
        kept = range(len(self.scheme.segments))
        if learn is None:
            present = np.unique(labels[labels >= 0])
            kept = present.tolist()
            labels = np.where(labels >= 0, np.searchsorted(present, labels), -1)
        return Assignment(
            labels=labels,
            names=tuple(self.scheme.segments[at].name for at in kept),
            rules=tuple(_in_words(self.scheme.segments[at], cuts, self.columns[0]) for at in kept),
            levels=tuple(self._levels(self.scheme.segments[at]) for at in kept),
            parameters={key: ", ".join(f"{cut:g}" for cut in cuts[key]) for key in cuts},
        )

    def _figures(self, values: pd.DataFrame) -> dict[str, np.ndarray]:
        """(n,) for each measure."""
        return {key: values[column].to_numpy(dtype=np.float64) for key, column in self.measures}

    def _cuts(self, key: str, values: np.ndarray, learn: np.ndarray | None) -> np.ndarray:
        own: tuple[float, ...] = getattr(self.scheme, key)
        if own:
            return np.array(own, dtype=np.float64)
        known = values if learn is None else values[learn]
        fifths: np.ndarray = np.quantile(known, _FIFTHS, method="inverted_cdf")
        return fifths

    def _levels(self, segment: RfmSegment) -> dict[str, int]:
        """A score of 5 is 2 levels above average; for the time since the last purchase, below."""
        return {
            column: -_level(segment.recency) if key == RECENCY else _level(segment.value)
            for key, column in self.measures
        }

    def _labels(self, recency: np.ndarray, value: np.ndarray) -> np.ndarray:
        labels = np.full(len(recency), -1, dtype=np.intp)
        for number, segment in enumerate(self.scheme.segments):
            fits = _within(recency, segment.recency) & _within(value, segment.value)
            labels[fits & (labels < 0)] = number
        return labels


def _found(numbers: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Which column means what: by its plain name first, then by the vocabulary."""
    plain = {
        key: column
        for key, pattern in _NAMES.items()
        for column in reversed(numbers)
        if pattern.search(normalised(column))
    }
    meant: dict[str, str] = {}
    for column in numbers:
        concept = concept_of(column, vocabulary)
        if concept is not None and concept.key in _NAMES:
            meant.setdefault(concept.key, column)
    return meant | plain


def _steps(values: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """(n,) how many cut points lie below each value: 0 to 4.

    >>> _steps(np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 2.0, 2.5])).tolist()
    [0, 2, 4]
    """
    steps: np.ndarray = np.searchsorted(cuts, values, side="left")
    return steps


def _level(limits: tuple[int, int]) -> int:
    """The middle of a range of scores as a level from -2 to 2; half a level counts for nothing.

    >>> _level((4, 5)), _level((3, 4)), _level((3, 3)), _level((1, 2))
    (1, 0, 0, -1)
    """
    return int(sum(limits) / 2 - (SCORES + 1) / 2)


def _within(scores: np.ndarray, limits: tuple[int, int]) -> np.ndarray:
    inside: np.ndarray = (scores >= limits[0]) & (scores <= limits[1])
    return inside


def _in_words(segment: RfmSegment, cuts: Mapping[str, np.ndarray], recency: str) -> str:
    """`up to 32 days since the last purchase; frequency and spend 4 to 5 of 5`."""
    low, high = segment.recency
    unit = feature_label(recency)[1]
    least = f"over {cuts[RECENCY][SCORES - 1 - high]:g}" if high < SCORES else ""
    most = f"up to {cuts[RECENCY][SCORES - low]:g}" if low > 1 else ""
    since = " and ".join(part for part in (least, most) if part)
    ago = f"{since} {unit}".strip() if since else "any time"
    of = " and ".join(key for key in cuts if key != RECENCY)
    return f"{ago} since the last purchase; {of} {_range(segment.value)} of {SCORES}"


def _range(limits: tuple[int, int]) -> str:
    low, high = limits
    return f"{low}" if low == high else f"{low} to {high}"


RULES.add(RfmRules())
