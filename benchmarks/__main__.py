"""`make bench`: every benchmark, or those named; exit code 1 if a limit does not hold."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.answer_time import answer_time
from benchmarks.beside_notebook import beside_notebook
from benchmarks.large_files import huge_files, large_files
from benchmarks.measure import Figure
from benchmarks.other_methods import other_methods
from benchmarks.pycaret import pycaret
from benchmarks.start_up import start_up

BENCHMARKS: dict[str, Callable[[], Iterator[Figure]]] = {
    "start_up": start_up,
    "answer_time": answer_time,
    "beside_notebook": beside_notebook,
    "large_files": large_files,
    "other_methods": other_methods,
    "huge_files": huge_files,
    "pycaret": pycaret,
}
ONLY_WHEN_NAMED = ("pycaret",)  # installs an environment of its own
RESULTS = Path("build/benchmarks.json")


def main(names: list[str]) -> int:
    """Print a line a figure as it comes, and keep all in build/benchmarks.json."""
    figures = []
    for name in names or (name for name in BENCHMARKS if name not in ONLY_WHEN_NAMED):
        print(f"-- {name}", flush=True)
        for figure in BENCHMARKS[name]():
            print(figure.line(), flush=True)
            figures.append(figure)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([figure.fields() for figure in figures], indent=1))
    return int(not all(figure.holds for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
