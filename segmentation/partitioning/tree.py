"""Trees of merges: of rows or weighted points, by several linkages; cuts, and the top to draw."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.cluster.hierarchy import linkage as grown
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.micro_clusters import micro_clusters

Linkage = Literal["ward", "average", "complete"]
TREE_ROWS = 4_000  # beyond, the tree is built on micro-clusters: memory and time grow with rows²


@dataclass(frozen=True)
class MergeTree:
    """The pairs that were merged, the least apart first.

    pairs: (m-1, 2) merged nodes; 0 … m-1 are the m points, m+i is what merge i made.
    heights: (m-1,) how far apart the two were, growing; a distance in the space of the points
    (for Ward √(2·loss), so that two single points merge at their distance).
    """

    pairs: np.ndarray
    heights: np.ndarray

    def cut(self, k: int) -> np.ndarray:
        """(m,) labels 0 … k-1 of the points after all but the last k-1 merges."""
        m = len(self.pairs) + 1
        merges = m - k
        made = np.repeat(np.arange(m, m + merges), 2)
        links = coo_array(
            (np.ones(2 * merges, dtype=np.int8), (self.pairs[:merges].ravel(), made)),
            shape=(m + merges, m + merges),
        )
        labels = connected_components(links, directed=False)[1][:m]
        return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.intp)


@dataclass(frozen=True)
class TreeTop:
    """The last merges of a tree, to be drawn.

    pairs, heights: as in `MergeTree`, of the l leaves. sizes: (l,) customers of each leaf.
    labels: (n,) the leaf of every row.
    """

    pairs: np.ndarray
    heights: np.ndarray
    sizes: np.ndarray
    labels: np.ndarray

    def linkage(self) -> np.ndarray:
        """(l-1, 4) as `scipy.cluster.hierarchy.dendrogram` takes it."""
        leaves = [1] * len(self.sizes)  # what scipy counts are leaves, not the rows in them
        for left, right in self.pairs:
            leaves.append(leaves[left] + leaves[right])
        counts = np.array(leaves[len(self.sizes) :], dtype=np.float64)
        return np.column_stack([self.pairs.astype(np.float64), self.heights, counts])


def merge_tree(
    points: np.ndarray, linkage: Linkage = "ward", weights: np.ndarray | None = None
) -> MergeTree:
    """Merge the two groups that are least apart until one is left.

    Parameters
    ----------
    points
        (m, d) rows or centres; memory and time grow with m².
    linkage
        How far apart two groups are: `ward`, the tightness that is lost; `average`, the mean
        distance between their members; `complete`, the distance of the two farthest.
    weights
        (m,) how many rows each point stands for; None: one.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. JASA 58.
    Müllner, D. (2011). Modern hierarchical, agglomerative clustering algorithms.
    """
    if weights is None:
        tree = grown(points, method=linkage)
        return MergeTree(np.asarray(tree[:, :2], dtype=np.intp), tree[:, 2])
    return _sorted_tree(*_chained(points, weights.astype(np.float64), linkage), linkage)


def top_of_tree(X: np.ndarray, seed: int, leaves: int = 30, linkage: Linkage = "ward") -> TreeTop:
    """The top of the tree of merges that hierarchical clustering cuts, for a dendrogram.

    Beyond 4,000 rows it is the tree of the micro-clusters, as in the clustering itself.

    Parameters
    ----------
    X
        (n, d) scaled rows, such as `Outcome.scaled`; at least two.
    seed
        The analysis' own, for the same micro-clusters.
    leaves
        The most leaves that are shown; fewer where there are fewer points.

    Examples
    --------
    >>> X = np.array([[0.0], [1.0], [10.0], [12.0]])
    >>> top = top_of_tree(X, 1, leaves=2)
    >>> top.sizes.tolist(), top.labels.tolist()
    ([2, 2], [0, 0, 1, 1])
    """
    there = arranged(X, seed)
    if len(X) > TREE_ROWS:
        micro = micro_clusters(there.rows)
        tree, of_row = merge_tree(micro.centres, linkage, micro.sizes), micro.labels
    else:
        tree, of_row = merge_tree(there.rows, linkage), np.arange(len(X))
    count = min(leaves, len(tree.pairs) + 1)
    leaf = tree.cut(count)
    labels, pairs = _by_first_row(there.labels_back(leaf[of_row]), _top_pairs(tree, leaf, count))
    sizes = np.bincount(labels, minlength=count)
    return TreeTop(pairs, tree.heights[len(tree.pairs) + 1 - count :], sizes, labels)


def _top_pairs(tree: MergeTree, leaf: np.ndarray, count: int) -> np.ndarray:
    """(count-1, 2) the last merges, with nodes numbered from the leaves up."""
    m = len(tree.pairs) + 1
    node = np.full(2 * m - 1, -1)
    node[:m] = leaf
    for made, (left, _) in enumerate(tree.pairs[: m - count], start=m):
        node[made] = node[left]
    node[2 * m - count :] = np.arange(count, 2 * count - 1)
    return np.asarray(node[tree.pairs[m - count :]])


def _by_first_row(labels: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leaves renumbered by the first row that is in each, here and in the merges."""
    found, first = np.unique(labels, return_index=True)
    number = np.arange(2 * len(found) - 1)
    number[found[np.argsort(first)]] = np.arange(len(found))
    return number[labels], np.sort(number[pairs], axis=1)


