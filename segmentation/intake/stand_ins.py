"""Numbers that stand for "nothing known": -1, -999, 9999 among figures that are nothing like it."""

import numpy as np

_NEGATIVE_NINES = (-99.0, -999.0, -9999.0, -99999.0, -999999.0)
_SMALL_NEGATIVES = (-1.0, -9.0)
_POSITIVE_NINES = (999.0, 9999.0, 99999.0, 999999.0, 9999999.0, 99999999.0, 999999999.0)
_REPEATED = 3
_SHARE = 0.01
_GAP = 3.0


def stand_in(values: np.ndarray) -> float | None:
    """The number that stands for a missing one in a column, if the evidence is good.

    - `-99`, `-999` …: every other number is zero or more.
    - `-1`, `-9`: also repeated in at least 1 % of the rows, and the others take ten values or more.
    - `999`, `9999` …: repeated, whole numbers, and every other one is less than a third of it.

    Parameters
    ----------
    values : (n,) numbers, NaN where missing.

    Examples
    --------
    >>> stand_in(np.array([34.0, 51, -999, 28]))
    -999.0
    >>> stand_in(np.array([3.0, -1, 0, -2])) is None
    True
    """
    filled = values[~np.isnan(values)]
    if len(filled) < 2:
        return None
    low, high = float(filled.min()), float(filled.max())
    if low in _NEGATIVE_NINES or low in _SMALL_NEGATIVES:
        return low if _is_negative_stand_in(filled, low) else None
    if high in _POSITIVE_NINES:
        return high if _is_positive_stand_in(filled, high) else None
    return None


def _is_negative_stand_in(filled: np.ndarray, low: float) -> bool:
    others = filled[filled != low]
    if not len(others) or others.min() < 0:
        return False
    if low in _NEGATIVE_NINES:
        return True
    often = len(filled) - len(others) >= max(_REPEATED, _SHARE * len(filled))
    return often and len(np.unique(others)) >= 10


def _is_positive_stand_in(filled: np.ndarray, high: float) -> bool:
    others = filled[filled != high]
    often = len(filled) - len(others) >= _REPEATED
    return bool(often and len(others) and others.max() * _GAP < high and others.min() >= 0)
