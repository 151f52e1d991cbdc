"""Whether equal ids are equal people: row numbers are the same in every file and mean nobody."""

import numpy as np

from segmentation.attribution import Matched

_ENOUGH = 30
_BEYOND_CHANCE = 3.0  # standard deviations


def same_people(matched: Matched, before: np.ndarray, after: np.ndarray) -> bool:
    """Whether matched customers stay in their segments more often than strangers would.

    Parameters
    ----------
    before, after : (n,) and (m,) labels by the same segments.

    Examples
    --------
    >>> labels, rows = np.arange(100) % 4, np.arange(100)
    >>> paired = Matched(rows, rows, rows.astype(object), "id")
    >>> same_people(paired, labels, labels)
    True
    >>> same_people(paired, labels, np.random.default_rng(1).permutation(labels))
    False
    """
    old, new = before[matched.before], after[matched.after]
    if len(old) < _ENOUGH:
        return True
    most = int(max(old.max(), new.max())) + 1
    shares = [np.bincount(labels, minlength=most) / len(old) for labels in (old, new)]
    expected = float((shares[0] * shares[1]).sum())
    spread = np.sqrt(expected * (1 - expected) / len(old))
    # Where nearly all are in one segment, staying in it tells nothing.
    return bool(spread < 0.02 / _BEYOND_CHANCE and expected > 0.9) or bool(
        (old == new).mean() - expected > _BEYOND_CHANCE * spread
    )
