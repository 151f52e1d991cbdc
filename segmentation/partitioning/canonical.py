"""An order of the rows that depends on their contents alone, so shuffled files give one answer."""

import numpy as np

# Values are compared after rounding to this many steps of the column's largest value: scaling a
# shuffled file changes the last bits of its numbers, and that must not change the order.
STEPS = 2.0**20


def canonical_order(X: np.ndarray, seed: int) -> np.ndarray:
    """A shuffle of the rows that is the same however rows and columns were arranged.

    The first m rows of it are a fair random sample of m customers: equal rows are told apart
    by how often they came before, so a value that many customers share is neither taken nor
    left as a whole.

    Parameters
    ----------
    X
        (n, d) finite numbers.
    seed
        Another seed gives another shuffle.

    Returns
    -------
    np.ndarray
        (n,) positions of rows, a permutation.

    Examples
    --------
    >>> X = np.array([[1.0, 5.0], [2.0, 7.0], [3.0, 6.0]])
    >>> shuffled = X[[2, 0, 1]]
    >>> bool((X[canonical_order(X, 1)] == shuffled[canonical_order(shuffled, 1)]).all())
    True
    """
    keys = _row_keys(X)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    new = np.append(True, ordered[1:] != ordered[:-1])
    if not new.all():
        order = np.lexsort((X.sum(axis=1), keys))
    first = np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))
    occurrence = (np.arange(len(new)) - first).astype(np.uint64)
    salt = _mixed(np.array([seed % 2**63], dtype=np.uint64))
    return order[np.argsort(_mixed(ordered + _mixed(occurrence + salt)), kind="stable")]


def distinct_rows(X: np.ndarray) -> int:
    """How many rows differ from each other."""
    return len(np.unique(_row_keys(X)))


def _row_keys(X: np.ndarray) -> np.ndarray:
    """(n,) one number a row; the same for the same values, whatever the order of columns."""
    total = np.zeros(len(X), dtype=np.uint64)
    for column in X.T:
        cells = _mixed(_rounded(column))
        # A column is known by what is in it, not by its place.
        total += _mixed(cells ^ _mixed(cells.sum(dtype=np.uint64)))
    return total


def _rounded(column: np.ndarray) -> np.ndarray:
    largest = float(np.abs(column).max()) or 1.0
    return np.rint(column * (STEPS / largest)).astype(np.int64).view(np.uint64)


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Every bit of each number stirred into every other (the finaliser of SplitMix64)."""
    with np.errstate(over="ignore"):
        mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)
