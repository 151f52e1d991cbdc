"""Durable jobs: once each, steps kept, tried again where that helps, drained."""

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import PlainError
from bot.job import JobContext, PendingJob, WorkerDied
from bot.jobs import durable
from bot.jobs.durable import DurableJobs, KeepsCrashing, lane_of
from bot.settings import Settings
from bot.slack.troubles import SlackBusy
from segmentation.errors import EmptyFile
from tests.bot.jobs.job_office import Office, Request, wait_for


def test_a_job_gets_its_request(jobs: DurableJobs, office: Office) -> None:
    seen: list[tuple[str, Request]] = []
    office.work = lambda request, job: seen.append((job.identity, request))
    jobs.submit("event/1", {"words": "k=5", "place": {"channel": "C1"}})
    office.await_ends(1)
    assert seen == [("event/1", {"words": "k=5", "place": {"channel": "C1"}})]


@pytest.mark.parametrize("computes", [True, False])
def test_the_same_identity_is_the_same_job(
    jobs: DurableJobs, office: Office, computes: bool
) -> None:
    go_on = threading.Event()
    office.work = lambda request, job: wait_for(go_on)
    jobs.submit("event/1", {"n": 1}, computes=computes)
    jobs.submit("event/1", {"n": 2}, computes=computes)
    go_on.set()
    office.await_ends(1)
    jobs.submit("event/1", {"n": 3}, computes=computes)
    jobs.submit("event/2", {"n": 4}, computes=computes)
    office.await_ends(2)
    assert office.ended == ["event/1", "event/2"]


def test_a_step_gives_plain_json_now_as_after_a_restart(jobs: DurableJobs, office: Office) -> None:
    results: list[Any] = []
    office.work = lambda request, job: results.append(job.step("pair", lambda: {"pair": (1, 2)}))
    jobs.submit("event/1", {})
    office.await_ends(1)
    assert results == [{"pair": [1, 2]}]


@pytest.mark.usefixtures("quick_retries")
def test_finished_steps_are_not_done_again_when_the_handler_is_tried_again(
    jobs: DurableJobs, office: Office
) -> None:
    done: list[str] = []

    def work(request: Request, job: JobContext) -> None:
        fetched = job.step("fetch", lambda: done.append("fetch") or 7)  # type: ignore[func-returns-value]
        if job.attempt < 3:
            raise ConnectionError("not yet")
        done.append(f"{fetched} in attempt {job.attempt}")

    office.work = work
    jobs.submit("event/1", {})
    office.await_ends(1)
    assert done == ["fetch", "7 in attempt 3"]
    assert office.failures == []


@pytest.mark.usefixtures("quick_retries")
def test_a_failed_step_is_done_again_on_the_next_try(jobs: DurableJobs, office: Office) -> None:
    tries: list[int] = []

    def fetch() -> str:
        tries.append(len(tries))
        if len(tries) == 1:
            raise ConnectionError("dropped")
        return "fetched"

    def work(request: Request, job: JobContext) -> None:
        job.step("fetch", fetch)

    office.work = work
    jobs.submit("event/1", {})
    office.await_ends(1)
    assert (tries, office.failures) == ([0, 1], [])


@pytest.mark.usefixtures("quick_retries")
def test_a_job_that_always_fails_is_given_up_and_told_once(
    jobs: DurableJobs, office: Office
) -> None:
    tries: list[int] = []

    def work(request: Request, job: JobContext) -> None:
        tries.append(job.attempt)
        raise ValueError("broken")

    office.work = work
    jobs.submit("event/1", {"n": 1})
    office.await_ends(1)
    assert tries == [1, 2, 3]
    ((request, error),) = office.failures
    assert request == {"n": 1}
    assert isinstance(error, ValueError)
    assert jobs.drain(30)
    assert jobs.pending() == ()


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (EmptyFile("customers.csv"), 1),
        (PlainError("Nothing here.", "Drop a file."), 1),
        (WorkerDied(), 3),
        (ValueError("a mistake of ours"), 3),
        (SlackBusy(30), 6),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.usefixtures("quick_retries")
