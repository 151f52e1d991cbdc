"""No word on a card lies over another or leaves the card."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from card_words import collisions, outside, words
from outcomes import NASTY_FEATURES, NASTY_NAMES, blobs, outcome_of

import segmentation.charts  # noqa: F401  (fills the registry)
from segmentation.canvas import CAPTION, LABEL, Sheet
from segmentation.chart import CHARTS, ChartOptions
from segmentation.exploring import explore
from segmentation.results import Column, Outcome


def assert_words_stand_apart(outcome: Outcome, name: str, options: ChartOptions) -> None:
    chart = CHARTS.get(name)
    if chart.unfit(outcome) is None:
        sheet, _ = chart.compose(outcome, options)
        assert collisions(sheet) == []
        assert outside(sheet) == []


@pytest.mark.parametrize("name", CHARTS.names())
@pytest.mark.parametrize("k", [2, 4, 5, 7, 10, 13])
def test_words_stand_apart_for_two_to_thirteen_segments(name: str, k: int) -> None:
    """Short names, three features."""
    outcome = blobs(k, ("Spend (k$)", "Visits", "Age"), per_segment=12)
    assert_words_stand_apart(outcome, name, ChartOptions())


@pytest.mark.parametrize("name", CHARTS.names())
@pytest.mark.parametrize(("k", "features"), [(2, 1), (3, 2), (6, 3), (7, 10), (12, 8)])
def test_words_stand_apart_however_long_they_are(name: str, k: int, features: int) -> None:
    """Names and features with every trouble that a file can bring."""
    outcome = blobs(k, NASTY_FEATURES[:features], NASTY_NAMES, per_segment=12)
    assert_words_stand_apart(outcome, name, ChartOptions(segment=2))


@pytest.mark.parametrize("name", CHARTS.names())
def test_words_stand_apart_when_the_segments_lie_on_one_spot(name: str) -> None:
    """Eight segments whose averages are nearly the same."""
    outcome = blobs(8, ("Spend", "Visits", "Age"), NASTY_NAMES, per_segment=12)
    labels = np.arange(len(outcome.labels)) % 8 + 1
    mixed = outcome_of(outcome.table, labels, NASTY_NAMES)
    assert_words_stand_apart(mixed, name, ChartOptions())


def of_twenty_features() -> Outcome:
    """Twenty columns with long names: amounts with heavy tails, changes below zero, counts."""
    rng = np.random.default_rng(3)
    labels = np.repeat(np.arange(1, 6), 40)
    columns = {}
    for at in range(20):
        name = f"{NASTY_FEATURES[at % 10]} {at}"
        base = rng.normal(0, 1, 200) + (labels == at % 5 + 1) * 2
        columns[name] = (np.exp(2 * base) * 1_000, base * 40 - 20, np.floor(np.exp(base)))[at % 3]
    return outcome_of(pd.DataFrame(columns), labels, NASTY_NAMES)


def with_noise_and_far_outliers() -> Outcome:
    """Customers in no segment, a few of them a thousand times beyond all others."""
    outcome = blobs(6, ("Spend (k$)", "Change of balance", "Age"), NASTY_NAMES)
    table = outcome.table.copy()
    table["Change of balance"] -= 60
    table.iloc[::60] *= 1_000
    labels = outcome.labels.copy()
    labels[::5] = 0
    return outcome_of(table, labels, NASTY_NAMES)


def with_answers_and_gaps() -> Outcome:
    """What an exploration draws: gaps in several columns, answers as long as sentences."""
    outcome = of_twenty_features()
    table = outcome.table.copy()
    answers = pd.Series(np.arange(200) % 7).map(lambda at: NASTY_NAMES[at])
    gaps = {name: np.where(np.arange(200) % 9 == at, np.nan, table[name])
            for at, name in enumerate(table.columns[:4])}  # fmt: skip
    seen = table.assign(**gaps, **{"Stated reason for leaving": answers.astype("category")})
    columns = tuple(
        Column(str(c), "label" if c not in table else "feature", int(seen[c].isna().sum()), "")
        for c in seen
    )
    dataset = replace(outcome.analysis.dataset, columns=columns)
    found = explore(seen, dataset, outcome.analysis.features)
    told = replace(outcome.analysis, dataset=dataset, exploration=found)
    return replace(outcome, analysis=told, table=outcome.table)


def of_tiny_and_huge_figures() -> Outcome:
    """Rates of a few in a million, balances of billions, changes around zero; nine segments."""
    rng = np.random.default_rng(5)
    labels = np.repeat(np.arange(1, 10), 20)
    columns = {
        "Conversion rate": 2e-6 * labels + rng.normal(0, 1e-7, 180),
        "Portfolio value (EUR)": 3e9 * (labels % 3 + 1) + rng.normal(0, 1e8, 180),
        "Growth": 0.02 * (labels % 4 - 2) + rng.normal(0, 0.002, 180),
    }
    return outcome_of(pd.DataFrame(columns), labels, NASTY_NAMES)


HARD = {
    "tiny and huge figures": of_tiny_and_huge_figures,
    "twenty features": of_twenty_features,
    "noise and far outliers": with_noise_and_far_outliers,
    "answers and gaps": with_answers_and_gaps,
}


@pytest.mark.parametrize("name", CHARTS.names())
@pytest.mark.parametrize("case", HARD)
def test_words_stand_apart_in_hard_cases(case: str, name: str) -> None:
    """Heavy tails, figures below zero, noise, gaps, twenty columns with long names."""
    assert_words_stand_apart(HARD[case](), name, ChartOptions())


@pytest.mark.parametrize("name", CHARTS.names())
def test_a_large_file_is_drawn_from_a_sample_that_keeps_small_segments(name: str) -> None:
    """Sixty thousand customers, twelve of them in a segment of their own."""
    outcome = blobs(3, ("Spend (k$)", "Visits", "Age"), per_segment=20_000)
    labels = outcome.labels.copy()
    labels[-12:] = 4
    large = outcome_of(outcome.table, labels)
    assert_words_stand_apart(large, name, ChartOptions())
    drawn = {"scatter", "3d", "silhouette", "distributions", "dendrogram"}
    if name in drawn:
        assert "a sample of" in CHARTS.get(name).draw(large, ChartOptions()).alt


def test_the_layout_check_sees_words_over_each_other() -> None:
    """The check itself: two texts on one spot, one beyond the edge."""
    sheet = Sheet("Title")
    sheet.write(300, 300, "one", LABEL)
    sheet.write(310, 305, "other", LABEL)
    sheet.write(1190, 300, "beyond", LABEL)
    assert collisions(sheet) == [("one", "other")]
    assert outside(sheet) == ["beyond"]


def test_no_word_is_smaller_than_can_be_read_on_a_phone() -> None:
    """A card of 1,200 pixels shown at 375: 10 points stay at least 8 pixels tall."""
    sheet, _ = CHARTS.get("bars").compose(blobs(10, NASTY_FEATURES, NASTY_NAMES), ChartOptions())
    assert words(sheet)
    assert min(t.get_fontsize() for t in sheet.figure.texts) >= CAPTION.size
    assert CAPTION.size * 200 / 72 * 375 / 1200 >= 8


def test_the_names_of_many_segments_in_space_are_listed_in_full_below_the_box() -> None:
    """In depth a name beside a badge could be anybody's; and it would hide customers."""
    names = ("Younger previously contacted customers", "Older often-contacted customers")
    outcome = blobs(5, ("Spend (k$)", "Visits", "Age"), names)
    sheet, _ = CHARTS.get("3d").compose(outcome, ChartOptions())
    said = " ".join(text for text, _ in words(sheet))
    assert all(name in said for name in names)
