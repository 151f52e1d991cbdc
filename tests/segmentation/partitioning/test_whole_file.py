"""k-means over all rows: two libraries, one answer."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.algorithms.kmeans import KMeans
from segmentation.numbering import canonical_order, renumbered
from segmentation.partitioning.assigning import within
from segmentation.partitioning.whole_file import (
    FASTER_ROWS,
    engine_for,
    faster_engine,
    faster_is_there,
)
from tests.conftest import missing
from tests.segmentation.choosing.files import SQUARE, around, zscored


@pytest.fixture(autouse=True)
def both_libraries() -> None:
    if not faster_is_there():
        missing("scikit-learn-intelex")


def bank(folder: Path) -> np.ndarray:
    """(45211, 5) the numbers of the bank file."""
    table = pd.read_csv(folder / "bank_full_semicolon_nolabel.csv", sep=";")
    return zscored(table[["age", "balance", "day", "duration", "campaign"]].to_numpy(np.float64))


def cdnow(folder: Path) -> np.ndarray:
    """(23570, 3) orders, units and spend of the CDNOW customers."""
    names = ["customer", "date", "units", "spend"]
    table = pd.read_csv(
        folder / "cdnow_master.csv", sep=r"\s+", header=None, skiprows=1, names=names
    )
    by = table.groupby("customer").agg(
        orders=("date", "size"), units=("units", "sum"), spend=("spend", "sum")
    )
    return zscored(np.log1p(by.to_numpy(np.float64)))


def made_up(folder: Path) -> np.ndarray:
    return around(SQUARE, 15_000, width=3.0)[0]


@pytest.mark.shared_data
@pytest.mark.parametrize("rows", [bank, cdnow, made_up], ids=lambda f: f.__name__)
@pytest.mark.parametrize("k", [2, 5, 8])
def test_both_libraries_give_the_same_segments(shared_data: Path, rows, k: int) -> None:  # type: ignore[no-untyped-def]
    X = rows(shared_data)
    fast = KMeans().fit(X, k, 42)
    with faster_engine(allowed=False):
        plain = KMeans().fit(X, k, 42)
    assert fast.parameters == {"engine": "scikit-learn-intelex"}
    assert plain.parameters == {"engine": "scikit-learn"}
    inertias = [within(X, each.labels, each.centres) for each in (fast, plain)]
    assert inertias[0] == pytest.approx(inertias[1], rel=1e-6)
    names = [str(column) for column in range(X.shape[1])]
    numbers = [renumbered(each.labels, canonical_order(each, names)) for each in (fast, plain)]
    assert (numbers[0] == numbers[1]).all()


def test_small_files_and_those_who_said_no_stay_with_scikit_learn() -> None:
    assert engine_for(FASTER_ROWS) == "scikit-learn-intelex"
    assert engine_for(FASTER_ROWS - 1) == "scikit-learn"
    with faster_engine(allowed=False):
        assert engine_for(10**6) == "scikit-learn"
    assert engine_for(10**6) == "scikit-learn-intelex"
