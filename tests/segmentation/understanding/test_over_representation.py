"""Answers that a segment gives more or less often than all customers: found, and not invented."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.answers import NOT_GIVEN
from segmentation.over_representation import over_represented
from segmentation.pipeline import analyze
from segmentation.results import Analysis
from segmentation.sources import open_source
from segmentation.vocabulary import Vocabulary

WIDTHS = (2, 2, 3, 5, 8, 30)


def answers_at_random(customers: int, rng: np.random.Generator) -> pd.DataFrame:
    """Columns of so many answers, some of them rare and some missing, that follow nothing."""
    return pd.DataFrame(
        {
            f"c{width} {at}": pd.Categorical.from_codes(
                rng.choice(width + 1, customers, p=rng.dirichlet(np.ones(width + 1))) - 1,
                [f"answer {number}" for number in range(width)],
            )
            for at, width in enumerate(WIDTHS)
        }
    )


def test_where_nothing_is_associated_at_most_one_run_in_twenty_shows_anything() -> None:
    rng = np.random.default_rng(7)
    runs, shown = 400, 0
    for _ in range(runs):
        customers, segments = int(rng.integers(60, 600)), int(rng.integers(2, 8))
        labels = rng.integers(1, segments + 1, customers)
        shown += any(over_represented(answers_at_random(customers, rng), labels))
    assert shown <= 0.05 * runs


def test_planted_associations_are_found_in_the_right_segment_and_direction() -> None:
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(40):
        table, labels = answers_at_random(500, rng), rng.integers(1, 5, 500)
        likes = np.where(labels == 2, 0.55, 0.2)
        table["channel"] = np.where(rng.random(500) < likes, "web", rng.choice(["shop", "app"]))
        kept = over_represented(table, labels)
        found += any((one.feature, one.answer, one.lift > 125) == ("channel", "web", True)
                     for one in kept[1])  # fmt: skip
    assert found == 40


def test_shares_and_index_are_those_of_the_file() -> None:
    table = pd.DataFrame({"plan": ["pro"] * 30 + ["free"] * 10 + ["pro"] * 10 + ["free"] * 50})
    (one,), _ = over_represented(table, np.array([1] * 40 + [2] * 60))
    assert (one.feature, one.answer) == ("plan", "pro")
    assert (one.share, one.overall, one.lift) == (0.75, 0.4, pytest.approx(187.5))
    assert one.p_adjusted < 1e-6


def test_a_missing_answer_counts_as_an_answer() -> None:
    table = pd.DataFrame({"contact": [None] * 40 + ["phone"] * 160})
    kept = over_represented(table, np.array([1] * 50 + [2] * 150))
    assert (kept[0][0].answer, kept[0][0].share) == (NOT_GIVEN, 0.8)


def test_customers_without_a_segment_count_among_all() -> None:
    table = pd.DataFrame({"plan": ["pro"] * 50 + ["free"] * 50})
    (one,) = over_represented(table, np.array([1] * 40 + [0] * 60))[0]
    assert (one.share, one.overall) == (1.0, 0.5)


def test_what_is_certain_but_hardly_differs_is_left_out() -> None:
    labels = np.repeat([1, 2], 100_000)
    table = pd.DataFrame({"plan": np.where(np.arange(200_000) % 100 < 50 + labels, "pro", "free")})
    assert over_represented(table, labels) == ((), ())


def test_of_two_opposite_answers_only_yes_is_told() -> None:
    table = pd.DataFrame({"newsletter": ["yes"] * 60 + ["no"] * 60})
    first, second = over_represented(table, np.repeat([1, 2], [40, 80]))
    assert [one.answer for one in (*first, *second)] == ["yes", "yes"]
    assert first[0].lift == 200
    assert second[0].lift == 50


def test_columns_in_which_the_same_customers_say_the_same_are_told_once() -> None:
    without = ["no internet service"] * 60
    table = pd.DataFrame(
        {
            "security": [*without, *["yes", "no"] * 70],
            "backup": [*without, *["no", "yes"] * 70],
            "internet": [*["no"] * 60, *["fibre", "cable"] * 70],
        }
    )
    kept = over_represented(table, np.repeat([1, 2], [60, 140]))
    offline = [one for one in kept[0] if one.share == 1.0]
    assert [(one.feature, one.answer) for one in offline] == [("internet", "no")]


def test_the_order_of_rows_and_columns_changes_nothing() -> None:
    rng = np.random.default_rng(5)
    table, labels = answers_at_random(400, rng), rng.integers(1, 4, 400)
    table["plan"] = np.where(labels == 1, "pro", rng.choice(["pro", "free"], 400))
    shuffled = rng.permutation(400)
    again = over_represented(table.iloc[shuffled, ::-1], labels[shuffled])
    assert [set(one) for one in again] == [set(one) for one in over_represented(table, labels)]


def read(path: Path, words: Vocabulary) -> Analysis:
    return analyze(open_source(str(path), path.name), vocabulary=words).analysis


@pytest.mark.shared_data
def test_contracts_and_churn_describe_the_segments_of_a_telecom_file(
    shared_data: Path, vocabulary: Vocabulary
) -> None:
    analysis = read(shared_data / "telco_churn.csv", vocabulary)
    newcomers = analysis.segments[0].categories
    told = {(one.feature, one.answer): one.lift for one in newcomers}
    assert told["Contract", "Month-to-month"] > 125
    assert told["Churn", "Yes"] > 150
    assert not {one.feature for one in newcomers} & {"customerID", *analysis.features}
    assert sum("internet service" in one.answer.lower() for one in newcomers) <= 1


def test_names_of_people_are_not_told_and_no_name_or_advice_rests_on_an_answer(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rng = np.random.default_rng(2)
    rich = np.repeat([False, True], 120)
    table = pd.DataFrame(
        {
            "First Name": np.where(rich, "Ada", rng.choice(["Bo", "Cy"], 240)),
            "religion": np.where(rich, "Zoroastrian", rng.choice(["none", "other"], 240)),
            "income": np.where(rich, 90_000, 20_000) + rng.normal(0, 4_000, 240).round(),
            "spend": np.where(rich, 900, 200) + rng.normal(0, 40, 240).round(),
        }
    )
    table.to_csv(tmp_path / "people.csv", index=False)
    analysis = read(tmp_path / "people.csv", vocabulary)
    told = {one.feature for segment in analysis.segments for one in segment.categories}
    assert told == {"religion"}
    for segment in analysis.segments:
        words = f"{segment.name} {segment.rule} {segment.traits} {segment.advice}".lower()
        assert not any(word in words for word in ("religion", "zoroastrian", "ada"))