def test_only_what_may_help_is_tried_again(
    jobs: DurableJobs, office: Office, error: Exception, tries: int
) -> None:
    tried: list[int] = []

    def work(request: Request, job: JobContext) -> None:
        tried.append(job.attempt)
        raise error

    office.work = work
    jobs.submit("event/1", {})
    office.await_ends(1)
    assert len(tried) == tries


@pytest.mark.usefixtures("quick_retries")
def test_even_while_slack_is_down_a_failure_is_told_in_the_end(
    jobs: DurableJobs, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = office.fail
    tries: list[int] = []

    def fail(request: Request, error: Exception) -> None:
        tries.append(len(tries))
        if len(tries) < 4:
            raise SlackBusy(30)
        told(request, error)

    def work(request: Request, job: JobContext) -> None:
        raise EmptyFile("customers.csv")

    office.work = work
    monkeypatch.setattr(jobs, "_on_failure", fail)
    jobs.submit("event/1", {})
    office.await_ends(1)
    ((_, error),) = office.failures
    assert isinstance(error, EmptyFile)
    assert tries == [0, 1, 2, 3]


def test_no_more_jobs_compute_than_the_settings_say(jobs: DurableJobs, office: Office) -> None:
    began, go_on = threading.Semaphore(0), threading.Event()

    def work(request: Request, job: JobContext) -> None:
        began.release()
        wait_for(go_on)

    office.work = work
    for number in range(3):
        jobs.submit(f"event/{number}", {"n": number, "place": {"channel": f"C{number}"}})
    for _ in range(2):
        began.acquire()
    while not office.waiting:
        pass
    states = sorted((job.identity, job.state) for job in jobs.pending())
    assert [state for _, state in states].count("running") == 2
    assert [state for _, state in states].count("queued") == 1
    assert len(office.waiting) == 1
    go_on.set()
    office.await_ends(3)


def test_jobs_that_do_not_compute_never_wait(jobs: DurableJobs, office: Office) -> None:
    go_on = threading.Event()
    office.work = lambda request, job: None if request.get("quick") else wait_for(go_on)
    for number in range(4):
        jobs.submit(f"slow/{number}", {})
    jobs.submit("quick", {"quick": True}, computes=False)
    office.await_ends(1)
    assert office.ended == ["quick"]
    go_on.set()
    office.await_ends(5)


def test_pending_jobs_show_their_requests(jobs: DurableJobs, office: Office) -> None:
    began, go_on = threading.Event(), threading.Event()

    def work(request: Request, job: JobContext) -> None:
        began.set()
        wait_for(go_on)

    office.work = work
    jobs.submit("event/1", {"words": "auto"})
    began.wait()
    assert jobs.pending() == (PendingJob("event/1", {"words": "auto"}, "running"),)
    go_on.set()
    assert jobs.drain(30)
    assert jobs.pending() == ()


def test_draining_waits_for_what_runs_and_leaves_the_rest_for_later(
    office: Office, settings: Settings
) -> None:
    began, go_on = threading.Semaphore(0), threading.Event()

    def work(request: Request, job: JobContext) -> None:
        began.release()
        wait_for(go_on)

    office.work = work
    first = DurableJobs(settings, office.handle, office.fail, office.waiting.append)
    first.launch()
    for number in range(2):
        first.submit(f"event/{number}", {})
    for _ in range(2):
        began.acquire()
    first.submit("event/2", {})
    while not office.waiting:
        pass
    assert not first.drain(0)
    first.submit("event/3", {})
    go_on.set()
    assert first.drain(30)
    first.close()
    assert sorted(office.ended) == ["event/0", "event/1"]

    second = DurableJobs(settings, office.handle, office.fail)
    second.launch()
    office.await_ends(4)
    assert second.drain(30)
    second.close()
    assert sorted(office.ended) == ["event/0", "event/1", "event/2", "event/3"]


def test_draining_does_not_wait_for_a_job_that_pauses_between_two_tries(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "PAUSES", (600.0,) * len(durable.PAUSES))
    tried = threading.Event()

    def work(request: Request, job: JobContext) -> None:
        if not tried.is_set():
            tried.set()
            raise SlackBusy(30)

    office.work = work
    first = DurableJobs(settings, office.handle, office.fail)
    first.launch()
    first.submit("event/1", {})
    wait_for(tried)
    while first.pending()[0].state == "running":
        pass
    assert first.drain(30)
    first.close()
    assert office.ended == []

    second = DurableJobs(settings, office.handle, office.fail)
    second.launch()
    office.await_ends(1)
    second.close()
    assert office.ended == ["event/1"]


def test_a_job_interrupted_by_the_end_of_the_program_goes_on_at_the_next_start(
    office: Office, settings: Settings
) -> None:
    done: list[str] = []
    began = threading.Event()

    def work(request: Request, job: JobContext) -> None:
        job.step("fetch", lambda: done.append("fetch"))
        if len(done) == 1:
            began.set()
            done.append("computing")
            while not job.cancelled:
                pass
        done.append("answered")

    office.work = work
    first = DurableJobs(settings, office.handle, office.fail)
    first.launch()
    first.submit("event/1", {})
    began.wait()
    first.close()
    assert done == ["fetch", "computing"]

    second = DurableJobs(settings, office.handle, office.fail)
    second.launch()
    office.await_ends(1)
    second.close()
    assert done == ["fetch", "computing", "answered"]
    assert office.failures == []


def test_a_job_that_keeps_bringing_the_program_down_is_given_up(
    office: Office, settings: Settings
) -> None:
    def work(request: Request, job: JobContext) -> None:
        began.set()
        while not job.cancelled:
            pass

    office.work = work
    for start in range(durable.MOST_STARTS):
        began = threading.Event()
        jobs = DurableJobs(settings, office.handle, office.fail)
        jobs.launch()
        if start == 0:
            jobs.submit("event/1", {"n": 1})
        began.wait()
        jobs.close()
    last = DurableJobs(settings, office.handle, office.fail)
    last.launch()
    office.await_ends(1)
    last.close()
    ((request, error),) = office.failures
    assert request == {"n": 1}
    assert isinstance(error, KeepsCrashing)


def test_old_finished_jobs_are_forgotten(jobs: DurableJobs, office: Office) -> None:
    jobs.submit("event/1", {})
    office.await_ends(1)
    assert jobs.drain(30)
    assert jobs.forget(datetime.now(UTC) - timedelta(days=1)) == 0
    assert jobs.forget(datetime.now(UTC) + timedelta(days=1)) == 1


def test_submitting_before_the_launch_is_a_mistake(office: Office, settings: Settings) -> None:
    jobs = DurableJobs(settings, office.handle, office.fail)
    with pytest.raises(RuntimeError, match="not launched"):
        jobs.submit("event/1", {})
    jobs.close()


def test_closing_leaves_no_thread_behind_and_nothing_on_the_console(
    office: Office, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    jobs = DurableJobs(settings, office.handle, office.fail)
    jobs.launch()
    jobs.submit("event/1", {})
    office.await_ends(1)
    jobs.drain(30)
    jobs.close()
    jobs.close()
    assert [thread for thread in threading.enumerate() if thread not in before] == []
    assert capfd.readouterr() == ("", "")
    assert not [one for one in logging.getLogger("dbos").handlers if "console" in str(one.name)]


def test_a_job_belongs_to_the_lane_of_its_channel() -> None:
    assert lane_of({"place": {"channel": "C1"}}) == "C1"
    assert lane_of({"place": None}) == lane_of({})
