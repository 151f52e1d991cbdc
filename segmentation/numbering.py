"""Canonical numbers: the largest segment is 1, whatever order the algorithm found them in."""

from collections.abc import Sequence

import numpy as np

from segmentation.algorithm import Clustering


def canonical_order(clustering: Clustering, names: Sequence[str]) -> np.ndarray:
    """(k,) the cluster that becomes segment 1, 2, …: by size, ties by the centre's coordinates.

    names: (d,) of the columns; their alphabet says which coordinate decides first, so the order
    of the columns in the file does not.

    >>> labels = np.array([0, 1, 1, -1])
    >>> canonical_order(Clustering(labels, np.array([[0.0], [5.0]])), ["age"]).tolist()
    [1, 0]
    """
    sizes = np.bincount(clustering.labels[clustering.labels >= 0], minlength=clustering.k)
    # lexsort: the last key is the first criterion.
    columns = sorted(range(len(names)), key=lambda column: names[column])
    keys = (*np.round(clustering.centres[:, columns], 9).T[::-1], -sizes)
    return np.lexsort(keys)


def renumbered(labels: np.ndarray, order: np.ndarray) -> np.ndarray:
    """(n,) cluster labels -1 … k-1 as segment numbers 0 (none), 1 … k.

    >>> renumbered(np.array([0, 1, 1, -1]), np.array([1, 0])).tolist()
    [2, 1, 1, 0]
    """
    numbers = np.zeros(len(order) + 1, dtype=np.int32)
    numbers[order] = np.arange(1, len(order) + 1)
    renumbered_labels: np.ndarray = numbers[labels]  # label -1 finds the last entry, which is 0
    return renumbered_labels
