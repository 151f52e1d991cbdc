"""Fifty-two weeks of a made-up shop's customers, written by hand: who comes, leaves and changes.

Every customer is of a planned kind, and every week says what happens to the kinds and what file
there is on Monday. What the product ought to say is derived from the plan; only the names that it
gave to segments are read from it, by their numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

Does = Literal["quiet", "grown", "shrunk", "born", "died", "split", "merged", "drifted"]
File = Literal["whole", "none", "unreadable", "another unit", "ten rows", "twice"]

FIRST_MONDAY = date(2027, 1, 4)
ZONE = ZoneInfo("Europe/Amsterdam")
COLUMNS = ("income", "spending_score", "visits")
SPREAD = np.array([4.0, 4.0, 1.0])  # of customers of one kind
CHURN, PERSISTENCE = 0.03, 0.9  # leaving a week, and as many coming; how much of oneself one keeps

PLACES = {
    "savers": (80, 20, 5),
    "enthusiasts": (85, 82, 14),
    "budgeters": (25, 22, 4),
    "young": (28, 78, 12),
    "newcomers": (55, 50, 24),
    "gourmets": (84, 48, 5),
    "campers": (120, 20, 18),
}
AT_FIRST = {"savers": 150, "enthusiasts": 120, "budgeters": 110, "young": 90}


@dataclass(frozen=True)
class Week:
    """What happens before a Monday, to which kind, and what file is there.

    into: the kind that a part of it becomes (split) or that takes it in (merged).
    """

    does: Does = "quiet"
    kind: str = ""
    into: str = ""
    file: File = "whole"


PLAN: dict[int, Week] = {
    4: Week("grown", "young"),
    7: Week(file="none"),
    9: Week("born", "newcomers"),
    12: Week(file="unreadable"),
    15: Week("drifted", "spending_score"),
    19: Week("split", "savers", "gourmets"),
    22: Week(file="ten rows"),
    25: Week(file="none"),
    27: Week("shrunk", "young"),
    31: Week(file="another unit"),
    34: Week("merged", "gourmets", "enthusiasts"),  # the larger goes on
    37: Week("died", "budgeters"),
    41: Week(file="none"),
    42: Week(file="none"),
    45: Week("grown", "newcomers"),
    47: Week(file="twice"),
    49: Week("born", "campers"),
}
RENAMED_IN, KILLED_IN, STARTED_IN = 17, 24, 26


@dataclass(frozen=True)
class Crowd:
    """All customers of a week: ids, their kinds, how far each is from the middle of its kind."""

    ids: np.ndarray
    kinds: np.ndarray
    offsets: np.ndarray
    places: dict[str, np.ndarray]
    ever: int

    @property
    def values(self) -> np.ndarray:
        return np.asarray([self.places[kind] for kind in self.kinds] + self.offsets * SPREAD)

    def of(self, kind: str) -> np.ndarray:
        """(n,) who is of a kind."""
        return np.asarray(self.kinds == kind)

    def kept(self, stay: np.ndarray) -> "Crowd":
        return replace(self, ids=self.ids[stay], kinds=self.kinds[stay], offsets=self.offsets[stay])

    def joined(self, kinds: np.ndarray, rng: np.random.Generator) -> "Crowd":
        """With one new customer for each kind named."""
        return replace(
            self,
            ids=np.concatenate([self.ids, self.ever + np.arange(len(kinds))]),
            kinds=np.concatenate([self.kinds, kinds]),
            offsets=np.concatenate([self.offsets, rng.standard_normal((len(kinds), 3))]),
            ever=self.ever + len(kinds),
        )

    def table(self, income_times: int = 1) -> bytes:
        """As the shop exports it, in no order."""
        order = np.random.default_rng(len(self.ids)).permutation(len(self.ids))
        rows = [",".join(("customer_id", *COLUMNS))]
        for at in order:
            income, score, visits = self.values[at]
            rows.append(
                f"C-{self.ids[at]:05d},{income_times * income:.1f},{score:.1f},{visits:.1f}"
            )
        return "\n".join(rows).encode()


def first_crowd(rng: np.random.Generator) -> Crowd:
    nobody = np.array([], dtype=object)
    places = {kind: np.array(PLACES[kind], dtype=float) for kind in AT_FIRST}
    empty = Crowd(np.array([], dtype=int), nobody, np.empty((0, 3)), places, 1)
    kinds = np.repeat(np.array(list(AT_FIRST), dtype=object), list(AT_FIRST.values()))
    return empty.joined(kinds, rng)


def next_week(crowd: Crowd, week: Week, rng: np.random.Generator) -> Crowd:
    """The customers a week on: some leave, as many come, and what the plan says."""
    now, kind = churned(crowd, rng), week.kind
    mine = now.of(kind)
    if week.does == "grown":
        return now.joined(np.repeat(np.array([kind], dtype=object), int(mine.sum())), rng)
    if week.does == "shrunk":
        return now.kept(~mine | (rng.random(len(mine)) < 0.5))
    if week.does == "born":
        new = np.repeat(np.array([kind], dtype=object), int(0.2 * len(now.ids)))
        return placed(now, kind, PLACES[kind]).joined(new, rng)
    if week.does == "died":
        return now.kept(~mine)
    if week.does == "split":
        leaving = mine & (rng.random(len(mine)) < 0.4)
        kinds = np.where(leaving, week.into, now.kinds)
        return placed(replace(now, kinds=kinds), week.into, PLACES[week.into])
    if week.does == "merged":
        return merged(now, kind, week.into)
    if week.does == "drifted":
        step = np.array([4.0 * (name == kind) for name in COLUMNS])
        return replace(now, places={name: place + step for name, place in now.places.items()})
    return now


def churned(crowd: Crowd, rng: np.random.Generator) -> Crowd:
    """Three in a hundred leave, as many come, and everybody changes a little."""
    stay = rng.random(len(crowd.ids)) > CHURN
    kept = crowd.kept(stay)
    moved = np.sqrt(1 - PERSISTENCE**2) * rng.standard_normal(kept.offsets.shape)
    kept = replace(kept, offsets=PERSISTENCE * kept.offsets + moved)
    return kept.joined(rng.choice(kept.kinds, int((~stay).sum())), rng)


def placed(crowd: Crowd, kind: str, place: tuple[int, ...] | np.ndarray) -> Crowd:
    return replace(crowd, places=crowd.places | {kind: np.array(place, dtype=float)})


def merged(now: Crowd, kind: str, into: str) -> Crowd:
    """Two kinds become one between them."""
    sizes = np.array([now.of(kind).sum(), now.of(into).sum()], dtype=float)
    middle = sizes @ np.stack([now.places[kind], now.places[into]]) / sizes.sum()
    kinds = np.where(now.of(kind), into, now.kinds)
    return placed(replace(now, kinds=kinds), into, middle)


def year(seed: int) -> Iterator[tuple[int, Week, Crowd]]:
    """Week 0, whose file begins it all, and the 52 weeks of the plan."""
    rng = np.random.default_rng(seed)
    crowd = first_crowd(rng)
    yield 0, Week(), crowd
    for number in range(1, 53):
        week = PLAN.get(number, Week())
        crowd = next_week(crowd, week, rng)
        yield number, week, crowd


def monday(number: int) -> datetime:
    """09:01 in Amsterdam on the Monday after a week, in UTC."""
    day = FIRST_MONDAY + timedelta(weeks=number - 1)
    return datetime.combine(day, time(9, 1), ZONE).astimezone(UTC)
