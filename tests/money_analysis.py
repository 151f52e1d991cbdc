"""A shop that tells money, goods, answers and needs: what the market's presenters are shown."""

from dataclasses import replace
from typing import Any

from segmentation.market_figures import Habit, Market, Opportunity, Preference, SegmentMarket
from segmentation.results import Analysis, OverRepresented


def of_money(mall: Analysis, segments: Any) -> Analysis:
    """Two segments of a shop that sells two kinds of goods, with answers and an opportunity."""
    chance = Opportunity(
        ("MntWines", "MntFish"), 170.0, 1210.0, (2,), "income", 120, 62_400.0, "half the gap"
    )
    few = SegmentMarket(
        (Preference("MntFish", 0.4, 0.2, 200.0), Preference("MntWines", 0.6, 0.8, 75.0)),
        (Habit("spend", "MntWines", 95.2, 304.0, -1), Habit("frequency", "Orders", 3.0, 3.0, 0)),
        ("low_prices", "unknown_need"), 170.0, chance,
    )  # fmt: skip
    many = SegmentMarket(money_per_customer=1210.0)
    pro = OverRepresented("Plan_type", "pro", 0.9, 0.45, 200.0, 0.001)
    first, second = (
        replace(segments[at], number=at + 1, money_share=share, market=market)
        for at, share, market in ((0, 0.16, few), (1, 0.84, many))
    )
    shown = (replace(first, categories=(pro,)), second)
    found = Market(117_000.0, 2, 0.84, second.share, 1)
    return replace(mall, k=2, segments=shown, market=found)
