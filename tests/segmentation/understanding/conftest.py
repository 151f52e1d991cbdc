"""What these tests share: the real vocabulary, and an analysis from columns and labels."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans

from bot.vocabulary_file import read_vocabulary
from segmentation.naming import name_segments
from segmentation.profiling import profile
from segmentation.recommending import recommend
from segmentation.results import Segment
from segmentation.traits import traits_of
from segmentation.vocabulary import Vocabulary

Understand = Callable[..., tuple[Segment, ...]]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The words that the project ships with."""
    return read_vocabulary()


@pytest.fixture(scope="session")
def clustered() -> Callable[[pd.DataFrame, int], np.ndarray]:
    """Labels 1…k of a k-means on z-scores, the largest segment first."""

    def cluster(values: pd.DataFrame, k: int) -> np.ndarray:
        scaled = (values - values.mean()) / values.std()
        found = KMeans(k, n_init=10, random_state=0).fit_predict(scaled)
        rank = np.empty(k, dtype=int)
        rank[np.argsort(-np.bincount(found), kind="stable")] = np.arange(1, k + 1)
        return rank[found]

    return cluster


@pytest.fixture(scope="session")
def understood(vocabulary: Vocabulary) -> Understand:
    """Segments with their traits, names and advice."""

    def understand(
        values: pd.DataFrame, labels: np.ndarray, words: Vocabulary = vocabulary
    ) -> tuple[Segment, ...]:
        profiles = profile(values, labels)
        traits = [traits_of(p.distinguishing, words) for p in profiles]
        made = []
        for p, own, name in zip(profiles, traits, name_segments(traits, words), strict=True):
            segment = Segment(
                p.number, name.text, p.size, p.share, None, p.centre, "", None, None,
                p.distinguishing, own,
            )  # fmt: skip
            made.append(replace(segment, advice=recommend(segment, len(values), words)))
        return tuple(made)

    return understand


@pytest.fixture(scope="session")
def mall(shared_data: Path) -> pd.DataFrame:
    """Mall Customers: age, income, spending score."""
    return pd.read_csv(shared_data / "mall_customers.csv").iloc[:, 2:].astype(float)
