"""Dense regions at every density at once: one tree, cut at any radius."""

from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial import cKDTree
from scipy.spatial.distance import pdist


@dataclass(frozen=True)
class DensityTree:
    """Rows joined by how far one must reach to walk between them through dense places.

    rows: (m, d). reach: (m,) distance to the min_samples-th nearest row, itself counted. tree:
    single-linkage tree of the mutual reachability distances (m-1, 4).

    References
    ----------
    Ester, M. et al. (1996). A density-based algorithm for discovering clusters. KDD.
    Campello, R., Moulavi, D. & Sander, J. (2013). Density-based clustering based on
    hierarchical density estimates. PAKDD. (A cut of their tree is DBSCAN without borders.)
    """

    rows: np.ndarray
    reach: np.ndarray
    tree: np.ndarray

    def cut(self, eps: float, least: int) -> np.ndarray:
        """(m,) DBSCAN's labels for this radius, -1 for noise; regions below `least` rows are noise.

        Rows within eps of a dense row belong to the nearest one's region.
        """
        regions = fcluster(self.tree, eps, criterion="distance")
        core = self.reach <= eps
        labels = np.where(core, regions, -1)
        if core.any() and not core.all():
            labels[~core] = reached(self.rows[core], labels[core], self.rows[~core], eps)
        return _numbered(labels, least)


def density_tree(rows: np.ndarray, min_samples: int) -> DensityTree:
    """The tree of rows (m, d); memory and time grow with m²."""
    nth = min(min_samples, len(rows))
    reach = np.asarray(cKDTree(rows).query(rows, k=[nth])[0])[:, 0]
    apart, start = pdist(rows), 0
    for row in range(len(rows) - 1):
        stop = start + len(rows) - row - 1
        farther = np.maximum(reach[row + 1 :], reach[row])
        np.maximum(apart[start:stop], farther, out=apart[start:stop])
        start = stop
    return DensityTree(rows, reach, linkage(apart, method="single"))


def reached(core: np.ndarray, labels: np.ndarray, rows: np.ndarray, eps: float) -> np.ndarray:
    """(n,) label of the nearest core row within eps of each row, else -1."""
    distance, place = cKDTree(core).query(rows, distance_upper_bound=np.nextafter(eps, np.inf))
    return np.where(np.isfinite(distance), np.append(labels, -1)[place], -1)


def _numbered(labels: np.ndarray, least: int) -> np.ndarray:
    """Labels 0, 1 … by first appearance; groups of fewer than `least` rows become noise."""
    names, first, place, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    kept = (names >= 0) & (sizes >= least)
    number = np.full(len(names), -1)
    order = np.flatnonzero(kept)
    number[order[np.argsort(first[order])]] = np.arange(len(order))
    return np.asarray(number[place], dtype=np.intp)
