"""Where dots are moved apart, and whose medians pictures tell."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from outcomes import outcome_of

from segmentation.chart import CHARTS, ChartOptions
from segmentation.charts.scatter import Plot
from segmentation.phrasing import quantity
from segmentation.plane import column_axis
from segmentation.results import Outcome
from segmentation.view import View

MOVED = "Customers with the same figures are moved apart a little."


def drawn(outcome: Outcome, name: str = "scatter") -> str:
    return CHARTS.get(name).draw(outcome, ChartOptions()).alt


def of_two(columns: dict[str, np.ndarray]) -> Outcome:
    """A table cut into two by its first column."""
    table = pd.DataFrame(columns).astype(float)
    first = table.iloc[:, 0]
    return outcome_of(table, np.where(first > first.median(), 1, 2))


def plot_of(outcome: Outcome) -> Plot:
    view = View(outcome)
    x, y = (column_axis(view, column) for column in view.features)
    return Plot(view, x, y, np.arange(view.rows), None)


def test_whole_figures_that_hardly_coincide_stay_where_they_are() -> None:
    rng = np.random.default_rng(1)
    outcome = of_two({"income": rng.permutation(60), "score": rng.permutation(60)})
    assert MOVED not in drawn(outcome)
    plot = plot_of(outcome)
    exact = np.stack([plot.x.at(plot.x.values), plot.y.at(plot.y.values)], axis=1)
    assert (plot.placed(plot.rows) == exact).all()


def test_many_customers_on_few_spots_are_moved_apart_on_a_log_scale_too() -> None:
    """Contacts run far beyond forty, nearly all of them are below five."""
    rng = np.random.default_rng(2)
    contacts = np.append(rng.geometric(0.4, 900), np.arange(1, 61))
    earlier = np.append(rng.geometric(0.7, 900) - 1, np.arange(60))
    outcome = of_two({"contacts": contacts, "earlier contacts": earlier})
    assert MOVED in drawn(outcome)
    plot = plot_of(outcome)
    assert len(np.unique(plot.placed(plot.rows), axis=0)) > 900


def test_figures_in_steps_of_thousands_are_moved_within_a_step() -> None:
    rng = np.random.default_rng(3)
    outcome = of_two(
        {"income": 10_000 * rng.integers(1, 9, 300), "children": rng.integers(0, 4, 300)}
    )
    plot = plot_of(outcome)
    assert plot.x.step == 10_000
    off = plot.placed(plot.rows)[:, 0] - plot.x.at(plot.x.values)
    step = float(plot.x.at(np.array(20_000.0)) - plot.x.at(np.array(10_000.0)))
    assert 0.25 * step < np.abs(off).max() < 0.35 * step


def test_customers_are_never_moved_where_that_could_not_be_seen() -> None:
    """Many share a balance of nothing, but a euro more is no distance on this axis."""
    rng = np.random.default_rng(4)
    balance = np.where(rng.random(400) < 0.5, 0, rng.integers(1, 90_000, 400))
    advance = np.where(balance == 0, 0, rng.integers(1, 90_000, 400))
    assert MOVED not in drawn(of_two({"balance": balance, "advance": advance}))


@pytest.mark.parametrize("name", ["distributions", "explore", "parallel"])
def test_medians_are_those_of_all_customers(name: str) -> None:
    """However few of them are drawn."""
    rng = np.random.default_rng(5)
    spend = np.round(rng.gamma(2.0, 400, 60_000))
    outcome = of_two({"spend": spend, "age": rng.normal(40, 9, 60_000)})
    outcome = outcome.with_analysis(replace(outcome.analysis, exploration=None))
    everyone = np.median(spend)
    first = np.median(spend[outcome.labels == 1])
    told = quantity(float(first if name == "parallel" else everyone), "spend")
    assert f"spend {told}" in drawn(outcome, name).replace("Spend: median", "spend")
