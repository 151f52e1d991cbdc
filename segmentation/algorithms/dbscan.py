"""DBSCAN: groups are dense regions of any shape; customers in thin places belong to none."""

from dataclasses import dataclass

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.density import DensityTree, density_tree, reached

RADII = 24  # radii that are tried along the curve of distances to the min_samples-th neighbour
LEAST_SHARE = 0.02  # dense specks below this share of customers are noise


@dataclass(frozen=True)
class Dbscan:
    """Density-based clustering; without them, eps and min_samples come from the data.

    min_samples is twice the number of columns, at least 5. eps comes from the curve of distances
    to the min_samples-th neighbour: the number of regions that lasts over the widest range of
    radii, while leaving few customers outside, is taken, and of its radii the one that leaves
    fewest. Beyond `most_rows`, regions are found on a sample, and every other customer joins the
    region that is within eps.

    References
    ----------
    Ester, M. et al. (1996). A density-based algorithm for discovering clusters. KDD.
    Sander, J. et al. (1998). Density-based clustering in spatial databases, for min_samples.
    """

    name: str = "dbscan"
    title: str = "density clustering (DBSCAN)"
    needs_k: bool = False
    eps: float | None = None
    min_samples: int | None = None
    least_share: float = LEAST_SHARE
    most_rows: int = 4_000

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        there = arranged(X, seed)
        rows, rest = there.rows[: self.most_rows], there.rows[self.most_rows :]
        min_samples = self.min_samples or max(5, 2 * X.shape[1])
        least = max(min_samples, int(self.least_share * len(rows)))
        tree = density_tree(rows, min_samples)
        eps = self.eps or _radius(tree, least)
        labels = found = tree.cut(eps, least)
        notes: tuple[str, ...] = ()
        if len(rest):
            core = (tree.reach <= eps) & (found >= 0)
            labels = np.append(found, reached(rows[core], found[core], rest, eps))
            notes = (f"Dense regions were found on {len(rows):,} of {len(X):,} customers.",)
        means = cluster_means(there.rows, labels, int(found.max(initial=-1)) + 1)
        parameters = {"eps": float(eps), "min_samples": min_samples}
        return there.back(Clustering(labels, means, parameters, notes))


def _radius(tree: DensityTree, least: int) -> float:
    """The radius at which the most lasting number of regions covers the most rows."""
    apart = tree.tree[:, 2][tree.tree[:, 2] > 0]
    reach = tree.reach[tree.reach > 0]
    if not len(reach):  # every customer has copies enough: any radius below the gaps will do
        return float(apart.min() / 2) if len(apart) else 1.0
    shortest, longest = np.quantile(reach, [0.05, 0.995])
    radii = np.geomspace(shortest, longest, RADII)
    cuts = [tree.cut(radius, least) for radius in radii]
    counts = np.array([labels.max(initial=-1) + 1 for labels in cuts])
    covered = np.array([np.mean(labels >= 0) for labels in cuts])
    lasting = {k: float((covered[counts == k] ** 2).sum()) for k in set(counts.tolist()) - {0, 1}}
    if not lasting:
        return float(radii[int(covered.argmax())])
    best = max(lasting, key=lambda k: (lasting[k], -k))
    return float(radii[counts == best][covered[counts == best].argmax()])


ALGORITHMS.add(Dbscan())
