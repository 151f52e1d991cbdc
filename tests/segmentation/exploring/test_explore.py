"""What an exploration says of a file: figures that can be checked, sentences worth reading."""

import doctest
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from bot.vocabulary_file import read_vocabulary
from segmentation.exploration import Exploration
from segmentation.exploring import concentration, explore, relating, told_relations
from segmentation.exploring.distributions import far_bounds, peaks_of
from segmentation.exploring.relating import cramers_v
from segmentation.intake import take_in
from segmentation.pipeline import analyze
from segmentation.results import Analysis, Column, Dataset, FileFormat, Role
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec, Limits

WORDS = read_vocabulary(None)


def explored(table: pd.DataFrame, roles: dict[str, Role] | None = None) -> Exploration:
    """The exploration of a table; numbers are features and categories are answers, or as told."""
    numbers = list(table.select_dtypes("number"))
    taken: dict[str, Role] = {str(c): "feature" if c in numbers else "category" for c in table}
    columns = tuple(
        Column(name, role, int(table[name].isna().sum()), "")
        for name, role in {**taken, **(roles or {})}.items()
    )
    dataset = Dataset(len(table), len(table), 0, FileFormat(), columns)
    return explore(table, dataset, numbers, WORDS)


def real(folder: Path, name: str) -> Exploration:
    customers = take_in(open_source(str(folder / name), name).read(Limits()), ())
    return explore(customers.table, customers.dataset, customers.features, WORDS)


def said(found: Exploration) -> str:
    return " ".join(finding.said for finding in found.findings)


# -- sentences ------------------------------------------------------------------------------


@pytest.mark.shared_data
def test_telco_tells_of_its_eleven_gaps_and_of_who_leaves(shared_data: Path) -> None:
    told = said(real(shared_data, "telco_churn.csv"))
    told_of_gaps = "Total charges are missing for 11 customers; all of them are new"
    assert f"{told_of_gaps} (time as a customer 0)." in told
    assert "43 % of customers with contract “Month-to-month” have churn “Yes”" in told


@pytest.mark.shared_data
def test_the_mall_is_known_for_income_that_says_nothing_of_spending(shared_data: Path) -> None:
    told = said(real(shared_data, "mall_customers.csv"))
    assert "Annual income and spending score are unrelated (rank correlation 0.01)." in told
    assert "CustomerID" not in told


