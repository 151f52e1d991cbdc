"""A second process beside the command line's own, so that two cores are busy."""

import os
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.cli.processes import can_fork, copies, cores, deaf, fresh_ones, loading


@contextmanager
def second_process(*, wanted: bool = True) -> Iterator[Executor | None]:
    """An executor with one process that knows how to analyse and to draw; None where none is
    wanted, and on a single core.

    Where it can be a copy of this one, what both need is loaded first, and once; else it begins
    at once and loads its own. After the block it ends, whatever it is doing.
    """
    if not wanted or cores() < 2:
        yield None
        return
    copied = can_fork()
    if copied:
        with loading():
            _load()
    context = copies() if copied else fresh_ones()
    theirs, ours = context.Pipe(duplex=False)
    inherited = ours if copied else None
    with theirs, ProcessPoolExecutor(1, context, _prepare, (theirs, inherited)) as second:
        try:
            _begin(second)
            yield second
        finally:
            ours.close()


def _begin(second: Executor) -> None:
    with deaf(), warnings.catch_warnings():
        # From Python 3.12 on, of Arrow's thread, which can be copied.
        warnings.simplefilter("ignore", DeprecationWarning)
        second.submit(os.getpid)  # a process is begun by its first task


def _load() -> None:
    """What both processes need."""
    import segmentation.charts
    import segmentation.pipeline  # noqa: F401


def _prepare(until: Connection, inherited: Connection | None) -> None:
    """Set the process up; called in it."""
    if inherited is not None:
        inherited.close()  # or the other end would never be closed
    threading.Thread(target=_end_after, args=(until,), name="first-process", daemon=True).start()
    with loading():
        _load()
        import sklearn.tree  # noqa: F401  (rules are grown here)

        from segmentation.partitioning.whole_file import load_ahead

        load_ahead()
    threadpool_limits(limits=1)  # the other core has its own work


def _end_after(until: Connection) -> None:
    """End at once when the other end is closed or its process is gone."""
    wait([until])
    os._exit(0)
