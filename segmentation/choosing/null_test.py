"""The file against made-up files without groups: do its customers huddle more closely?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from segmentation.choosing.null_model import one_population
from segmentation.partitioning.lloyd import lloyd
from segmentation.partitioning.second_process import side_by_side
from segmentation.partitioning.seeding import numbers_drawn, plus_plus
from segmentation.results import NullTest

FILES = 60
STARTS = 2
STEPS = 25
STATISTIC = "tightness of the groups, in standard deviations above files without groups"


@dataclass(frozen=True)
class NullResult:
    """What the comparison gave.

    test: the summary. closer: for each k, how much less of the spread remains within groups than
    in files without groups (0.4: 40 % less; 0 or below: no less).
    """

    test: NullTest
    closer: dict[int, float]


def against_no_groups(
    X: np.ndarray, ks: Sequence[int], seed: int, blocks: np.ndarray | None = None
) -> NullResult:
    """Compare the spread left within k groups with that in files drawn from one population.

    For each k the logarithm of the spread that k-means leaves within groups is compared with
    its mean over the made-up files, in their standard deviations, as in the gap statistic; the
    statistic is the largest of these over k. It is computed for each made-up file in the same
    way, so trying many k is paid for.

    Parameters
    ----------
    X
        (m, d) rows in canonical order.
    ks
        The numbers of groups that are considered.
    blocks
        (d,) which feature each column belongs to; None where each is one.

    References
    ----------
    Tibshirani, R., Walther, G. & Hastie, T. (2001). Estimating the number of clusters in a data
    set via the gap statistic. JRSS B 63. (Theirs draws from a box; here the made-up files share
    the columns' distributions and correlations, or any skewed population would look grouped.)
    """
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 2]))
    files = one_population(X, blocks).draw(FILES, len(X), rng)
    spread = X.std() or 1.0
    left = _left(files / spread, ks, rng)
    here = _left(np.repeat(X[None], 8, axis=0) / spread, ks, rng).mean(axis=0)
    mean, deviation = left.mean(axis=0), np.maximum(left.std(axis=0, ddof=1), 1e-9)
    scores = ((mean - left) / deviation).max(axis=1)
    observed = float(((mean - here) / deviation).max())
    test = NullTest(
        statistic=STATISTIC,
        observed=observed,
        null_mean=float(scores.mean()),
        null_95=float(np.quantile(scores, 0.95)),
        p_value=float((1 + (scores >= observed).sum()) / (1 + FILES)),
        draws=FILES,
    )
    return NullResult(test, dict(zip(ks, map(float, 1 - np.exp(here - mean)), strict=True)))


def _left(files: np.ndarray, ks: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """(files, len(ks)) logarithm of the share of spread that k-means leaves within groups."""
    rows = (files - files.mean(axis=1, keepdims=True)).astype(np.float32)
    total = np.einsum("fnd,fnd->f", rows, rows).astype(np.float64)
    streams = [_taken(rng, STARTS * numbers_drawn(k, len(rows))) for k in ks]
    tasks = list(zip(ks, streams, strict=True))
    inside = np.stack(side_by_side(partial(_tightest, rows), tasks), axis=1)
    return np.asarray(np.log(np.maximum(inside / total[:, None], 1e-9)))


def _taken(rng: np.random.Generator, count: int) -> np.random.Generator:
    """A generator of the next so many numbers, which are not drawn from the given one any more."""
    assert isinstance(rng.bit_generator, np.random.PCG64)
    taken = np.random.PCG64()
    taken.state = rng.bit_generator.state
    rng.bit_generator.advance(count)
    return np.random.Generator(taken)


def _tightest(rows: np.ndarray, task: tuple[int, np.random.Generator]) -> np.ndarray:
    """(files,) inertia of k-means with k groups, the better of a few starts."""
    k, rng = task
    starts = [lloyd(rows, plus_plus(rows, k, len(rows), rng), most_steps=3) for _ in range(STARTS)]
    winner = np.argmin([runs.inertia for runs in starts], axis=0)
    chosen = np.array([starts[w].centres[f] for f, w in enumerate(winner)])
    return np.asarray(lloyd(rows, chosen, most_steps=STEPS).inertia)
