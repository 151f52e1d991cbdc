"""What a job is: work that outlives a crash; how it reports progress, and how its computing ends.

A handler runs a job as named steps. A finished step is not run again after a crash or on a retry:
its recorded result (plain JSON) is handed back instead. A step itself may run more than once, so
what it does must be safe to repeat (the outbox sees to that for messages).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.errors import PlainError

Json = Any
OnProgress = Callable[["Progress"], None]
_listening: ContextVar[OnProgress | None] = ContextVar("listening", default=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage that the computing has reached (`read`, `cleaned` …) and its figures."""

    stage: str
    facts: dict[str, Json]


def report(stage: str, **facts: Json) -> None:
    """Say how far the computing has come; heard by `on_progress` of the run, if anyone listens."""
    listener = _listening.get()
    if listener:
        listener(Progress(stage, facts))


@contextmanager
def listening(listener: OnProgress) -> Iterator[None]:
    """Hand every `report` inside the block to this listener."""
    token = _listening.set(listener)
    try:
        yield
    finally:
        _listening.reset(token)


class JobContext(Protocol):
    """What a handler knows of the job it runs."""

    @property
    def identity(self) -> str: ...

    @property
    def attempt(self) -> int:
        """1 for the first try of the handler in this job's life, then 2, 3 …"""
        ...

    @property
    def cancelled(self) -> bool:
        """Whether the job is to stop: pass `lambda: job.cancelled` to a long computation."""
        ...

    def step(self, name: str, function: Callable[..., Json], *args: Any) -> Any:
        """Run `function(*args)` once in this job's life; later calls give the recorded result.

        The name must be its own within the job, the result plain JSON, and both the order of the
        steps and what leads from one to the next must follow from the request and the results.
        """
        ...


@dataclass(frozen=True, slots=True)
class Aside:
    """The context of work beside a job: nothing is recorded, nobody cancels."""

    identity: str = ""
    attempt: int = 1
    cancelled: bool = False

    def step(self, name: str, function: Callable[..., Json], *args: Any) -> Any:
        return function(*args)


Handler = Callable[[dict[str, Json], JobContext], None]
OnFailure = Callable[[dict[str, Json], Exception], None]
OnCancelled = Callable[[dict[str, Json], str], None]


@dataclass(frozen=True, slots=True)
class PendingJob:
    """A job that is not finished."""

    identity: str
    request: dict[str, Json]
    state: Literal["queued", "running"]


class Jobs(Protocol):
    """The durable queue, as services and listeners see it."""

    def submit(self, identity: str, request: dict[str, Json], *, computes: bool = True) -> None:
        """Commit a job; the same identity again is the same job. Jobs that don't compute begin at
        once, others wait their turn."""
        ...

    def cancel(self, identity: str, by: str = "") -> bool:
        """Stop a job, queued or running; False if it was already finished or never there.

        by: the person who asked for it.
        """
        ...

    def pending(self) -> tuple[PendingJob, ...]: ...


class Compute(Protocol):
    """The place where heavy functions run, beside the event loop."""

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        on_progress: OnProgress | None = None,
        time_limit: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Any:
        """The function's result. Raises what it raises, a ComputeError, or JobCancelled."""
        ...


class JobStopped(BaseException):
    """Not an error: the job is to end now. Passes through `except Exception` on purpose."""


class JobCancelled(JobStopped):
    """Someone cancelled the job."""


class JobInterrupted(JobStopped):
    """The program is ending; the job goes on at the next start."""


class ComputeError(PlainError):
    """The computing did not come to an end of its own."""


class TimeLimitReached(ComputeError):
    """Stopped after the seconds that the settings allow."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The analysis took longer than {seconds:g} seconds, so I stopped it.",
            "Send a smaller extract, or have the setting `jobs.time_limit_seconds` raised.",
        )
        self.seconds = seconds


class MemoryLimitReached(ComputeError):
    """Stopped at the memory that the settings allow."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"The analysis needed more than {megabytes:,} MB of memory, so I stopped it.",
            "Send a smaller extract, or have the setting `jobs.memory_limit_mb` raised.",
        )
        self.megabytes = megabytes


class WorkerDied(ComputeError):
    """The process that was computing ended by itself, or was ended by the system."""

    transient = True

    def __init__(self, exit_code: int | None = None) -> None:
        super().__init__(
            "The process that was computing ended unexpectedly.",
            "Try again; if it happens twice with this file, send a smaller extract.",
        )
        self.exit_code = exit_code
