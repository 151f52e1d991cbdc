"""The tightest partition that many starts find: k-means as a function of an array."""

import numpy as np

from segmentation.errors import SegmentCountOutOfRange
from segmentation.partitioning.canonical import distinct_rows
from segmentation.partitioning.lloyd import lloyd, nearest
from segmentation.partitioning.seeding import plus_plus
from segmentation.partitioning.whole_file import carried_on

SCOUT_ROWS = 1_000  # rows on which all starts are tried
SAMPLE_ROWS = 20_000  # rows on which the best of them are compared
EXACT_ROWS = 4_000  # up to which every run goes on until no row moves any more
FINALISTS = 4
KNOWN_PARTITIONS = 32  # of the whole file, of which each resample is fitted from the best two
FRESH_STARTS = 2  # of each resample besides
SETTLED_STEPS = 2.0**28  # of the largest coordinate
ROW_VISITS = 15_000_000  # steps over all rows stop here; from a good start each gains little


def tightest(X: np.ndarray, k: int, seed: int) -> np.ndarray:
    """The (k, d) centres of the tightest partition into k groups that was found.

    Up to 64 greedy k-means++ starts on at most 1,000 rows; the best four go on over 20,000, the
    best one over all.

    Parameters
    ----------
    X
        (n, d) rows in canonical order.
    k
        At least 1, at most the number of distinct rows.

    Raises
    ------
    SegmentCountOutOfRange
        There are fewer than k distinct rows.
    """
    middle = X.mean(axis=0)
    rows = X[:SAMPLE_ROWS] - middle
    starts = finalists(rows, k, seed)
    if len(rows) > EXACT_ROWS:
        starts = lloyd(rows, starts, most_steps=5).best()[0][None]
        starts = _carried_on(rows, starts[0])[None]
    if len(rows) < len(X):
        return _settled(_carried_on(X, starts[0] + middle))
    return np.asarray(filled(rows, lloyd(rows, starts).best()[0]) + middle)


def finalists(rows: np.ndarray, k: int, seed: int, most: int = FINALISTS) -> np.ndarray:
    """(R, k, d) centres of up to `most` different runs on the first rows, the tightest first."""
    # Single precision is enough where the winner is carried on over more rows afterwards.
    precision = np.float32 if len(rows) > SCOUT_ROWS else rows.dtype
    scouts = rows[:SCOUT_ROWS].astype(precision)
    runs = int(np.clip(30_000 // len(scouts), 24, 64))
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, k]))
    found = lloyd(scouts, plus_plus(scouts, k, runs, rng), most_steps=8)
    ahead = np.argsort(found.inertia, kind="stable")[: max(runs // 2, 4 * FINALISTS)]
    found = lloyd(scouts, found.centres[ahead], most_steps=25)
    order = np.argsort(found.inertia, kind="stable")
    worse = np.diff(found.inertia[order], prepend=-1.0) > 1e-6 * found.inertia[order]
    return found.centres[order[worse][:most]].astype(rows.dtype)


def filled(rows: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Centres none of which is without rows: an empty one moves to the row farthest off."""
    k = len(centres)
    for _ in range(k):
        labels, distance = nearest(rows, centres)
        empty = np.flatnonzero(np.bincount(labels, minlength=k) == 0)
        if not len(empty):
            return centres
        if distance.max() <= 1e-12 * np.einsum("nd,nd->n", rows, rows).max():
            raise SegmentCountOutOfRange(k, distinct_rows(rows))
        centres = centres.copy()
        centres[empty[0]] = rows[distance.argmax()]
        centres = lloyd(rows, centres[None]).centres[0]
    return centres


def _carried_on(X: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Centres after more steps of Lloyd's algorithm over many rows."""
    steps = int(np.clip(ROW_VISITS // len(X), 10, 300))
    return carried_on(X, centres, steps)


def _settled(centres: np.ndarray) -> np.ndarray:
    """Centres without the last bits, which depend on how many threads added up the rows."""
    step = (float(np.abs(centres).max()) or 1.0) / SETTLED_STEPS
    return np.asarray(np.rint(centres / step) * step)


def refitted(X: np.ndarray, counts: np.ndarray, centres: np.ndarray, seed: int) -> np.ndarray:
    """Labels of every row when k-means is fitted anew to each of many resamples.

    Each resample is fitted from the given centres, from the other good partitions of the whole
    and from two starts of its own; after a few steps only the tightest goes on.

    Parameters
    ----------
    X
        (n, d) rows.
    counts
        (R, n) how often each row is in each resample.
    centres
        (k, d) the partition of the whole.

    Returns
    -------
    np.ndarray
        (R, n) labels; the rows outside a resample go to its nearest centre.
    """
    middle, spread = X.mean(axis=0), X.std() or 1.0
    rows = ((X - middle) / spread).astype(np.float32)
    weights, k = counts.astype(np.float32), len(centres)
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, k, len(counts)]))
    others = finalists(rows, k, seed, KNOWN_PARTITIONS)
    known = np.concatenate([((centres - middle) / spread)[None].astype(np.float32), others])
    starts = [
        *_fitting(rows, known, weights),
        *(plus_plus(rows, k, len(counts), rng, weights) for _ in range(FRESH_STARTS)),
    ]
    tried = [lloyd(rows, start, weights, most_steps=3) for start in starts]
    winner = np.argmin([runs.inertia for runs in tried], axis=0)
    chosen = np.array([tried[w].centres[r] for r, w in enumerate(winner)])
    return lloyd(rows, chosen, weights, most_steps=30).labels


def _fitting(rows: np.ndarray, known: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Of the known partitions (J, k, d), the few that fit each resample best.

    All resamples share the rows' nearest centres in the first step, so one matrix product gives
    every resample's means and, from them, its inertia.

    Returns
    -------
    np.ndarray
        (at most 2, R, k, d) the means of each resample's rows in its best partitions.
    """
    k, d = known.shape[1:]
    padded = np.concatenate([rows, np.ones((len(rows), 1), dtype=rows.dtype)], axis=1)
    means, between = [], []
    for centres in known:
        member = nearest(rows, centres)[0][:, None] == np.arange(k)
        cells = (member[:, :, None] * padded[:, None, :]).reshape(len(rows), -1)
        sums = (weights @ cells).reshape(len(weights), k, d + 1)
        size = np.maximum(sums[..., d:], 1e-30)
        means.append(np.where(sums[..., d:] > 0, sums[..., :d] / size, centres))
        between.append((sums[..., :d] ** 2 / size).sum(axis=(1, 2)))
    best = np.argsort(-np.array(between), axis=0, kind="stable")[:2]
    return np.array(means)[best, np.arange(len(weights))]
