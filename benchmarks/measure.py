"""Seconds and memory of whole processes, and how figures are printed."""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PYTHON = sys.executable
SEGMENT_BOT = Path(PYTHON).parent / "segment-bot"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: wall seconds, and the largest memory of it in megabytes."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the benchmark: what, how much, the limit it is held to, beside what."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    beside: str = ""

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def line(self) -> str:
        limit = (
            ""
            if self.limit is None
            else f"  (limit {self.limit:g}: {'ok' if self.holds else 'OVER'})"
        )
        beside = f"  {self.beside}" if self.beside else ""
        return f"{self.name:<58} {self.value:>9.3f} {self.unit:<6}{limit}{beside}"

    def fields(self) -> dict[str, object]:
        return {**asdict(self), "holds": self.holds}


def run(command: Sequence[str | Path], cwd: Path | None = None) -> Cost:
    """Run a program to its end and measure it. Raises RuntimeError with its exit status."""
    started = time.perf_counter()
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    words = [str(part) for part in command]
    pid = os.posix_spawn(words[0], words, environment, file_actions=nowhere)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        raise RuntimeError(f"{command} ended with status {os.waitstatus_to_exitcode(status)}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which this part of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
