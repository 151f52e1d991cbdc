"""An order of rows and columns that depends on their contents alone: shuffled files, one answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.algorithm import Clustering

# Values are compared after rounding to this many steps of the column's largest value: scaling a
# shuffled file may change the last bits of its numbers, and that must not change the order.
STEPS = 2.0**20
BLOCK = 50_000  # rows rearranged at once


class CanonicalRows(np.ndarray):
    """A matrix that stands in canonical order already, so that nobody works it out again."""


@dataclass(frozen=True)
class Arranged:
    """A matrix in canonical order, and the way back.

    rows: (n, d) the same numbers; its first m rows are a fair sample of m customers.
    order: (n,) which row of the file each is. columns: (d,) which column of the file each is.
    """

    rows: np.ndarray
    order: np.ndarray
    columns: np.ndarray

    def labels_back(self, labels: np.ndarray) -> np.ndarray:
        """(n,) what is said of the arranged rows, in the file's order."""
        back = np.empty_like(labels)
        back[self.order] = labels
        return back

    def back(self, clustering: Clustering) -> Clustering:
        """A clustering of the arranged rows as one of the file's rows and columns."""
        centres = np.empty_like(clustering.centres)
        centres[:, self.columns] = clustering.centres
        labels = self.labels_back(clustering.labels)
        return replace(clustering, labels=labels, centres=centres)


def arranged(X: np.ndarray, seed: int) -> Arranged:
    """Rows and columns in an order that is the same however the file arranged them.

    Whatever is computed of it has the same last bits for every arrangement, so ties fall alike.

    Parameters
    ----------
    X
        (n, d) finite numbers; what this function arranged before is taken as it stands.
    seed
        Another seed gives another shuffle of the rows.

    Examples
    --------
    >>> X = np.array([[1.0, 5.0], [2.0, 7.0], [3.0, 6.0]])
    >>> bool((arranged(X, 1).rows == arranged(X[[2, 0, 1]][:, ::-1], 1).rows).all())
    True
    """
    if isinstance(X, CanonicalRows):
        return Arranged(X.view(np.ndarray), np.arange(len(X)), np.arange(X.shape[1]))
    keys, cells = _keys(X)
    columns, order = _column_order(X, cells), _shuffle(X, keys, seed)
    rows = np.empty(X.shape)
    for start in range(0, len(X), BLOCK):
        some = slice(start, start + BLOCK)
        rows[some] = np.take(X, order[some], axis=0)[:, columns]
    return Arranged(rows, order, columns)


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
    return _shuffle(X, _keys(X)[0], seed)


def distinct_rows(X: np.ndarray) -> int:
    """How many rows differ from each other."""
    return len(np.unique(_keys(X)[0]))


def _shuffle(X: np.ndarray, keys: np.ndarray, seed: int) -> np.ndarray:
    """`canonical_order` of rows that have these keys."""
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.append(True, ordered[1:] != ordered[:-1])
    if not new.all():
        # Rows that are equal but for their last bits are told apart by all of their bits.
        order = np.lexsort((_mixed(_bits(X)).sum(axis=1, dtype=np.uint64), keys))
    first = np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))
    occurrence = (np.arange(len(new)) - first).astype(np.uint64)
    salt = _mixed(np.array([seed % 2**63], dtype=np.uint64))
    return order[np.argsort(_mixed(ordered + _mixed(occurrence + salt)))]


def _column_order(X: np.ndarray, cells: Sequence[np.uint64]) -> np.ndarray:
    """(d,) columns in an order that depends on what is in them alone; cells: (d,) a number for
    each that does."""
    if len(set(cells)) == len(cells):
        return np.argsort(cells)
    bits = [_mixed(_bits(column)).sum(dtype=np.uint64) for column in X.T]
    return np.lexsort((np.array(bits), np.array(cells)))


def _keys(X: np.ndarray) -> tuple[np.ndarray, list[np.uint64]]:
    """(n,) one number a row, the same for the same values, whatever the order of columns; and one
    number a column, the same whatever the order of rows."""
    of_rows, of_columns = np.zeros(len(X), dtype=np.uint64), []
    for column in X.T:
        cells = _mixed(_rounded(column))
        of_columns.append(cells.sum(dtype=np.uint64))
        # A column is known by what is in it, not by its place.
        of_rows += _mixed(cells ^ _mixed(of_columns[-1]))
    return of_rows, of_columns


def _rounded(column: np.ndarray) -> np.ndarray:
    largest = float(np.abs(column).max()) or 1.0
    return np.rint(column * (STEPS / largest)).astype(np.int64).view(np.uint64)


def _bits(numbers: np.ndarray) -> np.ndarray:
    """Numbers as the bits that they are kept in; 0 and -0 are the same."""
    return np.ascontiguousarray(numbers + 0.0, dtype=np.float64).view(np.uint64)


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Every bit of each number stirred into every other (the finaliser of SplitMix64)."""
    with np.errstate(over="ignore"):
        mixed = np.asarray(numbers + np.uint64(0x9E3779B97F4A7C15))
        mixed ^= mixed >> np.uint64(30)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(27)
        mixed *= np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return mixed
