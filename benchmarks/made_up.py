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


def analyzed_warm(path: Path, folder: Path) -> float:
    """Seconds of the same where everything is loaded already, as in a bot's worker."""
    said = folder / "said.txt"
    run([PYTHON, "-m", "benchmarks.warm", path, folder], said)
    return float(said.read_text())


def by_hand(kind: str, path: Path, folder: Path) -> tuple[Cost, float]:
    """The same file in plain pandas and scikit-learn: `notebook` or `limit`; beside its cost the
    seconds without the start, as in a notebook that is open."""
    said = folder / "said.txt"
    cost = run([PYTHON, "-m", "benchmarks.notebook", kind, path, features(path), folder], said)
    return cost, float(said.read_text())
