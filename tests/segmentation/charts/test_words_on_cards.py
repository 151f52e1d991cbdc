"""What the titles and figures of the cards say, and where figures stand."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from card_words import words
from outcomes import blobs, outcome_of

from segmentation.chart import CHARTS, ChartOptions
from segmentation.charts.k_evidence import Index, free_place
from segmentation.labelling import Box
from segmentation.results import KEvidence, Outcome

THREE = ("Spend (k$)", "Visits", "Age")


def card(outcome: Outcome, name: str) -> list[str]:
    """Every text of a card."""
    sheet, _ = CHARTS.get(name).compose(outcome, ChartOptions())
    return [text for text, _ in words(sheet)]


def in_parts(outcome: Outcome) -> Outcome:
    """The same, where no natural groups were found."""
    return outcome.with_analysis(replace(outcome.analysis, verdict="no_natural_groups"))


# -- sizes, silhouette, evidence --------------------------------------------------------------


def test_the_largest_segment_is_named_whatever_the_number_of_its_name() -> None:
    labels = np.repeat([1, 2], [40, 20])
    outcome = outcome_of(blobs(2, THREE).table, labels, ("Recent occasional buyers", "Fans"))
    said = " ".join(card(outcome, "sizes"))
    assert "The largest segment: Recent occasional buyers, 67 % of customers" in said
    assert "The largest part: Recent occasional" in " ".join(card(in_parts(outcome), "sizes"))


def test_a_good_fit_to_parts_is_no_boast() -> None:
    outcome = blobs(3, THREE)
    assert "100 % of customers fit their own segment best" in card(outcome, "silhouette")
    assert "How well customers fit their parts" in card(in_parts(outcome), "silhouette")


def test_all_customers_fit_only_where_all_do() -> None:
    outcome = blobs(3, THREE, per_segment=100)
    labels = outcome.labels.copy()
    labels[0] = 2
    misplaced = outcome_of(outcome.table, labels)
    assert "99 % of customers fit their own segment best" in card(misplaced, "silhouette")


def test_a_segment_of_one_has_no_silhouette() -> None:
    outcome = blobs(3, THREE)
    labels = outcome.labels.copy()
    labels[-1] = 4
    said = card(outcome_of(outcome.table, labels), "silhouette")
    assert "One customer: nothing to compare" in said
    assert "0.00" not in said


def test_long_names_beside_silhouettes_are_whole() -> None:
    names = ("Frequently contacted customers of long standing", "Others")
    said = " ".join(card(blobs(2, THREE, names), "silhouette"))
    assert names[0] in said


def test_parts_that_split_no_better_than_chance_are_said_to() -> None:
    outcome = in_parts(blobs(4, THREE))
    said = " ".join(card(outcome, "elbow"))
    assert "Four parts split best, but made-up files without groups split about as well" in said
    other = outcome.with_analysis(replace(outcome.analysis, k=2))
    assert "No number of parts stands out: made-up files" in " ".join(card(other, "elbow"))


@pytest.mark.parametrize("k", [2, 3, 7, 9])
def test_the_axis_of_the_evidence_names_its_ends_and_the_number_in_use(k: int) -> None:
    analysis = replace(blobs(4, THREE).analysis, k=k)
    said = card(replace(blobs(4, THREE), analysis=analysis), "elbow")
    assert said.count(str(k)) == 3
    assert said.count("2") == 3
    assert said.count("10") == 3 or k == 9  # two figures would touch


def test_even_steps_are_written_with_the_decimals_that_they_need() -> None:
    index = Index("Separation", "", lambda evidence: evidence.silhouette)
    assert index.scale([0.225, 0.25, 0.275]) == ["0.225", "0.250", "0.275"]
    assert index.scale([0.2, 0.4]) == ["0.20", "0.40"]


def test_the_figure_of_a_dot_covers_neither_the_line_nor_its_dots() -> None:
    """A steep fall: the figure goes to the free side."""
    room = Box(0, 0, 300, 300)
    line = [(20.0, 250.0), (60.0, 120.0), (100.0, 90.0), (140.0, 70.0), (280.0, 40.0)]
    x, y = free_place((60.0, 120.0), (80.0, 34.0), line, room)
    label = Box.around(x, y, 80, 30)
    along = [
        (a + (c - a) * t, b + (d - b) * t)
        for (a, b), (c, d) in pairwise(line)
        for t in np.linspace(0, 1, 50)
    ]
    assert not any(label.overlaps(Box.around(px, py, 2, 2)) for px, py in along)
    assert np.hypot(x - 60, y - 120) < 90


def test_a_peak_has_its_figure_right_above() -> None:
    room = Box(0, 0, 300, 300)
    x, y = free_place((150.0, 200.0), (80.0, 34.0), [(50, 50), (150, 200), (250, 50)], room)
    assert x == 150
    assert y > 220


def evidence(k: int, silhouette: float) -> KEvidence:
    return KEvidence(k, silhouette, 100.0, 1.0, 0.9, 100.0 / k)


def test_the_figures_of_an_axis_never_repeat_for_unequal_steps() -> None:
    outcome = blobs(2, THREE)
    close = tuple(evidence(k, 0.23 + 0.005 * k) for k in range(2, 11))
    said = card(outcome.with_analysis(replace(outcome.analysis, k_evidence=close)), "elbow")
    marks = sorted(float(t) for t in said if t.startswith("0.2"))
    assert len(set(np.round(np.diff([m for m in marks if m != 0.24]), 4))) == 1


# -- the tree ---------------------------------------------------------------------------------


def alt_of(outcome: Outcome, name: str) -> str:
    return CHARTS.get(name).draw(outcome, ChartOptions()).alt


def test_each_join_of_segments_is_said_once() -> None:
    """However mixed they are: a segment that has joined another stays with it."""
    outcome = blobs(5, THREE)
    labels = np.where(np.arange(150) % 7 == 0, np.arange(150) % 5 + 1, outcome.labels)
    alt = alt_of(outcome_of(outcome.table, labels), "dendrogram")
    joins = alt.split("the most alike first: ")[1].split(".")[0].split("; ")
    assert len(joins) == 4
    sides = [frozenset(re.findall(r"\d+", join)) for join in joins]
    assert len(set(sides)) == 4
    assert sides[-1] == frozenset("12345")


def test_of_two_segments_the_tree_says_how_high_they_join() -> None:
    outcome = blobs(2, THREE)
    sheet, alt = CHARTS.get("dendrogram").compose(outcome, ChartOptions())
    assert sheet.title == "How two segments come together"
    assert re.search(r"The two segments join [\d.]+ × as high as all within one of them", alt)
    mixed = outcome_of(outcome.table, np.arange(60) % 2 + 1)
    assert "Some of one segment join the other before" in alt_of(mixed, "dendrogram")


def test_tiles_are_called_customers_where_they_are() -> None:
    few = " ".join(card(blobs(3, THREE, per_segment=6), "dendrogram"))
    assert "Each tile is one customer, in the colour of its segment" in few
    assert "Each tile is a small group" in " ".join(card(blobs(3, THREE), "dendrogram"))


# -- tables of correlations, the file at a glance ---------------------------------------------

MANY = tuple(f"Purchases of kind {letter} in shops" for letter in "ABCDEFGHIJKL")


def figures_of(outcome: Outcome, name: str) -> list[str]:
    """The correlations of a card as they are written."""
    return [text for text in card(outcome, name) if re.fullmatch(r"−?0?\.\d\d", text)]


@pytest.mark.parametrize("features", [THREE, MANY])
def test_all_correlations_of_a_table_are_written_alike(features: tuple[str, ...]) -> None:
    """All with or all without the 0 before the point, whichever fits the cells."""
    written = figures_of(blobs(4, features), "correlation")
    assert len(written) == len(features) * (len(features) - 1) / 2
    assert len({"0." in text for text in written}) == 1


def test_names_beside_a_table_of_correlations_are_whole() -> None:
    said = " ".join(card(blobs(4, MANY), "correlation"))
    assert "…" not in said
    assert all(name in said.replace("  ", " ") for name in MANY)


def at_a_glance(table: pd.DataFrame) -> Outcome:
    """What the exploration found in a table."""
    outcome = outcome_of(table, np.arange(len(table)) % 2 + 1)
    return outcome.with_analysis(replace(outcome.analysis, exploration=None))


def test_a_column_in_which_all_are_the_same_is_told_and_not_drawn() -> None:
    table = blobs(2, THREE).table.assign(recency_days=0.0)
    outcome = at_a_glance(table)
    said = card(outcome, "explore")
    assert "Everybody has the same time since the last purchase (0 days)." in " ".join(said)
    assert "Time since the last purchase" not in said
    assert "same time since the last purchase (0 days)" in alt_of(outcome, "explore")
    assert len(figures_of(outcome, "explore")) == 3
    assert len(figures_of(outcome, "correlation")) == 3


def test_where_only_one_column_differs_nothing_can_go_together() -> None:
    table = blobs(2, ("Age",)).table.assign(Fee=5.0)
    told = CHARTS.get("correlation").unfit(at_a_glance(table))
    assert (
        told == "Nothing can go together where all customers are the same in all columns but one."
    )


def test_the_file_at_a_glance_says_its_customers_once_and_names_columns_in_full() -> None:
    rng = np.random.default_rng(7)
    table = pd.DataFrame({"recency_days": rng.normal(40, 5, 30), "Age": rng.normal(40, 5, 30)})
    said = card(at_a_glance(table), "explore")
    assert said[0] == "The file at a glance"
    assert said.count("30 customers") == 1
    assert "Time since the last purchase" in " ".join(said)
    assert "Blue: both rise together; orange: one rises as the other falls." in " ".join(said)


@pytest.mark.parametrize("name", ["sizes", "radar", "silhouette"])
def test_long_names_of_segments_are_whole(name: str) -> None:
    names = ("Younger previously contacted customers", "Older often-contacted customers")
    said = " ".join(card(blobs(4, THREE, names), name))
    assert "…" not in said
    assert all(one in said for one in names)