@pytest.mark.shared_data
def test_a_year_of_retail_is_known_for_its_few_large_customers(shared_data: Path) -> None:
    found = real(shared_data, "online_retail_rfm.csv")
    assert found.findings[0].said == "Half of all spend comes from 19 % of customers."
    spend = pd.read_csv(shared_data / "online_retail_rfm.csv")["Monetary"].sort_values()[::-1]
    largest = int(0.19 * len(spend))
    assert spend[:largest].sum() / spend.sum() == pytest.approx(0.5, abs=0.01)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "name", ["wholesale.csv", "marketing_campaign_tab.csv", "cc_general.csv", "bank_4521.csv"]
)
def test_every_file_gets_at_most_four_plain_sentences(shared_data: Path, name: str) -> None:
    found = real(shared_data, name)
    assert 2 <= len(found.findings) <= 4
    assert all(f.said.endswith(".") and 20 < len(f.said) < 220 for f in found.findings)
    assert "nan" not in said(found)
    scores = [f.score for f in found.findings]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_noise_is_not_told_as_a_finding() -> None:
    """Columns that have nothing to do with each other, twenty times over."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        table = pd.DataFrame(rng.normal(50, 9, (300, 6)), columns=list("abcdef"))
        table["answer"] = pd.Categorical(rng.choice(["x", "y", "z"], 300))
        found = explored(table)
        assert found.relations == ()
        assert found.findings == ()


def test_personal_data_and_ids_are_never_looked_at() -> None:
    rng = np.random.default_rng(0)
    spend = rng.lognormal(4, 1, 400)
    table = pd.DataFrame({"spend": spend, "phone": spend * 2, "customer": spend + 1})
    table["mail"] = pd.Categorical(np.where(spend > 60, "a@x.org", "b@x.org"))
    found = explored(table, {"phone": "pii", "customer": "id", "mail": "pii"})
    assert [n.column for n in found.numbers] == ["spend"]
    assert found.categories == ()
    assert found.pairs == 0


def test_what_goes_with_gender_or_marriage_is_not_told_unasked() -> None:
    rng = np.random.default_rng(3)
    answers = rng.choice(["Mr.", "Ms."], 400)
    owner = np.where((answers == "Mr.") == (rng.random(400) < 0.8), "yes", "no")
    told = {}
    for column in ("Prefix", "plan"):
        table = pd.DataFrame({"x": rng.normal(size=400), column: answers, "own": owner})
        told[column] = said(explored(table.astype({column: "category", "own": "category"})))
    assert "Mr." not in told["Prefix"]
    assert "Mr." in told["plan"]


def test_a_curve_is_told_with_its_ends() -> None:
    rng = np.random.default_rng(0)
    age = rng.uniform(18, 78, 500)
    table = pd.DataFrame(
        {"age": age, "visits to us": 80 - (age - 48) ** 2 / 12 + rng.normal(0, 5, 500)}
    )
    found = explored(table)
    (relation,) = found.relations
    assert abs(relation.spearman or 1) < 0.15
    assert (relation.bend or 0) > 0.7
    assert "Visits to us follow age in a curve: highest with age around 4" in said(found)
    assert "(median visits to us " in said(found)


def test_two_kinds_of_customers_show_as_two_peaks() -> None:
    rng = np.random.default_rng(0)
    fee = np.concatenate([rng.normal(20, 2, 300), rng.normal(80, 6, 300)])
    found = explored(pd.DataFrame({"fee": fee, "other": rng.normal(5, 1, 600)}))
    assert found.numbers[0].peaks == 2
    assert found.numbers[1].peaks == 1
    assert "Fee has two peaks, around 19.7 and around 80.0" in said(found)


@pytest.mark.parametrize("size", [100, 400, 3_000])
@pytest.mark.parametrize("kind", ["normal", "uniform", "lognormal", "exponential"])
def test_one_population_has_one_peak(kind: str, size: int) -> None:
    for seed in range(15):
        peaks = peaks_of(getattr(np.random.default_rng(seed), kind)(size=size))
        assert peaks is not None
        assert len(peaks) == 1


def test_counts_have_too_few_values_for_peaks() -> None:
    assert peaks_of(np.random.default_rng(0).poisson(2, 500).astype(float)) is None


# -- figures --------------------------------------------------------------------------------


def test_the_examples_hold() -> None:
    for module in (concentration, relating, told_relations):
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted > 0


@pytest.mark.shared_data
def test_quantiles_and_moments_are_those_of_the_file(shared_data: Path) -> None:
    number = real(shared_data, "mall_customers.csv").numbers[1]
    income = pd.read_csv(shared_data / "mall_customers.csv")["Annual Income (k$)"]
    assert (number.p25, number.p50, number.p75) == tuple(income.quantile([0.25, 0.5, 0.75]))
    assert number.mean == pytest.approx(income.mean())
    assert number.spread == pytest.approx(income.std(ddof=0))
    assert number.skew == pytest.approx(stats.skew(income))


@pytest.mark.shared_data
def test_correlations_agree_with_those_of_scipy(shared_data: Path) -> None:
    found = real(shared_data, "wholesale.csv")
    table = pd.read_csv(shared_data / "wholesale.csv")
    pairs = [r for r in found.relations if r.kind == "numbers"]
    assert pairs
    for r in pairs:
        assert r.spearman == pytest.approx(stats.spearmanr(table[r.one], table[r.other])[0])
        assert r.pearson == pytest.approx(stats.pearsonr(table[r.one], table[r.other])[0])


@pytest.mark.shared_data
def test_numbers_by_answers_agree_with_kruskal_and_wallis(shared_data: Path) -> None:
    found = real(shared_data, "wholesale.csv")
    table = pd.read_csv(shared_data / "wholesale.csv")
    by_channel = [r for r in found.relations if r.other == "Channel"]
    assert by_channel
    for r in by_channel:
        parts = [part for _, part in table.groupby("Channel")[r.one]]
        h = stats.kruskal(*parts).statistic
        assert r.strength**2 == pytest.approx((h - 1) / (len(table) - 2), abs=1e-9)


def test_cramers_v_of_independent_answers_is_near_zero() -> None:
    """Without Bergsma's correction it would be 0.23 on average for 5 × 5 answers of 100."""
    rng = np.random.default_rng(0)
    strengths = []
    for _ in range(200):
        pairs = np.bincount(rng.integers(0, 25, 100), minlength=25).reshape(5, 5)
        strengths.append(cramers_v(pairs)[0])
    assert np.mean(strengths) < 0.07


