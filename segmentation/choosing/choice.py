"""What the choice of a number of segments comes to: the clustering, its evidence, the verdict."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from segmentation.algorithm import Clustering
from segmentation.results import KEvidence, NullTest, Verdict


@dataclass(frozen=True)
class Choice:
    """A clustering of all rows and how far to trust it.

    clustering: labels of all n rows, centres (k, d).
    k_evidence: the indices of every number of segments that was considered, by growing k; for
    the chosen one they are those of `clustering`.
    stability: (k,) mean bootstrap Jaccard similarity of each segment (Hennig 2007), 0 to 1.
    silhouette: mean over the rows that belong to a segment, within ±0.01 for large files.
    inertia: sum of squared distances of rows to their segment's centre.
    reasons: plain sentences, the most telling first.
    order: (n,) the rows in the order that depends on their contents alone.
    """

    clustering: Clustering
    k_evidence: tuple[KEvidence, ...]
    verdict: Verdict
    null_test: NullTest
    reasons: tuple[str, ...]
    stability: np.ndarray
    silhouette: float
    inertia: float
    k_chosen_by: Literal["data", "person", "algorithm"]
    order: np.ndarray | None = None

    @property
    def k(self) -> int:
        return self.clustering.k
