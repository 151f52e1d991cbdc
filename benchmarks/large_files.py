"""`analyze --out` on large files, beside one pandas read and one scikit-learn fit."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.csv as pa_csv

from benchmarks.measure import PYTHON, SEGMENT_BOT, Figure, run
from segmentation.sources.sample import benchmark_csv

ROWS = 1_000_000


def large_files() -> Iterator[Figure]:
    """A million rows of eight columns: seconds, memory, and the ratio to the least possible."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.csv"
        benchmark_csv(ROWS, 7, path)
        features = ",".join(
            pa_csv.open_csv(path).schema.names[1:-1]
        )  # all but the id and a column of words
        notebook: list[str | Path] = [
            PYTHON,
            "-m",
            "benchmarks.notebook",
            "limit",
            path,
            features,
            folder,
        ]
        least = run(notebook)
        whole = run([SEGMENT_BOT, "analyze", path, "--out", Path(folder) / "out", "--json"])
    beside = f"(pandas.read_csv and one fit: {least.seconds:.2f} s)"
    yield Figure("analyze --out, 1,000,000 x 8", whole.seconds, "s", 8, beside)
    yield Figure("  peak memory", whole.megabytes, "MB", 1500, f"(notebook {least.megabytes:.0f})")
    yield Figure("  ratio to reading and one fit", whole.seconds / least.seconds, "x", 8)
