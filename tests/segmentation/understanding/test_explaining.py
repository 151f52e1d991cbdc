"""Rules in words that are as right as they say."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from segmentation.explaining import DEPTH, SAMPLE, Rule, rules

Clustered = Callable[[pd.DataFrame, int], np.ndarray]
CONDITION = re.compile(
    r"(?P<label>.+?) (?:above (?P<above>\S+)|up to (?P<upto>\S+)|is (?P<flag>[01])"
    r"|from (?P<low>\S+) to (?P<high>\S+))$"
)


def as_read(text: str, values: pd.DataFrame, labels: dict[str, str]) -> np.ndarray:
    """Which rows a person would pick who reads the rule."""

    def number(word: str) -> float:
        return float(re.sub(r"[$,k€]", "", word))

    picked = np.ones(len(values), dtype=bool)
    for part in re.split(r", | and ", text):
        m = CONDITION.match(part)
        assert m, part
        column = values[labels[m["label"]]].to_numpy()
        if m["above"]:
            picked &= column > number(m["above"])
        elif m["upto"]:
            picked &= column <= number(m["upto"])
        elif m["flag"]:
            picked &= column == number(m["flag"])
        else:
            picked &= (column >= number(m["low"])) & (column <= number(m["high"]))
    return picked


def check(rule: Rule, values: pd.DataFrame, inside: np.ndarray, labels: dict[str, str]) -> None:
    picked = as_read(rule.text, values, labels)
    assert rule.precision == pytest.approx((picked & inside).sum() / picked.sum())
    assert rule.recall == pytest.approx((picked & inside).sum() / inside.sum())


def test_rules_of_the_mall_are_short_and_nearly_always_right(
    mall: pd.DataFrame, clustered: Clustered
) -> None:
    two = mall.iloc[:, 1:]
    found = rules(two, clustered(two, 5))
    assert found[1].text == "annual income above $50k and spending score above 60"
    for rule in found:
        assert rule.precision >= 0.9
        assert rule.recall >= 0.9
        assert len(rule.text.split(" and ")) <= DEPTH


def test_a_rule_is_as_right_as_it_says_when_applied_as_it_reads(
    mall: pd.DataFrame, clustered: Clustered
) -> None:
    labels = {
        "age": "Age",
        "annual income": "Annual Income (k$)",
        "spending score": "Spending Score (1-100)",
    }
    for k in (3, 6, 8):
        found = clustered(mall, k)
        for number, rule in enumerate(rules(mall, found), start=1):
            check(rule, mall, found == number, labels)


def test_figures_of_skewed_money_are_rounded_and_stay_right() -> None:
    rng = np.random.default_rng(5)
    values = pd.DataFrame({"spend": rng.lognormal(6, 1, 3000), "visits": rng.poisson(4, 3000)})
    labels = np.where(values["spend"] > 1234.5678, 2, 1)
    low, high = rules(values, labels)
    check(high, values, labels == 2, {"spend": "spend", "visits": "visits"})
    digits = re.sub(r"\D", "", high.text).strip("0")
    assert len(digits) <= 3
    assert min(high.precision, high.recall, low.precision, low.recall) > 0.97


def test_whole_numbers_get_whole_bounds() -> None:
    values = pd.DataFrame({"orders": [1.0, 2, 3, 7, 8, 9, 4, 2, 8, 7]})
    labels = np.where(values["orders"] > 5, 2, 1)
    low, high = rules(values, labels)
    assert re.fullmatch(r"orders up to [456]", low.text)
    assert re.fullmatch(r"orders above [456]", high.text)


def test_a_yes_or_no_column_is_spoken_of_as_such() -> None:
    values = pd.DataFrame({"SeniorCitizen": [0.0, 1, 0, 1, 1, 0], "x": [1.0, 2, 3, 1, 2, 3]})
    found = rules(values, np.where(values["SeniorCitizen"] == 1, 1, 2))
    assert [rule.text for rule in found] == ["senior citizen is 1", "senior citizen is 0"]


def test_other_words_for_the_columns_can_be_given() -> None:
    values = pd.DataFrame({"Annual Income (k$)": [10.0, 20, 80, 90]})
    found = rules(values, np.array([1, 1, 2, 2]), spoken={"Annual Income (k$)": "income"})
    assert found[1].text.startswith("income above $")


def test_customers_in_no_segment_count_as_wrong_picks() -> None:
    values = pd.DataFrame({"a": [1.0, 1, 1, 1, 9, 9]})
    only = rules(values, np.array([1, 1, 0, 0, 0, 0]))[0]
    assert (only.precision, only.recall) == (0.5, 1.0)


def test_one_segment_of_all_customers_needs_no_conditions() -> None:
    values = pd.DataFrame({"a": [1.0, 2, 3]})
    assert rules(values, np.ones(3, dtype=int)) == (Rule("every customer", 1.0, 1.0),)


def test_a_large_file_is_read_by_a_sample_and_judged_by_all_rows() -> None:
    rng = np.random.default_rng(2)
    values = pd.DataFrame({"a": rng.normal(size=3 * SAMPLE), "b": rng.normal(size=3 * SAMPLE)})
    labels = np.where(values["a"] + 0.3 * values["b"] > 0, 1, 2)
    for number, rule in enumerate(rules(values, labels), start=1):
        check(rule, values, labels == number, {"a": "a", "b": "b"})
    assert rules(values, labels) == rules(values, labels)
