"""The whole analysis with charts, beside one `create_model` of PyCaret 3.

PyCaret 3.3.2 needs older libraries than ours, so it is installed into an environment of its own,
`build/pycaret-venv`, the first time that `python -m benchmarks pycaret` is asked for.
"""

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import analyzed, analyzed_warm, customers, features
from benchmarks.measure import Cost, Figure, quickest, run

HOME = Path("build/pycaret-venv")
# Two packages that it imports without asking for them.
PACKAGES = ("pycaret==3.3.2", "six", "setuptools<81")
NEWEST_PYTHON = (3, 11)
# Rows, how often, and the part of PyCaret's time that we may take.
SIZES = ((20_000, 3, 1.0), (100_000, 1, 1 / 25))
CREATE_MODEL = """
import os, sys, time
os.chdir(os.path.dirname(__file__))  # it leaves a log where it stands
import pandas as pd
from pycaret.clustering import create_model, setup
started = time.perf_counter()
data = pd.read_csv(sys.argv[1])[sys.argv[2].split(",")]
setup(data, session_id=42, verbose=False)
create_model("kmeans", verbose=False)
print(f"{time.perf_counter() - started:.3f}")
"""


def pycaret() -> Iterator[Figure]:
    """The work against the work, which the limits are on: `create_model` is called where PyCaret
    is loaded. With the start of both programs it is told without one."""
    python = _installed()
    if python is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows, rounds, limit in SIZES:
            path = customers(rows, folder)
            before = analyzed_warm(path, folder)
            theirs = [_create_model(python, path, folder) for _ in range(rounds)]
            other, other_warm = quickest([cost for cost, _ in theirs]), min(s for _, s in theirs)
            whole = quickest([analyzed(path, folder) for _ in range(3)])
            # Before and after theirs, which takes minutes: machines don't keep their speed.
            warm = (before + analyzed_warm(path, folder)) / 2
            yield Figure(
                f"analyze, {rows:,} x 8, beside PyCaret", warm / other_warm, "x", limit,
                f"(we: {warm:.2f} s, PyCaret: {other_warm:.2f} s)",
            )  # fmt: skip
            yield Figure(
                "  with the start of either program", whole.seconds / other.seconds, "x", None,
                f"{whole.said('we')} {other.said('PyCaret')}",
            )  # fmt: skip


def _installed() -> Path | None:
    """The Python of PyCaret's environment, made if need be; None where it can't be."""
    python = HOME / "bin" / "python"
    if python.exists() and _imports(python):
        return python.absolute()
    if sys.version_info[:2] > NEWEST_PYTHON:
        print("PyCaret 3.3.2 needs Python 3.11 or older; run this benchmark with that.")
        return None
    venv.create(HOME, with_pip=True, clear=True)
    done = subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=False)
    if done.returncode or not _imports(python):
        print("PyCaret 3.3.2 could not be installed here, so it was not measured.")
        return None
    return python.absolute()


def _imports(python: Path) -> bool:
    tried = subprocess.run(
        [python.absolute(), "-c", "import pycaret.clustering"], capture_output=True, check=False,
        cwd=tempfile.gettempdir(),
    )  # fmt: skip
    return tried.returncode == 0


def _create_model(python: Path, path: Path, folder: Path) -> tuple[Cost, float]:
    script, said = folder / "create_model.py", folder / "said.txt"
    script.write_text(CREATE_MODEL)
    cost = run([python, script, path, features(path)], said)
    return cost, float(said.read_text().split()[-1])
