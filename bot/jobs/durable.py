"""Durable jobs on DBOS: committed before they are acknowledged, taken up again after a crash."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from contextvars import Context
from datetime import datetime
from typing import Any, Literal

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.database import is_sqlite, open_job_database
from bot.errors import PlainError
from bot.job import Handler, JobCancelled, JobInterrupted, OnCancelled, OnFailure, PendingJob
from bot.jobs.codec import JsonSerializer
from bot.jobs.replicas import Replica, ReplicaWatch
from bot.jobs.run import JobRun
from bot.jobs.turns import Turns
from bot.settings import Settings
from segmentation.errors import SegmentationError

# What a recorded job means. Raise it when old jobs can't be gone on with: they are then left alone.
JOBS_VERSION = "1"
# Pauses between tries: all of them while Slack is down, the first ones where we may be to blame.
PAUSES = (1.0, 5.0, 30.0, 120.0, 600.0)
TRIES = 3
# A job during which the program died this often is given up: it may be what kills it.
MOST_STARTS = 4
UNFINISHED = ["ENQUEUED", "PENDING", "DELAYED"]
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
STOP_SECONDS = 10.0
RECORD_SECONDS = 0.01
REMEMBERED = 1_000  # ends that may not be on record yet; far more than can be
BARE = {"load_input": False, "load_output": False}
Outcome = Literal["done", "failed"]
Workflow = Callable[[dict[str, Any], bool], str]
log = structlog.get_logger(__name__)


class KeepsCrashing(PlainError):
    """The program ended in the middle of this job again and again."""

    def __init__(self) -> None:
        super().__init__(
            "I had to restart several times in the middle of this, so I gave it up.",
            "Try a smaller extract; if that happens again, tell whoever runs me.",
        )


class DurableJobs:
    """The durable queue. DBOS is one a process: only one of these can be launched at a time.

    handler: does a job; runs in a thread, as often as it takes.
    on_failure: told once about a job that is given up.
    on_waiting: told about a job that does not begin at once, since others are before it.
    on_cancelled: told about a job that was stopped, and who asked for it.
    """

    def __init__(
        self,
        settings: Settings,
        handler: Handler,
        on_failure: OnFailure,
        on_waiting: Callable[[dict[str, Any]], None] | None = None,
        on_cancelled: OnCancelled | None = None,
    ) -> None:
        self._settings = settings
        self._handler = handler
        self._on_failure = on_failure
        self._on_waiting = on_waiting
        self._on_cancelled = on_cancelled
        self._engine = open_job_database(jobs_url(settings))
        self._running: dict[str, JobRun] = {}
        self._changed = threading.Condition()
        self._turns = Turns(settings.jobs.concurrency)
        self._ended: deque[str] = deque(maxlen=REMEMBERED)
        self._draining = False
        self._dbos: DBOS | None = None
        self._workflow: Workflow | None = None
        url = jobs_url(settings)
        self._replica = None if is_sqlite(url) else Replica(url)
        self._watch: ReplicaWatch | None = None

    def launch(self) -> None:
        """Open the job database, take up what a crash left, and begin to work."""
        _route_logs()
        if self._replica:
            self._replica.hold()  # before any job bears its name
        self._dbos = DBOS(config=self._config())
        self._workflow = self._registered_workflow()
        DBOS.launch()
        if self._replica:
            self._watch = ReplicaWatch(self._replica, _under_way, _take_up)
            self._watch.start()

    def submit(self, identity: str, request: dict[str, Any], *, computes: bool = True) -> None:
        """Commit a job; the same identity again is the same job. Jobs that don't compute begin at
        once, others wait their turn."""
        if self._workflow is None:
            raise RuntimeError("the jobs are not launched")
        _outside(_start, identity, self._workflow, request, computes)

    def cancel(self, identity: str, by: str = "") -> bool:
        """Stop a job, queued or running; False if it was finished already or never there."""
        status = _outside(DBOS.get_workflow_status, identity)
        if status is None or status.status not in UNFINISHED:
            return False
        run = self._running.get(identity)
        if run:  # it may notice in the record, before it is told
            run.cancelled_by = by
        _outside(DBOS.cancel_workflow, identity)
        if run:
            run.cancel()
            self._turns.nudge()
        elif status.input:  # it runs elsewhere or nowhere: who asked is known here alone
            self._say_cancelled(status.input["args"][0], by)
        return True

    def pending(self) -> tuple[PendingJob, ...]:
        """Jobs that are not finished, oldest first."""
        found = _outside(DBOS.list_workflows, status=UNFINISHED, name="job", load_output=False)
        return tuple(
            PendingJob(
                status.workflow_id,
                status.input["args"][0] if status.input else {},
                "running" if self._is_working(status.workflow_id) else "queued",
            )
            for status in found
        )

    def forget(self, before: datetime) -> int:
        """Drop the records of jobs that were finished before this moment; how many."""
        old = _outside(
            DBOS.list_workflows,
            status=FINISHED,
            completed_before=before.isoformat(),
            **BARE,
        )
        _outside(DBOS.delete_workflows, [status.workflow_id for status in old])
        return len(old)

    def drain(self, timeout: float) -> bool:
        """Begin nothing new and wait for what is being worked on; whether that ended in time."""
        with self._changed:
            self._draining = True
        self._interrupt(lambda run: not run.working)
        return self._idle(timeout)

    def close(self) -> None:
        """Stop; what is not finished is taken up at the next launch."""
        if self._dbos is None:
            return
        with self._changed:
            self._draining = True
        self._interrupt(lambda run: True)
        self._idle(STOP_SECONDS)
        if self._watch:
            self._watch.stop()
        DBOS.destroy(destroy_registry=True)
        self._dbos = self._workflow = None
        if self._engine is not None:
            self._engine.dispose()

    def _interrupt(self, which: Callable[[JobRun], bool]) -> None:
        with self._changed:
            for run in filter(which, self._running.values()):
                run.interrupt()
        self._turns.nudge()

    def _stopped_elsewhere(self) -> Callable[[str], bool]:
        """How a job learns that another replica cancelled it."""
        return _is_cancelled if self._replica else _never

    def _is_working(self, identity: str) -> bool:
        run = self._running.get(identity)
        return run is not None and run.working

    def _registered_workflow(self) -> Workflow:
        # DBOS marks the function it is given, and a method can't be marked.
        def job(request: dict[str, Any], computes: bool) -> str:
            return self._run(request, computes)

        return DBOS.workflow(name="job", max_recovery_attempts=100)(job)

    def _config(self) -> DBOSConfig:
        return {
            "name": "segment-bot",
            "system_database_url": jobs_url(self._settings),
            "system_database_engine": self._engine,
            "application_version": JOBS_VERSION,
            "executor_id": self._replica.name if self._replica else "segment-bot",
            "serializer": JsonSerializer(),
            "log_level": "WARNING",
            "notification_listener_polling_interval_sec": 0.2,  # it delays the end, nothing else
        }

    def _idle(self, timeout: float) -> bool:
        """Wait until no handler runs and every end is on record, which comes a little later."""
        end = time.monotonic() + timeout
        with self._changed:
            if not self._changed.wait_for(lambda: not self._running, timeout):
                return False
        ended = list(self._ended)
        while ended and _outside(DBOS.list_workflows, status="PENDING", workflow_ids=ended, **BARE):
            if time.monotonic() > end:
                return False
            time.sleep(RECORD_SECONDS)
        return True

    def _run(self, request: dict[str, Any], computes: bool) -> Outcome:
        """The workflow: the handler when its turn has come, tried again where that may help."""
        run = JobRun(str(DBOS.workflow_id), stopped_elsewhere=self._stopped_elsewhere())
        try:
            with self._registered(run), self._turn(request, run, computes):
                run.working = True
                outcome = self._outcome(request, run)
                self._ended.append(run.identity)
                return outcome
        except JobCancelled:
            if run.cancelled_by is not None:  # else whoever stopped it elsewhere says so
                self._say_cancelled(request, run.cancelled_by)
            raise

    def _outcome(self, request: dict[str, Any], run: JobRun) -> Outcome:
        try:
            _tried(run, lambda: self._handle(request, run))
            run.end()
        except Exception as error:
            cause = error
        else:
            return "done"
        _tried(run, lambda: run.step("on_failure", self._tell, request, cause))
        return "failed"

    def _handle(self, request: dict[str, Any], run: JobRun) -> None:
        if _starts(run.identity) > MOST_STARTS:
            raise KeepsCrashing
        self._handler(request, run)

    def _tell(self, request: dict[str, Any], error: Exception) -> None:
        self._on_failure(request, error)

    def _turn(
        self, request: dict[str, Any], run: JobRun, computes: bool
    ) -> AbstractContextManager[None]:
        """The wait for a place, for jobs that compute."""
        if not computes:
            return nullcontext()
        return self._turns.turn(lane_of(request), run.check, lambda: self._say_waiting(request))

    def _say_waiting(self, request: dict[str, Any]) -> None:
        if self._on_waiting:
            with suppress(Exception):  # a courtesy; the job itself is what counts
                self._on_waiting(request)

    def _say_cancelled(self, request: dict[str, Any], by: str) -> None:
        if self._on_cancelled:
            try:
                self._on_cancelled(request, by)
            except Exception as error:  # it is stopped all the same
                log.warning("cancel_not_told", exc_info=error)

    @contextmanager
    def _registered(self, run: JobRun) -> Iterator[JobRun]:
        with self._changed:
            if self._draining:
                raise JobInterrupted
            self._running[run.identity] = run
        try:
            yield run
        finally:
            with self._changed:
                del self._running[run.identity]
                self._changed.notify_all()


def jobs_url(settings: Settings) -> str:
    """The database of the jobs: a file of its own beside SQLite, else the same database."""
    url = settings.database_url
    return f"sqlite:///{settings.data_dir.absolute() / 'jobs.db'}" if is_sqlite(url) else url


def _under_way() -> set[str]:
    """The replicas that have jobs under way."""
    found = _outside(DBOS.list_workflows, status="PENDING", name="job", **BARE)
    return {status.executor_id for status in found if status.executor_id}


def _take_up(replicas: list[str]) -> None:
    """Queue the jobs of replicas that are gone. A job that another took up before is left to it:
    it no longer bears the dead one's name."""
    _outside(DBOS._recover_pending_workflows, replicas)


