"""One run of a job: its steps, and how it hears that it has to stop."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dbos import DBOS
from dbos import error as dbos_error

from bot.job import JobCancelled, JobInterrupted

ASK_SECONDS = 1.0


@dataclass
class JobRun:
    """What a handler sees of its job. A step's result is kept in the job database and, for another
    attempt of the handler, here."""

    identity: str
    attempt: int = 1
    working: bool = False  # its turn has come, and it is not pausing between two tries
    cancelled_by: str | None = None
    stopped_elsewhere: Callable[[str], bool] = lambda identity: False
    _results: dict[str, Any] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _ask_after: float = 0.0
    _reason: type[JobCancelled | JobInterrupted] = JobCancelled

    @property
    def cancelled(self) -> bool:
        """Whether someone cancelled the job. Raises JobInterrupted when the program is ending."""
        if not self._stop.is_set() and not self._heard_from_elsewhere():
            return False
        if self._reason is JobInterrupted:
            raise JobInterrupted
        return True

    def step(self, name: str, function: Callable[..., Any], *args: Any) -> Any:
        if name in self._results:
            return self._results[name]
        self.check()
        try:
            result = DBOS.run_step({"name": name}, _plain, function, *args)
        except dbos_error.DBOSWorkflowCancelledError:
            raise JobCancelled from None
        except dbos_error.DBOSWorkflowConflictIDError:  # the record is no longer ours to write
            if self.cancelled_by is not None or self.stopped_elsewhere(self.identity):
                raise JobCancelled from None
            raise
        self._results[name] = result
        return result

    def check(self) -> None:
        """Raise if the job has to stop."""
        if self._stop.is_set():
            raise self._reason

    def end(self) -> None:
        """The handler is done. Raises JobCancelled if that was because it was cancelled: such a
        job has its outcome already."""
        if self._stop.is_set() and self._reason is JobCancelled:
            raise JobCancelled

    def pause(self, seconds: float) -> None:
        """Wait, unless the job has to stop; meanwhile it is not being worked on."""
        self.working = False
        self._stop.wait(seconds)
        self.check()
        self.working = True

    def cancel(self) -> None:
        self._stop.set()

    def _heard_from_elsewhere(self) -> bool:
        """Ask, now and then, whether another replica cancelled the job."""
        now = time.monotonic()
        if now < self._ask_after:
            return False
        self._ask_after = now + ASK_SECONDS
        if self.stopped_elsewhere(self.identity):
            self._stop.set()
        return self._stop.is_set()

    def interrupt(self) -> None:
        """End without an outcome: the job goes on at the next start."""
        if not self._stop.is_set():
            self._reason = JobInterrupted
            self._stop.set()


def _plain(function: Callable[..., Any], *args: Any) -> Any:
    """The function's result as JSON gives it back, the same now as after a restart."""
    return json.loads(json.dumps(function(*args)))
