"""The whole choice, on real files and made-up ones."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from segmentation.algorithm import Algorithm
from segmentation.algorithms.dbscan import Dbscan
from segmentation.algorithms.gaussian_mixture import GaussianMixture
from segmentation.algorithms.hdbscan import Hdbscan
from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import Wanted, choose_segments
from segmentation.errors import NoDenseGroups, NoVariation, SegmentCountOutOfRange
from tests.segmentation.choosing.files import (
    AGE,
    INCOME,
    SPENDING,
    SQUARE,
    around,
    mall,
    moons,
    same_groups,
    zscored,
)


def test_the_mall_has_five_segments_by_income_and_spending(shared_data: Path) -> None:
    X = mall(shared_data, INCOME, SPENDING)
    choice = choose_segments(zscored(X), KMeans())
    assert (choice.k, choice.verdict, choice.k_chosen_by) == (5, "segments", "data")
    assert choice.silhouette == pytest.approx(0.5547, abs=5e-5)
    assert sorted(np.bincount(choice.clustering.labels)) == [22, 23, 35, 39, 81]
    assert choice.stability.min() > 0.9
    assert choice.null_test.p_value < 0.05
    assert choose_segments(X, KMeans()).k == 5


def test_the_mall_has_six_segments_by_age_too(shared_data: Path) -> None:
    X = mall(shared_data, AGE, INCOME, SPENDING)
    choice = choose_segments(zscored(X), KMeans())
    assert (choice.k, choice.verdict) == (6, "segments")
    assert choose_segments(X, KMeans()).k == 6


def test_another_seed_makes_the_same_choice(shared_data: Path) -> None:
    X = zscored(mall(shared_data, AGE, INCOME, SPENDING))
    assert {choose_segments(X, KMeans(), seed=seed).k for seed in (1, 2, 3)} == {6}


def test_age_and_income_alone_show_no_clear_segments(shared_data: Path) -> None:
    assert choose_segments(zscored(mall(shared_data, AGE, INCOME)), KMeans()).verdict == "weak"


@pytest.mark.parametrize("algorithm", [Hierarchical(), GaussianMixture()], ids=lambda a: a.name)
def test_other_algorithms_see_the_malls_five_segments_too(
    shared_data: Path, algorithm: Algorithm
) -> None:
    choice = choose_segments(zscored(mall(shared_data, INCOME, SPENDING)), algorithm)
    assert (choice.k, choice.verdict) == (5, "segments")


def test_outliers_of_the_wholesale_file_do_not_look_like_a_segment(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "wholesale.csv").iloc[:, 2:]
    choice = choose_segments(zscored(table.to_numpy(dtype=np.float64)), KMeans())
    assert choice.verdict == "no_natural_groups"
    assert np.bincount(choice.clustering.labels).min() > 0.02 * len(table)
    assert any("very large values" in reason for reason in choice.reasons)


def test_the_credit_card_file_has_three_segments(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "credit_card_660_bom.csv").iloc[:, 2:]
    choice = choose_segments(zscored(table.to_numpy(dtype=np.float64)), KMeans())
    assert (choice.k, choice.verdict) == (3, "segments")
    assert choice.silhouette == pytest.approx(0.515718, abs=1e-5)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["uniform", "Gaussian", "log-normal"])
def test_a_single_population_is_not_called_segments(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = {
        "uniform": rng.uniform(size=(250, 3)),
        "Gaussian": rng.standard_normal((250, 3)) @ np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]]),
        "log-normal": rng.lognormal(0, 0.9, (250, 3)),
    }[kind]
    assert choose_segments(zscored(X), KMeans()).verdict != "segments"


@pytest.mark.parametrize("apart", [8.0, 4.5])
def test_groups_are_counted_right(apart: float) -> None:
    corners = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 2, 2))
    X, truth = around(tuple((apart * x, apart * y, apart * z) for x, y, z in corners), 80)
    choice = choose_segments(zscored(X), KMeans())
    assert (choice.k, choice.verdict) == (5, "segments")
    assert adjusted_rand_score(choice.clustering.labels, truth) > 0.95


def test_a_wish_is_granted_and_judged(shared_data: Path) -> None:
    X = zscored(mall(shared_data, INCOME, SPENDING))
    choice = choose_segments(X, KMeans(), Wanted(k=4))
    assert (choice.k, choice.k_chosen_by) == (4, "person")
    assert choice.verdict == "weak"
    assert any("speaks for 5 groups" in reason for reason in choice.reasons)
    assert [each.k for each in choice.k_evidence] == list(range(2, 11))


def test_a_wish_beyond_the_usual_numbers_gets_evidence_around_it() -> None:
    X, _ = around(SQUARE, 30)
    choice = choose_segments(X, KMeans(), Wanted(k=20))
    assert choice.k == 20
    assert [each.k for each in choice.k_evidence] == [*range(2, 11), 19, 20, 21]
    assert any("speaks for 4 groups" in reason for reason in choice.reasons)


@pytest.mark.parametrize("k", [3, 5, 10])
def test_a_wish_far_beyond_what_few_rows_would_be_tried_with_is_granted(k: int) -> None:
    choice = choose_segments(np.random.default_rng(1).standard_normal((10, 2)), KMeans(), Wanted(k))
    assert (choice.k, choice.k_chosen_by) == (k, "person")
    assert k in [each.k for each in choice.k_evidence]


@pytest.mark.parametrize("k", [-1, 0, 1, 51, 200])
def test_a_number_of_segments_out_of_range_is_refused_with_the_range(k: int) -> None:
    X, _ = around(SQUARE, 30)
    with pytest.raises(SegmentCountOutOfRange) as trouble:
        choose_segments(X, KMeans(), Wanted(k=k))
    assert (trouble.value.k, trouble.value.most) == (k, 50)


def test_no_more_segments_than_different_customers() -> None:
    X = np.repeat(np.arange(6.0)[:, None], 10, axis=0)
    with pytest.raises(SegmentCountOutOfRange) as trouble:
        choose_segments(X, KMeans(), Wanted(k=7))
    assert trouble.value.most == 6
    assert [each.k for each in choose_segments(X, KMeans()).k_evidence] == [2, 3, 4, 5, 6]


def test_customers_who_are_all_the_same_cannot_be_told_apart() -> None:
    with pytest.raises(NoVariation):
        choose_segments(np.ones((30, 2)), KMeans())


def test_two_different_customers_make_two_segments() -> None:
    choice = choose_segments(np.repeat([[0.0], [1.0]], 6, axis=0), KMeans())
    assert choice.k == 2


def test_a_few_customers_are_not_each_a_segment_of_their_own() -> None:
    X, _ = around(((0.0, 0.0), (9.0, 9.0)), 6)
    choice = choose_segments(X, KMeans())
    assert choice.k == 2
    assert [each.k for each in choice.k_evidence] == [2, 3]


def test_ten_customers_are_enough_for_an_answer() -> None:
    X = np.random.default_rng(1).standard_normal((10, 2))
    choice = choose_segments(X, KMeans())
    assert choice.verdict != "segments"
    assert any("With only 10 customers" in reason for reason in choice.reasons)


@pytest.mark.parametrize("algorithm", [KMeans(), Hierarchical(), Dbscan()], ids=lambda a: a.name)
def test_shuffled_rows_and_columns_make_the_same_choice(
    shared_data: Path, algorithm: Algorithm
) -> None:
    X = zscored(mall(shared_data, INCOME, SPENDING))
    shuffle = np.random.default_rng(1).permutation(len(X))
    here = choose_segments(X, algorithm)
    there = choose_segments(np.ascontiguousarray(X[shuffle][:, ::-1]), algorithm)
    assert same_groups(there.clustering.labels, here.clustering.labels[shuffle])
    assert there.verdict == here.verdict
    assert there.reasons == here.reasons
    assert [e.stability for e in there.k_evidence] == pytest.approx(
        [e.stability for e in here.k_evidence]
    )


def test_a_large_file_is_weighed_on_a_sample_and_clustered_whole() -> None:
    X, truth = around(SQUARE, 3_000, width=1.5)
    choice = choose_segments(X, KMeans())
    assert (choice.k, choice.verdict) == (4, "segments")
    assert np.bincount(choice.clustering.labels).sum() == 12_000
    chosen = choice.k_evidence[2]
    assert chosen.silhouette == pytest.approx(silhouette_score(X, truth), abs=0.01)
    assert chosen.inertia == pytest.approx(choice.inertia)
    assert [each.inertia for each in choice.k_evidence] == sorted(
        [each.inertia for each in choice.k_evidence], reverse=True
    )
    assert any("4,000 of 12,000 customers" in reason for reason in choice.reasons)


@pytest.mark.parametrize("algorithm", [Dbscan(), Hdbscan()], ids=lambda a: a.name)
def test_an_algorithm_with_its_own_number_is_judged_by_its_own_groups(
    algorithm: Algorithm,
) -> None:
    X, truth = moons(250)
    choice = choose_segments(X, algorithm)
    assert (choice.k, choice.verdict, choice.k_chosen_by) == (2, "segments", "algorithm")
    assert [each.k for each in choice.k_evidence] == [2]
    assert any("gaps between the groups" in reason for reason in choice.reasons)
    inside = choice.clustering.labels >= 0
    assert same_groups(choice.clustering.labels[inside], truth[inside])


@pytest.mark.parametrize("algorithm", [Dbscan(), Hdbscan()], ids=lambda a: a.name)
def test_one_dense_region_is_no_segmentation(algorithm: Algorithm) -> None:
    X = np.concatenate([np.zeros((40, 2)), np.random.default_rng(1).uniform(5, 50, (3, 2))])
    with pytest.raises(NoDenseGroups) as trouble:
        choose_segments(X, algorithm)
    assert "k-means" in trouble.value.next_step


@pytest.mark.parametrize("seed", [1, 2])
def test_dense_specks_of_a_single_population_are_no_groups(seed: int) -> None:
    X = np.random.default_rng(seed).standard_normal((300, 2))
    assert choose_segments(X, Dbscan()).verdict == "no_natural_groups"


def test_density_sees_a_pattern_in_the_mall(shared_data: Path) -> None:
    choice = choose_segments(zscored(mall(shared_data, INCOME, SPENDING)), Dbscan())
    assert choice.verdict == "weak"
    assert choice.k >= 4
