"""How soon the command line answers."""

from collections.abc import Iterator

from benchmarks.measure import PYTHON, SEGMENT_BOT, Figure, median, run

ROUNDS = 5


def start_up() -> Iterator[Figure]:
    """`segment-bot --help`, beside an empty Python process."""
    empty = median([run([PYTHON, "-c", ""]).seconds for _ in range(ROUNDS)])
    helped = median([run([SEGMENT_BOT, "--help"]).seconds for _ in range(ROUNDS)])
    yield Figure("segment-bot --help", helped, "s", 0.5, f"(empty Python: {empty:.3f} s)")
