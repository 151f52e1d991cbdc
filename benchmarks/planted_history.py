"""How well the ledger follows segments whose history is known.

`python -m benchmarks.planted_history [years] [seed]` makes up customers over years of monthly
files in which segments are born, end, split, merge, grow and shrink, clusters every month anew,
and prints precision, recall and F1 of the events, by shared ids and by places alone.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from segmentation.algorithms.kmeans import KMeans
from segmentation.ledger import Ledger
from segmentation.overlap import Overlap

EVENTS = ("born", "died", "split", "merged", "grown", "shrunk", "quiet")
APART = 9.0  # standard deviations between the centres of different segments


@dataclass(frozen=True)
class Population:
    """People (n rows): ids, which planted segment each belongs to, where the segments are."""

    ids: np.ndarray
    group: np.ndarray
    offsets: np.ndarray
    centres: dict[int, np.ndarray]

    @property
    def points(self) -> np.ndarray:
        return np.asarray([self.centres[int(g)] for g in self.group] + self.offsets)


def first_population(rng: np.random.Generator, rows: int = 900, groups: int = 4) -> Population:
    """Four segments of different sizes."""
    centres: dict[int, np.ndarray] = {}
    for number in range(groups):
        centres[number] = free_place(centres, rng)
    shares = rng.dirichlet(np.full(groups, 12.0))
    group = rng.choice(groups, rows, p=shares)
    return Population(np.arange(rows), group, rng.normal(size=(rows, 2)), centres)


def free_place(centres: dict[int, np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """A place far from all centres."""
    while True:
        place = rng.uniform(-22, 22, 2)
        if all(np.hypot(*(place - other)) >= APART for other in centres.values()):
            return np.asarray(place)


def next_month(
    now: Population, event: str, rng: np.random.Generator
) -> tuple[Population, list[tuple[str, frozenset[int]]]]:
    """The population a month on, and what was planted: the kind of event and the groups."""
    now = churned(now, rng)
    sizes = {g: int((now.group == g).sum()) for g in now.centres}
    if event == "born":
        fresh = max(now.centres) + 1
        place = free_place(now.centres, rng)
        count = int(0.18 * len(now.ids))
        return joined(now, fresh, place, count, rng), [("born", frozenset({fresh}))]
    if event == "died" and len(sizes) > 3:
        gone = min(sizes, key=lambda g: sizes[g])
        return without(now, now.group != gone, {gone}), [("died", frozenset({gone}))]
    if event == "split":
        return split(now, max(sizes, key=lambda g: sizes[g]), rng)
    if event == "merged" and len(sizes) > 3:
        return merged(now, rng)
    if event in ("grown", "shrunk"):
        return resized(now, event, sizes, rng)
    return now, []


def churned(now: Population, rng: np.random.Generator) -> Population:
    """Three in a hundred leave, as many join, everybody shifts a little."""
    stay = rng.random(len(now.ids)) > 0.03
    kept = replace(
        now, ids=now.ids[stay], group=now.group[stay],
        offsets=0.9 * now.offsets[stay] + rng.normal(0, 0.43, (int(stay.sum()), 2)),
    )  # fmt: skip
    arrivals = rng.choice(kept.group, int((~stay).sum()))
    return added(kept, arrivals, rng)


def added(now: Population, groups: np.ndarray, rng: np.random.Generator) -> Population:
    """New customers, one for each group named."""
    ids = now.ids.max() + 1 + np.arange(len(groups))
    return replace(
        now,
        ids=np.concatenate([now.ids, ids]),
        group=np.concatenate([now.group, groups]),
        offsets=np.concatenate([now.offsets, rng.normal(size=(len(groups), 2))]),
    )


def joined(
    now: Population, group: int, place: np.ndarray, count: int, rng: np.random.Generator
) -> Population:
    """A new group of so many new customers."""
    grown = added(now, np.full(count, group), rng)
    return replace(grown, centres=now.centres | {group: place})


def without(now: Population, stay: np.ndarray, gone: set[int]) -> Population:
    """Only the customers who stay, and no trace of the groups that are gone."""
    centres = {g: place for g, place in now.centres.items() if g not in gone}
    return replace(
        now, ids=now.ids[stay], group=now.group[stay], offsets=now.offsets[stay], centres=centres
    )


def split(
    now: Population, old: int, rng: np.random.Generator
) -> tuple[Population, list[tuple[str, frozenset[int]]]]:
    """Two in five of a segment's customers drift away together."""
    part = max(now.centres) + 1
    place = near_place(now.centres, old, rng)
    leaving = (now.group == old) & (rng.random(len(now.ids)) < 0.4)
    centres = now.centres | {part: place}
    moved = replace(now, group=np.where(leaving, part, now.group), centres=centres)
    return moved, [("split", frozenset({old, part}))]


