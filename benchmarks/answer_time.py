"""Mall Customers from the drop to the answer, through the real bot and the local workspace."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, Figure, median, quantile, run
from bot.workspace.person import Person
from tests.dialogs.office import Office

MALL = Path(__file__).parents[2] / "shared" / "data" / "mall_customers.csv"
FEATURES = "Age,Annual Income (k$),Spending Score (1-100)"
ROUNDS = 7
COMMANDS = 200
LARGE_ROWS = 400_000


def answer_time() -> Iterator[Figure]:
    """First reply and full answer with a warm worker, and the notebook beside them."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = run([PYTHON, "-m", "benchmarks.notebook", "notebook", MALL, FEATURES, folder])
        office = Office(Path(folder))
        try:
            office.start_bot()
            first, full = drop_rounds(office)
            yield Figure("Mall: first reply after the drop", median(first), "s", 0.5)
            beside = f"(notebook: {notebook.seconds:.2f} s)"
            yield Figure("Mall: full answer with charts", median(full), "s", 3, beside)
            yield Figure("  ratio to the notebook", median(full) / notebook.seconds, "x", 1)
            yield from acks_under_load(office, Path(folder))
        finally:
            office.close()


def drop_rounds(office: Office) -> tuple[list[float], list[float]]:
    """Seconds to the first reply and to the answer, the first round (a cold worker) left out."""
    first, full = [], []
    content = MALL.read_bytes()
    with Person(office.workspace, "Ada") as ada:
        # A channel a round: where the table is known already, the answer would be what changed.
        for room in [office.room(ada) for _ in range(ROUNDS + 1)]:
            started = time.perf_counter()
            ts = ada.drop(room, "customers.csv", content)
            ada.wait_for("customers.csv", room, thread=ts, timeout=60)
            first.append(time.perf_counter() - started)
            ada.wait_for("kinds of customers", room, thread=ts, timeout=60)
            full.append(time.perf_counter() - started)
    return first[1:], full[1:]


def acks_under_load(office: Office, folder: Path) -> Iterator[Figure]:
    """How soon slash commands are acked while two large files are analysed."""
    from segmentation.sources.sample import benchmark_csv

    path = folder / "large.csv"
    benchmark_csv(LARGE_ROWS, 7, path)
    content = path.read_bytes()
    with Person(office.workspace, "Ada") as ada:
        rooms = [office.room(ada) for _ in range(2)]
        threads = [ada.drop(room, f"large{i}.csv", content) for i, room in enumerate(rooms)]
        before = len(office.workspace.acks())
        for _ in range(COMMANDS):
            ada.command(rooms[0], "/segment status")
        latencies = [e.latency for e in office.workspace.acks()[before:] if e.latency is not None]
        still = [not any("customers in" in m.said for m in ada.messages(room, thread=ts))
                 for room, ts in zip(rooms, threads, strict=True)]  # fmt: skip
        for room in rooms:
            ada.command(room, "/segment cancel")
    beside = f"({len(latencies)} commands, {sum(still)} of 2 analyses still running at the end)"
    yield Figure("acks while two analyses run, median", median(latencies), "s")
    yield Figure("acks while two analyses run, p99", quantile(latencies, 0.99), "s", 0.5, beside)
