"""Two versions of a file compared: what is found, what is left alone, what is said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from segmentation.attribution import Matched, attribute, migration
from segmentation.comparing_versions import Comparison, ReadTable, compare_files, compare_with
from segmentation.drift_results import Drift
from segmentation.drift_verdict import next_step_of
from segmentation.errors import CannotScore, EmptyFile, TooFewCustomers, UnknownFeature
from segmentation.pipeline import analyze
from segmentation.results import FileFormat, Outcome
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec

SPEC = AnalysisSpec(k=4)
CENTRES = np.array([[25, 30], [60, 95], [28, 100], [62, 35]])


def people(
    rows: int, seed: int, places: np.ndarray = CENTRES, first_id: int = 1000
) -> pd.DataFrame:
    """Customers of as many kinds as there are places, by age and income; equal shares."""
    rng = np.random.default_rng(seed)
    kind = np.arange(rows) % len(places)
    values = places[kind] + rng.normal(0, 4, (rows, 2))
    return pd.DataFrame(
        {
            "customer_id": [f"C-{first_id + row}" for row in range(rows)],
            "age": values[:, 0].round(1),
            "income": values[:, 1].round(1),
            "city": rng.choice(["Bonn", "Graz", "Bern"], rows),
        }
    )


def read(table: pd.DataFrame, name: str = "new.csv") -> RawTable:
    cells = pa.table({c: pa.array(table[c].astype(str)) for c in table.columns})
    return RawTable(name, cells, FileFormat())


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return people(400, 1)


@pytest.fixture(scope="module")
def baseline(table: pd.DataFrame) -> Outcome:
    return analyze(ReadTable(read(table, "old.csv")), SPEC)


@pytest.fixture(scope="module")
def compare(baseline: Outcome) -> Callable[[pd.DataFrame], Comparison]:
    return lambda new: compare_with(baseline, read(new), SPEC)


Compare = Callable[[pd.DataFrame], Comparison]


def assert_adds_up(drift: Drift) -> None:
    """Whatever happened, the parts sum and the document survives JSON."""
    changes = {segment.number: segment for segment in drift.segments}
    for part in drift.attribution:
        assert part.delta == pytest.approx(part.moved + part.joined_left + part.refit, abs=1e-12)
        segment = changes[part.segment]
        assert part.delta == pytest.approx(segment.share_after - segment.share_before, abs=1e-12)
    assert Drift.from_json(drift.to_json()) == drift
    assert drift.reasons
    assert drift.next_step.endswith(".")


def kinds(drift: Drift) -> list[tuple[str, str | None]]:
    return [(change.change, change.column) for change in drift.schema_changes]


def test_other_customers_of_the_same_kind_are_no_news(compare: Compare) -> None:
    drift = compare(people(300, 2, first_id=9000)).drift
    assert drift.verdict == "stable"
    assert not drift.refitted
    assert {segment.event for segment in drift.segments} == {"kept"}
    assert drift.migration.matched_ids == 0
    assert kinds(drift) == [("ids", "customer_id")]
    assert_adds_up(drift)


def test_a_group_of_newcomers_is_born_and_the_others_keep_their_numbers(
    compare: Compare, table: pd.DataFrame, baseline: Outcome
) -> None:
    fresh = people(120, 3, np.array([[44, 170]]), first_id=9000)
    comparison = compare(pd.concat([table, fresh]))
    drift = comparison.drift
    assert drift.verdict == "drifted"
    assert {s.number: s.event for s in drift.segments}[5] == "born"
    assert len(drift.segments) == 5
    assert (comparison.labels[:400] == baseline.labels).all()
    names = {s.number: s.name for s in baseline.analysis.segments}
    assert {s.number: s.name for s in drift.segments if s.number < 5} == names
    assert (drift.migration.matched_ids, drift.migration.joined) == (400, 120)
    assert drift.migration.moved == 0
    assert_adds_up(drift)


@pytest.mark.parametrize("with_ids", [True, False])
def test_a_group_that_is_gone_has_died(
    compare: Compare, table: pd.DataFrame, baseline: Outcome, with_ids: bool
) -> None:
    rest = table[baseline.labels != 3]
    drift = compare(rest if with_ids else rest.assign(customer_id=rest["customer_id"] + "x")).drift
    assert {s.number: s.event for s in drift.segments}[3] == "died"
    assert {s.number: s.share_after for s in drift.segments}[3] == 0
    assert_adds_up(drift)


def test_who_moved_is_told_by_name_and_the_shares_say_so(
    compare: Compare, table: pd.DataFrame
) -> None:
    moved = table.copy()
    moved.loc[moved.index[::8], ["age", "income"]] = [60.0, 95.0]
    drift = compare(moved).drift
    assert drift.verdict == "drifted"
    matrix = np.array(drift.migration.matrix)
    assert matrix.sum() == 400
    assert matrix.sum() - np.trace(matrix) == drift.migration.moved == 50
    assert {move.id for move in drift.migration.movers} <= set(table["customer_id"][::8])
    assert all(part.joined_left == pytest.approx(0) for part in drift.attribution)
    assert_adds_up(drift)


def test_a_shift_in_one_column_is_found_there_and_nowhere_else(compare: Compare) -> None:
    new = people(300, 2, first_id=9000)
    drift = compare(new.assign(age=new["age"] + 0.8 * new["age"].std())).drift
    assert [f.name for f in drift.features if f.drifted] == ["age"]
    assert drift.verdict == "drifted"
    assert_adds_up(drift)


def test_what_to_check_follows_from_what_changed() -> None:
    def step(*, resized: bool) -> str:
        return next_step_of("drifted", True, False, resized, False, True)

    assert "whose segment changed its size" in step(resized=True)
    assert step(resized=False) == "Keep the segments; check the offers that rest on what shifted."


def test_a_column_beside_the_segments_is_worth_watching(compare: Compare) -> None:
    new = people(400, 2, first_id=9000)
    drift = compare(new.assign(city=np.where(np.arange(400) % 4 == 0, "Bonn", new["city"]))).drift
    assert [f.name for f in drift.features if f.drifted] == ["city"]
    assert drift.verdict == "watch"
    assert not drift.refitted


@pytest.mark.parametrize("factor", [1000.0, 100.0, 0.01, 0.001])
def test_another_unit_is_said_and_is_no_drift(
    compare: Compare, table: pd.DataFrame, factor: float
) -> None:
    new = table.assign(income=[f"{value * factor:.10g}" for value in table["income"]])
    drift = compare(new.sample(250, random_state=1)).drift
    assert kinds(drift) == [("unit", "income")]
    assert drift.schema_changes[0].factor == factor
    assert drift.verdict == "stable"
    assert drift.migration.moved == 0


def test_a_renamed_column_is_recognised_by_its_values_and_called_a_guess(
    compare: Compare, table: pd.DataFrame
) -> None:
    drift = compare(table.rename(columns={"income": "Einkommen", "age": "AGE"})).drift
    changes = {change.column: change for change in drift.schema_changes}
    assert changes["income"].new_column == "Einkommen"
    assert changes["income"].guess
    assert not changes["age"].guess
    assert drift.verdict == "stable"


def test_columns_that_came_or_went_are_said(compare: Compare, table: pd.DataFrame) -> None:
    rng = np.random.default_rng(5)
    new = table.drop(columns="city").assign(visits=rng.poisson(300, 400))
    drift = compare(new).drift
    assert set(kinds(drift)) == {("added", None), ("dropped", "city")}
    assert drift.verdict == "stable"


@pytest.mark.parametrize("how", ["dropped", "retyped"])
def test_segments_without_one_of_their_columns_are_compared_by_the_others(
    compare: Compare, table: pd.DataFrame, how: str
) -> None:
    words = np.where(table["age"] < 40, "young", "old")
    new = table.drop(columns="age") if how == "dropped" else table.assign(age=words)
    drift = compare(new).drift
    assert (how, "age") in kinds(drift)
    assert drift.verdict == "watch"
    assert not drift.refitted
    assert not drift.segment_shares.drifted
    assert "Mend the export" in drift.next_step


def test_ids_that_lost_their_zeros_still_match(table: pd.DataFrame) -> None:
    old = table.assign(customer_id=[f"{row:06d}" for row in range(5, 405)])
    new = table.assign(customer_id=[str(row) for row in range(5, 405)])
    drift = compare_with(analyze(ReadTable(read(old)), SPEC), read(new), SPEC).drift
    assert drift.migration.matched_ids == 400
    assert ("ids", "customer_id") in kinds(drift)


def test_row_numbers_are_not_taken_for_customers(compare: Compare, table: pd.DataFrame) -> None:
    """The same ids, dealt out to other people."""
    dealt = np.random.default_rng(1).permutation(table["customer_id"].to_numpy(dtype=object))
    new = people(400, 9).assign(customer_id=dealt)
    drift = compare(new).drift
    assert drift.migration.matched_ids == 0
    assert drift.verdict == "stable"
    assert "row numbers" in drift.schema_changes[-1].text


def test_ten_rows_of_thousands_are_said_to_be_too_few(table: pd.DataFrame) -> None:
    many = people(2_000, 4)
    outcome = analyze(ReadTable(read(many)), SPEC)
    drift = compare_with(outcome, read(many[:10]), SPEC).drift
    assert drift.verdict == "watch"
    assert drift.broken == drift.schema_changes[0]
    assert "10 rows where the baseline has 2,000" in drift.broken.text
    assert_adds_up(drift)


def test_segments_that_a_cut_short_table_lacks_have_not_ended() -> None:
    many = people(2_000, 4)
    outcome = analyze(ReadTable(read(many)), SPEC)
    of_one_kind = many[outcome.labels == 1]
    drift = compare_with(outcome, read(of_one_kind[:20]), SPEC).drift
    assert {segment.event for segment in drift.segments} == {"kept"}
    assert drift.main_change is None


def test_fewer_rows_than_that_are_no_table_of_customers(
    compare: Compare, table: pd.DataFrame
) -> None:
    with pytest.raises(TooFewCustomers, match="has 4"):
        compare(table[:4])


def test_another_table_altogether_is_refused(compare: Compare) -> None:
    rng = np.random.default_rng(1)
    other = pd.DataFrame({"litres": rng.gamma(2, 900, 60).round(1), "doors": rng.poisson(9, 60)})
    with pytest.raises(CannotScore, match="age, income"):
        compare(other)


def test_an_id_column_that_is_not_there_is_refused(baseline: Outcome, table: pd.DataFrame) -> None:
    with pytest.raises(UnknownFeature, match="customer_id"):
        compare_with(baseline, read(table), SPEC, id_column="email")


def test_the_order_of_rows_changes_nothing(compare: Compare, table: pd.DataFrame) -> None:
    new = table.assign(city=table["city"].to_numpy()[::-1])
    one, other = compare(new).drift, compare(new.sample(frac=1, random_state=3)).drift
    assert replace(other, timings={}, fit=one.fit, migration=one.migration) == replace(
        one, timings={}
    )
    assert other.fit.after == pytest.approx(one.fit.after)


def test_without_ids_the_whole_change_is_of_those_who_joined_or_left() -> None:
    before, after = np.array([1, 1, 2, 2]), np.array([1, 2, 2, 2])
    parts = attribute(Matched.nobody(), before, after, after, [1, 2])
    assert [(p.moved, p.joined_left, p.refit) for p in parts] == [(0, -0.25, 0), (0, 0.25, 0)]
    assert migration(Matched.nobody(), before, after, [1, 2]).matrix == ((0, 0), (0, 0))


def test_ids_that_stand_twice_match_nobody() -> None:
    matched = Matched.by_ids(
        np.array(["a", "b", "b", "", "c"], dtype=object),
        np.array(["c", "", "b", "a", "d"], dtype=object), "id",
    )  # fmt: skip
    assert list(zip(matched.ids, matched.before, matched.after, strict=True)) == [
        ("a", 0, 3), ("c", 4, 0),
    ]  # fmt: skip


@pytest.mark.shared_data
def test_train_and_test_of_one_survey_are_the_same_customers(shared_data: Path) -> None:
    train, test = (
        open_source(str(shared_data / f"janatahack_{part}.csv"), f"{part}.csv")
        for part in ("train", "test")
    )
    drift = compare_files(train, test).drift
    assert drift.verdict == "stable"
    age = next(feature for feature in drift.features if feature.name == "Age")
    assert age.psi == pytest.approx(0.0041, abs=1e-4)
    assert age.statistic == pytest.approx(0.012, abs=5e-4)
    assert drift.migration.matched_ids == 2_332
    assert_adds_up(drift)


@pytest.mark.shared_data
def test_the_halves_of_the_bank_file_drifted_where_they_did(
    shared_data: Path, tmp_path: Path
) -> None:
    lines = (shared_data / "bank_full_semicolon_nolabel.csv").read_text("utf-8").splitlines()
    half = (len(lines) - 1) // 2
    for name, rows in (("first", lines[1 : half + 1]), ("second", lines[half + 1 :])):
        (tmp_path / f"{name}.csv").write_text("\n".join([lines[0], *rows]), "utf-8")
    first, second = (
        open_source(str(tmp_path / f"{name}.csv"), name) for name in ("first", "second")
    )
    drift = compare_files(first, second, AnalysisSpec(k=3)).drift
    found = {feature.name: feature for feature in drift.features}
    assert drift.verdict == "drifted"
    assert found["balance"].psi == pytest.approx(0.070, abs=1e-3)
    assert found["balance"].statistic == pytest.approx(0.108, abs=1e-3)
    assert found["contact"].psi == pytest.approx(2.43, abs=0.01)
    assert found["poutcome"].psi == pytest.approx(2.81, abs=0.01)
    assert found["previous"].statistic == pytest.approx(0.365, abs=1e-3)
    assert all(found[name].drifted for name in ("balance", "contact", "poutcome", "previous"))
    assert_adds_up(drift)


def test_an_empty_file_is_an_error_in_plain_words(tmp_path: Path, table: pd.DataFrame) -> None:
    table.to_csv(tmp_path / "old.csv", index=False)
    table[:0].to_csv(tmp_path / "new.csv", index=False)
    old, new = (open_source(str(tmp_path / f"{n}.csv"), f"{n}.csv") for n in ("old", "new"))
    with pytest.raises(EmptyFile, match=r"new\.csv"):
        compare_files(old, new, SPEC)
