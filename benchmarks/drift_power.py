"""How often a comparison alarms at nothing, and how small a shift it finds.

`python -m benchmarks.drift_power [comparisons a line] [seed] [files]` makes up pairs of files from
one population and counts the verdicts other than `stable`; then shifts one column of the second
file by parts of its standard deviation and counts how often that column is found. It takes a
quarter of an hour; `groups` or another kind of file alone takes a few minutes.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from segmentation.algorithms.kmeans import KMeans
from segmentation.drift_findings import Findings, find_drift
from segmentation.features import make_features
from segmentation.intake import take_in
from segmentation.numbering import canonical_order, renumbered
from segmentation.results import Analysis, FileFormat, Outcome, Segment
from segmentation.source import RawTable
from segmentation.version_pair import bring_together

Columns = dict[str, np.ndarray]
SIZES = (
    (100, 100), (300, 300), (1_000, 1_000), (3_000, 3_000), (10_000, 10_000), (100, 1_000),
    (10_000, 100),
)  # fmt: skip
SHIFTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
ALLOWED, FOUND, ASKED = 0.05, 0.90, (300, 300)
PLACES = np.array([[25, 30, 20], [45, 90, 80], [60, 45, 55], [33, 70, 40], [52, 20, 90]])


def groups(rows: int, rng: np.random.Generator) -> Columns:
    """Five kinds of customers in three columns."""
    kind = rng.choice(5, rows, p=[0.35, 0.25, 0.2, 0.12, 0.08])
    values = PLACES[kind] + rng.normal(0, 5, (rows, 3))
    return {"age": values[:, 0].round(), "income": values[:, 1].round(1), "score": values[:, 2]}


def skewed(rows: int, rng: np.random.Generator) -> Columns:
    """One population with long tails, in four correlated columns."""
    shared = rng.normal(size=(rows, 1))
    values = np.exp(0.5 * shared + 0.6 * rng.normal(size=(rows, 4)) + 3)
    return {name: values[:, at].round(2) for at, name in enumerate(("a", "income", "c", "d"))}


def bell(rows: int, rng: np.random.Generator) -> Columns:
    """One population without any groups, in two columns."""
    return {"income": rng.normal(50, 10, rows), "age": rng.normal(40, 12, rows).round()}


def mixed(rows: int, rng: np.random.Generator) -> Columns:
    """Counts, amounts with many zeros, gaps, and answers of which some are rare."""
    spend = np.where(rng.random(rows) < 0.4, 0.0, rng.gamma(2, 40, rows)).round(2)
    income = np.where(rng.random(rows) < 0.06, np.nan, rng.normal(50, 12, rows).round(1))
    return {
        "income": income,
        "spend": spend,
        "visits": rng.poisson(2.5, rows).astype(float),
        "city": rng.choice(list("abcdefgh"), rows, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.03, 0.01, 0.01]),
        "member": rng.choice(["yes", "no"], rows, p=[0.03, 0.97]),
        "plan": rng.choice(["basic", "plus", "pro"], rows),
    }


def wide(rows: int, rng: np.random.Generator) -> Columns:
    """Twenty columns that have nothing to do with each other."""
    return {
        ("income" if not at else f"column {at}"): rng.normal(size=rows).round(3) for at in range(20)
    }


Make = Callable[[int, np.random.Generator], Columns]
FILES: tuple[Make, ...] = (groups, skewed, bell, mixed, wide)
SHIFTED: tuple[Make, ...] = (groups, mixed)
POWER_PAIRS = 50


def table(columns: Columns) -> RawTable:
    """The columns as they would be read from a file."""
    cells = {
        name: pa.array([None if value != value else str(value) for value in values])
        for name, values in columns.items()
    }
    return RawTable("made up", pa.table(cells), FileFormat())


def outcome_of(raw: RawTable, k: int, seed: int) -> Outcome:
    """The file cut into k segments by k-means, without choosing k or describing the segments."""
    customers = take_in(raw)
    matrix = make_features(customers.table, customers.features)
    clustering = KMeans().fit(matrix.scaled, k, seed)
    labels = renumbered(clustering.labels, canonical_order(clustering, matrix.names))
    segments = tuple(
        Segment(n, f"Group {n}", int((labels == n).sum()), float((labels == n).mean()), None, {},
                "", None, None, ())
        for n in range(1, k + 1)
    )  # fmt: skip
    analysis = Analysis(
        dataset=customers.dataset, features=matrix.names, algorithm="kmeans",
        scaling=matrix.method, k=k, verdict="segments", k_evidence=(), silhouette=None,
        inertia=None, noise=0, segments=segments, scales=matrix.scales(),
    )  # fmt: skip
    values = customers.table.assign(**dict(zip(matrix.names, matrix.values.T, strict=True)))
    return Outcome(analysis, values, raw.cells, matrix.scaled, labels, customers.raw_to_used)


def drawn(
    make: Make,
    rows: tuple[int, int],
    rng: np.random.Generator,
    shift: float = 0.0,
) -> tuple[Columns, Columns]:
    """Two files of one population, the second with `income` shifted."""
    before, after = make(rows[0], rng), make(rows[1], rng)
    after["income"] = after["income"] + shift * np.nanstd(after["income"])
    return before, after


def compared(
    make: Make,
    rows: tuple[int, int],
    seed: int,
    shift: float = 0.0,
) -> Findings:
    """Such a pair, its first file cut into 2 to 8 segments."""
    rng = np.random.default_rng(seed)
    before, after = drawn(make, rows, rng, shift)
    baseline = outcome_of(table(before), int(rng.integers(2, 9)), seed)
    return find_drift(bring_together(baseline, table(after)), seed)


def is_found(findings: Findings) -> bool:
    """Whether the shifted column is said to have drifted."""
    return any(f.drifted for f in findings.features if f.name == "income")


def false_alarms(files: Sequence[Make], count: int, seed: int) -> bool:
    """Print the share of alarms at nothing by file and size; whether none is beyond the limit."""
    met, alarms, everything = True, 0, 0
    for make in files:
        for rows in SIZES:
            pairs = max(count // 4, 20) if max(rows) >= 10_000 else count
            by = Counter[str]()
            for at in range(pairs):
                found = compared(make, rows, seed + at)
                by["any"] += found.verdict != "stable"
                by["columns"] += any(f.drifted for f in found.features)
                by["shares"] += found.shares.drifted
                by["fit"] += found.fit.drifted
            rates = ", ".join(f"{name} {by[name] / pairs:.1%}" for name in
                              ("any", "columns", "shares", "fit"))  # fmt: skip
            print(f"{make.__name__:7} {rows[0]:6,} → {rows[1]:6,} ({pairs}): {rates}", flush=True)
            alarms, everything = alarms + by["any"], everything + pairs
            # Two standard errors beyond the limit would be no chance.
            met &= by["any"] / pairs <= ALLOWED + 2 * np.sqrt(ALLOWED * 0.95 / pairs)
    print(f"all {everything:,} comparisons: {alarms / everything:.1%}", flush=True)
    return met and alarms <= ALLOWED * everything


def power(files: Sequence[Make], count: int, seed: int) -> bool:
    """Print how often a shift is found by its size; whether 0.8 at 300 rows is found enough."""
    met = True
    for make in (file for file in files if file in SHIFTED):
        for rows in SIZES[:3]:
            rates = {}
            for shift in SHIFTS:
                found = [is_found(compared(make, rows, seed + at, shift)) for at in range(count)]
                rates[shift] = float(np.mean(found))
            curve = ", ".join(f"{shift:.1f} {rate:.0%}" for shift, rate in rates.items())
            print(f"{make.__name__:7} {rows[0]:6,} → {rows[1]:6,} ({count}): {curve}", flush=True)
            met &= rows != ASKED or rates[0.8] >= FOUND
    return met


def main() -> int:
    """Run both and say what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    named = sys.argv[3:]
    files = [make for make in FILES if not named or make.__name__ in named]
    started = time.perf_counter()
    print(f"Alarms without any change (at most {ALLOWED:.0%})")
    met = false_alarms(files, count, seed * 100_000)
    print("Shifts found, by their size in standard deviations")
    met &= power(files, POWER_PAIRS, seed * 100_000)
    seconds = time.perf_counter() - started
    print(f"{'all targets met' if met else 'TARGETS MISSED'} in {seconds:.0f} s")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