def near_place(centres: dict[int, np.ndarray], old: int, rng: np.random.Generator) -> np.ndarray:
    """A place beside a segment, nearer to it than to any other."""
    others = [place for g, place in centres.items() if g != old]
    best = max(
        (centres[old] + 6.0 * np.array([np.cos(a), np.sin(a)]) for a in rng.uniform(0, 6.28, 24)),
        key=lambda place: min(np.hypot(*(place - other)) for other in others),
    )
    return np.asarray(best)


def merged(
    now: Population, rng: np.random.Generator
) -> tuple[Population, list[tuple[str, frozenset[int]]]]:
    """The two segments nearest to each other become one between them."""
    names = sorted(now.centres)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    a, b = min(pairs, key=lambda p: float(np.hypot(*(now.centres[p[0]] - now.centres[p[1]]))))
    sizes = [int((now.group == g).sum()) for g in (a, b)]
    middle = (now.centres[a] * sizes[0] + now.centres[b] * sizes[1]) / sum(sizes)
    keep = a if sizes[0] >= sizes[1] else b
    centres = {g: p for g, p in now.centres.items() if g not in (a, b)} | {keep: middle}
    group = np.where(np.isin(now.group, (a, b)), keep, now.group)
    return replace(now, group=group, centres=centres), [("merged", frozenset({a, b}))]


def resized(
    now: Population, event: str, sizes: dict[int, int], rng: np.random.Generator
) -> tuple[Population, list[tuple[str, frozenset[int]]]]:
    """The smallest segment doubles, or the largest loses half its customers."""
    if event == "grown":
        group = min(sizes, key=lambda g: sizes[g])
        return added(now, np.full(sizes[group], group), rng), [("grown", frozenset({group}))]
    group = max(sizes, key=lambda g: sizes[g])
    stay = (now.group != group) | (rng.random(len(now.ids)) < 0.5)
    return without(now, stay, set()), [("shrunk", frozenset({group}))]


def months(
    rng: np.random.Generator, count: int = 12
) -> Iterator[tuple[Population, Population, list[tuple[str, frozenset[int]]]]]:
    """A year of populations: the one before, the one after, what was planted between."""
    now = first_population(rng)
    for _ in range(count):
        event = str(rng.choice(EVENTS))
        if len(now.centres) >= 7 and event in ("born", "split"):
            event = "merged"
        if len(now.ids) > 4_000 and event in ("grown", "born"):
            event = "quiet"
        after, planted = next_month(now, event, rng)
        yield now, after, planted
        now = after


