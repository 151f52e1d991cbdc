"""RFM rules: scores, named segments, and an honest judgement of them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.vocabulary_file import read_vocabulary
from segmentation.algorithm import RULES, ByRules, find_algorithm
from segmentation.algorithms.rfm_rules import RfmRules
from segmentation.errors import AllOfOneKind, MissingMeanings, UnknownMember
from segmentation.pipeline import analyze
from segmentation.results import Outcome
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec, RfmScheme, RfmSegment
from segmentation.vocabulary import Vocabulary

ASKED = AnalysisSpec(algorithm="rfm_rules")


def table(**columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame({name: np.array(cells, dtype=float) for name, cells in columns.items()})


def bound(values: pd.DataFrame, scheme: RfmScheme | None = None) -> ByRules:
    return RfmRules().bound(values, replace(ASKED, rfm=scheme), Vocabulary())


GRID = table(
    recency=[r for r in range(1, 6) for _ in range(5)],
    frequency=[f for _ in range(5) for f in range(1, 6)],
    monetary=[10 * f for _ in range(5) for f in range(1, 6)],
)


def named(values: pd.DataFrame, scheme: RfmScheme | None = None) -> list[str]:
    """The name of each row's segment, empty for none."""
    found = bound(values, scheme).assign(values)
    return [found.names[label] if label >= 0 else "" for label in found.labels]


def test_every_part_of_the_grid_has_the_name_in_common_use() -> None:
    names = np.array(named(GRID)).reshape(5, 5)  # row: 1 bought last; column: 5 is worth most
    assert names.tolist() == [
        ["New customers", "Potential loyalists", "Potential loyalists", "Champions", "Champions"],
        ["Promising", "Potential loyalists", "Potential loyalists", "Loyal customers",
         "Loyal customers"],
        ["About to sleep", "About to sleep", "Need attention", "Loyal customers",
         "Loyal customers"],
        ["Hibernating", "Hibernating", "At risk", "At risk", "Can't lose them"],
        ["Lost", "Hibernating", "At risk", "At risk", "Can't lose them"],
    ]  # fmt: skip


def test_equal_figures_have_equal_scores() -> None:
    many_once = table(recency=list(range(100)), frequency=[1] * 70 + [2] * 20 + [9] * 10)
    cuts = bound(many_once).assign(many_once).parameters
    assert cuts["frequency"] == "1, 1, 1, 2"
    names = named(many_once)
    assert names[0] == "New customers"
    assert {names[at] for at in range(80, 90)} == {"At risk"}
    assert names[-1] == "Can't lose them"


def test_own_cut_points_and_names_are_used() -> None:
    scheme = RfmScheme(
        recency=(10, 20, 30, 40), frequency=(1, 2, 3, 4),
        segments=(RfmSegment("Fresh", (5, 5), (1, 5)), RfmSegment("Old", (1, 1), (1, 5))),
    )  # fmt: skip
    values = table(recency=[5, 10, 15, 41], frequency=[1, 5, 2, 2])
    assert named(values, scheme) == ["Fresh", "Fresh", "", "Old"]
    rules = bound(values, scheme).assign(values).rules
    assert rules == (
        "up to 10 since the last purchase; frequency 1 to 5 of 5",
        "over 40 since the last purchase; frequency 1 to 5 of 5",
    )


def test_the_figures_may_be_learned_from_some_of_the_rows() -> None:
    rules = bound(GRID)
    everyone = rules.assign(GRID, np.arange(25))
    assert len(everyone.names) == 11
    young = rules.assign(GRID, np.arange(5))  # all of them bought one day ago
    assert set(young.labels[5:]) <= {9, 10, 8, 7}


def test_columns_are_found_by_plain_names_and_by_the_vocabulary() -> None:
    other = table(days__since_last_order=[1.0], umsatz=[2.0], bestellungen=[3.0], age=[4.0])
    other.columns = ["Days since last order", "Umsatz", "Bestellungen", "Age"]
    columns = RfmRules().bound(other, ASKED, read_vocabulary()).columns
    assert columns == ("Days since last order", "Bestellungen", "Umsatz")


def test_a_file_without_such_columns_is_told_what_is_missing() -> None:
    with pytest.raises(MissingMeanings) as caught:
        bound(table(age=[1.0], income=[2.0]))
    assert len(caught.value.missing) == 2
    with pytest.raises(MissingMeanings, match="recency") as caught:
        bound(table(frequency=[1.0], monetary=[2.0]))
    assert len(caught.value.missing) == 1


