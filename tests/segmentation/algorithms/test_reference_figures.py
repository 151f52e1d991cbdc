"""Published figures of real customer files, reached by the same recipes."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import DBSCAN
from sklearn.preprocessing import PowerTransformer

from segmentation.algorithms.dbscan import Dbscan
from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing.indices import silhouettes
from segmentation.partitioning.assigning import within
from tests.segmentation.choosing.files import AGE, INCOME, SPENDING, mall, same_groups, zscored

pytestmark = pytest.mark.shared_data


def k_means_silhouettes(X: np.ndarray, ks: range) -> list[float]:
    return silhouettes(X, [KMeans().fit(X, k, 42).labels for k in ks])


def figures(X: np.ndarray, k: int) -> tuple[float, float]:
    """Inertia and silhouette."""
    found = KMeans().fit(X, k, 42)
    return within(X, found.labels, found.centres), silhouettes(X, [found.labels])[0]


def test_the_mall_by_three_columns_is_best_cut_in_six(shared_data: Path) -> None:
    X = zscored(mall(shared_data, AGE, INCOME, SPENDING))
    found = k_means_silhouettes(X, range(2, 11))
    assert int(np.argmax(found)) + 2 == 6
    assert max(found) == pytest.approx(0.4284, abs=0.002)


def test_outliers_make_the_silhouette_of_wholesale(shared_data: Path) -> None:
    X = zscored(pd.read_csv(shared_data / "wholesale.csv").iloc[:, 2:].to_numpy(np.float64))
    assert k_means_silhouettes(X, range(2, 4)) == pytest.approx([0.5472, 0.5483], abs=0.04)


@pytest.fixture(scope="module")
def tamed(shared_data: Path) -> np.ndarray:
    """Wholesale with values clipped to 1.5 interquartile ranges, then Yeo-Johnson."""
    table = pd.read_csv(shared_data / "wholesale.csv").iloc[:, 2:].astype(float)
    low, high = table.quantile(0.25), table.quantile(0.75)
    reach = 1.5 * (high - low)
    clipped = table.clip(low - reach, high + reach, axis=1)
    return np.asarray(PowerTransformer().fit_transform(clipped))


def test_tamed_wholesale_by_k_means_and_ward(tamed: np.ndarray) -> None:
    assert figures(tamed, 3)[1] == pytest.approx(0.258623, abs=0.002)
    ward = Hierarchical().fit(tamed, 3, 42).labels
    assert silhouettes(tamed, [ward])[0] == pytest.approx(0.212075, abs=1e-5)


def test_tamed_wholesale_by_given_density(tamed: np.ndarray) -> None:
    found = Dbscan(eps=1.0, min_samples=7, least_share=0.0).fit(tamed, None, 42).labels
    theirs = DBSCAN(eps=1.0, min_samples=7).fit(tamed)
    assert sorted(np.bincount(theirs.labels_[theirs.labels_ >= 0])) == [6, 7, 7, 96, 150]
    assert (found < 0).sum() == 174
    assert ((found < 0) == (theirs.labels_ < 0)).all()
    # A row at the edge of two regions belongs to the nearer; scikit-learn gives it to the first.
    core = theirs.core_sample_indices_
    assert same_groups(found[core], theirs.labels_[core])


def test_365_customers_in_four(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "segmentation_data_365.csv").iloc[:, 1:]
    inertia, outline = figures(zscored(table.to_numpy(np.float64)), 4)
    assert inertia <= 1.001 * 7169.87
    assert outline == pytest.approx(0.2688, abs=0.005)


def test_telco_by_tenure_and_charges(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "telco_churn.csv")
    columns = table[["tenure", "MonthlyCharges", "TotalCharges"]].apply(
        pd.to_numeric, errors="coerce"
    )
    found = k_means_silhouettes(zscored(columns.dropna().to_numpy()), range(2, 5))
    assert found == pytest.approx([0.4795, 0.4513, 0.4721], abs=0.002)


def test_credit_cards_clipped_and_as_logarithms(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "cc_general.csv").iloc[:, 1:]
    clipped = table.clip(table.quantile(0.01), table.quantile(0.99), axis=1)
    filled = np.log1p(clipped).fillna(np.log1p(clipped).median())
    X = zscored(filled.to_numpy())
    found = KMeans().fit(X, 3, 42)
    assert within(X, found.labels, found.centres) <= 1.001 * 94_421
