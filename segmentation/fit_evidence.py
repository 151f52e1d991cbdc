"""Whether standing segments describe new customers as well as the ones they were found in."""

import numpy as np
from scipy.stats import norm

from segmentation.drift_results import FitDrift
from segmentation.partitioning.assigning import nearest_centre
from segmentation.partitioning.lloyd import lloyd

LEVEL, FIT_PART = 0.05, 0.05  # FIT_PART: of the alarms at nothing that are allowed in all
_FOLDS = 10
_CROSSED_ROWS = 5_000  # beyond it a customer's own pull on a centre is lost in rounding
_DEALS = 1_999
_FEW = 500
_TOLERATED = 1.05  # centres this much farther on average make no difference to anybody
_PULL = 0.5  # of k d / n: how much nearer the best of many possible centres seem in small files


def fit_evidence(
    scaled: np.ndarray,
    centres: np.ndarray,
    distances: np.ndarray,
    seed: int,
    fitted: bool = True,
) -> FitDrift:
    """Compare how far old and new customers lie from the nearest centre.

    The centres were fitted to the old ones, so those are nearer than any others would be; each
    is therefore measured from centres that were fitted without it. What is left of that pull in
    small files is allowed for, and so are 5 %, which make no difference to anybody.

    Parameters
    ----------
    scaled : (n, d) the old customers in the space that was clustered.
    centres : (k, d) of the standing segments.
    distances : (m,) of the new customers to the nearest centre.
    fitted : whether the centres are where k-means puts them; centres of other algorithms are
        left where they are, and each row's pull on its centre is reckoned out.
    """
    own = crossed_distances(scaled, centres, seed) if fitted else left_out(scaled, centres)
    tolerated = _TOLERATED + _PULL * centres.size / len(scaled)
    p_value = farther(own * tolerated, distances, seed)
    adjusted = min(p_value / FIT_PART, 1.0)
    return FitDrift(
        float(own.mean()), float(distances.mean()), p_value, adjusted, adjusted <= LEVEL
    )


def crossed_distances(scaled: np.ndarray, centres: np.ndarray, seed: int) -> np.ndarray:
    """(n,) each row's distance to the nearest centre, with centres fitted without that row."""
    if len(scaled) > _CROSSED_ROWS:
        return _distances(scaled, centres)
    rng = np.random.Generator(np.random.PCG64(seed % 2**63))
    fold = rng.permutation(len(scaled)) % _FOLDS
    crossed = np.empty(len(scaled))
    for number in range(_FOLDS):
        out = fold == number
        if out.any():
            fitted = lloyd(scaled[~out], centres[None], most_steps=20).centres[0]
            crossed[out] = _distances(scaled[out], fitted)
    return crossed


def left_out(scaled: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(n,) each row's distance to the mean of the others of its segment.

    >>> left_out(np.array([[0.0], [2.0], [4.0]]), np.array([[2.0]])).tolist()
    [3.0, 0.0, 3.0]
    """
    sizes = np.bincount(nearest := nearest_centre(scaled, centres), minlength=len(centres))
    own = sizes[nearest]
    return np.asarray(_distances(scaled, centres) * own / np.maximum(own - 1, 1))


def _distances(rows: np.ndarray, centres: np.ndarray) -> np.ndarray:
    nearest = nearest_centre(rows, centres)
    return np.asarray(np.sqrt(((rows - centres[nearest]) ** 2).sum(axis=1)))


def farther(before: np.ndarray, after: np.ndarray, seed: int) -> float:
    """How often chance alone makes `after` larger on average by as much: by dealing the values
    out again where there are few, by the normal distribution where there are many."""
    gap = after.mean() - before.mean()
    n, m = len(before), len(after)
    if min(n, m) >= _FEW:
        spread = np.sqrt(before.var() / n + after.var() / m)
        return float(norm.sf(gap / spread)) if spread > 0 else 1.0
    rng = np.random.Generator(np.random.PCG64(seed % 2**63))
    pooled = np.concatenate([before, after])
    few = min(n, m)
    # The sum of the smaller sample decides.
    if few * 20 < n + m:  # hardly anybody would be drawn twice
        sums = pooled[rng.integers(n + m, size=(_DEALS, few))].sum(axis=1)
    else:
        deals = np.broadcast_to(pooled, (_DEALS, n + m))
        sums = rng.permuted(deals, axis=1)[:, :few].sum(axis=1)
    others = (pooled.sum() - sums) / (n + m - few)
    dealt = sums / few - others if few == m else others - sums / few
    return float((1 + (dealt >= gap - 1e-12).sum()) / (_DEALS + 1))
