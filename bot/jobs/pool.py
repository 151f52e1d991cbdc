"""The process pool that does the computing: limits and cancel that really kill, progress."""

import itertools
import json
import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from pebble import ProcessExpired, ProcessPool

from bot.job import (
    JobCancelled,
    MemoryLimitReached,
    OnProgress,
    Progress,
    TimeLimitReached,
    WorkerDied,
)
from bot.jobs.worker import DONE, WorkerPlan, call, nothing, prepare
from bot.settings import JobSettings

LOOK_SECONDS = 0.1  # how soon a cancel is noticed
ENDED = Progress("ended", {})  # from the pool itself: the future has its outcome
STOP_SECONDS = 5.0
TASKS_OF_A_WORKER = 200  # then a fresh one, against memory that creeps


class ComputePool:
    """Runs functions in processes of their own. Functions and arguments must be importable and
    plain: they travel to another process."""

    def __init__(self, settings: JobSettings, warm_up: str = "") -> None:
        self._settings = settings
        self._context = multiprocessing.get_context("spawn")
        self._reports, self._worker_end = self._context.Pipe(duplex=False)
        threads = max(1, (os.cpu_count() or 1) // settings.workers)
        self._plan = WorkerPlan(threads, settings.memory_limit_mb, warm_up)
        self._pool = self._new_pool()
        self._mending = threading.Lock()
        self._tokens = itertools.count(1)
        self._inboxes: dict[int, queue.SimpleQueue[Progress]] = {}
        self._reader = threading.Thread(target=self._read, name="compute-progress", daemon=True)
        self._reader.start()

    def start(self) -> None:
        """Start the workers and let them warm up, without waiting for it."""
        for _ in range(self._settings.workers):
            self._pool.schedule(nothing)

    def wait_until_warm(self, timeout: float | None = None) -> None:
        """Return when a worker has finished its warm-up."""
        self._pool.schedule(nothing).result(timeout)

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
        JobCancelled.
        """
        token = next(self._tokens)
        seconds = time_limit or self._settings.time_limit_seconds
        inbox = self._inboxes[token] = queue.SimpleQueue()
        try:
            pool = self._working_pool()
            future = pool.schedule(call, args=(token, function, args), timeout=seconds)
            future.add_done_callback(lambda _: inbox.put(ENDED))
            with _killing(future):
                for progress in self._heard(inbox, cancelled or _never):
                    if on_progress:
                        on_progress(progress)
            return self._outcome(future, seconds)
        finally:
            del self._inboxes[token]

    def close(self) -> None:
        """End all workers; what they were doing is lost."""
        _end(self._pool)
        self._worker_end.close()
        self._reader.join(STOP_SECONDS)
        self._reports.close()

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

    def _heard(
        self, inbox: "queue.SimpleQueue[Progress]", cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        """Progress until the end. Raises JobCancelled."""
        awaited = {DONE, ENDED.stage}
        while awaited:
            if cancelled():
                raise JobCancelled
            try:
                progress = inbox.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if ENDED.stage not in awaited:
                    return  # a killed worker says no DONE
                continue
            if progress.stage in awaited:
                awaited.discard(progress.stage)
            else:
                yield progress

    def _outcome(self, future: "Future[Any]", seconds: float) -> Any:
        try:
            return future.result()
        except MemoryError:
            raise MemoryLimitReached(self._settings.memory_limit_mb) from None
        except ProcessExpired as error:
            raise WorkerDied(error.exitcode) from None
        except (CancelledError, BrokenProcessPool):
            raise WorkerDied from None
        except TimeoutError as error:
            if error.args[:1] != ("Task timeout",):
                raise
            raise TimeLimitReached(seconds) from None

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


@contextmanager
def _killing(future: "Future[Any]") -> Iterator[None]:
    """Kill the worker when the block is left by an error, and wait until it writes no more."""
    try:
        yield
    except BaseException:
        future.cancel()
        wait([future], STOP_SECONDS)
        raise


def _never() -> bool:
    return False


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join(STOP_SECONDS)
