"""Names keep off the stems of others, and lines of text break where people break them."""

import doctest

import numpy as np
import pandas as pd
import pytest
from card_words import collisions, words
from outcomes import outcome_of

from segmentation import plane
from segmentation.canvas import LABEL, measured, wrapped
from segmentation.chart import CHARTS, ChartOptions
from segmentation.labelling import Box, Crowd, place
from segmentation.plane import axis, projected_axes
from segmentation.results import Outcome
from segmentation.view import View

ROOM = Box(0, 0, 1000, 600)
NOBODY = np.empty((0, 2))


def stem(x: float, top: float, foot: float) -> np.ndarray:
    return np.stack([np.full(60, x), np.linspace(top, foot, 60)], axis=1)


def test_a_label_goes_where_it_crosses_no_line() -> None:
    """A stem to the right of the badge: the nearest place would lie over it."""
    line = stem(560, 500, 100)
    anchors = np.array([[500.0, 300.0]])
    crossing = place(anchors, [(150, 40)], Crowd.of(ROOM, NOBODY), [], 20)
    free = place(anchors, [(150, 40)], Crowd.of(ROOM, NOBODY, line), [], 20)
    assert crossing is not None
    assert free is not None
    assert crossing[0].left < 560 < crossing[0].right
    assert not free[0].left < 560 < free[0].right


def test_lines_do_not_outweigh_the_customers() -> None:
    """They count apart: with a line in a corner a label keeps off the crowd as before."""
    rng = np.random.default_rng(0)
    points = np.stack([rng.uniform(510, 800, 500), rng.uniform(200, 400, 500)], axis=1)
    anchors = np.array([[500.0, 300.0]])
    alone = place(anchors, [(150, 40)], Crowd.of(ROOM, points), [], 20)
    beside = place(anchors, [(150, 40)], Crowd.of(ROOM, points, stem(980, 590, 500)), [], 20)
    assert alone == beside


def of_two_debts() -> Outcome:
    """Two segments of which one stands before the other, on log scales."""
    rng = np.random.default_rng(1)
    labels = np.repeat([1, 2], [150, 50])
    low = np.where(labels == 1, 900, 9_000)
    columns = {name: low * rng.lognormal(0, 0.9, 200) for name in ("Milk", "Grocery", "Paper")}
    names = ("Customers who buy few groceries", "Heavy grocery buyers")
    return outcome_of(pd.DataFrame(columns), labels, names)


def test_figures_along_the_edges_of_a_box_in_space_stand_apart() -> None:
    sheet, _ = CHARTS.get("3d").compose(of_two_debts(), ChartOptions())
    assert collisions(sheet) == []
    assert len([text for text, _ in words(sheet) if text.replace(",", "").isdigit()]) >= 8


def test_a_label_that_has_no_room_leaves_out_where_its_log_scale_begins() -> None:
    shown = axis("Purchases", of_two_debts().table["Milk"].to_numpy())
    wide = shown.label_in(1_000, lambda text: measured(text, LABEL))
    assert wide.startswith("Purchases, log scale from ")
    assert shown.label_in(280, lambda text: measured(text, LABEL)) == "Purchases, log scale"


@pytest.mark.parametrize(
    ("text", "lines"),
    [("Larger-household mainstream", ["Larger-", "household", "mainstream"]),
     ("Pay-at-once buyers", ["Pay-at-once", "buyers"]),
     ("Donaudampfschiff fans", ["Donaudam…", "fans"])],
)  # fmt: skip
def test_words_too_wide_for_a_line_break_behind_hyphens(text: str, lines: list[str]) -> None:
    width = measured("Pay-at-once", LABEL) + 4
    broken = wrapped(text, LABEL, width, 3)
    assert broken[-1] == lines[-1]
    assert len(broken) == len(lines)
    assert all(measured(line, LABEL) <= width for line in broken)
    if "…" not in lines[0]:
        assert broken == lines


def test_directions_are_told_in_the_words_that_go_with_them() -> None:
    assert doctest.testmod(plane).failed == 0


def test_a_projection_along_age_leads_to_older_customers() -> None:
    rng = np.random.default_rng(2)
    base = rng.normal(0, 1, 300)
    table = pd.DataFrame({"age": 40 + 9 * base, "contacts": 5 - base + rng.normal(0, 0.2, 300)})
    first, _ = projected_axes(View(outcome_of(table, np.where(base > 0, 1, 2))))
    assert set(first.label.split(" and ")) in (
        {"older", "fewer contacts"},
        {"younger", "more contacts"},
    )
