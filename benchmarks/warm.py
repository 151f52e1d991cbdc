"""The whole analysis with charts where everything is imported already, as in a bot's worker.

`python -m benchmarks.warm FILE FOLDER` prints the seconds of one analysis, the median of five.
"""

import sys
import time
from pathlib import Path

from benchmarks.measure import median
from bot.cli.result_files import write_results
from bot.cli.second_process import second_process
from bot.services.computing import warm_up
from segmentation.partitioning.second_process import shared_with
from segmentation.pipeline import analyze
from segmentation.sources import open_source

ROUNDS = 5


def main() -> None:
    """Analyse and write everything, after an analysis of nobody's customers to warm up."""
    from segmentation.sources.sample import benchmark_csv

    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    small = folder / "warm_up.csv"
    benchmark_csv(1_000, 1, small)
    warm_up()
    seconds = []
    with second_process() as second, shared_with(second):
        for file in (small, *[path] * ROUNDS):
            started = time.perf_counter()
            outcome = analyze(open_source(str(file), file.name))
            write_results(outcome, folder / "warm", file.name, second)
            seconds.append(time.perf_counter() - started)
    print(f"{median(seconds[1:]):.3f}")


if __name__ == "__main__":
    main()
