"""The measures of drift against figures that are known."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from segmentation.binning import binned, codes_of, tallied, without_rare
from segmentation.drift_evidence import share_evidence
from segmentation.drift_measures.chi_squared import ChiSquared, p_value_of
from segmentation.drift_measures.ks import KolmogorovSmirnov
from segmentation.drift_measures.psi import StabilityIndex

PSI, KS, CHI = StabilityIndex(), KolmogorovSmirnov(), ChiSquared()


def test_the_exact_p_value_is_that_of_all_ways_to_deal_tied_values_out() -> None:
    """Every way is counted by hand here."""
    before, after = np.array([1.0, 1, 2, 5]), np.array([1.0, 3, 3, 5, 5])
    measured = KS.measure(before, after)
    pooled = np.concatenate([before, after])
    gaps = []
    for chosen in combinations(range(9), 4):
        first = np.isin(np.arange(9), chosen)
        gaps.append(
            max(abs((pooled[first] <= v).mean() - (pooled[~first] <= v).mean()) for v in pooled)
        )
    assert measured.p_value == pytest.approx(np.mean(np.array(gaps) >= measured.statistic - 1e-9))


@pytest.mark.parametrize(("n", "m"), [(40, 40), (300, 77)])
def test_without_ties_the_exact_p_value_is_that_of_scipy(n: int, m: int) -> None:
    rng = np.random.default_rng(n)
    before, after = rng.normal(size=n), rng.normal(0.3, size=m)
    expected = ks_2samp(before, after, method="exact")
    measured = KS.measure(before, after)
    assert measured.statistic == pytest.approx(expected.statistic)
    assert measured.p_value == pytest.approx(expected.pvalue, rel=1e-6)


@given(
    st.lists(st.integers(-3, 3), min_size=1, max_size=60),
    st.lists(st.integers(-3, 3), min_size=1, max_size=60),
)
@settings(max_examples=60)
def test_every_customer_is_in_exactly_one_bin(before: list[int], after: list[int]) -> None:
    first, second = np.array(before, float), np.array(after, float)
    for counts in (
        binned(first, second),
        tallied(np.array(before) + 2, np.array(after) + 2),
        without_rare(binned(first, second)),
    ):
        assert counts.sum(axis=1).tolist() == [len(before), len(after)]
        assert (counts.sum(axis=0) > 0).all()


def test_a_column_that_was_constant_does_not_hide_what_came_after() -> None:
    """Quantile bins collapse on such a column and report an index of 0."""
    before, after = np.zeros(500), np.where(np.arange(500) < 180, 3.0, 0.0)
    assert PSI.measure(before, after).statistic > 1
    assert PSI.measure(after, before).statistic > 1


def test_cells_that_became_empty_count_as_a_bin() -> None:
    before = np.random.default_rng(1).normal(size=400)
    after = np.where(np.arange(400) % 3 == 0, np.nan, before)
    measured = PSI.measure(before, after)
    assert measured.critical is not None
    assert measured.statistic > 10 * measured.critical


@pytest.mark.parametrize(("rows", "critical"), [(100, 0.338), (200, 0.169), (500, 0.068)])
def test_the_critical_index_knows_how_many_rows_there_are(rows: int, critical: float) -> None:
    values = np.arange(rows, dtype=float)
    measured = PSI.measure(values, values)
    assert measured.critical == pytest.approx(critical, abs=1e-3)


def test_rare_categories_are_put_together_by_both_samples_alike() -> None:
    before = np.repeat([0, 1, 2, 3, 4], [60, 35, 3, 1, 1])
    counts = without_rare(tallied(before, before[::-1].copy()))
    assert counts.tolist() == [[60, 35, 5], [60, 35, 5]]


def test_two_rare_answers_are_tested_exactly() -> None:
    before, after = np.repeat([0, 1], [18, 2]), np.repeat([0, 1], [9, 11])
    assert CHI.measure(before, after).p_value == pytest.approx(0.0057, abs=1e-4)


@pytest.mark.shared_data
def test_the_two_halves_of_the_bank_file_differ_as_published(shared_data: Path) -> None:
    """Rows are in the order of dates; `previous` was always 0 in the first half."""
    bank = pd.read_csv(shared_data / "bank_full_semicolon_nolabel.csv", sep=";")
    first, second = bank[: len(bank) // 2], bank[len(bank) // 2 :]

    def halves(column: str) -> tuple[np.ndarray, np.ndarray]:
        return first[column].to_numpy(float), second[column].to_numpy(float)

    def words(column: str) -> tuple[np.ndarray, np.ndarray]:
        return codes_of(first[column].to_numpy(str), second[column].to_numpy(str))

    assert PSI.measure(*halves("balance")).statistic == pytest.approx(0.070, abs=5e-4)
    assert KS.measure(*halves("balance")).statistic == pytest.approx(0.108, abs=5e-4)
    assert PSI.measure(*words("contact")).statistic == pytest.approx(2.43, abs=5e-3)
    assert PSI.measure(*words("poutcome")).statistic == pytest.approx(2.81, abs=5e-3)
    assert KS.measure(*halves("previous")).statistic == pytest.approx(0.365, abs=5e-4)
    assert PSI.measure(*halves("previous")).statistic > 1


@pytest.mark.shared_data
def test_age_did_not_drift_from_train_to_test(shared_data: Path) -> None:
    train, test = (
        pd.read_csv(shared_data / f"janatahack_{part}.csv")["Age"].to_numpy(float)
        for part in ("train", "test")
    )
    index, distance = PSI.measure(train, test), KS.measure(train, test)
    assert index.statistic == pytest.approx(0.0041, abs=5e-5)
    assert distance.statistic == pytest.approx(0.012, abs=5e-4)
    assert index.critical is not None
    assert index.statistic < index.critical
    assert distance.p_value is not None
    assert distance.p_value > 0.5


def test_one_segment_of_many_that_lost_half_its_customers_is_heard_beside_the_others() -> None:
    """All sizes at once would not do: p is near 0.01, which is all that shares may use up."""
    before = np.repeat(np.arange(1, 7), [95, 151, 64, 104, 91, 163])
    after = np.repeat(np.arange(1, 7), [95, 87, 64, 101, 91, 164])
    shares, counts = share_evidence(before, after, range(1, 7))
    assert p_value_of(counts) > 2 * shares.p_value
    assert shares.drifted


def test_shares_of_one_population_hardly_ever_sound_the_alarm() -> None:
    rng = np.random.default_rng(4)
    alarms = 0
    for _ in range(300):
        k = int(rng.integers(2, 9))
        odds = rng.dirichlet(np.full(k, 4.0))
        before, after = (rng.choice(k, rows, p=odds) + 1 for rows in (300, 260))
        alarms += share_evidence(before, after, range(1, k + 1))[0].p_value <= 0.05
    assert alarms <= 300 * 0.05
