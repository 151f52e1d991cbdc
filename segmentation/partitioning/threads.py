"""How many threads linear algebra may use: one, where matrices are small and many."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


def one_blas_thread() -> AbstractContextManager[Any]:
    """A context in which BLAS uses one thread.

    Handing thousands of small products out to threads takes longer than the products; and sums
    in one order give the same digits on every machine.
    """
    limits: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limits


@cache
def _controller() -> ThreadpoolController:
    # Finding the loaded libraries takes milliseconds; they do not change.
    return ThreadpoolController()
