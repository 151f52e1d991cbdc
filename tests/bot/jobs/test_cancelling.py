"""Jobs that are cancelled, running or waiting: they end, and whoever shows them is told."""

import threading
from typing import Any

import pytest

from bot.job import JobCancelled, JobContext
from bot.jobs.durable import DurableJobs
from tests.bot.jobs.job_office import Office, Request, wait_for


def test_a_running_job_is_cancelled(jobs: DurableJobs, office: Office) -> None:
    began, cancelled = threading.Event(), threading.Event()

    def work(request: Request, job: JobContext) -> None:
        began.set()
        while not job.cancelled:
            pass
        with pytest.raises(JobCancelled):
            job.step("after", lambda: 1)
        cancelled.set()

    office.work = work
    jobs.submit("event/1", {"words": "auto"})
    began.wait()
    assert jobs.cancel("event/1", "Ada")
    cancelled.wait()
    assert jobs.drain(30)
    assert jobs.pending() == ()
    assert not jobs.cancel("event/1")
    assert office.failures == []
    assert office.stopped == [({"words": "auto"}, "Ada")]


def test_a_job_that_waits_for_its_turn_is_cancelled_and_never_begins(
    jobs: DurableJobs, office: Office
) -> None:
    began, go_on = threading.Semaphore(0), threading.Event()

    def work(request: Request, job: JobContext) -> None:
        began.release()
        wait_for(go_on)

    office.work = work
    for number in range(2):
        jobs.submit(f"event/{number}", {})
    for _ in range(2):
        began.acquire()
    jobs.submit("too late", {})
    assert jobs.cancel("too late", "Ben")
    go_on.set()
    office.await_ends(2)
    assert jobs.drain(30)
    assert "too late" not in office.ended
    assert office.failures == []
    assert office.stopped == [({}, "Ben")]


def test_cancelling_what_is_not_there_says_so(jobs: DurableJobs) -> None:
    assert not jobs.cancel("never heard of")


def test_one_job_may_cancel_another_and_list_them_all(jobs: DurableJobs, office: Office) -> None:
    began, heard = threading.Event(), list[Any]()

    def work(request: Request, job: JobContext) -> None:
        if job.identity == "canceller":
            heard.append([one.identity for one in jobs.pending()])
            heard.append(jobs.cancel("victim"))
            heard.append(job.step("after", lambda: "recorded"))
            return
        began.set()
        while not job.cancelled:
            pass

    office.work = work
    jobs.submit("victim", {})
    began.wait()
    jobs.submit("canceller", {}, computes=False)
    assert jobs.drain(30)
    assert heard == [["victim", "canceller"], True, "recorded"]


def test_a_job_that_is_cancelled_in_the_middle_of_a_step_stops_after_it(
    jobs: DurableJobs, office: Office
) -> None:
    began, went_on = threading.Event(), list[str]()

    def work(request: Request, job: JobContext) -> None:
        began.set()
        job.step("fetch", lambda: jobs.cancel(job.identity, "Ada"))
        went_on.append(job.identity)

    office.work = work
    jobs.submit("event/1", {"words": "auto"})
    wait_for(began)
    assert jobs.drain(30)
    assert office.stopped == [({"words": "auto"}, "Ada")]
    assert went_on == []
    assert office.failures == []
