"""Two replicas on one Postgres: a living one keeps its jobs, a dead one's are taken up."""

import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.bot.jobs.test_crash import ROOT, lines_until
from tests.conftest import a_server

PROGRAM = Path(__file__).with_name("replica_program.py")
Replica = "subprocess.Popen[str]"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with a_server() as url:
        yield url


@pytest.fixture
def address(server: str, tmp_path: Path) -> str:
    """A database of its own, so that no test takes up what another left."""
    name = f"test_{zlib.crc32(str(tmp_path).encode())}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@contextmanager
def replica(folder: Path, address: str) -> Iterator[Replica]:
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(folder), address],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        lines_until(process, "launched")
        yield process
    finally:
        process.kill()
        process.communicate()


def tell(process: Replica, what: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{what}\n")
    process.stdin.flush()


def test_a_job_of_a_killed_replica_is_finished_by_the_other_and_not_fetched_again(
    address: str, tmp_path: Path
) -> None:
    with replica(tmp_path, address) as first, replica(tmp_path, address) as second:
        tell(first, "submit event/1")
        lines_until(first, "working on event/1")
        first.kill()
        (tmp_path / "go on").touch()
        said = lines_until(second, "answered event/1")
        assert said == ["working on event/1", "answered event/1"]


def test_a_replica_that_starts_leaves_the_jobs_of_the_living_alone(
    address: str, tmp_path: Path
) -> None:
    with replica(tmp_path, address) as first:
        tell(first, "submit event/2")
        lines_until(first, "working on event/2")
        with replica(tmp_path, address) as second:
            (tmp_path / "go on").touch()
            assert lines_until(first, "answered event/2") == ["answered event/2"]
            tell(second, "end")
            assert lines_until(second, "closed") == ["closed"]


def test_a_replica_that_ends_hands_what_it_had_begun_to_the_other(
    address: str, tmp_path: Path
) -> None:
    with replica(tmp_path, address) as first, replica(tmp_path, address) as second:
        tell(first, "submit event/3")
        lines_until(first, "working on event/3")
        tell(first, "end")
        lines_until(first, "closed")
        (tmp_path / "go on").touch()
        assert lines_until(second, "answered event/3") == ["working on event/3", "answered event/3"]


def test_a_job_is_cancelled_from_the_other_replica_which_says_who_asked(
    address: str, tmp_path: Path
) -> None:
    with replica(tmp_path, address) as first, replica(tmp_path, address) as second:
        tell(first, "submit event/4")
        lines_until(first, "working on event/4")
        tell(second, "cancel event/4")
        assert lines_until(second, "stopped by Ada") == ["stopped by Ada"]
        tell(first, "end")
        assert lines_until(first, "closed") == ["closed"]
