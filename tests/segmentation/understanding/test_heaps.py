"""Columns in which groups may show where all columns together show none."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.heaps import heaped_features
from segmentation.pipeline import analyze
from segmentation.results import Analysis
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec

HEAPS = ((20, 80), (20, 20), (55, 50), (90, 80), (90, 20))


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five heaps of customers by income and spending, which four other columns know nothing of."""
    rng = np.random.default_rng(3)
    places = np.repeat(np.array(HEAPS, dtype=float), 240, axis=0)
    table = pd.DataFrame(places + rng.normal(0, 5, places.shape), columns=["income", "spending"])
    for name in ("visits", "distance", "height", "warmth"):
        table[name] = rng.normal(50, 15, len(table))
    path = tmp_path_factory.mktemp("heaps") / "customers.csv"
    table.sample(frac=1, random_state=0).to_csv(path, index=False)
    return path


def analysis(path: Path, *features: str) -> Analysis:
    return analyze(open_source(str(path), path.name), AnalysisSpec(features=features)).analysis


def test_columns_that_say_nothing_hide_groups_which_the_heaped_columns_show(
    customers: Path,
) -> None:
    by_all = analysis(customers)
    assert by_all.verdict == "no_natural_groups"
    assert heaped_features(by_all) == ("income", "spending")
    by_these = analysis(customers, *heaped_features(by_all))
    assert (by_these.verdict, by_these.k) == ("segments", 5)


def test_where_the_number_came_from_the_method_nothing_else_is_looked_for(customers: Path) -> None:
    by_all = analysis(customers)
    assert heaped_features(replace(by_all, verdict="weak")) == ("income", "spending")
    assert heaped_features(replace(by_all, k_chosen_by="algorithm")) == ()


def test_where_groups_were_found_there_is_nothing_to_look_for(customers: Path) -> None:
    assert heaped_features(analysis(customers, "income", "spending")) == ()


def test_without_heaps_there_is_nothing_to_look_for(customers: Path) -> None:
    plain = analysis(customers, "visits", "distance", "height")
    assert plain.verdict == "no_natural_groups"
    assert heaped_features(plain) == ()
