"""The whole story on one page: a source and a spec in, segments with their evidence out."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from segmentation.algorithm import ALGORITHMS
from segmentation.algorithms import kmeans as _members  # noqa: F401  (fills the registry)
from segmentation.choosing import Choice, choose_segments
from segmentation.explaining import rules
from segmentation.features import FeatureMatrix, make_features
from segmentation.intake import CustomerTable, take_in
from segmentation.naming import name_segments
from segmentation.profiling import profile
from segmentation.recommending import recommend
from segmentation.results import Analysis, Outcome, Segment
from segmentation.source import Source
from segmentation.spec import AnalysisSpec
from segmentation.vocabulary import Vocabulary

Report = Callable[..., None]


def _silent(stage: str, **facts: Any) -> None:
    """Report to nobody."""


def analyze(
    source: Source,
    spec: AnalysisSpec | None = None,
    vocabulary: Vocabulary | None = None,
    report: Report = _silent,
) -> Outcome:
    """Read customers, clean them, find their groups, and say who they are.

    Parameters
    ----------
    source
        Where the customers are: a file, a query, a sample.
    spec
        What to do; the default lets the data decide.
    vocabulary
        The words for naming segments; without it, names use the columns' own words.
    report
        Called with the name of each stage as it is reached, and its figures.

    Raises
    ------
    SegmentationError
        One of its children says in plain words what is wrong with the file or the spec.
    """
    ...
