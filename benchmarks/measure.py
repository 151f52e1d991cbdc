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
    """What one process took: wall seconds, seconds of its cores, and the largest memory of it in
    megabytes. On a machine that has other work, the seconds of the cores say more."""

    seconds: float
    core_seconds: float
    megabytes: float

    def said(self, who: str) -> str:
        return (
            f"({who}: {self.seconds:.2f} s, {self.core_seconds:.2f} s of the cores,"
            f" {self.megabytes:.0f} MB)"
        )


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


def run(command: Sequence[str | Path], said: Path | None = None) -> Cost:
    """Run a program to its end and measure it; what it prints goes to the file `said`.

    Raises RuntimeError with its exit status.
    """
    started = time.perf_counter()
    to = os.devnull if said is None else str(said)
    out = [(os.POSIX_SPAWN_OPEN, 1, to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    words = [str(part) for part in command]
    pid = os.posix_spawn(words[0], words, environment, file_actions=out)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        raise RuntimeError(f"{command} ended with status {os.waitstatus_to_exitcode(status)}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def quickest(costs: Sequence[Cost]) -> Cost:
    """The run that was disturbed least; of its memory, the most that any run took."""
    return Cost(
        min(cost.seconds for cost in costs),
        min(cost.core_seconds for cost in costs),
        max(cost.megabytes for cost in costs),
    )


def median(values: Sequence[float]) -> float:
    """The middle value."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which this part of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
