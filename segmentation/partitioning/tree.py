"""Trees of merges: Ward's for weighted points, and the cut of any tree into k groups."""

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def ward_tree(points: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """The pairs that Ward's method merges, by growing loss of tightness.

    Parameters
    ----------
    points
        (m, d) rows or centres; memory and time grow with m².
    weights
        (m,) how many rows each point stands for; None: one.

    Returns
    -------
    np.ndarray
        (m - 1, 2) merged nodes; 0 … m-1 are points, m+i is what merge i made.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. JASA 58.
    Müllner, D. (2011). Modern hierarchical, agglomerative clustering algorithms.
    """
    if weights is None:
        return np.asarray(linkage(points, method="ward")[:, :2], dtype=np.intp)
    return _sorted_tree(*_chained(points, weights.astype(np.float64)))


def cut(tree: np.ndarray, k: int) -> np.ndarray:
    """(m,) labels 0 … k-1 of the points after all but the last k-1 merges of a tree."""
    m = len(tree) + 1
    merges = m - k
    made = np.repeat(np.arange(m, m + merges), 2)
    links = coo_array(
        (np.ones(2 * merges, dtype=np.int8), (tree[:merges].ravel(), made)),
        shape=(m + merges, m + merges),
    )
    labels = connected_components(links, directed=False)[1][:m]
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.intp)


def _chained(points: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Merges (m-1, 2) as pairs of points that stand for their groups, and their losses.

    Follows chains of nearest neighbours until two points are each other's nearest; a group
    lives on in the row of its later member (Lance-Williams update).
    """
    m = len(points)
    loss = _losses(points, weights)
    size, alive = weights.copy(), np.ones(m, dtype=bool)
    pairs, losses, chain = np.empty((m - 1, 2), dtype=np.intp), np.empty(m - 1), list[int]()
    for merge in range(m - 1):
        chain = chain or [int(alive.argmax())]
        while True:
            tip = chain[-1]
            near = int(loss[tip].argmin())
            if len(chain) > 1 and loss[tip, chain[-2]] <= loss[tip, near]:
                break
            chain.append(near)
        gone, stays = chain.pop(), chain.pop()
        pairs[merge], losses[merge] = (gone, stays), loss[gone, stays]
        _merge(loss, size, gone, stays)
        alive[gone] = False
    return pairs, losses


def _losses(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(m, m) growth of the spread within groups if two points were one; infinite with itself."""
    squares = np.einsum("md,md->m", points, points)
    apart = np.maximum(squares[:, None] + squares - 2 * points @ points.T, 0)
    loss = apart * (weights[:, None] * weights / (weights[:, None] + weights))
    np.fill_diagonal(loss, np.inf)
    return np.asarray(loss)


def _merge(loss: np.ndarray, size: np.ndarray, gone: int, stays: int) -> None:
    """Let group `stays` take in group `gone`, in place."""
    whole = size + size[gone] + size[stays]
    merged = (
        (size + size[gone]) * loss[gone]
        + (size + size[stays]) * loss[stays]
        - size * loss[gone, stays]
    ) / whole
    merged[[gone, stays]] = np.inf
    loss[stays] = loss[:, stays] = np.where(np.isnan(merged), np.inf, merged)
    loss[gone] = loss[:, gone] = np.inf
    size[stays] += size[gone]


def _sorted_tree(pairs: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """Merges in order of their losses, with nodes numbered as `ward_tree` says."""
    m = len(pairs) + 1
    node = np.arange(m)
    tree = np.empty_like(pairs)
    for made, merge in enumerate(np.argsort(losses, kind="stable")):
        gone, stays = pairs[merge]
        tree[made] = sorted((node[gone], node[stays]))
        node[stays] = m + made
    return tree