def _chained(
    points: np.ndarray, weights: np.ndarray, linkage: Linkage
) -> tuple[np.ndarray, np.ndarray]:
    """Merges (m-1, 2) as pairs of points that stand for their groups, and how far apart they were.

    Follows chains of nearest neighbours until two points are each other's nearest; a group
    lives on in the row of its later member (Lance-Williams update).
    """
    m = len(points)
    apart = _apart(points, weights, linkage)
    size, alive = weights.copy(), np.ones(m, dtype=bool)
    pairs, heights, chain = np.empty((m - 1, 2), dtype=np.intp), np.empty(m - 1), list[int]()
    for merge in range(m - 1):
        chain = chain or [int(alive.argmax())]
        while True:
            tip = chain[-1]
            near = int(apart[tip].argmin())
            if len(chain) > 1 and apart[tip, chain[-2]] <= apart[tip, near]:
                break
            chain.append(near)
        gone, stays = chain.pop(), chain.pop()
        pairs[merge], heights[merge] = (gone, stays), apart[gone, stays]
        _merge(apart, size, (gone, stays), linkage)
        alive[gone] = False
    return pairs, heights


def _apart(points: np.ndarray, weights: np.ndarray, linkage: Linkage) -> np.ndarray:
    """(m, m) distances, or for Ward the spread within groups that is gained if two points were
    one; infinite with itself."""
    squares = np.einsum("md,md->m", points, points)
    apart = np.maximum(squares[:, None] + squares - 2 * points @ points.T, 0)
    if linkage == "ward":
        apart *= weights[:, None] * weights / (weights[:, None] + weights)
    else:
        np.sqrt(apart, out=apart)
    np.fill_diagonal(apart, np.inf)
    return np.asarray(apart)


def _merge(apart: np.ndarray, size: np.ndarray, merged: tuple[int, int], linkage: Linkage) -> None:
    """Let group `stays` take in group `gone`, in place."""
    gone, stays = merged
    if linkage == "complete":
        after = np.maximum(apart[gone], apart[stays])
    elif linkage == "average":
        both = size[gone] + size[stays]
        after = (size[gone] * apart[gone] + size[stays] * apart[stays]) / both
    else:
        after = (
            (size + size[gone]) * apart[gone]
            + (size + size[stays]) * apart[stays]
            - size * apart[gone, stays]
        ) / (size + size[gone] + size[stays])
    after[[gone, stays]] = np.inf
    apart[stays] = apart[:, stays] = np.where(np.isnan(after), np.inf, after)
    apart[gone] = apart[:, gone] = np.inf
    size[stays] += size[gone]


def _sorted_tree(pairs: np.ndarray, heights: np.ndarray, linkage: Linkage) -> MergeTree:
    """Merges in order of their heights, with nodes numbered as `MergeTree` says."""
    m = len(pairs) + 1
    node = np.arange(m)
    tree = np.empty_like(pairs)
    order = np.argsort(heights, kind="stable")
    for made, merge in enumerate(order):
        gone, stays = pairs[merge]
        tree[made] = sorted((node[gone], node[stays]))
        node[stays] = m + made
    ordered = heights[order]
    return MergeTree(tree, np.sqrt(2 * ordered) if linkage == "ward" else ordered)
