"""Stored segments sort new customers without the data that they were found in."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.errors import CannotScore
from segmentation.pipeline import analyze
from segmentation.results import Analysis, Outcome
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec
from segmentation.standing_model import StandingModel

MALL = ("age", "annual_income_thousands", "spending_score")


@pytest.fixture(scope="module")
def mall(shared_data: Path) -> Outcome:
    path = shared_data / "mall_snake_zeropad.csv"
    return analyze(open_source(str(path), path.name), AnalysisSpec(k=6, features=MALL))


@pytest.mark.shared_data
def test_the_analysis_and_its_arrays_are_all_that_scoring_takes(
    mall: Outcome, tmp_path: Path, shared_data: Path
) -> None:
    """The ten rows of the new file stand in the old one too, so they keep their segments."""
    mall.save(tmp_path)
    (tmp_path / "table.parquet").unlink()
    (tmp_path / "raw.parquet").unlink()
    analysis = Analysis.from_json((tmp_path / "analysis.json").read_bytes())
    with np.load(tmp_path / "arrays.npz", allow_pickle=False) as arrays:
        model = StandingModel.from_stored(analysis, arrays["scaled"], arrays["labels"])
    new = pd.read_csv(shared_data / "mall_new_with_segment.csv")
    scores = model.score(new)
    assert scores.labels.tolist() == mall.labels[:10].tolist()
    assert len(set(scores.labels.tolist())) == 2
    assert scores.filled == {}


@pytest.mark.shared_data
@pytest.mark.parametrize("scaling", ["zscore", "robust"])
def test_customers_whom_the_model_was_made_of_are_scored_as_they_were(
    shared_data: Path, scaling: str
) -> None:
    path = shared_data / "janatahack_train.csv"
    spec = AnalysisSpec(k=4, scaling=scaling)  # type: ignore[arg-type]
    outcome = analyze(open_source(str(path), path.name), spec)
    scores = StandingModel.of(outcome).score(outcome.table)
    np.testing.assert_allclose(scores.scaled, outcome.scaled, rtol=1e-9, atol=1e-9)
    assert (scores.labels == outcome.labels).mean() > 0.999


@pytest.mark.shared_data
def test_gaps_are_filled_as_they_were_in_the_baseline(mall: Outcome) -> None:
    model = StandingModel.of(mall)
    median = float(np.median(mall.table["age"]))
    known = pd.DataFrame({"age": [median], MALL[1]: [60.0], MALL[2]: [50.0]})
    scores = model.score(known.assign(age=np.nan))
    assert scores.filled == {"age": 1}
    assert scores.distances == pytest.approx(model.score(known).distances)
    assert model.score(known.drop(columns="age")).distances == pytest.approx(scores.distances)


@pytest.mark.shared_data
def test_a_table_without_any_of_the_columns_is_refused_by_naming_them(mall: Outcome) -> None:
    with pytest.raises(CannotScore, match="annual_income_thousands"):
        StandingModel.of(mall).score(pd.DataFrame({"height": [1.0]}))


@pytest.mark.shared_data
def test_an_analysis_stored_without_scales_says_what_to_do(mall: Outcome) -> None:
    from dataclasses import replace

    with pytest.raises(CannotScore, match="Analyse the file again"):
        StandingModel.from_stored(replace(mall.analysis, scales=()), mall.scaled, mall.labels)


@pytest.mark.shared_data
def test_the_model_survives_json(mall: Outcome) -> None:
    model = StandingModel.of(mall)
    assert StandingModel.from_json(model.to_json()) == model


@pytest.mark.shared_data
def test_where_some_belonged_nowhere_strangers_belong_nowhere(mall: Outcome) -> None:
    from dataclasses import replace

    labels = np.where(np.arange(len(mall.labels)) < 20, 0, mall.labels)
    model = StandingModel.of(replace(mall, labels=labels))
    stranger = pd.DataFrame({MALL[0]: [500.0], MALL[1]: [9_000.0], MALL[2]: [50.0]})
    assert model.score(stranger).labels.tolist() == [0]
    assert (model.score(mall.table).labels[20:] == mall.labels[20:]).mean() > 0.97
