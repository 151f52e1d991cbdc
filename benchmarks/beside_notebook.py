"""The whole analysis with charts, beside what an analyst does by hand in a notebook."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import analyzed, by_hand, customers
from benchmarks.measure import Figure, quickest

ROWS = 20_000
ROUNDS = 3


def beside_notebook() -> Iterator[Figure]:
    """20,000 rows: read, scale, k = 2 … 10 with silhouettes, four plots; once, it takes long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = customers(ROWS, folder)
        whole = quickest([analyzed(path, folder) for _ in range(ROUNDS)])
        notebook = by_hand("notebook", path, folder)
    ratio = whole.seconds / notebook.seconds
    yield Figure("analyze --out, 20,000 x 8", whole.seconds, "s", None, whole.said("in all"))
    yield Figure("  ratio to the notebook", ratio, "x", 0.1, notebook.said("notebook"))
