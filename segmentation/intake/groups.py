"""Counting within groups of rows, by sorting whole numbers."""

import numpy as np

_ROOM = 8  # times as many places as rows: as long as that, a table of places beats sorting


def dense_codes(values: np.ndarray) -> np.ndarray:
    """(n,) int64, 0 … k-1 in the order of the values; the same number for the same value.

    >>> dense_codes(np.array([30, 10, 30])).tolist()
    [1, 0, 1]
    """
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    low, high = values.min(), values.max()
    if high - low < _ROOM * len(values) + 1000 and (values == np.floor(values)).all():
        places = (values - low).astype(np.int64)
        there = np.zeros(int(high - low) + 1, dtype=bool)
        there[places] = True
        numbers: np.ndarray = (np.cumsum(there) - 1)[places]
        return numbers
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def first_places(codes: np.ndarray) -> np.ndarray:
    """(k,) where each of the codes 0 … k-1, all of which occur, stands first.

    >>> first_places(np.array([1, 0, 1])).tolist()
    [1, 0]
    """
    first = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)  # the last one written stays
    return first


def different_within(who: np.ndarray, what: np.ndarray, groups: int) -> np.ndarray:
    """(groups,) how many different values each group has; values are whole numbers, 0 or more.

    >>> different_within(np.array([0, 0, 1]), np.array([5, 5, 7]), 3).tolist()
    [1, 1, 0]
    """
    span = int(what.max(initial=0)) + 1
    pairs = np.sort(who.astype(np.int64) * span + what)
    new = np.ones(len(pairs), dtype=bool)
    new[1:] = pairs[1:] != pairs[:-1]
    return np.bincount(pairs[new] // span, minlength=groups)
