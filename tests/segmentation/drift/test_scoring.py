"""New customers sorted into segments that stand: many, a handful, and tables that don't do."""

from pathlib import Path

import numpy as np
import pytest
from channels import customers

from segmentation.errors import CannotScore
from segmentation.pipeline import analyze
from segmentation.results import Outcome
from segmentation.scoring import ScoredTable, score_table
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec


def read(content: bytes, folder: Path, name: str = "new.csv") -> RawTable:
    (folder / name).write_bytes(content)
    return open_source(str(folder / name), name).read(AnalysisSpec().limits)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("standing")
    (folder / "c.csv").write_bytes(customers([90, 80, 70, 60], 1))
    return analyze(open_source(str(folder / "c.csv"), "c.csv"), AnalysisSpec(k=4))


def lines(*rows: str, head: str = "customer_id,income,spend") -> bytes:
    return "\n".join([head, *rows]).encode()


def segment_at(standing: Outcome, income: float, spend: float) -> int:
    """The number of the segment around a place."""
    return min(
        standing.analysis.segments,
        key=lambda s: abs(s.centre["income"] - income) + abs(s.centre["spend"] - spend),
    ).number


def test_every_row_is_sorted_as_the_model_says_and_stands_as_it_came(
    standing: Outcome, tmp_path: Path
) -> None:
    raw = read(customers([5, 10, 20, 30], 9), tmp_path)
    scored = score_table(standing, raw)
    places = [segment_at(standing, *place) for place in ((20, 20), (20, 80), (80, 20), (80, 80))]
    assert scored.numbers.tolist() == np.repeat(places, [5, 10, 20, 30]).tolist()
    assert scored.cells.equals(raw.cells)
    assert scored.fit is not None
    assert not scored.fit.drifted


@pytest.mark.parametrize("rows", [1, 2, 9])
def test_a_handful_of_customers_is_sorted_too(standing: Outcome, tmp_path: Path, rows: int) -> None:
    content = lines(*(f"N-{at},81,19" for at in range(rows)))
    scored = score_table(standing, read(content, tmp_path))
    assert scored.numbers.tolist() == [segment_at(standing, 80, 20)] * rows
    assert (scored.fit, scored.far) == (None, 0)


def test_customers_of_another_kind_are_said_to_fit_badly(standing: Outcome, tmp_path: Path) -> None:
    scored = score_table(
        standing,
        read(lines(*(f"N-{at},{48 + at % 5},{50 + at % 7}" for at in range(60))), tmp_path),
    )
    assert scored.fit is not None
    assert scored.fit.drifted
    assert scored.far == 60


def test_other_spelling_and_another_order_of_columns_do_not_matter(
    standing: Outcome, tmp_path: Path
) -> None:
    content = lines("20,N-1,80", "81,N-2,19", head="Spend,Customer ID,INCOME")
    scored = score_table(standing, read(content, tmp_path))
    assert scored.numbers.tolist() == [segment_at(standing, 80, 20), segment_at(standing, 20, 80)]
    assert scored.cells.column_names == ["Spend", "Customer ID", "INCOME"]


@pytest.mark.parametrize("rows", [3, 40])
def test_a_missing_column_is_named_with_those_that_are_needed(
    standing: Outcome, tmp_path: Path, rows: int
) -> None:
    content = lines(*(f"N-{at},{at}" for at in range(rows)), head="customer_id,income")
    with pytest.raises(CannotScore, match="lacks spend") as met:
        score_table(standing, read(content, tmp_path))
    assert "made of income and spend" in met.value.problem
    assert "Export the same columns" in met.value.next_step


@pytest.mark.parametrize("rows", [4, 40])
def test_a_column_that_holds_words_now_is_named(
    standing: Outcome, tmp_path: Path, rows: int
) -> None:
    content = lines(*(f"N-{at},{at + 20},high" for at in range(rows)))
    with pytest.raises(CannotScore, match="Not one value of spend"):
        score_table(standing, read(content, tmp_path))


def test_another_unit_is_recognised_and_said(standing: Outcome, tmp_path: Path) -> None:
    rows = [row.split(",") for row in customers([30, 30, 30, 30], 4).decode().splitlines()[1:]]
    content = lines(*(f"{id_},{float(income) * 1000:.0f},{spend}" for id_, income, spend in rows))
    scored: ScoredTable = score_table(standing, read(content, tmp_path))
    assert [change.change for change in scored.changes] == ["unit"]
    assert scored.fit is not None
    assert not scored.fit.drifted
    assert float(scored.cells["income"][0].as_py()) > 1_000
