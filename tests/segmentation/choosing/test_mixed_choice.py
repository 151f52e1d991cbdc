"""The number of segments where customers are compared by numbers and answers."""

import numpy as np
import pandas as pd
import pytest

from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import choose_segments
from segmentation.features import make_features
from segmentation.partitioning.clouds import Kinds, mixture


def planted(rng: np.random.Generator, k: int) -> pd.DataFrame:
    """k kinds of customers: two numbers five deviations apart, three questions that nine in ten
    answer as their kind does."""
    rows = 90 * k
    kind = np.repeat(np.arange(k), 90)
    places = 5.0 * np.array([(0, 0), (1, 0), (0, 1), (1, 1), (2, 0)])[rng.permutation(5)[:k]]
    numbers = places[kind] + rng.standard_normal((rows, 2))
    table = pd.DataFrame(numbers, columns=["x", "y"])
    for name, answers in (("s", 2), ("t", 3), ("u", 4)):
        usual = rng.permutation(np.arange(k) % answers)[kind]
        said = np.where(rng.random(rows) < 0.9, usual, rng.integers(0, answers, rows))
        table[name] = np.array(list("abcd"))[said]
    return table


def test_planted_kinds_are_counted_right_in_nine_files_of_ten() -> None:
    right = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        k = 3 + seed % 3
        table = planted(rng, k)
        matrix = make_features(table, list(table.columns))
        choice = choose_segments(matrix.scaled, KMeans(), blocks=matrix.blocks)
        right += (choice.k, choice.verdict) == (k, "segments")
    assert right >= 9


def test_clouds_of_answers_have_the_likelihood_of_their_shares() -> None:
    """One cloud: the likelihood is that of the multinomial shares, with one customer more."""
    answers = pd.DataFrame({"plan": list("aaabbc") * 50, "member": list("yyn") * 100})
    matrix = make_features(answers, ["plan", "member"])
    kinds = Kinds.of(matrix.scaled, matrix.blocks)
    assert kinds is not None
    assert kinds.free() == (3, 0)
    rows = (matrix.scaled > 0).astype(np.float64)
    fitted = mixture(rows, np.zeros(300, dtype=int), np.ones(4), "upright", kinds=kinds)
    plan = 150 * np.log(1 / 2) + 100 * np.log(1 / 3) + 50 * np.log(1 / 6)
    member = 200 * np.log(2 / 3) + 100 * np.log(1 / 3)
    assert fitted.likelihood == pytest.approx(plan + member)
    assert fitted.bic(4) == pytest.approx(2 * (plan + member) - 3 * np.log(300))


def test_a_table_of_numbers_has_no_answers() -> None:
    X = np.random.default_rng(1).standard_normal((50, 3))
    assert Kinds.of(X, np.arange(3)) is None
