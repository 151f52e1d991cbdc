"""Counting two samples in the same bins, which do not collapse where many values are equal."""

import numpy as np

BINS = 10
LEAST_EXPECTED = 5.0  # customers in a bin; fewer make a chi-squared distribution a poor guide


def binned(before: np.ndarray, after: np.ndarray, bins: int = BINS) -> np.ndarray:
    """(2, b) how many values of each sample lie in each bin; fewer bins where rows are few.

    The bins are cut at the quantiles of `before`. A value so frequent that two quantiles fall on
    it gets a bin of its own, so that what lies beside it still counts: of a column that was
    always 0, everything else is another bin. Values that are not known are one more bin. Bins in
    which nobody is are left out.

    Parameters
    ----------
    before, after
        (n,) and (m,) float64, NaN where nothing is known.

    Examples
    --------
    >>> binned(np.zeros(10), np.array([0.0, 0, 0, 5])).tolist()
    [[10, 0], [3, 1]]
    """
    known = before[~np.isnan(before)]
    bins = int(np.clip(min(len(before), len(after)) / LEAST_EXPECTED, 2, bins))
    cuts = _cuts(known, bins) if len(known) else np.array([])
    counts = np.stack([_counted(sample, cuts) for sample in (before, after)])
    return np.asarray(counts[:, counts.sum(axis=0) > 0])


def _cuts(known: np.ndarray, bins: int) -> np.ndarray:
    """The lower edges of all bins but the first, in order."""
    edges, times = np.unique(np.quantile(known, np.arange(1, bins) / bins), return_counts=True)
    # The highest value too gets a bin of its own where it is frequent, for what may exceed it.
    frequent = edges[(times > 1) | (edges == known.max())]
    return np.unique(np.concatenate([edges, np.nextafter(frequent, np.inf)]))


def _counted(sample: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    gaps = np.isnan(sample)
    at = np.searchsorted(cuts, sample[~gaps], side="right")
    return np.append(np.bincount(at, minlength=len(cuts) + 1), gaps.sum())


def tallied(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """(2, c) how many of each sample are in each category; -1 (not known) is one of them.

    >>> tallied(np.array([0, 0, 1]), np.array([1, -1])).tolist()
    [[0, 2, 1], [1, 0, 1]]
    """
    most = int(max(before.max(initial=-1), after.max(initial=-1))) + 2
    counts = np.stack([np.bincount(sample + 1, minlength=most) for sample in (before, after)])
    return np.asarray(counts[:, counts.sum(axis=0) > 0])


def without_rare(counts: np.ndarray, least: float = LEAST_EXPECTED) -> np.ndarray:
    """(2, b) counts with the rarest categories put together until each has customers enough.

    What is rare is judged by both samples together, so it does not depend on their difference.

    >>> without_rare(np.array([[50, 45, 3, 2], [48, 47, 3, 2]])).tolist()
    [[50, 45, 5], [48, 47, 5]]
    """
    smaller = counts.sum(axis=1).min() / max(counts.sum(), 1)
    order = np.argsort(counts.sum(axis=0), kind="stable")
    expected = counts.sum(axis=0)[order] * smaller
    rare = int((expected < least).sum())
    while 0 < rare < len(order) and expected[:rare].sum() < least:
        rare += 1
    if rare < 2:
        return counts
    together = counts[:, order[:rare]].sum(axis=1, keepdims=True)
    return np.concatenate([counts[:, np.sort(order[rare:])], together], axis=1)


def codes_of(before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Words of two samples as codes they share; an empty word is -1.

    >>> [codes.tolist() for codes in codes_of(np.array(["b", "", "a"]), np.array(["c", "a"]))]
    [[1, -1, 0], [2, 0]]
    """
    words, codes = np.unique(np.concatenate([before, after]).astype(str), return_inverse=True)
    if len(words) and words[0] == "":
        codes = codes - 1
    return codes[: len(before)], codes[len(before) :]
