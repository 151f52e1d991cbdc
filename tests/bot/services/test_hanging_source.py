"""A source that hangs: its process is ended when its time is over, and nothing else is touched."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import bot.services.analyze_source as reading
from bot.job import Aside
from bot.jobs.pool import ComputePool
from bot.services.post_digest import digest_now
from bot.settings import JobSettings
from segmentation.source_errors import SourceTooSlow
from tests.bot.services.test_living_sources import CRM, USUAL, asked, made, read, standing, versions
from tests.customer_databases import fill_sqlite


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a database server that takes up a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"postgresql+psycopg://crm@127.0.0.1:{server.getsockname()[1]}/crm"


@pytest.fixture
def pool() -> Iterator[ComputePool]:
    made = ComputePool(JobSettings(workers=1))
    yield made
    made.close()


def test_a_database_that_never_answers_is_left_when_the_time_is_over(
    tmp_path: Path, silent: str, pool: ComputePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is ended long before the driver itself would give up (after two seconds)."""
    fill_sqlite(tmp_path / "crm.db", USUAL)
    known = made(tmp_path)
    read(known, "one")
    before = standing(known)
    monkeypatch.setattr(reading, "SPARE_SECONDS", 0.2)
    crm = known.settings.sources["crm"].model_copy(update={"url": silent, "seconds": 0.1})
    settings = known.settings.model_copy(update={"sources": {"crm": crm}})
    hanging = replace(known, settings=settings, compute=pool, job=Aside("digest"))
    told = digest_now(asked("digest"), hanging)
    (trouble,) = told.not_refreshed
    assert "it took longer than 0.1 seconds, so I stopped" in trouble.problem
    assert "`sources.crm.seconds`" in trouble.next_step
    assert (versions(known), standing(known)) == ([1], before)
    with pytest.raises(SourceTooSlow):
        read(hanging, "two", CRM)
    assert list((tmp_path / "files").rglob("upload")) == [
        path for path in (tmp_path / "files").rglob("upload") if (path / "table").exists()
    ]
    known.store.close()
