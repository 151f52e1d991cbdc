"""Fixtures for every test: the folder of real customer files, and the rule about missing parts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres_server import programs, running_postgres

if "PYTEST_XDIST_WORKER" in os.environ:
    # Runners share the cores: libraries that take every core each would wait for one another.
    # What more threads do is shown by tests that set their number themselves.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")

SHARED = Path(__file__).parents[2] / "shared"


def missing(part: str) -> None:
    """Skip for a part that this machine lacks; where everything must be there, fail."""
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(f"{part} is missing, and REQUIRE_ALL is set")
    pytest.skip(f"{part} is not on this machine")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real customer files beside the project."""
    folder = SHARED / "data"
    if not folder.is_dir():
        missing("the folder of real customer files (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def slack_payloads() -> Path:
    """The folder of payload shapes as Slack sends them."""
    folder = SHARED / "slack-payloads"
    if not folder.is_dir():
        missing("the folder of Slack's payload shapes (../shared/slack-payloads)")
    return folder


@contextmanager
def a_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    found = programs()
    if found is None:
        missing("PostgreSQL")
        return
    with running_postgres(found) as address:
        yield address


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of this test process."""
    with a_server() as address:
        yield address
