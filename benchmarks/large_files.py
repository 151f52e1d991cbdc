"""`analyze --out` on large files, beside one pandas read and one scikit-learn fit."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import analyzed, by_hand, customers
from benchmarks.measure import Cost, Figure, quickest

ROUNDS = 3
LARGE, MILLION, HUGE = 100_000, 1_000_000, 10_000_000


def large_files() -> Iterator[Figure]:
    """A million rows of eight columns: seconds, memory, the ratio to the least possible, and
    how the cost grows from a tenth of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = quickest([analyzed(customers(LARGE, folder), folder) for _ in range(ROUNDS)])
        million = customers(MILLION, folder)
        least = quickest([by_hand("limit", million, folder)[0] for _ in range(ROUNDS)])
        whole = quickest([analyzed(million, folder) for _ in range(ROUNDS)])
    yield Figure("analyze --out, 1,000,000 x 8", whole.seconds, "s", 8, whole.said("in all"))
    yield Figure("  peak memory", whole.megabytes, "MB", 1500, f"(notebook {least.megabytes:.0f})")
    yield _ratio(whole, least, 8)
    grown = whole.core_seconds / small.core_seconds
    yield Figure("  cost beside 100,000 x 8", grown, "x", 11, small.said("100,000 rows"))


def huge_files() -> Iterator[Figure]:
    """Ten million rows of eight columns: once, for it takes a while."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = customers(HUGE, folder)
        least, _ = by_hand("limit", path, folder)
        whole = analyzed(path, folder)
    yield Figure("analyze --out, 10,000,000 x 8", whole.seconds, "s", None, whole.said("in all"))
    yield Figure("  peak memory", whole.megabytes, "MB", 4000, f"(notebook {least.megabytes:.0f})")
    yield _ratio(whole, least, 6)


def _ratio(whole: Cost, least: Cost, limit: float) -> Figure:
    return Figure(
        "  ratio to reading and one fit", whole.seconds / least.seconds, "x", limit,
        least.said("pandas.read_csv and one fit"),
    )  # fmt: skip
