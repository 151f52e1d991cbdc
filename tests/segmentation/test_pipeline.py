"""The whole story: the same customers give the same segments, and results survive storage."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.vocabulary_file import read_vocabulary
from segmentation.errors import UnknownMember, UnknownSegment
from segmentation.exporting import write_segments
from segmentation.pipeline import analyze
from segmentation.results import Analysis, Outcome
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec

TWO = AnalysisSpec(features=("Annual Income (k$)", "Spending Score (1-100)"))


@pytest.fixture(scope="module")
def mall(shared_data: Path) -> Outcome:
    return outcome_of(shared_data / "mall_customers.csv", TWO)


def outcome_of(path: Path, spec: AnalysisSpec | None = None) -> Outcome:
    return analyze(open_source(str(path), path.name), spec)


def test_segments_are_numbered_by_size(mall: Outcome) -> None:
    sizes = [segment.size for segment in mall.analysis.segments]
    assert sizes == sorted(sizes, reverse=True) == [81, 39, 35, 23, 22]
    assert [segment.number for segment in mall.analysis.segments] == [1, 2, 3, 4, 5]
    assert np.bincount(mall.labels)[1:].tolist() == sizes


def test_averages_are_those_of_the_cells_that_say_something(shared_data: Path) -> None:
    """What a person gets who averages a column of segments.csv by segment."""
    path = shared_data / "janatahack_test.csv"
    outcome = outcome_of(path)
    table = pd.read_csv(path).groupby(outcome.assignment())
    assert "Work_Experience" in outcome.analysis.features
    for feature in outcome.analysis.features:
        means, medians = table[feature].mean(), table[feature].median()
        for segment in outcome.analysis.segments:
            assert segment.centre[feature] == pytest.approx(means[segment.number])
            assert segment.medians[feature] == pytest.approx(medians[segment.number])


def test_notes_call_columns_as_people_do(shared_data: Path) -> None:
    path = shared_data / "airline_lrfmc_subset.csv"
    outcome = analyze(open_source(str(path), path.name), vocabulary=read_vocabulary())
    notes = " ".join(outcome.analysis.dataset.warnings)
    assert "far beyond all others in flights and distance travelled; their" in notes


def test_shuffled_rows_and_columns_give_the_same_segments_numbers_and_names(
    mall: Outcome, shared_data: Path, tmp_path: Path
) -> None:
    table = pd.read_csv(shared_data / "mall_customers.csv", dtype=str)
    shuffled = table.sample(frac=1, random_state=3)[table.columns[::-1]]
    shuffled.to_csv(tmp_path / "shuffled.csv", index=False)
    again = outcome_of(tmp_path / "shuffled.csv", TWO)
    order = shuffled.index.to_numpy()
    assert (again.assignment() == mall.assignment()[order]).all()
    named = [(s.number, s.name, s.size) for s in mall.analysis.segments]
    assert [(s.number, s.name, s.size) for s in again.analysis.segments] == named


@pytest.mark.parametrize(
    ("file", "algorithm"),
    [("wholesale", "hierarchical_complete"), ("segmentation_data_365", "hierarchical")],
)
def test_names_rules_and_reasons_do_not_depend_on_how_the_file_is_arranged(
    shared_data: Path, tmp_path: Path, file: str, algorithm: str
) -> None:
    path, spec = shared_data / f"{file}.csv", AnalysisSpec(algorithm=algorithm)
    table = pd.read_csv(path, dtype=str)
    shuffled = table.sample(frac=1, random_state=3)[table.columns[::-1]]
    shuffled.to_csv(tmp_path / "shuffled.csv", index=False)
    here, there = outcome_of(path, spec), outcome_of(tmp_path / "shuffled.csv", spec)
    assert (there.assignment() == here.assignment()[shuffled.index.to_numpy()]).all()
    told = [
        [(s.number, s.name, s.rule, s.size) for s in o.analysis.segments] for o in (here, there)
    ]
    assert told[0] == told[1]
    assert there.analysis.reasons == here.analysis.reasons


@pytest.mark.parametrize("variant", ["mall_genre_zeropad", "mall_snake_zeropad"])
def test_variants_of_one_table_give_the_same_segments(shared_data: Path, variant: str) -> None:
    plain = outcome_of(shared_data / "mall_customers.csv")
    other = outcome_of(shared_data / f"{variant}.csv")
    assert (plain.assignment() == other.assignment()).all()


def test_an_analysis_survives_json(mall: Outcome) -> None:
    assert Analysis.from_json(mall.analysis.to_json()) == mall.analysis


def test_an_outcome_survives_storage(mall: Outcome, tmp_path: Path) -> None:
    mall.save(tmp_path / "kept")
    kept = Outcome.load(tmp_path / "kept")
    assert kept.analysis == mall.analysis
    assert (kept.labels == mall.labels).all()
    assert kept.raw.equals(mall.raw)
    pd.testing.assert_frame_equal(kept.features, mall.features)
    assert {path.suffix for path in (tmp_path / "kept").iterdir()} == {".json", ".npz", ".parquet"}


def test_a_wrong_algorithm_is_said_before_the_file_is_read() -> None:
    class Unreadable:
        name = "never.csv"

        def read(self, limits: object) -> None:
            raise AssertionError("the file was read")

    with pytest.raises(UnknownMember):
        analyze(Unreadable(), AnalysisSpec(algorithm="magic"))  # type: ignore[arg-type]


def test_stages_are_reported_in_order(shared_data: Path) -> None:
    heard: list[str] = []
    path = shared_data / "mall_customers.csv"
    analyze(
        open_source(str(path), path.name), TWO, report=lambda stage, **facts: heard.append(stage)
    )
    assert heard == ["read", "cleaned", "explored", "found"]


def test_one_segment_is_exported_alone_with_its_cells_as_they_stood(
    shared_data: Path, tmp_path: Path
) -> None:
    outcome = outcome_of(shared_data / "mall_genre_zeropad.csv")
    written = write_segments(outcome, tmp_path / "three.csv", 3)
    table = pd.read_csv(tmp_path / "three.csv", dtype=str)
    assert written == len(table) == outcome.analysis.segment(3).size
    assert set(table["segment"]) == {"3"}
    assert table["CustomerID"].str.len().eq(4).all()  # 0001 keeps its zeros


def test_a_segment_that_is_not_there_is_not_exported(mall: Outcome, tmp_path: Path) -> None:
    with pytest.raises(UnknownSegment):
        write_segments(mall, tmp_path / "none.csv", 9)
    assert not (tmp_path / "none.csv").exists()


def test_a_column_called_segment_is_kept_beside_ours(shared_data: Path, tmp_path: Path) -> None:
    table = pd.read_csv(shared_data / "mall_customers.csv", dtype=str).assign(segment="old")
    table.to_csv(tmp_path / "had.csv", index=False)
    write_segments(outcome_of(tmp_path / "had.csv", TWO), tmp_path / "out.csv")
    out = pd.read_csv(tmp_path / "out.csv", dtype=str)
    assert set(out["segment_original"]) == {"old"}
    assert set(out["segment"]) == set("12345")


def test_orders_become_customers_whose_segments_add_up(shared_data: Path, tmp_path: Path) -> None:
    outcome = outcome_of(shared_data / "sales_data_sample.csv")
    analysis = outcome.analysis
    assert analysis.dataset.kind == "transactions"
    assert sum(segment.size for segment in analysis.segments) + analysis.noise == 92
    assert write_segments(outcome, tmp_path / "out.csv") == 92
    out = pd.read_csv(tmp_path / "out.csv", keep_default_na=False)
    assert list(out.columns[-2:]) == ["segment", "segment_name"]
    assert out["CUSTOMERNAME"].nunique() == 92
    sizes = {segment.number: segment.size for segment in analysis.segments}
    assert out["segment"].value_counts().to_dict() == sizes
    outcome.save(tmp_path / "kept")
    assert Outcome.load(tmp_path / "kept").analysis == analysis


def test_another_seed_finds_the_same_clear_groups(mall: Outcome, shared_data: Path) -> None:
    other = outcome_of(shared_data / "mall_customers.csv", replace(TWO, seed=7))
    assert (other.labels == mall.labels).mean() > 0.99


def test_customers_who_stand_apart_have_number_0_and_it_is_said_why(shared_data: Path) -> None:
    spec = AnalysisSpec(scaling="zscore", outliers_apart=True)
    outcome = outcome_of(shared_data / "wholesale.csv", spec)
    analysis = outcome.analysis
    assert analysis.noise == (outcome.assignment() == 0).sum() == 4
    assert sum(segment.size for segment in analysis.segments) == 436
    assert sum(each.customers for each in analysis.unlike) == 4
    fresh = next(each for each in analysis.unlike if each.feature == "Fresh")
    assert fresh.most == 112_151
    assert fresh.overall == pytest.approx(outcome.table["Fresh"][outcome.labels > 0].mean())
    assert "stands out by fresh (112,151; the others have" in analysis.reasons[-1]
    assert Analysis.from_json(analysis.to_json()) == analysis


def test_nobody_is_told_to_be_unlike_unless_someone_asked(mall: Outcome) -> None:
    assert mall.analysis.unlike == ()
