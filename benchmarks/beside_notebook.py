"""The whole analysis with charts, beside what an analyst does by hand in a notebook."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import analyzed, analyzed_warm, by_hand, customers
from benchmarks.measure import Figure, quickest

ROWS = 20_000
ROUNDS = 3


def beside_notebook() -> Iterator[Figure]:
    """20,000 rows: read, scale, k = 2 … 10 with silhouettes, four plots; once, it takes long.

    The limit is on the work: in a notebook that is open and a worker that is up. With the start
    of both, for loading the libraries takes each a few seconds more, it is told without one.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = customers(ROWS, folder)
        notebook, open_notebook = by_hand("notebook", path, folder)
        whole = quickest([analyzed(path, folder) for _ in range(ROUNDS)])
        warm = analyzed_warm(path, folder)
    yield Figure(
        "analyze, 20,000 x 8, beside the notebook", warm / open_notebook, "x", 0.1,
        f"(we: {warm:.2f} s, notebook: {open_notebook:.2f} s)",
    )  # fmt: skip
    yield Figure(
        "  with the start of either program", whole.seconds / notebook.seconds, "x", None,
        f"{whole.said('we')} {notebook.said('notebook')}",
    )  # fmt: skip
