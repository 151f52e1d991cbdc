"""While libraries are loaded, another process reads and cleans the file."""

import errno
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import reading_process
from bot.cli.processes import can_fork
from bot.cli.reading_process import read_elsewhere
from tests.cli.calling import call_process

ROWS = "id,age,income,plan\n" + "".join(
    f"c{n},{20 + n % 50},{1000 + 7 * n % 999},{'ab'[n % 2]}\n" for n in range(3_000)
)
# In a process without other threads, which alone can be copied; a test runner has some.
READ_BOTH = """
import sys
from pathlib import Path
from bot.cli.reading_process import read_elsewhere

path, wishes = Path(sys.argv[1]), {"leave_out": "age"}
with read_elsewhere(path, wishes, None) as reading:
    there = reading.result()

from bot.cli.wishes import source_and_spec
from bot.settings import load_settings
from segmentation.errors import SegmentationError
from segmentation.intake.ahead import customers_of

try:
    here = customers_of(*source_and_spec(path, wishes, load_settings(None)))
except (SegmentationError, OSError):
    print("unread here", "unread there" if there is None else "read there")
else:
    assert there.table.equals(here.table) and there.raw.equals(here.raw)
    assert (there.raw_to_used == here.raw_to_used).all() and there.features == ("income",)
    there.table.iloc[0, 0] = there.table.iloc[1, 0]
    print("the same")
"""
ON_ONE_CORE = (
    "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
    "from bot.__main__ import main; main()"
)


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(ROWS)
    return path


@pytest.fixture
def another_thread() -> Iterator[None]:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    yield
    over.set()
    thread.join()


def python(code: str, *words: str | Path) -> str:
    command = [sys.executable, "-c", code, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_the_customers_are_those_that_a_reading_here_gives(customers: Path) -> None:
    assert python(READ_BOTH, customers) == "the same\n"


@pytest.mark.parametrize("content", [None, "", "name\nAnn\n"])
def test_of_a_file_that_cannot_be_read_there_is_nothing(
    content: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "customers.csv"
    if content is not None:
        path.write_text(content)
    assert python(READ_BOTH, path) == "unread here unread there\n"


def test_a_process_with_threads_is_not_copied(customers: Path, another_thread: None) -> None:
    assert not can_fork()
    with read_elsewhere(customers, {}, None) as reading:
        assert reading is None


def test_a_single_core_reads_by_itself(customers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "cores", lambda: 1)
    monkeypatch.setattr(reading_process, "can_fork", lambda: True)
    with read_elsewhere(customers, {}, None) as reading:
        assert reading is None


def test_without_room_for_its_file_it_is_read_here(
    customers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reading_process, "cores", lambda: 2)
    monkeypatch.setattr(reading_process, "can_fork", lambda: True)
    monkeypatch.setattr(reading_process.tempfile, "TemporaryFile", full)
    with read_elsewhere(customers, {}, None) as reading:
        assert reading is None


def test_the_command_says_what_is_wrong_with_a_file_once(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("name\nAnn\n")
    done = call_process("analyze", path)
    assert done.returncode == 1
    assert done.stderr.count("segment-bot:") == 1
    assert "Traceback" not in done.stderr


def test_one_core_and_several_give_the_same_answer_and_pictures(
    customers: Path, tmp_path: Path
) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    alone = python(ON_ONE_CORE, "analyze", customers, "--out", one, "--json")
    together = call_process("analyze", customers, "--out", several, "--json").stdout
    assert without_times(alone) == without_times(together)
    names = sorted(
        path.relative_to(one) for path in one.rglob("*") if path.suffix in (".png", ".csv")
    )
    assert len(names) > 8
    assert [
        name for name in names if (one / name).read_bytes() != (several / name).read_bytes()
    ] == []


def without_times(document: str) -> dict[str, Any]:
    analysis: dict[str, Any] = json.loads(document)
    analysis.pop("timings")
    return analysis
