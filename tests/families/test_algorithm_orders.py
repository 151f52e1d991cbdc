"""The same customers, shuffled, turned, on other threads: the same groups, by every algorithm."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import segmentation.algorithms  # noqa: F401  (fills the registry)
from segmentation.algorithm import ALGORITHMS, Algorithm
from tests.segmentation.choosing.files import SQUARE, around, same_groups

MEMBERS = pytest.mark.parametrize("algorithm", list(ALGORITHMS), ids=lambda member: member.name)
ROOT = Path(__file__).parents[2]


def _grid() -> np.ndarray:
    """Whole numbers with many equal distances, and so many ties."""
    rng = np.random.default_rng(1)
    return rng.integers(0, 4, (240, 3)).astype(np.float64)


def _copies() -> np.ndarray:
    """Every customer several times."""
    return np.repeat(np.random.default_rng(2).standard_normal((60, 3)).round(1), 5, axis=0)


def _hardly_varying() -> np.ndarray:
    """A constant column, and one that varies in its last digits."""
    X, _ = around(SQUARE, 60)
    nearly = 7.0 + 1e-9 * np.random.default_rng(3).standard_normal(len(X))
    return np.column_stack([X, np.full(len(X), 3.0), nearly])


def _mirrored() -> np.ndarray:
    """A file that is its own mirror image: either half could be called the first."""
    half = np.random.default_rng(4).standard_normal((120, 3))
    half[:, 0] += 2
    return np.concatenate([half, half * [-1.0, 1.0, 1.0]])


def _large() -> np.ndarray:
    """More rows than are weighed or sampled."""
    return np.random.default_rng(5).integers(0, 12, (6_000, 3)).astype(np.float64)


FILES = {
    "ties": _grid,
    "copies": _copies,
    "columns that hardly vary": _hardly_varying,
    "a mirrored file": _mirrored,
    "a large file with ties": _large,
}


def labels(algorithm: Algorithm, X: np.ndarray) -> np.ndarray:
    return algorithm.fit(X, 3 if algorithm.needs_k else None, 42).labels


@MEMBERS
@pytest.mark.parametrize("file", FILES)
def test_rows_and_columns_may_stand_in_any_order(algorithm: Algorithm, file: str) -> None:
    X = FILES[file]()
    rng = np.random.default_rng(9)
    rows, columns = rng.permutation(len(X)), rng.permutation(X.shape[1])
    here = labels(algorithm, X)
    there = labels(algorithm, np.ascontiguousarray(X[rows][:, columns]))
    # Customers who are equal may change places; how many of each kind a group has may not.
    kinds = np.unique(X, axis=0, return_inverse=True)[1].ravel()
    assert tallied(here[rows], kinds[rows]) == tallied(there, kinds[rows])


def tallied(
    groups: np.ndarray, kinds: np.ndarray
) -> list[tuple[bool, tuple[tuple[int, int], ...]]]:
    """How many customers of each kind every group has, noise apart; whatever the groups' names."""
    found = []
    for group in set(groups.tolist()):
        inside, count = np.unique(kinds[groups == group], return_counts=True)
        found.append((group < 0, tuple(zip(inside.tolist(), count.tolist(), strict=True))))
    return sorted(found)


def test_equal_customers_are_in_the_same_group() -> None:
    for algorithm in ALGORITHMS:
        found = labels(algorithm, _copies()).reshape(60, 5)
        assert (found == found[:, :1]).all(), algorithm.name


@pytest.fixture(scope="module")
def on_threads() -> list[dict[str, list[int]]]:
    """The labels of every algorithm and file, in processes with one thread and with two."""
    return [in_a_process(threads) for threads in (1, 2)]


def in_a_process(threads: int) -> dict[str, list[int]]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    done = subprocess.run(
        [sys.executable, "-c", "from tests.families import test_algorithm_orders as t; t.tell()"],
        env={**os.environ, **dict.fromkeys(names, str(threads)), "PYTHONPATH": str(ROOT)},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, list[int]] = json.loads(done.stdout)
    return told


def tell() -> None:
    """Print what `in_a_process` reads."""
    print(  # noqa: T201
        json.dumps(
            {
                f"{algorithm.name}: {file}": labels(algorithm, make()).tolist()
                for algorithm in ALGORITHMS
                for file, make in FILES.items()
            }
        )
    )


@MEMBERS
def test_one_thread_or_two_make_the_same_groups(
    algorithm: Algorithm, on_threads: list[dict[str, list[int]]]
) -> None:
    one, two = on_threads
    for file in FILES:
        name = f"{algorithm.name}: {file}"
        assert one[name] == two[name], file
        assert same_groups(np.array(one[name]), np.array(two[name]))
