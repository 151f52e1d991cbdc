"""Tasks shared with a second process give what they give without it."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any

import numpy as np
import pytest

from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import choose_segments
from segmentation.partitioning.second_process import handed_over, shared_with, side_by_side

ROWS = np.random.default_rng(7).standard_normal((400, 3)) + np.repeat([[0], [6]], 200, axis=0)


@pytest.fixture(scope="module")
def second() -> Iterator[Executor]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        yield executor


class AtOnce(Executor):
    """Does everything the moment it is told to."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class NeverBegins(Executor):
    """Takes tasks, and does none of them."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


def squared(n: int) -> int:
    return n * n


def where(_: int) -> int:
    sum(range(100_000))  # long enough for the other process to take part
    return os.getpid()


def end_unless_first(first: int) -> int:
    if os.getpid() != first:
        os._exit(1)
    return first


@pytest.mark.parametrize("offered", [None, AtOnce(), NeverBegins()])
def test_results_come_in_the_order_of_the_items(offered: Executor | None) -> None:
    with shared_with(offered):
        assert side_by_side(squared, range(20)) == [n * n for n in range(20)]


def test_both_processes_work(second: Executor) -> None:
    second.submit(where, 0).result()  # it is there
    with shared_with(second):
        processes = set(side_by_side(where, range(200)))
    assert os.getpid() in processes
    assert len(processes) == 2


def test_a_process_that_nobody_offers_is_not_used() -> None:
    assert set(side_by_side(where, range(4))) == {os.getpid()}


def test_what_goes_wrong_in_a_task_is_raised(second: Executor) -> None:
    with pytest.raises(TypeError), shared_with(second):
        side_by_side(squared, [1, None, 2])  # type: ignore[list-item]


def test_work_goes_on_here_when_the_other_process_is_ended() -> None:
    doomed = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    with doomed, shared_with(doomed):
        assert side_by_side(end_unless_first, [os.getpid()] * 3) == [os.getpid()] * 3


def test_a_task_that_is_handed_over_is_done_here_when_the_other_process_is_ended() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as doomed:
        assert handed_over(doomed, end_unless_first, os.getpid())() == os.getpid()
        assert handed_over(doomed, squared, 3)() == 9


@pytest.mark.parametrize("algorithm", [KMeans(), Hierarchical()])
def test_the_choice_is_the_same_with_a_second_process(
    algorithm: KMeans | Hierarchical, second: Executor
) -> None:
    alone = choose_segments(ROWS, algorithm)
    with shared_with(second):
        together = choose_segments(ROWS, algorithm)
    assert alone.k_evidence == together.k_evidence
    assert alone.null_test == together.null_test
    assert alone.reasons == together.reasons
    assert (alone.clustering.labels == together.clustering.labels).all()
