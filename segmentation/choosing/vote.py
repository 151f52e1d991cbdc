"""The number of groups that the indices agree on: a weighted vote, or else the handiest split."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from segmentation.choosing.candidate import HELD, MIXTURE_ROWS, Candidate

RUNAWAY = 1e-9  # share of the spread below which what is left within groups counts as nothing
ABOUT_AS_GOOD = 0.95
MOST_HANDY = 5
SHARPEST_BEND = 0.5
CLOSE = 1.0


@dataclass(frozen=True)
class Voices:
    """One figure for each voice: its weight, or what it says for one k (more is better).

    tightness: logarithm of Calinski-Harabasz, less its best.
    bend: how much more the step to k gained than the step after it, in logarithms of the spread
    left within groups (Krzanowski & Lai 1988), at most 0.5: two far clouds, one of them double,
    bend more at two than at three. 0 for the last k, whose next step is unknown.
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
WEIGHTS = Voices(tightness=2.5, bend=3.0, silhouette=1.5, alike=5.0, own=1.5, held=2.5, crumbs=-5.0)


@dataclass(frozen=True)
class Ballot:
    """The outcome of the vote: the score of each k, and whether more groups would score more.

    eligible: the numbers that may win; with none, all may.
    """

    scores: Mapping[int, float]
    open_ended: bool
    eligible: frozenset[int] = frozenset()

    @property
    def winner(self) -> int:
        return max(self.eligible or self.scores, key=lambda k: (self.scores[k], -k))

    def close_to_winning(self, k: int) -> bool:
        """Whether k is the winner or nearly (odds of 1 to e, as the weights were fitted)."""
        return self.scores.get(k, -np.inf) >= self.scores[self.winner] - CLOSE


def vote(tried: Sequence[Candidate], most: int, eligible: frozenset[int] = frozenset()) -> Ballot:
    """Let the voices decide between k = 2 … most.

    Parameters
    ----------
    tried
        Candidates of consecutive k from 2; one beyond `most` shows whether the scores still
        grow there. Then the voices see finer and finer detail and no groups.
    eligible
        The numbers that may win; with none, all may.
    """
    scores = voices(tried) @ np.array(astuple(WEIGHTS))
    allowed = {each.k: float(score) for each, score in zip(tried, scores, strict=True)}
    beyond = allowed.pop(most + 1, -np.inf)
    return Ballot(allowed, beyond > max(allowed.values()), eligible)


def voices(tried: Sequence[Candidate]) -> np.ndarray:
    """(candidates, voices) what each voice says for each k, in the order of `Voices`."""
    inside = np.log([max(c.spread.inside / c.spread.total, RUNAWAY) for c in tried])
    gained = -np.diff(inside, prepend=0.0)
    root = 10 * np.sqrt(min(len(tried[0].clustering.labels), MIXTURE_ROWS))
    columns = (
        _below_best(np.log([_capped(c.spread.calinski_harabasz) for c in tried])),
        np.minimum(gained - np.append(gained[1:], gained[-1]), SHARPEST_BEND),
        _below_best(np.array([c.silhouette for c in tried])),
        _below_best(np.array([c.alike for c in tried])) / root,
        _below_best(np.array([c.own for c in tried])) / root,
        1 / (1 + np.exp((HELD - np.array([c.worst_held for c in tried])) / 0.04)),
        np.array([float(c.crumbs) for c in tried]),
    )
    return np.column_stack(columns)


def handiest(tried: Sequence[Candidate]) -> Candidate:
    """The split to work with where there are no natural groups to find.

    Of those whose groups all come back in resamples, and are not crumbs, the finest whose
    silhouette is about as good as the best; where none comes back, the steadiest. At most five:
    more plans than that for one kind of people nobody would carry out.
    """
    few = [each for each in tried if each.k <= MOST_HANDY] or list(tried)
    whole = [each for each in few if not each.crumbs] or few
    steady = [each for each in whole if each.worst_held >= HELD]
    if not steady:
        return max(whole, key=lambda each: each.worst_held)
    enough = ABOUT_AS_GOOD * max(each.silhouette for each in steady)
    return max((each for each in steady if each.silhouette >= enough), key=lambda each: each.k)


def _below_best(figures: np.ndarray) -> np.ndarray:
    return np.asarray(figures - figures.max())


def _capped(index: float) -> float:
    return min(max(index, 1e-9), 1e9)
