"""One battery for every chart: whatever the outcome, a picture that can be read and heard."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from outcomes import NASTY_FEATURES, NASTY_NAMES, blobs, outcome_of
from PIL import Image

import segmentation.charts  # noqa: F401  (fills the registry)
from segmentation.chart import CHARTS, Chart, ChartOptions, Picture
from segmentation.errors import UnknownFeature, UnknownSegment
from segmentation.results import Outcome

THREE = ("Spend (k$)", "Visits", "Age")
AXES = {
    "scatter", "bars", "3d", "heatmap", "radar",
    "distributions", "parallel", "correlation", "explore",
}  # fmt: skip
# These speak of the file or of the evidence, not of the segments.
OF_THE_FILE = {"elbow", "correlation", "explore"}
WITH_AXES = [c for c in CHARTS if c.name in AXES]


def with_noise() -> Outcome:
    outcome = blobs(4, THREE)
    labels = outcome.labels.copy()
    labels[::7] = 0
    return outcome_of(outcome.table, labels)


def with_outliers() -> Outcome:
    """Two customers a thousand times beyond all others."""
    outcome = blobs(3, THREE)
    table = outcome.table.copy()
    table.iloc[:2] = 80_000.0
    return outcome_of(table, outcome.labels)


def with_a_constant() -> Outcome:
    table = blobs(3, THREE).table.assign(Fee=5.0)
    return outcome_of(table, blobs(3, THREE).labels)


def with_negative_figures() -> Outcome:
    outcome = blobs(3, THREE)
    return outcome_of(outcome.table - 50.0, outcome.labels)


def with_a_segment_of_one() -> Outcome:
    outcome = blobs(3, THREE)
    labels = np.where(outcome.labels == 3, 1, outcome.labels)
    labels[-1] = 3
    return outcome_of(outcome.table, labels)


def without_groups() -> Outcome:
    outcome = blobs(3, THREE)
    return outcome_of(outcome.table, outcome.labels, verdict="no_natural_groups")


def of_four_customers() -> Outcome:
    table = pd.DataFrame({"Spend": [1.0, 2.0, 9.0, 9.5], "Visits": [0.0, 0.0, 3.0, 4.0]})
    return outcome_of(table, np.array([1, 1, 2, 2]))


OUTCOMES = {
    "two features": lambda: blobs(5, ("Spend", "Visits"), ("Middle of the road",)),
    "three features": lambda: blobs(4, THREE),
    "one feature": lambda: blobs(3, ("Age",)),
    "ten features, hard names": lambda: blobs(6, NASTY_FEATURES, NASTY_NAMES),
    "fourteen segments": lambda: blobs(14, THREE, NASTY_NAMES, per_segment=8),
    "noise": with_noise,
    "outliers": with_outliers,
    "a constant": with_a_constant,
    "negative figures": with_negative_figures,
    "a segment of one": with_a_segment_of_one,
    "no groups": without_groups,
    "four customers": of_four_customers,
}
members = pytest.mark.parametrize("chart", list(CHARTS), ids=lambda c: c.name)


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.png))
    image.load()
    return image


@members
@pytest.mark.parametrize("case", OUTCOMES)
def test_a_chart_draws_or_says_why_not(chart: Chart, case: str) -> None:
    """A PNG for phones with a title and alt text, or one plain sentence."""
    outcome = OUTCOMES[case]()
    why_not = chart.unfit(outcome)
    if why_not is not None:
        assert why_not.endswith(".")
        assert len(why_not) < 120
        return
    picture = chart.draw(outcome, ChartOptions())
    image = opened(picture)
    assert picture.name == chart.name
    assert image.format == "PNG"
    assert image.width == 1200
    assert 300 <= image.height <= 2600
    assert len(picture.png) < 200_000
    assert picture.title
    assert 40 <= len(picture.alt) <= 1_900


@members
def test_alt_text_says_the_figures_of_every_segment(chart: Chart) -> None:
    outcome = blobs(5, THREE, ("Middle of the road", "Savers", "Regulars", "Guests", "Fans"))
    alt = chart.draw(outcome, ChartOptions()).alt
    if chart.name == "elbow":
        assert all(f"{k} segments: silhouette" in alt for k in range(2, 11))
    elif chart.name == "correlation":
        assert alt.count("(rank correlation ") == 3
        return
    elif chart.name not in OF_THE_FILE:
        assert all(segment.name in alt for segment in outcome.analysis.segments)
    assert sum(word.strip(".,()").replace(".", "").isdigit() for word in alt.split()) >= 5


@members
def test_the_same_outcome_gives_the_same_bytes(chart: Chart) -> None:
    first = blobs(3, THREE)
    second = outcome_of(first.table.copy(), first.labels.copy())
    assert chart.draw(first, ChartOptions()) == chart.draw(second, ChartOptions())


@members
def test_drawing_changes_nothing(chart: Chart) -> None:
    outcome = blobs(3, THREE)
    table, labels, scaled = outcome.table.copy(), outcome.labels.copy(), outcome.scaled.copy()
    chart.draw(outcome, ChartOptions(segment=1))
    pd.testing.assert_frame_equal(outcome.table, table)
    assert (outcome.labels == labels).all()
    assert (outcome.scaled == scaled).all()


@members
def test_a_stressed_segment_changes_the_picture(chart: Chart) -> None:
    """All but the pictures of the file and of the evidence, where there is no segment to stress."""
    outcome = blobs(4, THREE)
    plain, stressed = (chart.draw(outcome, ChartOptions(segment=s)).png for s in (None, 2))
    assert (plain == stressed) == (chart.name in {"elbow", "explore"})


@members
def test_a_segment_that_is_not_there_is_refused(chart: Chart) -> None:
    with pytest.raises(UnknownSegment, match="no segment 9"):
        chart.draw(blobs(3, THREE), ChartOptions(segment=9))


@pytest.mark.parametrize("chart", WITH_AXES, ids=lambda c: c.name)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(chart: Chart) -> None:
    with pytest.raises(UnknownFeature, match="Visits"):
        chart.draw(blobs(3, THREE), ChartOptions(axes=("shoe size",)))


@pytest.mark.parametrize("chart", WITH_AXES, ids=lambda c: c.name)
def test_columns_are_found_in_any_case_and_by_a_part_of_their_name(chart: Chart) -> None:
    outcome = blobs(3, THREE)
    typed = chart.draw(outcome, ChartOptions(axes=("AGE", "spend", "visits")))
    exact = chart.draw(outcome, ChartOptions(axes=("Age", "Spend (k$)", "Visits")))
    assert typed == exact


@members
def test_parts_that_are_no_natural_groups_are_called_so(chart: Chart) -> None:
    """Nobody takes a cut for a finding; the pictures of the file do not speak of segments."""
    if chart.name in {"correlation", "explore"}:
        return
    said = chart.draw(without_groups(), ChartOptions())
    everything = f"{said.title} {said.alt}"
    assert "part" in everything or "natural groups" in everything or "stands out" in everything


@members
def test_empty_evidence_is_no_reason_to_fail(chart: Chart) -> None:
    outcome = blobs(3, THREE)
    bare = replace(outcome.analysis, k_evidence=(), overall={}, null_test=None, silhouette=None)
    outcome = outcome.with_analysis(bare)
    if chart.unfit(outcome) is None:
        assert opened(chart.draw(outcome, ChartOptions())).width == 1200
    else:
        assert chart.name == "elbow"


def test_charts_never_load_the_interactive_part_of_the_drawing_library() -> None:
    """pyplot keeps figures alive in global state; a server must not."""
    code = "import segmentation.charts, sys; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
