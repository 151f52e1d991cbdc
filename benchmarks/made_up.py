"""Made-up customer files of any size, and what is run on them."""

from pathlib import Path

import pyarrow.csv as pa_csv

from benchmarks.measure import PYTHON, SEGMENT_BOT, Cost, run
from segmentation.sources.sample import benchmark_csv


def customers(rows: int, folder: Path) -> Path:
    """A file of so many customers with eight columns, one of words."""
    path = folder / f"customers_{rows}.csv"
    if not path.exists():
        benchmark_csv(rows, 7, path)
    return path


def features(path: Path) -> str:
    """Its columns of numbers, all but the id."""
    return ",".join(pa_csv.open_csv(path).schema.names[1:-1])


def analyzed(path: Path, folder: Path, *options: str) -> Cost:
    """`segment-bot analyze --out`: CSV, pictures, slides and JSON."""
    return run([SEGMENT_BOT, "analyze", path, "--out", folder / "out", "--json", *options])


def by_hand(kind: str, path: Path, folder: Path) -> Cost:
    """The same file in plain pandas and scikit-learn: `notebook` or `limit`."""
    return run([PYTHON, "-m", "benchmarks.notebook", kind, path, features(path), folder])
