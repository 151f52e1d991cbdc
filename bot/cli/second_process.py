"""A second process beside the command line's own, so that two cores are busy."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait


@contextmanager
def second_process(*, wanted: bool = True) -> Iterator[Executor | None]:
    """An executor with one process that knows how to analyse and to draw; None where none is
    wanted, and on a single core.

    It is begun at once and gets ready while we do something else. After the block it ends,
    whatever it is doing.
    """
    if not wanted or _cores() < 2:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    with theirs, ProcessPoolExecutor(1, context, _prepare, (theirs,)) as second:
        try:
            second.submit(os.getpid)  # a process is begun by its first task
            yield second
        finally:
            ours.close()


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _prepare(until: Connection) -> None:
    """Set the process up; called in it."""
    threading.Thread(target=_end_after, args=(until,), name="first-process", daemon=True).start()
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    import segmentation.algorithms
    import segmentation.choosing  # noqa: F401

    threadpool_limits(limits=1)  # the other core has its own work
    threading.Thread(target=_prepare_drawing, name="prepare-drawing", daemon=True).start()


def _prepare_drawing() -> None:
    """Load what rules, charts and slides need, beside the first tasks."""
    import sklearn.tree  # noqa: F401

    import bot.deck  # noqa: F401
    import segmentation.charts  # noqa: F401


def _end_after(until: Connection) -> None:
    """End at once when the other end is closed or its process is gone."""
    wait([until])
    os._exit(0)
