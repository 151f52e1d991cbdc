"""Durable jobs on SQLite, with a handler that tests fill in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.jobs import durable
from bot.jobs.durable import DurableJobs
from bot.settings import JobSettings, Settings
from tests.bot.jobs.job_office import Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, jobs=JobSettings(concurrency=2))


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "PAUSES", (0.0,) * len(durable.PAUSES))


@pytest.fixture
def jobs(office: Office, settings: Settings) -> Iterator[DurableJobs]:
    made = DurableJobs(settings, office.handle, office.fail, office.waiting.append, office.stop)
    made.launch()
    yield made
    made.close()
