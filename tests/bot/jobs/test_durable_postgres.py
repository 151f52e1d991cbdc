"""Durable jobs keep what they promise when their database is Postgres."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.job import JobContext
from bot.jobs.durable import DurableJobs, jobs_url
from bot.settings import Settings
from tests.conftest import a_server


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with a_server() as url:
        yield url


def test_an_interrupted_job_goes_on_with_its_finished_step_kept(
    address: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path, database=SecretStr(address))
    done: list[str] = []
    began, ended = threading.Event(), threading.Event()

    def handle(request: dict[str, Any], job: JobContext) -> None:
        job.step("fetch", lambda: done.append("fetch"))
        began.set()
        while not (job.cancelled or request["words"] in done):
            pass
        done.append("answered")
        ended.set()

    def give_up(request: dict[str, Any], error: Exception) -> None:
        done.append(repr(error))

    first = DurableJobs(settings, handle, give_up)
    first.launch()
    first.submit("event/1", {"words": "go on"})
    first.submit("event/1", {"words": "another"})
    assert began.wait(30)
    first.close()
    assert done == ["fetch"]

    done.append("go on")
    second = DurableJobs(settings, handle, give_up)
    second.launch()
    assert ended.wait(30)
    assert second.drain(30)
    assert second.pending() == ()
    second.close()
    assert done == ["fetch", "go on", "answered"]


def test_jobs_lie_in_the_same_database_as_all_else(tmp_path: Path) -> None:
    address = "postgresql+psycopg://bot@db/bot"
    assert jobs_url(Settings(data_dir=tmp_path, database=SecretStr(address))) == address
    assert jobs_url(Settings(data_dir=tmp_path)) == f"sqlite:///{tmp_path}/jobs.db"
