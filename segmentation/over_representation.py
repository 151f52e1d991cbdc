"""Which answers a segment gives more often, or less often, than all customers do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from segmentation.answers import NOT_GIVEN
from segmentation.partitioning.second_process import offered_over
from segmentation.results import Column, OverRepresented

SURE = 0.05
# A share must differ by what Cohen calls a small effect, and be a quarter more or a fifth less.
SMALL_EFFECT = 0.2
OFTENER, RARER = 125.0, 80.0
FEWEST = 5  # customers who give an answer, below which nothing could be told of it
_YES = {"yes", "y", "true", "t", "1", "ja", "oui", "si", "sí", "sim"}


def columns_of_answers(columns: Sequence[Column], features: Sequence[str]) -> list[str]:
    """The columns to look at: categories, and results given from elsewhere.

    Segments differ by construction in what they were made from, so features are left out.
    Personal data, identifiers and free text never take part.
    """
    return [c.name for c in columns if c.role in ("category", "label") and c.name not in features]


def over_represented(
    answers: pd.DataFrame, labels: np.ndarray, used: pd.DataFrame | None = None
) -> tuple[tuple[OverRepresented, ...], ...]:
    """The answers that each segment gives clearly more or less often than all customers.

    Parameters
    ----------
    answers : (n, c) columns of answers, best as categories; an empty cell is an answer of its own.
    labels : (n,) int, segment numbers 1 … k; 0 for rows that belong to none, which count among
        all customers.
    used : columns of answers that the segments were made from: what they say already is left out.

    Returns
    -------
    For each segment, in the order of the numbers, what is kept, the strongest first. Each share
    is tested by the exact hypergeometric test of the 2×2 table (two-sided: twice the smaller
    tail), and all tests of the file are corrected together (Benjamini & Hochberg, 1995). What is
    significant is kept if it also matters (Cohen's h of 0.2 or more, 1988; an index of at least
    125 or at most 80). Of two answers that are each other's opposite one is kept, and of answers
    that the very same customers give in several columns the plainest.

    >>> plans = pd.DataFrame({"plan": ["pro"] * 9 + ["free"] * 11})
    >>> found = over_represented(plans, np.array([1] * 10 + [2] * 10))
    >>> [(one.answer, one.share, round(one.lift)) for one in found[0]]
    [('pro', 0.9, 200)]
    """
    segments = labels.astype(np.intp)
    sizes = np.bincount(segments, minlength=2)
    known = answers[[]] if used is None else used
    given = _plainest(
        [one for name in answers for one in _answers(answers[name], segments, sizes)],
        [one for name in known for one in _answers(known[name], segments, sizes)],
    )
    if not given:
        return ((),) * (len(sizes) - 1)
    counts = np.stack([one.counts for one in given], axis=1)
    share, overall = counts[1:] / np.maximum(sizes[1:, None], 1), counts.sum(axis=0) / len(labels)
    strength = np.abs(_turned(share) - _turned(overall))
    lift = 100 * share / overall
    adjusted = offered_over(_adjusted, counts, sizes)()
    kept = (adjusted < SURE) & (strength >= SMALL_EFFECT) & ((lift >= OFTENER) | (lift <= RARER))
    kept &= ~_told_by_opposite(given, kept, lift)
    order = np.argsort(-np.round(strength, 9), axis=1, kind="stable")
    return tuple(
        tuple(
            OverRepresented(
                given[at].feature, given[at].text, float(share[s, at]), float(overall[at]),
                float(lift[s, at]), float(adjusted[s, at]),
            )
            for at in order[s] if kept[s, at]
        )
        for s in range(len(share))
    )  # fmt: skip


@dataclass(frozen=True)
class _Answer:
    """One answer of one column.

    counts: (k + 1,) how many customers give it, by segment, those without a segment first.
    codes: (n,) each customer's answer in this column, by number; code: this one's number.
    only_two: whether the column has but one other answer.
    """

    feature: str
    text: str
    counts: np.ndarray
    codes: np.ndarray
    code: int
    only_two: bool

    def is_given_by_the_same(self, other: "_Answer") -> bool:
        return np.array_equal(self.counts, other.counts) and np.array_equal(
            self.codes == self.code, other.codes == other.code
        )


def _answers(column: pd.Series, segments: np.ndarray, sizes: np.ndarray) -> Iterator[_Answer]:
    """Every answer that enough customers give, the missing one last."""
    words = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    texts = [*map(str, words.cat.categories), NOT_GIVEN]
    codes = words.cat.codes.to_numpy()
    missing = len(texts) - 1
    places = segments * len(texts) + np.where(codes < 0, missing, codes)
    counts = np.bincount(places, minlength=len(sizes) * len(texts)).reshape(len(sizes), -1)
    often = counts.sum(axis=0)
    only_two = int((often > 0).sum()) == 2
    for at in np.flatnonzero((often >= FEWEST) & (often < len(codes))):
        code = -1 if at == missing else int(at)
        yield _Answer(str(column.name), texts[at], counts[:, at], codes, code, only_two)


def _plainest(given: Sequence[_Answer], known: Sequence[_Answer]) -> list[_Answer]:
    """Without answers that say again what another column's answer says of the same customers,
    such as “no internet service” in each of seven columns about it; or what is known."""
    kept: dict[bytes, list[_Answer]] = {}
    for one in known:
        kept.setdefault(one.counts.tobytes(), []).append(one)
    for one in sorted(given, key=lambda answer: len(answer.text)):
        alike = kept.setdefault(one.counts.tobytes(), [])
        if not any(one.is_given_by_the_same(other) for other in alike):
            alike.append(one)
    remaining = {id(one) for alike in kept.values() for one in alike}
    return [one for one in given if id(one) in remaining]


def _turned(share: np.ndarray) -> np.ndarray:
    """Shares on the scale on which Cohen's h is a distance."""
    return np.asarray(2 * np.arcsin(np.sqrt(share)))


def _adjusted(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """(k, a) p-values of the share of each answer (a of them), corrected over all together."""
    from scipy.stats import false_discovery_control, hypergeom  # takes 0.3 s to load

    customers, often = int(sizes.sum()), counts.sum(axis=0)
    test = hypergeom(customers, often[None, :], sizes[1:, None])
    rarer, oftener = test.cdf(counts[1:]), test.sf(counts[1:] - 1)
    p = np.clip(2 * np.minimum(rarer, oftener), 0.0, 1.0)
    adjusted: np.ndarray = np.asarray(false_discovery_control(p.ravel())).reshape(p.shape)
    return adjusted


def _told_by_opposite(given: Sequence[_Answer], kept: np.ndarray, lift: np.ndarray) -> np.ndarray:
    """(k, a) which of two opposite answers can be left out where the other is kept too: “no”, or
    else the one that is rarer than usual."""
    told = np.zeros_like(kept)
    for at, (one, other) in enumerate(pairwise(given)):
        if one.only_two and one.feature == other.feature:
            pair = [at, at + 1]
            yes = [answer.text.casefold() in _YES for answer in (one, other)]
            spare = lift[:, pair] < 100 if sum(yes) != 1 else ~np.array([yes])
            told[:, pair] = kept[:, pair].all(axis=1, keepdims=True) & spare
    return told
