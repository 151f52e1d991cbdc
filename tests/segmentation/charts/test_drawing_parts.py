"""What charts stand on: figures in words, axes, places for labels, views of an outcome, cards."""

import doctest
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from outcomes import blobs, cc_general, mall, outcome_of, wholesale

from segmentation import phrasing
from segmentation.answer_profile import overall_shares, shares_by_segment
from segmentation.canvas import LABEL, TITLE, Sheet, fitted, measured, printable, wrapped
from segmentation.chart import CHARTS, ChartOptions
from segmentation.charts.scatter import Plot
from segmentation.charts.silhouette import silhouettes
from segmentation.errors import UnknownFeature
from segmentation.features import make_features
from segmentation.labelling import Box, Crowd, astray, place, spread_out
from segmentation.phrasing import abridged, figure, listed, quantity
from segmentation.plane import (
    axis,
    best_columns,
    column_axis,
    projected_axes,
    rounds,
    separation,
)
from segmentation.results import Outcome
from segmentation.view import View

ROOM = Box(0, 0, 1000, 600)
NOBODY = Crowd.of(ROOM, np.empty((0, 2)))


# -- words and figures ----------------------------------------------------------------------


def test_the_examples_of_the_phrases_hold() -> None:
    assert doctest.testmod(phrasing).failed == 0


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (-0.004, "−0.0040"), (0.97, "0.97"), (0.9, "0.90"), (99.97, "100"),
     (1_025.4, "1,025"), (1_500_000, "1.5 m"), (2e9, "2 bn"), (7, "7")],
)  # fmt: skip
def test_figures_have_about_three_digits(value: float, written: str) -> None:
    assert figure(value) == written


def test_a_figure_carries_the_unit_of_its_column() -> None:
    assert quantity(86.54, "Annual Income (k$)") == "$86.5k"
    assert quantity(-12.5, "Balance ($)") == "−$12.5"


def test_long_lists_say_how_many_are_left_out() -> None:
    assert listed(["a"]) == "a"
    assert listed(list("abcde"), 3) == "a, b and 3 more"


def test_alt_text_is_cut_between_sentences() -> None:
    said = abridged(["One.", "Two.", "Three is longer than the rest of them all."], 40)
    assert said == "One. Two. 1 more not said here."


# -- axes -----------------------------------------------------------------------------------


def test_an_even_column_has_an_even_axis_from_end_to_end() -> None:
    values = np.linspace(15, 137, 200)
    shown = axis("Annual Income (k$)", values)
    assert shown.bend == 0
    assert not shown.beyond(np.arange(200)).any()
    assert 0 < shown.at(values).min() < 0.06


def test_a_few_far_outliers_do_not_squash_the_others() -> None:
    values = np.append(np.linspace(10, 90, 98), [50_000.0, 80_000.0])
    shown = axis("Age", values)
    assert shown.beyond(np.arange(100)).sum() == 2
    assert np.ptp(shown.at(values[:98])) > 0.85


def test_skewed_spending_gets_a_log_scale_that_has_room_for_zero() -> None:
    values = np.random.default_rng(0).lognormal(6, 1.3, 500)
    values[:40] = 0
    shown = axis("Spend", values)
    assert shown.label == "Spend, log scale from 80"
    assert shown.column == "Spend"
    marks = shown.marks()
    assert marks[0][1] == "0"
    assert {"100", "1,000", "10,000"} <= {text for _, text in marks}
    assert [at for at, _ in marks] == sorted(at for at, _ in marks)


def test_figures_below_zero_never_get_a_log_scale() -> None:
    assert axis("Change", np.random.default_rng(0).lognormal(6, 2, 500) - 50).bend == 0


def test_a_constant_column_still_has_an_axis() -> None:
    shown = axis("Fee", np.full(10, 5.0))
    assert shown.at(np.array([5.0]))[0] == pytest.approx(0.5)
    assert shown.marks()


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3.2, 140), (0.001, 0.0042), (1e6, 9e6)])
def test_marks_are_few_and_round(low: float, high: float) -> None:
    marks = rounds(low, high, 6)
    assert 2 <= len(marks) <= 7
    assert all(low <= mark <= high for mark in marks)


# -- which view -----------------------------------------------------------------------------


def test_the_pair_that_tells_mall_segments_apart_is_income_and_spending(shared_data: Path) -> None:
    columns = ("Age", "Annual Income (k$)", "Spending Score (1-100)")
    assert best_columns(View(mall(shared_data, columns, 6)), 2) == columns[1:]


