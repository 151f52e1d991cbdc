"""Columns that say the same as another one: copies, other units, logarithms, ranks."""

import numpy as np

_SAMPLE = 2_000
_ENOUGH_VALUES = 10
_SLACK = 1e-9


def repeats_of(columns: dict[str, np.ndarray]) -> dict[str, str]:
    """Which columns put the customers in exactly the order of another one, or its reverse.

    Parameters
    ----------
    columns : name -> (n,) numbers, NaN where missing. Of two that say the same the shorter name
        is kept (the alphabet decides between equals), wherever they stand in the file.

    Returns
    -------
    name of the repeating column -> name of the one it repeats.
    """
    found: dict[str, str] = {}
    kept: list[str] = []
    for name in sorted(columns, key=lambda name: (len(name), name)):
        same = next((one for one in kept if _same_order(columns[one], columns[name])), None)
        if same is None:
            kept.append(name)
        else:
            found[name] = same
    return found


def _same_order(x: np.ndarray, y: np.ndarray) -> bool:
    """Asked of a sample first: what breaks the order there breaks it in the whole."""
    step = max(1, len(x) // _SAMPLE)
    if not _monotone(x[::step], y[::step]):
        return False
    return np.array_equal(x, y, equal_nan=True) or (_monotone(x, y) and _as_fine(x, y))


def _monotone(x: np.ndarray, y: np.ndarray) -> bool:
    if not np.array_equal(np.isnan(x), np.isnan(y)):
        return False
    x, y = x[~np.isnan(x)], y[~np.isnan(y)]
    order = np.lexsort((y, x))
    steps = np.diff(y[order])
    slack = _SLACK * (np.abs(y).max(initial=0.0))
    backwards = np.diff(y[np.lexsort((-y, x))])
    return bool((steps >= -slack).all() or (backwards <= slack).all())


def _as_fine(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether both tell about as many customers apart; a banded age is not the age."""
    in_x, in_y = len(np.unique(x)), len(np.unique(y))
    return min(in_x, in_y) >= _ENOUGH_VALUES and min(in_x, in_y) >= 0.9 * max(in_x, in_y)
