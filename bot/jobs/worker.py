"""The inside of a computing process: its limits, its warm-up, its way to report progress.

Nothing heavy is imported here: the process that talks to Slack imports this module too.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any

from bot.job import Progress, listening

# Written in one piece up to this size, so workers share the pipe without a lock, which a killed
# worker could take into its grave (POSIX promises 512 bytes at least; Linux gives 4,096).
PIECE = 4_000 if sys.platform == "linux" else 500
BEGUN = "begun"  # said by the worker itself, with its process, before the function
DONE = "done"  # and after it
THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "ARROW_NUM_THREADS",
    "LOKY_MAX_CPU_COUNT",
)
_pipe: Connection | None = None


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """How a worker sets itself up. threads: for its numeric libraries; memory_mb: 0 for no limit.

    warm_up: `package.module:function`, called once; empty for none.
    """

    threads: int
    memory_mb: int
    warm_up: str


def prepare(plan: WorkerPlan, pipe: Connection) -> None:
    """Set a fresh worker up; called once in each."""
    global _pipe
    _pipe = pipe
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # end at once, even inside a long native call
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, str(plan.threads)))
    if plan.warm_up:
        _named(plan.warm_up)()
    _limit_threads(plan.threads)
    _limit_memory(plan.memory_mb)


def call(token: int, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Run one function; what it reports travels under the token."""
    _send(token, Progress(BEGUN, {"process": os.getpid()}))
    try:
        with listening(lambda progress: _send(token, progress)):
            return function(*args)
    except Exception as error:
        raise _portable(error) from None
    finally:
        _send(token, Progress(DONE, {}))


def _portable(error: Exception) -> Exception:
    """The error, or its words where it would not survive the way to the other process: an error
    that cannot be read there would take the whole pool down."""
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def nothing() -> None:
    """A task that does nothing, to see whether a worker is ready."""


def _send(token: int, progress: Progress) -> None:
    message = json.dumps([token, progress.stage, progress.facts], default=str).encode()
    if _pipe is None or len(message) > PIECE:
        return  # progress is a courtesy: better none than a torn one
    try:
        _pipe.send_bytes(message)
    except OSError:
        return


def _named(dotted: str) -> Callable[[], Any]:
    module, _, name = dotted.partition(":")
    function: Callable[[], Any] = getattr(import_module(module), name)
    return function


def _limit_threads(threads: int) -> None:
    """For libraries that were imported before the variables were set."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    threadpool_limits(limits=threads)


def _limit_memory(megabytes: int) -> None:
    """Cap what the process may write to. Address space is not capped: allocators reserve far more
    of it than they use."""
    if not megabytes:
        return
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    limit = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _end_with_parent() -> None:
    """End at once when the program is gone: nobody waits for the result any more, and after a
    restart the same work would be done twice at a time."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
