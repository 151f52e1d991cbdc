"""Methods whose usual cost grows with the square of the customers, on a large file."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import analyzed, customers
from benchmarks.measure import Figure

ROWS = 50_000
METHODS = ("hierarchical", "dbscan", "hdbscan")


def other_methods() -> Iterator[Figure]:
    """Hierarchical and density methods, the whole analysis with charts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = customers(ROWS, folder)
        for method in METHODS:
            cost = analyzed(path, folder, "--algorithm", method)
            yield Figure(f"{method}, 50,000 x 8", cost.seconds, "s", 30, cost.said("in all"))
            yield Figure("  peak memory", cost.megabytes, "MB", 2000)
