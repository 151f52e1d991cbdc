"""What a person asks of the groups: how small, how many, and who stands apart."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.algorithms.dbscan import Dbscan
from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import Choice, Wanted, choose_segments
from segmentation.choosing.apart import far_from_everyone
from segmentation.choosing.least_share import absorbed, large_enough, largest_least_share
from segmentation.errors import GroupsTooSmall
from tests.segmentation.choosing.files import INCOME, SPENDING, SQUARE, around, mall, zscored

UNEVEN = np.concatenate(
    [
        around(((0.0, 0.0), (20.0, 0.0), (0.0, 20.0)), 100)[0],
        around(((20.0, 22.0),), 8, seed=3)[0],
    ]
)
STRAYS = np.array([[60.0, -40.0], [-50.0, 55.0], [45.0, 60.0]])


def sizes(choice: Choice) -> list[int]:
    labels = choice.clustering.labels
    return sorted(np.bincount(labels[labels >= 0]).tolist())


def test_a_number_with_a_smaller_group_is_not_elected() -> None:
    assert sizes(choose_segments(UNEVEN, KMeans())) == [8, 100, 100, 100]
    choice = choose_segments(UNEVEN, KMeans(), Wanted(min_share=0.05))
    assert min(sizes(choice)) >= 0.05 * len(UNEVEN)
    assert choice.k_chosen_by == "data"
    assert any("smallest has less than 5.0 % of the customers" in said for said in choice.reasons)


@pytest.mark.parametrize("algorithm", [KMeans(), Hierarchical()], ids=lambda a: a.name)
def test_where_someone_insists_small_groups_join_the_nearest(
    algorithm: KMeans | Hierarchical,
) -> None:
    choice = choose_segments(UNEVEN, algorithm, Wanted(k=4, min_share=0.05))
    assert sizes(choice) == [100, 100, 108]
    assert choice.reasons[0] == (
        "1 of 4 groups was smaller than 5.0 % of the customers and joined the nearest: 3 are left."
    )
    assert choice.stability.shape == (3,)
    assert choice.stability.min() > 0.75
    assert choice.clustering.centres == pytest.approx(
        np.array([UNEVEN[choice.clustering.labels == g].mean(axis=0) for g in range(3)])
    )


def test_a_wish_that_holds_anyway_changes_nothing(shared_data: Path) -> None:
    X = zscored(mall(shared_data, INCOME, SPENDING))
    free, bound = (choose_segments(X, KMeans(), Wanted(min_share=s)) for s in (0.0, 0.05))
    assert (free.clustering.labels == bound.clustering.labels).all()
    assert bound.k == 5


def test_the_largest_number_of_groups_can_be_bounded(shared_data: Path) -> None:
    X = zscored(mall(shared_data, INCOME, SPENDING))
    choice = choose_segments(X, KMeans(), Wanted(max_k=4))
    assert choice.k <= 4
    assert [each.k for each in choice.k_evidence] == [2, 3, 4]


@pytest.mark.parametrize(
    ("wanted", "groups", "works"), [(Wanted(min_share=0.6), 2, 50), (Wanted(6, 10, 0.3), 6, 16)]
)
def test_what_no_file_could_fulfil_is_refused_with_what_would_work(
    wanted: Wanted, groups: int, works: int
) -> None:
    with pytest.raises(GroupsTooSmall) as trouble:
        choose_segments(UNEVEN, KMeans(), wanted)
    assert trouble.value.groups == groups
    assert f"at least {works} %" in trouble.value.next_step


def test_groups_that_can_only_be_one_are_refused_with_the_largest_share_that_works() -> None:
    X = np.append(np.zeros((90, 2)), np.ones((10, 2)), axis=0)
    with pytest.raises(GroupsTooSmall) as trouble:
        choose_segments(X, KMeans(), Wanted(min_share=0.3))
    assert trouble.value.possible == pytest.approx(0.1, abs=0.002)
    works = float(trouble.value.next_step.split("at least ")[1].split(" %")[0])
    assert choose_segments(X, KMeans(), Wanted(min_share=works / 100)).k == 2


def test_dense_regions_that_are_too_small_join_the_nearest() -> None:
    free = choose_segments(UNEVEN, Dbscan())
    bound = choose_segments(UNEVEN, Dbscan(), Wanted(min_share=0.1))
    assert (free.k, bound.k) == (4, 3)
    assert bound.reasons[0].startswith("1 of 4 groups was smaller than 10 %")
    noise = free.clustering.labels < 0
    assert ((bound.clustering.labels < 0) == noise).all()


def test_merging_stops_when_all_are_large_enough_and_leaves_the_rest_alone() -> None:
    X = np.array([[0.0], [0.1], [1.0], [9.0], [9.1], [9.2], [50.0]])
    labels = np.array([0, 0, 1, 2, 2, 2, -1])
    found = absorbed(X, labels, np.ones(7), 0.25)
    assert found.tolist() == [0, 0, 0, 1, 1, 1, -1]
    assert absorbed(X, labels, np.ones(7), 0.1).tolist() == labels.tolist()
    fit = Clustering(labels, np.zeros((3, 1)))
    assert large_enough(X, fit, 0.1) is fit
    share = largest_least_share(X, fit)
    assert large_enough(X, fit, share).k == 2
    assert large_enough(X, fit, share + 0.01).k == 1


def test_customers_far_from_everyone_stand_apart() -> None:
    X = np.concatenate([around(SQUARE, 100)[0], STRAYS])
    choice = choose_segments(X, KMeans(), Wanted(outliers_apart=True))
    assert np.flatnonzero(choice.clustering.labels < 0).tolist() == [400, 401, 402]
    assert (choice.k, choice.verdict) == (4, "segments")
    assert any(said.startswith("3 customers are unlike any group") for said in choice.reasons)
    assert choose_segments(X, KMeans()).clustering.labels.min() == 0


def test_where_nobody_is_far_off_that_is_said() -> None:
    X, _ = around(SQUARE, 100)
    choice = choose_segments(X, KMeans(), Wanted(outliers_apart=True))
    assert choice.clustering.labels.min() == 0
    assert choice.reasons[-1].startswith("Nobody is so far from everyone else")


def test_shuffled_customers_stand_apart_alike() -> None:
    X = np.concatenate([around(SQUARE, 100)[0], STRAYS])
    shuffle = np.random.default_rng(1).permutation(len(X))
    wanted = Wanted(outliers_apart=True, min_share=0.05)
    here = choose_segments(X, KMeans(), wanted)
    there = choose_segments(X[shuffle][:, ::-1], KMeans(), wanted)
    assert (there.clustering.labels == here.clustering.labels[shuffle]).all()
    assert there.reasons == here.reasons


def test_shares_are_of_all_customers_those_who_stand_apart_included() -> None:
    X = np.concatenate([around(SQUARE, 100)[0], STRAYS])
    wanted = Wanted(k=4, min_share=0.2485, outliers_apart=True)  # of 403: 100 are too few
    assert choose_segments(X, KMeans(), wanted).k < 4
    assert choose_segments(X, KMeans(), Wanted(4, 10, 0.2481, outliers_apart=True)).k == 4


@pytest.mark.parametrize("population", ["bell", "uniform", "exponential"])
def test_a_single_population_hardly_has_anyone_apart(population: str) -> None:
    rng = np.random.default_rng(2)
    draw = {
        "bell": lambda: rng.standard_normal((1_000, 3)),
        "uniform": lambda: rng.uniform(size=(1_000, 3)),
        "exponential": lambda: rng.exponential(size=(1_000, 3)),
    }[population]
    apart = [far_from_everyone(zscored(draw())).mean() for _ in range(10)]
    assert np.mean(apart) <= 0.008


def test_a_large_file_is_held_against_a_sample() -> None:
    X = np.concatenate([around(SQUARE, 3_000)[0], STRAYS])
    shuffled = X[np.random.default_rng(3).permutation(len(X))]
    far = far_from_everyone(shuffled)
    assert {tuple(row) for row in shuffled[far]} >= {tuple(row) for row in STRAYS}
    assert far.sum() <= 3 + 0.001 * len(X)


def test_a_handful_of_customers_and_copies_have_no_outliers() -> None:
    assert not far_from_everyone(np.array([[0.0], [0.1], [99.0]])).any()
    assert not far_from_everyone(np.repeat([[0.0], [1.0]], 50, axis=0)).any()


def test_wholesale_has_customers_unlike_the_others(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "wholesale.csv").iloc[:, 2:]
    choice = choose_segments(
        zscored(table.to_numpy(dtype=np.float64)), KMeans(), Wanted(outliers_apart=True)
    )
    apart = table[choice.clustering.labels < 0]
    assert len(apart) == 4
    assert table["Fresh"].max() in set(apart["Fresh"])
    assert table["Delicassen"].max() in set(apart["Delicassen"])


@pytest.mark.parametrize("algorithm", [a for a in ALGORITHMS if a.needs_k], ids=lambda a: a.name)
def test_every_method_that_takes_a_number_takes_the_wishes(algorithm: KMeans) -> None:
    X = np.concatenate([UNEVEN, STRAYS])
    choice = choose_segments(X, algorithm, Wanted(k=4, min_share=0.05, outliers_apart=True))
    assert sizes(choice) == [100, 100, 108]
    assert (choice.clustering.labels < 0).sum() == 3
