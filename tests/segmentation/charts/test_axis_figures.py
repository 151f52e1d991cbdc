"""The figures along an axis: round, enough of them, none touching."""

from itertools import pairwise

import numpy as np
import pytest

from segmentation.canvas import TICK, measured
from segmentation.panels import marks_that_fit
from segmentation.plane import axis

NARROW, WIDE = 212.0, 342.0


def spread(low: float, high: float) -> np.ndarray:
    return np.linspace(low, high, 400)


def skewed(middle: float, width: float = 1.3) -> np.ndarray:
    return np.random.default_rng(0).lognormal(np.log(middle), width, 2_000)


COLUMNS = {
    "income": spread(10_000, 170_000),
    "credit limit": spread(50, 20_000),
    "baskets": spread(3, 1_950),
    "shares": spread(0.1, 0.45),
    "visits": spread(0, 4),
    "spend": skewed(700),
    "spend a little skewed": skewed(20_000, 0.95),
    "balance": skewed(40_000, 1.6),
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("width", [NARROW, WIDE, 700.0])
def test_an_axis_has_at_least_two_figures_and_none_touch(name: str, width: float) -> None:
    marks = marks_that_fit(axis(name, COLUMNS[name]), name, width)
    assert len(marks) >= 2
    edges = [(at * width - measured(t, TICK) / 2, at * width + measured(t, TICK) / 2)
             for at, t in marks]  # fmt: skip
    assert all(after[0] - before[1] > 8 for before, after in pairwise(edges))
    assert edges[0][0] >= -12
    assert edges[-1][1] <= width + 12


def test_long_figures_become_thousands_only_where_they_would_stand_alone() -> None:
    income = axis("income", np.append(spread(15_000, 95_000), [104_000.0]))
    assert any(text.endswith("k") for _, text in marks_that_fit(income, "income", 150))
    assert not any("k" in text for _, text in marks_that_fit(income, "income", 500))


@pytest.mark.parametrize("values", [skewed(15, 0.9), skewed(15, 1.6), skewed(3_000)])
def test_a_log_scale_has_several_figures_wherever_it_begins(values: np.ndarray) -> None:
    shown = axis("debt", values)
    assert shown.bend > 0
    assert len([text for _, text in shown.marks() if text != "0"]) >= 3


def test_a_log_scale_says_from_where_on_it_is_one() -> None:
    """Below, it is even down to zero: no figure but 0 stands there."""
    values = np.append(skewed(3_000, 1.2), np.zeros(200))
    shown = axis("spend", values)
    start = float(shown.label.split("log scale from ")[1].replace(",", ""))
    figures = [value for _, value in shown.rounds()]
    assert start == pytest.approx(shown.bend, rel=0.4)
    assert figures[0] == 0
    assert all(value >= 0.99 * shown.bend for value in figures[1:])
