"""Features are filled and made comparable."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from segmentation.features import FeatureMatrix, make_features, tail_weight
from segmentation.intake import take_in
from segmentation.sources import open_source
from segmentation.spec import Limits, Scaling

RNG = np.random.default_rng(0)
CALM = pd.DataFrame({"age": RNG.normal(40, 9, 500), "income": RNG.normal(60, 20, 500)})
HEAVY = CALM.assign(spend=RNG.lognormal(5, 1.5, 500))


def test_gaps_are_filled_with_the_median_and_counted() -> None:
    table = pd.DataFrame({"age": [20.0, np.nan, 40.0, 90.0], "spend": [1.0, 2.0, 3.0, 4.0]})
    matrix = make_features(table, ["spend", "age"], "none")
    assert matrix.values.tolist() == [[1, 20], [2, 40], [3, 40], [4, 90]]
    assert matrix.imputed == {"age": 1}
    assert [(step.count, "median (40)" in step.what) for step in matrix.receipt()] == [(1, True)]
    assert table["age"].isna().sum() == 1


@pytest.mark.parametrize(
    ("column", "median", "said"),
    [
        ("Income", 51381.5, "51,382"),
        ("MINIMUM_PAYMENTS", 312.344, "312"),
        ("Spend (€)", 7.25, "€7.2"),
    ],
)
def test_the_receipt_writes_the_median_as_sentences_do(
    column: str, median: float, said: str
) -> None:
    table = pd.DataFrame({column: [median, np.nan, median, 1.0, 1e6]})
    (step,) = make_features(table, [column], "none").receipt()
    filled = f"missing values were filled with the median ({said}); averages leave them out"
    assert step.what == f"{column}: {filled}."


def test_zscores_have_mean_nought_and_population_deviation_one() -> None:
    matrix = make_features(CALM, ["age", "income"], "zscore")
    assert matrix.scaled.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert matrix.scaled.std(axis=0, ddof=0) == pytest.approx([1, 1])


def test_none_leaves_the_numbers_as_they_are() -> None:
    matrix = make_features(CALM, ["age"], "none")
    assert (matrix.scaled == matrix.values).all()


def test_auto_is_zscore_for_calm_features_and_robust_for_heavy_tails() -> None:
    assert make_features(CALM, ["age", "income"]).method == "zscore"
    heavy = make_features(HEAVY, ["age", "spend"])
    assert heavy.method == "robust"
    assert "spend" in heavy.notes[0]
    assert "age" not in heavy.notes[0]


def test_groups_apart_are_no_heavy_tail() -> None:
    groups = np.concatenate([RNG.normal(0, 1, 450), RNG.normal(100, 1, 50)])
    assert make_features(pd.DataFrame({"x": groups}), ["x"]).method == "zscore"


def test_robust_draws_a_far_value_in_and_keeps_the_order() -> None:
    matrix = make_features(HEAVY, ["spend"], "robust")
    spend, scaled = matrix.values[:, 0], matrix.scaled[:, 0]
    assert (np.argsort(spend) == np.argsort(scaled)).all()
    assert np.abs(scaled).max() < 5
    assert np.abs((spend - spend.mean()) / spend.std()).max() > 6


def test_robust_gives_each_feature_the_same_weight() -> None:
    matrix = make_features(HEAVY, ["age", "income", "spend"], "robust")
    assert matrix.scaled.std(axis=0) == pytest.approx([1, 1, 1])


def test_a_feature_that_is_mostly_nought_can_be_scaled_robustly() -> None:
    mostly = np.where(np.arange(500) % 10 == 0, HEAVY["spend"], 0.0)
    matrix = make_features(pd.DataFrame({"x": mostly}), ["x"], "robust")
    assert np.isfinite(matrix.scaled).all()
    assert matrix.scaled.std() == pytest.approx(1)


@pytest.mark.parametrize("scaling", ["none", "zscore", "robust"])
def test_a_constant_feature_does_no_harm(scaling: Scaling) -> None:
    matrix = make_features(CALM.assign(same=3.0), ["age", "same"], scaling)
    assert np.isfinite(matrix.scaled).all()
    assert np.ptp(matrix.scaled[:, 1]) == 0


def test_quartiles_that_nearly_coincide_do_no_harm() -> None:
    nearly = [2e-308, *[0.0] * 3, 1.0, 0.0, 1.0, *[0.0] * 5]
    matrix = make_features(pd.DataFrame({"share": nearly}), ["share"], "robust")
    assert np.isfinite(matrix.scaled).all()
    assert np.ptp(matrix.scaled) < 10


@given(
    values=arrays(np.float64, (12, 3), elements=st.floats(-1e6, 1e6)),
    scaling=st.sampled_from(["none", "zscore", "robust", "auto"]),
)
def test_points_go_there_and_back(values: np.ndarray, scaling: Scaling) -> None:
    table = pd.DataFrame(values, columns=list("abc"))
    matrix: FeatureMatrix = make_features(table, list("abc"), scaling)
    assert np.isfinite(matrix.scaled).all()
    assert np.allclose(matrix.to_scaled(matrix.values), matrix.scaled)
    size = np.abs(values).max() + 1
    assert np.allclose(matrix.to_own_units(matrix.scaled), values, atol=1e-6 * size)


def test_tails_weigh_as_theory_says() -> None:
    """One percent of a normal distribution carries 8 % of its variance, of an exponential 22 %."""
    rng = np.random.default_rng(1)
    assert tail_weight(rng.normal(size=200_000)) == pytest.approx(0.085, abs=0.005)
    assert tail_weight(rng.exponential(size=200_000)) == pytest.approx(0.22, abs=0.01)
    assert tail_weight(np.ones(10)) == 0


def matrix_of(path: str, *wanted: str) -> FeatureMatrix:
    customers = take_in(open_source(path, path).read(Limits()), wanted)
    return make_features(customers.table, customers.features)


@pytest.mark.shared_data
def test_mall_customers_come_out_as_published(shared_data: Path) -> None:
    """Silhouettes of k-means on z-scores: five segments of two features, six of three."""
    path = str(shared_data / "mall_customers.csv")
    for wanted, best, figure in ((("income", "score"), 5, 0.5547), ((), 6, 0.4284)):
        matrix = matrix_of(path, *wanted)
        assert matrix.method == "zscore"
        found = {
            k: silhouette_score(
                matrix.scaled,
                KMeans(k, n_init=10, random_state=42).fit_predict(matrix.scaled),
            )
            for k in range(3, 9)
        }
        assert max(found, key=found.__getitem__) == best
        assert found[best] == pytest.approx(figure, abs=0.0015)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("mall_customers.csv", "zscore"), ("telco_churn.csv", "zscore"),
        ("credit_card_660_bom.csv", "zscore"), ("ecommerce_customers.csv", "zscore"),
        ("segmentation_data_365.csv", "zscore"), ("wholesale.csv", "robust"),
        ("cc_general.csv", "robust"), ("marketing_campaign_tab.csv", "robust"),
    ],
)  # fmt: skip
def test_real_files_get_the_scaling_that_suits_them(
    shared_data: Path, name: str, method: str
) -> None:
    assert matrix_of(str(shared_data / name)).method == method
