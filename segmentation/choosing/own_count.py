"""Choosing for algorithms that find their own number of groups: are those natural, do they hold?"""

import numpy as np

from segmentation.algorithm import Algorithm, Clustering
from segmentation.choosing.choice import Choice
from segmentation.choosing.indices import davies_bouldin, silhouettes, spread
from segmentation.choosing.null_model import one_population
from segmentation.choosing.stability import recovered
from segmentation.choosing.verdict import CLEARLY, Findings, reasons, remarks
from segmentation.errors import NoDenseGroups
from segmentation.partitioning.canonical import canonical_order
from segmentation.results import KEvidence, NullTest

SAMPLE_ROWS = 4_000
RESAMPLE_ROWS = 500
RESAMPLES = 40
NULL_ROWS = 400
FILES = 60
STATISTIC = "share of customers in groups other than the largest"


def by_algorithm(X: np.ndarray, algorithm: Algorithm, seed: int) -> Choice:
    """Cluster X with its own number of groups, and judge what came out."""
    fit = algorithm.fit(X, None, seed)
    clustered = int((fit.labels >= 0).sum())
    if fit.k < 2:
        raise NoDenseGroups(algorithm.title, fit.k, clustered / len(X))
    order = canonical_order(X, seed)
    sampled = order[:SAMPLE_ROWS]
    outline = silhouettes(X[sampled], [fit.labels[sampled]])[0]
    held = _held(X[order[:RESAMPLE_ROWS]], algorithm, seed)
    ...