def test_separation_is_high_for_groups_and_low_without() -> None:
    apart = blobs(4, ("a", "b"))
    points = apart.table.to_numpy()
    mixed = np.random.default_rng(0).permutation(apart.labels)
    assert separation(points, apart.labels) > 0.6
    assert separation(points, mixed) < 0.1


def test_a_projection_is_named_after_the_columns_it_follows(shared_data: Path) -> None:
    first, second = projected_axes(View(cc_general(shared_data)))
    assert "purchases" in first.label
    assert "cash advance" in second.label
    assert first.marks() == []


def test_many_blurred_columns_are_projected_and_a_readable_pair_is_not(shared_data: Path) -> None:
    scatter = CHARTS.get("scatter")
    assert "all 17 features" in scatter.draw(cc_general(shared_data), ChartOptions()).title
    assert "milk and detergents" in scatter.draw(wholesale(shared_data), ChartOptions()).title
    projected = scatter.draw(wholesale(shared_data), ChartOptions(axes=("projection",)))
    assert "all six features" in projected.title


def answering(rows: int = 120) -> Outcome:
    """Two kinds of customers that only their answers tell apart."""
    rng = np.random.default_rng(3)
    first = np.arange(rows) < rows // 2
    table = pd.DataFrame(
        {
            "Plan_type": np.where(first, "pro", rng.choice(["free", "basic"], rows)),
            "newsletter": np.where(first ^ (rng.random(rows) < 0.1), "Yes", "No"),
        }
    ).astype("category")
    matrix = make_features(table, list(table), "auto")
    plain = outcome_of(pd.DataFrame({"at": np.arange(rows, dtype=float)}), np.where(first, 1, 2))
    analysis = replace(
        plain.analysis, features=tuple(table), scales=matrix.scales(),
        overall_answers=overall_shares(matrix.answers),
    )  # fmt: skip
    return replace(plain, analysis=analysis, table=table, scaled=matrix.scaled)


def test_customers_known_by_answers_only_are_mapped_by_the_answers_that_part_them() -> None:
    outcome = answering()
    picture = CHARTS.get("scatter").draw(outcome, ChartOptions())
    assert picture.title == "Two segments by all two features"
    assert "newsletter “Yes”" in picture.alt or "newsletter “No”" in picture.alt
    assert "plan type “pro”" in picture.alt
    assert "moved apart a little" in picture.alt
    assert "mean" not in picture.alt
    spots = {tuple(row) for row in np.round(outcome.scaled, 6)}
    across, _ = projected_axes(View(outcome))
    assert len(np.unique(across.values)) > 10 * len(spots)


def answers_in_segments(numbers: Sequence[str] = ()) -> Outcome:
    """The same with what each segment answers; numbers: columns of numbers beside them."""
    outcome = answering()
    rng = np.random.default_rng(6)
    table = outcome.table.assign(**{name: rng.normal(40, 9, 120) for name in numbers})
    matrix = make_features(table, list(table), "auto")
    told = shares_by_segment(matrix.answers, outcome.labels)
    segments = tuple(replace(segment, answers=shares) for segment, shares in
                     zip(outcome.analysis.segments, told, strict=True))  # fmt: skip
    analysis = replace(
        outcome.analysis, segments=segments, features=tuple(table), scales=matrix.scales()
    )
    return replace(outcome, analysis=analysis, table=table, scaled=matrix.scaled)


def test_a_profile_without_numbers_shows_the_answers_that_part_the_segments() -> None:
    picture = CHARTS.get("bars").draw(answers_in_segments(), ChartOptions())
    assert picture.title == "Plan type “pro”: 100 % of segment 1, 50 % of all customers"
    assert "Segment 1, Group 1: plan type “pro” 100 %" in picture.alt
    assert "Segment 2, Group 2: plan type “pro” 0 %" in picture.alt
    assert picture.alt.count("newsletter") == 3  # one of the two answers tells the other
    asked = CHARTS.get("bars").draw(answers_in_segments(), ChartOptions(axes=("newsletter",)))
    assert "plan type" not in asked.alt
    with pytest.raises(UnknownFeature, match=r"column of answers called 'shoes'"):
        CHARTS.get("bars").draw(answers_in_segments(), ChartOptions(axes=("shoes",)))


def test_a_profile_of_numbers_and_answers_shows_both() -> None:
    picture = CHARTS.get("bars").draw(answers_in_segments(["age"]), ChartOptions())
    assert picture.title.startswith("Plan type “pro”")
    assert picture.alt.startswith("Bars of the averages and answers of two segments.")
    assert "All customers: age 39.6, plan type “pro” 50 %" in picture.alt
    assert "newsletter" in picture.alt


