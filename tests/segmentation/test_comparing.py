"""Several methods on the same customers: which to keep is more than the best silhouette."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import Wanted
from segmentation.comparing import agreement, compare_methods
from segmentation.results import Comparison, MethodResult
from tests.segmentation.choosing.files import (
    INCOME,
    SPENDING,
    SQUARE,
    around,
    mall,
    moons,
    zscored,
)


def of(comparison: Comparison, name: str) -> MethodResult:
    return next(row for row in comparison.methods if row.name == name)


@pytest.fixture(scope="module")
def malls(shared_data: Path) -> Comparison:
    X = zscored(mall(shared_data, INCOME, SPENDING))
    shown = ("kmeans", KMeans().fit(X, 5, 42).labels + 1)
    return compare_methods(X, shown=shown, methods=("kmeans", "hierarchical", "hdbscan"))


def test_the_mall_keeps_k_means_though_another_has_the_larger_silhouette(
    malls: Comparison,
) -> None:
    assert malls.keep == malls.shown == "kmeans"
    dense = of(malls, "hdbscan")
    assert dense.silhouette is not None
    assert dense.silhouette > (of(malls, "kmeans").silhouette or 0)
    assert malls.reasons[0].startswith("Keep k-means: five groups (clear groups)")
    (why_not,) = [said for said in malls.reasons if "larger silhouette" in said]
    assert "leaves out 17 % of the customers" in why_not


def test_every_figure_of_a_method_is_its_own(malls: Comparison) -> None:
    row = of(malls, "kmeans")
    assert (row.k, row.verdict, row.left_out) == (5, "segments", 0.0)
    assert row.silhouette == pytest.approx(0.5547, abs=5e-5)
    assert row.smallest_share == 22 / 200
    assert row.agreement_with_shown == 1.0
    assert 0.9 < (row.stability or 0) <= 1.0
    assert "nothing needs to change" in malls.reasons[1]


def test_a_comparison_survives_json(malls: Comparison) -> None:
    assert Comparison.from_dict(malls.to_dict()) == malls


def test_groups_that_are_not_round_are_left_to_a_method_that_sees_them() -> None:
    X, truth = moons(250)
    shown = ("kmeans", KMeans().fit(X, 2, 1).labels + 1)
    found = compare_methods(X, shown=shown, methods=("kmeans", "hdbscan"))
    row = of(found, "hdbscan")
    assert (row.k, row.verdict) == (2, "segments")
    if found.keep == "hdbscan":
        assert any("differ from those you see now" in said for said in found.reasons)
    assert row.agreement_with_shown is not None
    assert row.agreement_with_shown == pytest.approx(adjusted_rand_score(shown[1], truth), abs=0.05)


def test_a_method_that_finds_nothing_is_told_with_its_reason() -> None:
    X = np.concatenate([np.zeros((40, 2)), np.random.default_rng(1).uniform(5, 50, (3, 2))])
    found = compare_methods(X, methods=("kmeans", "hdbscan"))
    assert of(found, "hdbscan").k is None
    assert found.keep == "kmeans"
    assert "does not serve here" in found.reasons[-1]


def test_methods_that_all_find_nothing_leave_nothing_to_keep() -> None:
    X = np.random.default_rng(1).uniform(size=(8, 2))
    found = compare_methods(np.concatenate([X, np.zeros((40, 2)) + 0.5]), methods=("hdbscan",))
    assert found.keep is None
    assert found.reasons == ("No method found groups in these customers.",)


def test_wishes_hold_for_every_method() -> None:
    X, _ = around(SQUARE, 60)
    found = compare_methods(X, Wanted(k=3), methods=("kmeans", "hierarchical", "bisecting"))
    assert {row.k for row in found.methods} == {3}


def test_methods_that_agree_are_evidence_by_themselves() -> None:
    X, _ = around(SQUARE, 60)
    found = compare_methods(X, methods=("kmeans", "hierarchical", "bisecting"))
    assert {row.agreement for row in found.methods} == {1.0}
    assert any("they are in the customers, not in the method" in said for said in found.reasons)


def test_agreement_leaves_out_those_who_are_in_no_group() -> None:
    one, other = np.array([0, 0, 1, 1, -1]), np.array([1, 1, 0, -1, 0])
    assert agreement(one, other) == 1.0
    assert agreement(np.array([-1, -1]), np.array([0, 1])) == 0.0
