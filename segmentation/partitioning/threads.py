"""Threads: one for linear algebra where matrices are small and many; two tasks side by side."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from contextvars import copy_context
from functools import cache
from typing import Any, TypeVar

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_blas_thread() -> AbstractContextManager[Any]:
    """A context in which BLAS uses one thread.

    Handing thousands of small products out to threads takes longer than the products; and sums
    in one order give the same digits on every machine.
    """
    limits: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limits


def side_by_side(task: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """The results of a task for each item, in their order, on the threads that we may use.

    For tasks that know nothing of each other, so that the results are the same on any number of
    threads. NumPy lets other threads run while it computes. The last item is taken up first: it
    is best the one that takes longest.
    """
    threads = min(_allowed(), len(items))
    if threads < 2:
        return [task(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        begun = [pool.submit(copy_context().run, task, item) for item in reversed(items)]
        return [future.result() for future in reversed(begun)]


def _allowed() -> int:
    """As many as OpenMP was given (a bot's worker gets its part of the cores), else one a core."""
    given = [
        found["num_threads"] for found in _controller().info() if found["user_api"] == "openmp"
    ]
    return max(given, default=os.cpu_count() or 1)


@cache
def _controller() -> ThreadpoolController:
    # Finding the loaded libraries takes milliseconds; they do not change.
    return ThreadpoolController()
