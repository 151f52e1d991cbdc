"""No word on a card lies over another or leaves the card."""

import numpy as np
import pytest
from card_words import collisions, outside, words
from outcomes import NASTY_FEATURES, NASTY_NAMES, blobs, outcome_of

import segmentation.charts  # noqa: F401  (fills the registry)
from segmentation.canvas import CAPTION, LABEL, Sheet
from segmentation.chart import CHARTS, ChartOptions
from segmentation.results import Outcome


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
