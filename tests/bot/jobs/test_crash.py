"""What remains of a job when the program is killed in the middle of it: the job."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(__file__).with_name("crashing_program.py")
ROOT = Path(__file__).parents[3]


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(folder), *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines_until(process: "subprocess.Popen[str]", start: str) -> list[str]:
    """What the program says, up to a line that begins like this."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith(start):
            return said
    raise AssertionError(f"it ended without saying {start!r}: {said}")


def test_a_job_survives_kill_9_and_its_finished_step_is_not_repeated(tmp_path: Path) -> None:
    with running(tmp_path, "submit") as first:
        before = lines_until(first, "computing")
        first.kill()
        rest, _ = first.communicate()
    assert before.count("fetched") == 1
    assert "answered" not in rest

    with running(tmp_path) as second:
        after = lines_until(second, "answered")
        rest, complaints = second.communicate("\n")
    assert complaints == ""
    assert "fetched" not in after
    assert after[-1] == "answered auto: {'file': 'the file', 'square': 25}"
    assert rest.split() == ["closed"]

    with running(tmp_path) as third:
        everything, complaints = third.communicate("\n")
    assert everything.split() == ["launched", "closed"]
    assert complaints == ""


def test_a_computing_process_ends_with_the_program_that_was_killed(tmp_path: Path) -> None:
    with running(tmp_path, "submit") as program:
        lines_until(program, "computing")
        program.kill()
        assert program.stdout is not None
        # The worker inherited this pipe: it ends only when the worker is gone too.
        assert program.stdout.read() == ""
