"""A second process that takes a part of the work, for whoever offers one; one thread for algebra.

Threads don't help here: between thousands of small array operations they wait for each other's
turn with the interpreter longer than the operations take.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from functools import cache, partial
from typing import Any, Generic, TypeVar

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
    return _Shared(task, items).results(second)


class _Shared(Generic[Item, Result]):
    """Items of which each side takes the next one when it is through with its last.

    What an executor was given can't always be taken back, even long before it is begun. So the
    second process is given one item at a time, and the first when it shows that it is free.
    """

    def __init__(self, task: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._task = task
        self._items = items
        self._left = deque(range(len(items)))
        self._results: list[Future[Result]] = [Future() for _ in items]

    def results(self, second: Executor) -> list[Result]:
        """All of them, in the order of the items."""
        with suppress(BrokenProcessPool):
            second.submit(_nothing).add_done_callback(partial(self._hand_on, second))
        try:
            while (at := _taken(self._left.popleft)) is not None:
                self._results[at].set_result(self._task(self._items[at]))
        finally:
            self._left.clear()
        return [self._result(at) for at in range(len(self._items))]

    def _hand_on(self, second: Executor, free: Future[Any]) -> None:
        """Give the second process its next item; called by a thread of the executor."""
        if free.exception() is None and (at := _taken(self._left.pop)) is not None:
            try:
                begun = second.submit(self._task, self._items[at])
            except RuntimeError as error:  # it is gone, or about to be: nobody is to wait for it
                self._results[at].set_exception(error)
            else:
                begun.add_done_callback(partial(self._take_back, second, at))

    def _take_back(self, second: Executor, at: int, done: Future[Result]) -> None:
        error = done.exception()
        if error is None:
            self._results[at].set_result(done.result())
        else:
            self._results[at].set_exception(error)
        self._hand_on(second, done)

    def _result(self, at: int) -> Result:
        try:
            return self._results[at].result()
        except BrokenProcessPool:  # the system ended it, for want of memory say
            return self._task(self._items[at])


def _taken(take: Callable[[], int]) -> int | None:
    try:
        return take()
    except IndexError:
        return None


def _nothing() -> None:
    """What a process does to show that it is there."""


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
