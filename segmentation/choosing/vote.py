"""The number of groups that the indices agree on: a weighted vote."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from segmentation.choosing.candidate import Candidate

RUNAWAY = 1e-9  # share of the spread below which what is left within groups counts as nothing


@dataclass(frozen=True)
class Voices:
    """One figure for each voice: its weight, or what it says for one k (more is better).

    tightness: logarithm of Calinski-Harabasz, less its best.
    bend: how much more the step to k gained than the step after it, in logarithms of the spread
    left within groups (Krzanowski & Lai 1988).
    silhouette: less its best.
    alike, own: BIC of clouds of one shape and of own shapes, less its best, in tens of √m.
    held: whether the worst group comes back in resamples, 0 to 1, turning at Hennig's 0.75.
    crumbs: 1 where the smallest group is too small to be one.
    """

    tightness: float
    bend: float
    silhouette: float
    alike: float
    own: float
    held: float
    crumbs: float


# Fitted by conditional logistic regression on made-up files with known groups, then rounded
# (docs/decisions/0002-how-many-segments.md).
WEIGHTS = Voices(tightness=2.0, bend=4.0, silhouette=1.5, alike=4.0, own=2.5, held=2.5, crumbs=-5.0)
CRUMB_SHARE = 0.02


def votes(tried: Sequence[Candidate], most: int) -> dict[int, float]:
    """The score of every k ≤ most; the largest is the number that the evidence supports.

    Parameters
    ----------
    tried
        Candidates of consecutive k from 2; one beyond `most` lets the last bend be seen.
    """
    table = voices(tried)
    scores = table @ np.array(astuple(WEIGHTS))
    ks = [candidate.k for candidate in tried]
    return {k: float(score) for k, score in zip(ks, scores, strict=True) if k <= most}


def voices(tried: Sequence[Candidate]) -> np.ndarray:
    """(candidates, voices) what each voice says for each k, in the order of `Voices`."""
    inside = np.log([max(c.spread.inside / c.spread.total, RUNAWAY) for c in tried])
    gained = -np.diff(inside, prepend=0.0)
    root = 10 * np.sqrt(min(len(tried[0].clustering.labels), 1_000))
    columns = (
        _below_best(np.log([_capped(c.spread.calinski_harabasz) for c in tried])),
        gained - np.append(gained[1:], 0.0),
        _below_best(np.array([c.silhouette for c in tried])),
        _below_best(np.array([c.alike for c in tried])) / root,
        _below_best(np.array([c.own for c in tried])) / root,
        1 / (1 + np.exp((0.75 - np.array([c.worst_held for c in tried])) / 0.04)),
        np.array([float(c.smallest_share < CRUMB_SHARE) for c in tried]),
    )
    return np.column_stack(columns)


def _below_best(figures: np.ndarray) -> np.ndarray:
    return np.asarray(figures - figures.max())


def _capped(index: float) -> float:
    return min(max(index, 1e-9), 1e9)
