"""Tasks side by side give what they give one after another."""

import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import choose_segments
from segmentation.partitioning.threads import side_by_side

ROWS = np.random.default_rng(7).standard_normal((400, 3)) + np.repeat([[0], [6]], 200, axis=0)


def test_results_come_in_the_order_of_the_items() -> None:
    assert side_by_side(lambda n: n * n, range(20)) == [n * n for n in range(20)]


def test_two_threads_work_at_the_same_time() -> None:
    both_there = threading.Barrier(2, timeout=30)
    with threadpool_limits(limits=2):
        assert side_by_side(lambda n: both_there.wait() >= 0, [1, 2]) == [True, True]


def test_where_one_thread_is_allowed_no_other_is_begun() -> None:
    with threadpool_limits(limits=1):
        here = side_by_side(lambda _: threading.current_thread(), range(4))
    assert set(here) == {threading.current_thread()}


def test_what_goes_wrong_in_a_task_is_raised() -> None:
    with pytest.raises(ZeroDivisionError), threadpool_limits(limits=2):
        side_by_side(lambda n: 1 // n, [1, 0, 2])


def test_the_choice_is_the_same_on_one_thread_and_on_two() -> None:
    choices = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            choices.append(choose_segments(ROWS, KMeans()))
    one, two = choices
    assert one.k_evidence == two.k_evidence
    assert one.null_test == two.null_test
    assert one.reasons == two.reasons
