"""One function under way in the process pool: followed to its end, or killed."""

import multiprocessing
import queue
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from pebble import ProcessExpired, ProcessPool

from bot.job import JobCancelled, MemoryLimitReached, Progress, TimeLimitReached, WorkerDied
from bot.jobs.worker import BEGUN, DONE

LOOK_SECONDS = 0.1  # how soon a cancel is noticed
KILL_SECONDS = 5.0
ENDED = "ended"  # said by the pool: the future has its outcome

Inbox = queue.SimpleQueue[Progress]


@dataclass
class Task:
    """What is known of a running function: its future, what it reports, where it runs."""

    pool: ProcessPool
    future: "Future[Any]"
    inbox: Inbox
    process: int | None = None
    _over: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.future.add_done_callback(lambda _: self.inbox.put(Progress(ENDED, {})))

    def progress(self, cancelled: Callable[[], bool]) -> Iterator[Progress]:
        """What the function reports, until its end. Raises JobCancelled and WorkerDied."""
        while not {DONE, ENDED} <= self._over:
            if cancelled():
                raise JobCancelled
            try:
                heard = self._next(LOOK_SECONDS)
            except queue.Empty:
                if ENDED in self._over:
                    return  # a killed worker says no DONE
                if not self.pool.active and not self.future.done():
                    raise WorkerDied from None  # the pool broke and has forgotten us
                continue
            if heard:
                yield heard

    @contextmanager
    def killed_on_error(self) -> Iterator[None]:
        """Kill the function if the block is left by an error; afterwards it writes no more."""
        try:
            yield
        except BaseException:
            self.future.cancel()
            self._wait_for_silence()
            raise

    def outcome(self, seconds: float, megabytes: int) -> Any:
        """The result, or the error; seconds and megabytes are the limits it ran under."""
        try:
            return self.future.result()
        except MemoryError:
            raise MemoryLimitReached(megabytes) from None
        except ProcessExpired as error:
            raise WorkerDied(error.exitcode) from None
        except (CancelledError, BrokenProcessPool):
            raise WorkerDied from None
        except TimeoutError as error:
            if error.args[:1] != ("Task timeout",):
                raise
            raise TimeLimitReached(seconds) from None

    def _next(self, timeout: float) -> Progress | None:
        """The next report of the function's own, None for another. Raises queue.Empty."""
        heard = self.inbox.get(timeout=timeout)
        if heard.stage == BEGUN:
            self.process = heard.facts["process"]
        elif heard.stage in (DONE, ENDED):
            self._over.add(heard.stage)
        else:
            return heard
        return None

    def _wait_for_silence(self) -> None:
        """Until the function has ended or its process is gone."""
        end = time.monotonic() + KILL_SECONDS
        while DONE not in self._over and _lives(self.process) and time.monotonic() < end:
            with suppress(queue.Empty):
                self._next(LOOK_SECONDS / 5)


def _lives(process: int | None) -> bool:
    return any(child.pid == process for child in multiprocessing.active_children())
