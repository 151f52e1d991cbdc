"""What tests of the durable jobs share: a handler made of the parts that a test gives it."""

import threading
from collections.abc import Callable
from typing import Any

from bot.job import JobContext

Request = dict[str, Any]


class Office:
    """A handler made of the parts that a test gives it, and what happened to it."""

    def __init__(self) -> None:
        self.work: Callable[[Request, JobContext], None] = lambda request, job: None
        self.failures: list[tuple[Request, Exception]] = []
        self.waiting: list[Request] = []
        self.ended: list[str] = []
        self.stopped: list[tuple[Request, str]] = []
        self._changed = threading.Condition()

    def handle(self, request: Request, job: JobContext) -> None:
        self.work(request, job)
        self._note(job.identity)

    def fail(self, request: Request, error: Exception) -> None:
        self.failures.append((request, error))
        self._note("failed")

    def stop(self, request: Request, by: str) -> None:
        self.stopped.append((request, by))

    def await_ends(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.ended) >= count, timeout=120)

    def _note(self, what: str) -> None:
        with self._changed:
            self.ended.append(what)
            self._changed.notify_all()


def wait_for(event: threading.Event) -> None:
    assert event.wait(30)