def _is_cancelled(identity: str) -> bool:
    status = _outside(DBOS.get_workflow_status, identity)
    return status is not None and status.status == "CANCELLED"


def _never(identity: str) -> bool:
    return False


def _start(identity: str, workflow: Workflow, request: dict[str, Any], computes: bool) -> None:
    with SetWorkflowID(identity):
        DBOS.start_workflow(workflow, request, computes)


def lane_of(request: dict[str, Any]) -> str:
    """The channel that a job belongs to: lanes get their turns fairly."""
    place = request.get("place") or {}
    return str(place.get("channel") or "none")


def _tried(run: JobRun, work: Callable[[], None]) -> None:
    """Do it, and again after a pause where that may help. Raises what it raises in the end."""
    for run.attempt in range(1, len(PAUSES) + 2):
        try:
            return work()
        except Exception as error:
            if run.attempt >= _most_tries(error):
                raise
            log.warning("job_tried_again", job=run.identity, exc_info=error)
        run.pause(PAUSES[run.attempt - 1])
    return None


def _most_tries(error: Exception) -> int:
    """Errors that are about the file or the request stay the same."""
    if isinstance(error, SegmentationError):
        return 1
    if isinstance(error, PlainError) and not error.transient:
        return 1
    return len(PAUSES) + 1 if getattr(error, "outage", False) else TRIES


def _starts(identity: str) -> int:
    """How often this job was begun, this time included."""
    status = _outside(DBOS.get_workflow_status, identity)
    return int(status.recovery_attempts or 0) if status else 0


def _outside(function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Call DBOS as from outside of a job: inside one it would record the call as a step."""
    return Context().run(function, *args, **options)


def _route_logs() -> None:
    """DBOS writes to the console of its own accord unless its logger has a handler already."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