def test_one_number_among_answers_is_no_map_of_its_own() -> None:
    """Lanes along that number would hide what the answers say."""
    picture = CHARTS.get("scatter").draw(answers_in_segments(["age"]), ChartOptions())
    assert picture.title == "Two segments by all three features"
    assert "plan type “pro”" in picture.alt
    asked = CHARTS.get("scatter").draw(answers_in_segments(["age"]), ChartOptions(axes=("age",)))
    assert asked.title == "Two segments by age"


def test_customers_with_the_same_counts_do_not_hide_each_other() -> None:
    rng = np.random.default_rng(4)
    labels = np.repeat([1, 2], 60)
    counts = {"calls": labels * 2 + np.tile([0, 1], 60), "visits": rng.integers(0, 4, 120)}
    outcome = outcome_of(pd.DataFrame(counts).astype(float), labels)
    picture = CHARTS.get("scatter").draw(outcome, ChartOptions())
    assert "same figures are moved apart a little" in picture.alt
    assert "mean calls 2.5" in picture.alt
    assert "mean calls 4.5" in picture.alt
    view = View(outcome)
    x, y = column_axis(view, "calls"), column_axis(view, "visits")
    spots = Plot(view, x, y, np.arange(120), None).placed(np.arange(120))
    assert len(np.unique(spots, axis=0)) == 120
    exact = np.stack([x.at(x.values), y.at(y.values)], axis=1)
    assert np.abs(spots - exact).max() < 0.1


@pytest.mark.parametrize("name", ["bars", "3d", "heatmap", "radar", "distributions", "parallel"])
def test_a_chart_of_numbers_says_plainly_that_there_are_none(name: str) -> None:
    said = CHARTS.get(name).unfit(answering())
    assert said is not None
    assert "number" in said
    assert said.endswith(".")


# -- real figures ---------------------------------------------------------------------------


def test_the_map_of_the_mall_says_the_published_centres(shared_data: Path) -> None:
    """55.3 and 49.5, 86.5 and 82.1, 88.2 and 17.1, 26.3 and 20.9, 25.7 and 79.4."""
    picture = CHARTS.get("scatter").draw(mall(shared_data), ChartOptions())
    assert picture.title == "Five segments by annual income and spending score"
    for income, score in (("55.3", "49.5"), ("86.5", "82.1"), ("88.2", "17.1"), ("26.3", "20.9"),
                          ("25.7", "79.4")):  # fmt: skip
        assert f"mean annual income ${income}k, mean spending score {score}" in picture.alt


def test_the_sizes_of_the_mall_add_up(shared_data: Path) -> None:
    alt = CHARTS.get("sizes").draw(mall(shared_data), ChartOptions()).alt
    assert all(f"{size} customers" in alt for size in (81, 39, 35, 23, 22))


def test_silhouettes_agree_with_those_of_scikit_learn(shared_data: Path) -> None:
    from sklearn.metrics import silhouette_samples

    outcome = mall(shared_data)
    ours = silhouettes(outcome.scaled, outcome.labels)
    assert ours == pytest.approx(silhouette_samples(outcome.scaled, outcome.labels), abs=1e-9)


def test_large_files_are_sampled_and_small_segments_stay_in() -> None:
    """And the card says so."""
    outcome = blobs(3, ("a", "b"), per_segment=4_000)
    labels = outcome.labels.copy()
    labels[-15:] = 4
    rare = outcome_of(outcome.table, labels)
    rows = View(rare).sample(1_000)
    assert 1_000 <= len(rows) <= 1_020
    assert (labels[rows] == 4).sum() == 15
    assert "a sample of 5," in CHARTS.get("scatter").draw(rare, ChartOptions()).alt


def test_a_part_of_a_name_must_fit_one_column_only() -> None:
    view = View(blobs(2, ("Annual Income (k$)", "Annual Spend", "Age")))
    assert view.find(["income", "AGE"]) == ("Annual Income (k$)", "Age")
    with pytest.raises(UnknownFeature):
        view.find(["annual"])
    with pytest.raises(UnknownFeature):
        view.find([" "])


def test_several_columns_may_be_named_in_one_breath() -> None:
    view = View(blobs(2, ("Annual Income (k$)", "Spending Score", "Age")))
    for said in ("age spending", "Age vs spending", "age and spending score"):
        assert view.find([said]) == ("Age", "Spending Score")
    assert view.find(["annual income age"]) == ("Annual Income (k$)", "Age")
    with pytest.raises(UnknownFeature, match="shoe size"):
        view.find(["age shoe size"])


