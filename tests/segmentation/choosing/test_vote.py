"""The vote between numbers of groups, and the split where there is nothing to vote on."""

from dataclasses import replace

import numpy as np
import pytest

from segmentation.algorithm import Clustering
from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing.candidate import Candidate, candidates
from segmentation.choosing.vote import handiest, voices, vote
from tests.segmentation.choosing.files import SQUARE, around, zscored

X, _ = around(SQUARE, 60)
TRIED = candidates(zscored(X), KMeans(), range(2, 8), 1)


def with_figures(k: int, silhouette: float, held: float, sizes: list[int]) -> Candidate:
    """A candidate with these figures."""
    clustering = Clustering(np.repeat(np.arange(k), sizes), np.zeros((k, 2)))
    return replace(TRIED[0], clustering=clustering, silhouette=silhouette, held=np.full(k, held))


def test_four_groups_win() -> None:
    ballot = vote(TRIED, 6)
    assert ballot.winner == 4
    assert set(ballot.scores) == {2, 3, 4, 5, 6}
    assert not ballot.open_ended


def test_a_vote_whose_scores_still_grow_is_open_ended() -> None:
    assert vote(TRIED[:2], 2).open_ended


def test_the_last_number_has_no_bend() -> None:
    assert voices(TRIED)[-1, 1] == 0.0
    assert voices(TRIED)[:, 1].argmax() == 2


def test_a_number_of_groups_that_leaves_nothing_over_is_finite() -> None:
    corners = np.repeat(np.array(SQUARE), 10, axis=0)
    tried = candidates(corners, KMeans(), [2, 3, 4], 1)
    assert np.isfinite(voices(tried)).all()
    assert vote(tried, 4).winner == 4


def test_the_handiest_split_is_the_finest_of_those_about_as_good() -> None:
    best = with_figures(2, 0.50, 0.9, [50, 50])
    finer = with_figures(3, 0.49, 0.9, [40, 30, 30])
    worse = with_figures(4, 0.40, 0.9, [25, 25, 25, 25])
    assert handiest([best, finer, worse]) is finer


def test_splits_that_do_not_come_back_are_not_handy() -> None:
    shaky = with_figures(2, 0.50, 0.5, [50, 50])
    steady = with_figures(3, 0.30, 0.8, [40, 30, 30])
    assert handiest([shaky, steady]) is steady


def test_a_few_outliers_and_the_rest_are_not_handy() -> None:
    outliers = with_figures(2, 0.90, 1.0, [299, 1])
    halves = with_figures(3, 0.30, 0.8, [100, 100, 100])
    assert handiest([outliers, halves]) is halves


def test_nobody_is_given_more_than_five_parts_of_one_kind_of_people() -> None:
    five, ten = (with_figures(k, 0.50, 0.9, [20] * k) for k in (5, 10))
    assert handiest([five, ten]) is five
    assert handiest([ten]) is ten


@pytest.mark.parametrize("held", [0.3, 0.6])
def test_where_nothing_comes_back_the_steadiest_is_taken(held: float) -> None:
    shaky = with_figures(2, 0.50, 0.2, [50, 50])
    steadier = with_figures(3, 0.30, held, [40, 30, 30])
    assert handiest([shaky, steadier]) is steadier


def test_only_numbers_that_nearly_won_fit_the_file() -> None:
    ballot = vote(TRIED, 6)
    assert ballot.close_to_winning(4)
    assert not ballot.close_to_winning(2)
    assert not ballot.close_to_winning(20)
