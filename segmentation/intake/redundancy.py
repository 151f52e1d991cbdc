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


def repeats_of_answers(columns: dict[str, np.ndarray]) -> dict[str, str]:
    """Which columns of answers divide the customers exactly as another one does, such as a code
    beside its meaning.

    Parameters
    ----------
    columns : name -> (n,) each customer's answer by number, -1 where there is none.

    Returns
    -------
    name of the repeating column -> name of the one it repeats, the shorter one.
    """
    found: dict[str, str] = {}
    kept: dict[bytes, str] = {}
    for name in sorted(columns, key=lambda name: (len(name), name)):
        first, codes = np.unique(columns[name], return_index=True, return_inverse=True)[1:]
        by_first_customer = np.argsort(np.argsort(first))[codes].astype(np.int32)
        same = kept.setdefault(by_first_customer.tobytes(), name)
        if same != name:
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