def test_rules_are_found_beside_the_algorithms() -> None:
    assert find_algorithm("rfm") is find_algorithm("rfm_rules") is RULES.get("rfm_rules")
    with pytest.raises(UnknownMember, match=r"kmeans.*rfm_rules"):
        find_algorithm("magic")


# -------------------------------------------------------------------------------- whole analyses


def outcome_of(folder: Path, name: str, spec: AnalysisSpec = ASKED) -> Outcome:
    return analyze(open_source(str(folder / name), name), spec, read_vocabulary())


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "columns", "customers"),
    [
        ("sales_data_sample.csv", "recency_days frequency monetary_value", 92),
        ("online_retail_rfm.csv", "Recency Frequency Monetary", 3864),
        ("cdnow_summary.csv", "time_since_last_order frequency", 2357),
        ("airline_lrfmc_subset.csv", "R F M", 3586),
    ],
)
def test_files_with_orders_or_rfm_columns_are_sorted(
    shared_data: Path, name: str, columns: str, customers: int
) -> None:
    analysis = outcome_of(shared_data, name).analysis
    assert analysis.features == tuple(columns.split())
    assert sum(segment.size for segment in analysis.segments) == customers
    assert (analysis.algorithm, analysis.k_chosen_by) == ("rfm_rules", "algorithm")
    assert {s.name for s in analysis.segments} <= {s.name for s in RfmScheme().segments}
    assert all(s.rule_precision == s.rule_recall == 1.0 for s in analysis.segments)
    assert all(s.stability is not None and 0 <= s.stability <= 1 for s in analysis.segments)
    assert analysis.verdict != "segments"  # rules cut where nothing divides the customers
    assert "RFM rules made these segments" in analysis.reasons[0]


@pytest.mark.shared_data
def test_champions_bought_lately_and_most(shared_data: Path) -> None:
    analysis = outcome_of(shared_data, "online_retail_rfm.csv").analysis
    by_name = {segment.name: segment for segment in analysis.segments}
    champions, lost = by_name["Champions"].centre, by_name["Lost"].centre
    assert champions["Recency"] < analysis.overall["Recency"] < lost["Recency"]
    assert champions["Monetary"] > analysis.overall["Monetary"] > lost["Monetary"]
    assert "spend 4 to 5 of 5" in by_name["Champions"].rule


@pytest.mark.shared_data
def test_the_advice_follows_from_the_rules(shared_data: Path) -> None:
    analysis = outcome_of(shared_data, "online_retail_rfm.csv").analysis
    first = {segment.name: segment.advice[0].template for segment in analysis.segments}
    assert first["Champions"] == "loyal_core"
    assert first["Can't lose them"] == "win_back"
    assert first["At risk"] == "wake_up"
    assert first["Hibernating"] == first["Lost"] == "let_rest"
    assert first["New customers"] == "second_order"


@pytest.mark.shared_data
def test_fixed_cut_points_hold_in_every_resample(shared_data: Path) -> None:
    scheme = RfmScheme((30, 90, 180, 365), (1, 2, 4, 8), (200, 500, 1000, 3000))
    outcome = outcome_of(shared_data, "online_retail_rfm.csv", replace(ASKED, rfm=scheme))
    assert all(segment.stability == 1.0 for segment in outcome.analysis.segments)


@pytest.mark.shared_data
def test_a_file_of_other_customers_is_refused(shared_data: Path) -> None:
    with pytest.raises(MissingMeanings, match="frequency"):
        outcome_of(shared_data, "mall_customers.csv")


@pytest.mark.shared_data
def test_rules_that_tell_nobody_apart_are_refused(shared_data: Path) -> None:
    scheme = RfmScheme(segments=(RfmSegment("Everyone", (1, 5), (1, 5)),))
    with pytest.raises(AllOfOneKind, match="RFM rules"):
        outcome_of(shared_data, "sales_data_sample.csv", replace(ASKED, rfm=scheme))


@pytest.mark.shared_data
def test_customers_whom_no_rule_fits_belong_to_no_segment(shared_data: Path) -> None:
    kept = tuple(s for s in RfmScheme().segments if s.name in ("Champions", "Lost", "At risk"))
    outcome = outcome_of(
        shared_data, "online_retail_rfm.csv", replace(ASKED, rfm=RfmScheme(segments=kept))
    )
    analysis = outcome.analysis
    assert analysis.noise == int((outcome.labels == 0).sum()) > 0
    assert sum(segment.size for segment in analysis.segments) + analysis.noise == 3864
