"""How to find out whether an action works: how many customers to hold back from it."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

BASE_RATE = 0.10
LIFT = 0.10
POWER = 0.80
ALPHA = 0.05
# Beyond this many points nobody expects a difference: a test would only look like one.
LARGEST_LIFT = 0.50

# How long to look before judging, in days; 0 where there is nothing to test. All else: two months.
_DAYS = {
    0: {"get_to_know", "small_niche"},
    30: {
        "age_fit", "bigger_basket", "everyday_middle", "fix_first", "frequent_light",
        "frequent_small", "online_first", "pick_up_the_thread", "wake_up", "while_they_are_here",
        "ask_them", "win_back", "win_back_regulars",
    },
    45: {"promising_newcomers", "second_order"},
    90: {
        "balance_review", "best_customers", "careful_with_big_baskets", "loyal_core",
        "one_product_more", "premium_limit", "rare_big", "room_on_the_limit", "steady_the_debt",
        "top_spenders",
    },
    180: {"long_standing_best", "many_products", "thank_the_years"},
}  # fmt: skip
_TWO_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Holdout:
    """A fair test of an action on one segment.

    held_back: customers chosen at random who don't get the offer; 0 if the segment is too small.
    detectable: the smallest difference in response, in percentage points, that would show.
    """

    held_back: int
    detectable: int


def power_of(treated: int, held_back: int, lift: float, base: float = BASE_RATE) -> float:
    """The chance to see a difference between two response rates (two-sided test at 5 %).

    Normal approximation, unpooled under the alternative (Fleiss, Levin & Paik, 2003, ch. 4).

    >>> round(power_of(199, 199, 0.10), 2)
    0.8
    """
    rate = base + lift
    pooled = (treated * rate + held_back * base) / (treated + held_back)
    under_null = sqrt(pooled * (1 - pooled) * (1 / treated + 1 / held_back))
    under_lift = sqrt(rate * (1 - rate) / treated + base * (1 - base) / held_back)
    normal = NormalDist()
    return normal.cdf((lift - normal.inv_cdf(1 - ALPHA / 2) * under_null) / under_lift)


def plan_holdout(size: int) -> Holdout:
    """The fewest customers to hold back for 80 % power to see 10 points more than 10 %.

    A segment too small for that is split in halves, and the plan says which difference these
    can show; with halves that could show none up to 50 points, nobody is held back.

    >>> plan_holdout(5000), plan_holdout(398), plan_holdout(81), plan_holdout(9)
    (Holdout(held_back=110, detectable=10), Holdout(held_back=199, detectable=10), \
Holdout(held_back=40, detectable=26), Holdout(held_back=0, detectable=0))
    """
    half = size // 2
    if half and power_of(size - half, half, LIFT) >= POWER:
        return Holdout(_fewest(size, half), round(100 * LIFT))
    for points in range(round(100 * LIFT) + 1, round(100 * LARGEST_LIFT) + 1):
        if half and power_of(size - half, half, points / 100) >= POWER:
            return Holdout(half, points)
    return Holdout(0, 0)


def _fewest(size: int, enough: int) -> int:
    """The smallest holdout with enough power; power grows up to equal halves."""
    low, high = 1, enough
    while low < high:
        middle = (low + high) // 2
        if power_of(size - middle, middle, LIFT) >= POWER:
            high = middle
        else:
            low = middle + 1
    return low


def days_of(template: str) -> int:
    """How long to look before judging an action, in days; 0 where nothing is tested."""
    return next((days for days, names in _DAYS.items() if template in names), _TWO_MONTHS)
