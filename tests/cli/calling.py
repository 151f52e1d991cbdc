"""Calling the command line: as a process, or in this one where a process adds nothing."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from bot.__main__ import main

SEGMENT_BOT = Path(sys.executable).parent / "segment-bot"


@dataclass(frozen=True)
class Done:
    """How a call ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


def call_process(*words: str | Path, **environment: str) -> Done:
    """Run the program to its end, as people and scripts do."""
    done = subprocess.run(
        [str(SEGMENT_BOT), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    return Done(done.returncode, done.stdout, done.stderr)


def call(*words: str | Path) -> Done:
    """The same in this process, whose libraries are loaded already."""
    stdout, stderr = StringIO(), StringIO()
    with redirect_stdout(stdout), redirect_stderr(stderr):
        try:
            main([str(word) for word in words], prog_name="segment-bot")
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Done(code, stdout.getvalue(), stderr.getvalue())
