"""The process pool that does the computing: limits and cancel that really kill, progress."""

import itertools
import json
import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pebble import ProcessPool

from bot.job import OnProgress, Progress, WorkerDied
from bot.jobs.task import Inbox, Task
from bot.jobs.worker import WorkerPlan, call, nothing, prepare
from bot.settings import JobSettings

STOP_SECONDS = 5.0
TASKS_OF_A_WORKER = 200  # then a fresh one, against memory that creeps


class ComputePool:
    """Runs functions in processes of their own. Functions and arguments must be importable and
    plain: they travel to another process. warm_up: `module:function`, called in each worker."""

    def __init__(self, settings: JobSettings, warm_up: str = "") -> None:
        self._settings = settings
        self._context = multiprocessing.get_context("spawn")
        self._reports, self._worker_end = self._context.Pipe(duplex=False)
        threads = max(1, (os.cpu_count() or 1) // settings.workers)
        self._plan = WorkerPlan(threads, settings.memory_limit_mb, warm_up)
        self._pool = self._new_pool()
        self._mending = threading.Lock()
        self._tokens = itertools.count(1)
        self._inboxes: dict[int, Inbox] = {}
        self._reader = threading.Thread(target=self._read, name="compute-progress", daemon=True)
        self._reader.start()

    def start(self) -> None:
        """Start the workers and let them warm up, without waiting for it."""
        for _ in range(self._settings.workers):
            self._working_pool().schedule(nothing)

    def wait_until_warm(self, timeout: float | None = None) -> None:
        """Return when a worker has finished its warm-up."""
        self._working_pool().schedule(nothing).result(timeout)

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        on_progress: OnProgress | None = None,
        time_limit: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Any:
        """The function's result. on_progress hears in the calling thread what the function
        reports; the time limit counts from the moment that a worker takes it up.

        Raises what the function raises, TimeLimitReached, MemoryLimitReached, WorkerDied, or
        JobCancelled. Whatever is raised, the function then runs no more.
        """
        seconds = time_limit or self._settings.time_limit_seconds
        with self._task(function, args, seconds) as task:
            with task.killed_on_error():
                for progress in task.progress(cancelled or _never):
                    if on_progress:
                        on_progress(progress)
            return task.outcome(seconds, self._settings.memory_limit_mb)

    def close(self) -> None:
        """End all workers; what they were doing is lost."""
        _end(self._pool)
        self._worker_end.close()
        self._reader.join(STOP_SECONDS)
        self._reports.close()

    @contextmanager
    def _task(
        self, function: Callable[..., Any], args: tuple[Any, ...], seconds: float
    ) -> Iterator[Task]:
        token = next(self._tokens)
        inbox: Inbox = queue.SimpleQueue()
        self._inboxes[token] = inbox
        try:
            pool = self._working_pool()
            try:
                future = pool.schedule(call, args=(token, function, args), timeout=seconds)
            except RuntimeError:  # it broke in this moment
                raise WorkerDied from None
            yield Task(pool, future, inbox)
        finally:
            del self._inboxes[token]

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            self._settings.workers,
            max_tasks=TASKS_OF_A_WORKER,
            initializer=prepare,
            initargs=(self._plan, self._worker_end),
            context=self._context,
        )

    def _working_pool(self) -> ProcessPool:
        """The pool, a new one if it broke (as it does when the system ends an idle worker)."""
        with self._mending:
            if not self._pool.active:
                _end(self._pool)
                self._pool = self._new_pool()
            return self._pool

    def _read(self) -> None:
        """Sort what workers report to those who wait for it, until the last writer is gone."""
        while True:
            try:
                token, stage, facts = json.loads(self._reports.recv_bytes())
            except (EOFError, OSError):
                return
            inbox = self._inboxes.get(token)
            if inbox:
                inbox.put(Progress(stage, facts))


def _never() -> bool:
    return False


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join(STOP_SECONDS)