def test_customers_in_no_segment_are_told_where_they_are_not_drawn() -> None:
    outcome = blobs(4, ("Spend", "Visits", "Age"))
    labels = outcome.labels.copy()
    labels[::7] = 0
    view = View(outcome_of(outcome.table, labels))
    assert view.unplaced("not drawn") == "18 customers in no segment: not drawn."
    assert View(outcome).unplaced("not drawn") == ""


def test_years_carry_no_thousands_mark() -> None:
    assert quantity(1969.2, "Year_Birth") == "1969"
    assert quantity(1969.2, "Spend per year ($)") == "$1,969"
    assert quantity(12, "Years as customer") == "12"


# -- labels ---------------------------------------------------------------------------------


def test_labels_find_places_beside_each_other() -> None:
    anchors = np.array([[500.0, 300.0], [520.0, 310.0], [480.0, 290.0]])
    boxes = place(anchors, [(200, 40)] * 3, NOBODY, [], 20)
    assert boxes is not None
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_labels_that_cannot_fit_are_not_forced() -> None:
    assert place(np.array([[500.0, 300.0]]), [(2_000, 40)], NOBODY, [], 20) is None


def test_a_label_keeps_off_the_crowd() -> None:
    """All customers to the right of the anchor: the label goes left."""
    rng = np.random.default_rng(0)
    points = np.stack([rng.uniform(510, 800, 500), rng.uniform(200, 400, 500)], axis=1)
    boxes = place(np.array([[500.0, 300.0]]), [(150, 40)], Crowd.of(ROOM, points), [], 20)
    assert boxes is not None
    assert boxes[0].right < 510


def test_a_label_that_lies_nearer_to_another_point_is_noticed() -> None:
    points = np.array([[100.0, 100.0], [200.0, 100.0]])
    left, right = Box(20, 90, 80, 110), Box(220, 90, 280, 110)
    assert not astray([left, right], points)
    assert astray([right, left], points)


def test_badges_on_one_spot_are_spread_out_inside_the_room() -> None:
    moved = spread_out(np.full((8, 2), 590.0), ROOM, 44)
    gaps = np.hypot(*(moved[:, None] - moved[None]).transpose(2, 0, 1)) + np.eye(8) * 1e9
    assert gaps.min() > 42
    assert ((moved >= 0) & (moved <= [1000, 600])).all()


def test_badges_that_are_apart_stay_where_they_are() -> None:
    centres = np.array([[100.0, 100.0], [300.0, 300.0]])
    assert (spread_out(centres, ROOM, 44) == centres).all()


def test_the_crowd_counts_customers_in_a_box() -> None:
    crowd = Crowd.of(ROOM, np.array([[10.0, 10.0], [12.0, 12.0], [500.0, 500.0]]))
    boxes = np.array([[0, 0, 40, 40], [480, 480, 520, 520], [600, 0, 900, 100.0]])
    assert crowd.within(boxes).tolist() == [2, 1, 0]


# -- cards ----------------------------------------------------------------------------------


def test_text_is_never_read_as_a_formula() -> None:
    sheet = Sheet("Spend $5 & win $10 <b>_x_^2$")
    assert sheet.figure.texts[0].get_text() == "Spend $5 & win $10 <b>_x_^2$"
    assert sheet.picture("x", "alt").title == "Spend $5 & win $10 <b>_x_^2$"


def test_what_the_font_lacks_is_replaced_and_never_warned_about() -> None:
    assert printable("🎉 VIPs 🎉\n\tnow") == "VIPs now"
    assert printable("Ünïcödé → ∑") == "Ünïcödé → ∑"
    assert "\U0001f389" not in printable("a🎉b")


def test_text_is_cut_to_a_width_with_an_ellipsis() -> None:
    cut = fitted("Donaudampfschifffahrtsgesellschaft", LABEL, 200)
    assert cut.endswith("…")
    assert measured(cut, LABEL) <= 200
    assert fitted("short", LABEL, 200) == "short"


def test_no_line_begins_with_the_sign_of_its_figure() -> None:
    lines = wrapped("internet service “No” 100 %, of all 22 % and 3 × more", TITLE, 300, 9)
    assert all(line[0] not in "%×" for line in lines)
    assert " ".join(lines) == "internet service “No” 100 %, of all 22 % and 3 × more"


def test_text_wraps_into_so_many_lines() -> None:
    lines = wrapped("a title with rather many words in it that goes on and on", TITLE, 300, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(measured(line, TITLE) <= 300 for line in lines)