def test_customers_far_outside_are_counted_and_a_long_tail_is_not() -> None:
    rng = np.random.default_rng(0)
    age = np.append(rng.normal(45, 10, 998), [190.0, -80.0])
    spend = rng.lognormal(5, 1.1, 1_000)
    (far,) = explored(pd.DataFrame({"age": age, "spend": spend})).outliers
    assert (far.column, far.count, far.furthest) == ("age", 2, 190.0)


def test_half_of_one_value_leaves_no_rule_for_outliers() -> None:
    assert far_bounds(np.array([0.0] * 60 + [5.0] * 40)) is None


def test_gaps_that_go_with_nothing_are_only_counted() -> None:
    rng = np.random.default_rng(3)
    table = pd.DataFrame(rng.normal(50, 9, (500, 3)), columns=["a", "b", "c"])
    table.loc[rng.choice(500, 60, replace=False), "b"] = np.nan
    (gap,) = explored(table).gaps
    assert (gap.column, gap.count, gap.share, gap.with_column) == ("b", 60, 0.12, None)


def test_gaps_are_found_in_a_large_file_however_rare() -> None:
    """Forty of 60,000: a sample alone would hold seven of them."""
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {"income": rng.normal(50, 9, 60_000), "tenure": rng.integers(1, 70, 60_000)}
    )
    table["tenure"] = table["tenure"].astype(float)
    table.loc[:39, "tenure"] = 0.0
    table.loc[:39, "income"] = np.nan
    found = explored(table)
    assert found.sampled
    assert found.looked_at == 10_000
    assert (
        "Income is missing for 40 customers; all of them are new (time as a customer 0)."
        in said(found)
    )


def test_answers_of_those_with_gaps_are_told() -> None:
    rng = np.random.default_rng(0)
    channel = rng.choice(["web", "shop"], 600, p=[0.2, 0.8])
    table = pd.DataFrame({"age": rng.normal(40, 9, 600), "visits": rng.normal(9, 2, 600)})
    table["channel"] = pd.Categorical(channel)
    table.loc[(channel == "web") & (rng.random(600) < 0.7), "age"] = np.nan
    (gap,) = explored(table).gaps
    assert (gap.with_column, gap.with_answer, gap.there) == ("channel", "web", 1.0)
    assert "100 % of them say “web” in channel" in said(explored(table))


# -- any file -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"a": np.full(12, 3.0)}),
        pd.DataFrame({"a": np.full(12, np.nan), "b": np.arange(12.0)}),
        pd.DataFrame({"a": np.r_[np.nan, np.arange(11.0)], "b": np.full(12, 1e99)}),
        pd.DataFrame({"a": np.arange(12.0), "b": pd.Categorical(["x"] * 11 + [None])}),
    ],
    ids=["a constant", "nothing known", "enormous figures", "one answer"],
)
def test_columns_that_say_little_are_no_reason_to_fail(table: pd.DataFrame) -> None:
    found = explored(table)
    assert "nan" not in said(found)
    assert found.rows == 12


def test_the_order_of_columns_changes_no_finding() -> None:
    rng = np.random.default_rng(0)
    spend = rng.lognormal(4, 1, 400)
    table = pd.DataFrame({"spend": spend, "visits": spend**0.5 + rng.normal(0, 2, 400)})
    table["age"] = rng.normal(40, 9, 400)
    told, turned = explored(table), explored(table[["age", "spend", "visits"]])
    assert [(f.kind, set(f.columns)) for f in told.findings] == [
        (f.kind, set(f.columns)) for f in turned.findings
    ]


@pytest.mark.shared_data
def test_the_exploration_travels_with_the_analysis_document(shared_data: Path) -> None:
    path = shared_data / "telco_churn.csv"
    outcome = analyze(open_source(str(path), path.name), AnalysisSpec(k=2), WORDS)
    document = outcome.analysis.to_dict()
    assert document["exploration"]["findings"][0]["said"].startswith("Total charges are missing")
    assert document["exploration"]["rows"] == outcome.analysis.dataset.rows_used
    assert Analysis.from_json(outcome.analysis.to_json()) == outcome.analysis
    assert "explore" in outcome.analysis.timings