def clustered(population: Population, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(n,) labels from 1 and (k, 2) centres: as many as there are planted segments."""
    fitted = KMeans().fit(population.points, len(population.centres), seed)
    return fitted.labels + 1, fitted.centres


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(n,) the nearest centre's number, from 1."""
    return np.asarray(((points[:, None] - centres[None]) ** 2).sum(-1).argmin(1) + 1)


def follow_year(seed: int, by_ids: bool) -> Counter[str]:
    """How many planted events came out, were missed, or were invented."""
    rng = np.random.default_rng(seed)
    tally: Counter[str] = Counter()
    ledger, numbers = Ledger(0, ()), tuple[int, ...]()
    for before, after, planted in months(rng):
        old_labels, _ = old = clustered(before, seed)
        new_labels, _ = new = clustered(after, seed)
        if not numbers:
            shares = np.bincount(old_labels)[1:] / len(old_labels)
            numbers = tuple(range(1, len(shares) + 1))
            ledger = Ledger.begin([f"Group {n}" for n in numbers], list(map(float, shares)))
        people = number_of_groups(before, old_labels, numbers)
        overlap = overlap_of((before, *old), (after, *new), numbers, by_ids)
        ledger, numbers = ledger.following(overlap, [f"Group {n}" for n in range(len(new[1]))])
        people |= number_of_groups(after, new_labels, numbers)
        meant = {(kind, frozenset(people[g] for g in groups)) for kind, groups in planted}
        found = counted(events_in(ledger), meant)
        right = len(found & meant)
        tally.update(right=right, missed=len(meant) - right, invented=len(found) - right)
    return tally


def overlap_of(
    old: tuple[Population, np.ndarray, np.ndarray],
    new: tuple[Population, np.ndarray, np.ndarray],
    numbers: tuple[int, ...],
    by_ids: bool,
) -> Overlap:
    """Populations, labels and centres against each other; the old ones by the ledger's order."""
    (before, old_labels, old_centres), (after, new_labels, new_centres) = old, new
    living = tuple(int(at) + 1 for at in np.argsort(numbers))
    news = tuple(range(1, len(new_centres) + 1))
    if by_ids:
        _, rows_before, rows_after = np.intersect1d(before.ids, after.ids, return_indices=True)
        matched = rows_before, rows_after
        return Overlap.of_customers(old_labels, new_labels, matched, (living, news))
    return Overlap.of_places(
        (old_labels, nearest(before.points, new_centres)),
        (nearest(after.points, old_centres), new_labels),
        (living, news),
    )


def counted(
    found: set[tuple[str, frozenset[int]]], meant: set[tuple[str, frozenset[int]]]
) -> set[tuple[str, frozenset[int]]]:
    """The events that count: shares of all others shift with whatever is planted, and to say so
    is neither right nor wrong."""
    planted = {kind for kind, _ in meant}
    if not planted:
        return found
    return {event for event in found if event[0] in planted or event[0] not in ("grown", "shrunk")}


def number_of_groups(
    population: Population, labels: np.ndarray, numbers: tuple[int, ...]
) -> dict[int, int]:
    """The ledger's number of each planted segment: that of most of its customers."""
    return {
        group: numbers[int(np.bincount(labels[population.group == group]).argmax()) - 1]
        for group in population.centres
    }


def events_in(ledger: Ledger) -> set[tuple[str, frozenset[int]]]:
    """What the ledger says happened in its latest version, in the planted form."""
    found = set()
    for happening in ledger.latest():
        if happening.event == "split":
            found.add(("split", frozenset({happening.number, *happening.came_from,
                                           *happening.went_to})))  # fmt: skip
        elif happening.event == "merged":
            found.add(("merged", frozenset({happening.number, *happening.came_from,
                                            *happening.went_to})))  # fmt: skip
        elif happening.event != "kept":
            found.add((happening.event, frozenset({happening.number})))
    return found


def f1_of(tally: Counter[str]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * tally["right"] / max(2 * tally["right"] + tally["missed"] + tally["invented"], 1)


def main() -> int:
    """Print the figures."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    met = True
    for by_ids in (True, False):
        started = time.perf_counter()
        tally: Counter[str] = Counter()
        for year in range(years):
            tally += follow_year(seed * 10_000 + year, by_ids)
        f1 = f1_of(tally)
        met &= f1 >= 0.95
        how = "by ids" if by_ids else "by places"
        seconds = time.perf_counter() - started
        print(f"{how:9} {years} years: F1 {f1:.3f}; {dict(tally)}; {seconds:.0f} s", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
