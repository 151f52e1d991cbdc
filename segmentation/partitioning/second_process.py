"""A second process that takes a part of the work, for whoever offers one; one thread for algebra.

Threads don't help here: between thousands of small array operations they wait for each other's
turn with the interpreter longer than the operations take.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

Item = TypeVar("Item")
Result = TypeVar("Result")

_offered: ContextVar[Executor | None] = ContextVar("second process", default=None)


@contextmanager
def shared_with(second: Executor | None) -> Iterator[None]:
    """A context in which `side_by_side` gives a part of its tasks to this executor."""
    token = _offered.set(second)
    try:
        yield
    finally:
        _offered.reset(token)


def side_by_side(task: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """The results of a task for each item, in their order; half of it done by the second process.

    For tasks that know nothing of each other and can travel (a function of a module, a `partial`
    of one), so that the results are the same with and without the other process. It begins with
    the last item, which is best the one that takes longest; we begin with the first.
    """
    second = _offered.get()
    if second is None or len(items) < 2:
        return [task(item) for item in items]
    try:
        begun = [second.submit(task, item) for item in reversed(items)][::-1]
        return [
            task(item) if future.cancel() else future.result()
            for item, future in zip(items, begun, strict=True)
        ]
    except BrokenProcessPool:  # the system ended it, for want of memory say
        return [task(item) for item in items]


def handed_over(
    second: Executor | None, task: Callable[..., Result], *args: Any
) -> Callable[[], Result]:
    """A task for the second process; what is returned waits for its result. Without that process
    it is done at once."""
    if second is None:
        done = task(*args)
        return lambda: done
    try:
        future = second.submit(task, *args)
    except BrokenProcessPool:  # by what it did before
        return handed_over(None, task, *args)

    def result() -> Result:
        try:
            return future.result()
        except BrokenProcessPool:
            return task(*args)

    return result


def offered_over(task: Callable[..., Result], *args: Any) -> Callable[[], Result]:
    """`handed_over` to the process that somebody offers (`shared_with`), if there is one."""
    return handed_over(_offered.get(), task, *args)


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
