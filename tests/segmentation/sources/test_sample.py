"""The made-up customer files."""

from pathlib import Path

import numpy as np
import pytest

from segmentation.errors import UnknownMember
from segmentation.features import make_features
from segmentation.intake import CustomerTable, take_in
from segmentation.sources import open_source
from segmentation.sources.sample import SAMPLES, benchmark_csv, sample_csv
from segmentation.spec import Limits


def taken_in(folder: Path, content: bytes) -> CustomerTable:
    path = folder / "sample.csv"
    path.write_bytes(content)
    return take_in(open_source(str(path), path.name).read(Limits()))


@pytest.mark.parametrize("key", SAMPLES)
def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another(key: str) -> None:
    assert sample_csv(key, seed=7) == sample_csv(key, seed=7)
    assert sample_csv(key, seed=7) != sample_csv(key, seed=8)


@pytest.mark.parametrize("key", SAMPLES)
@pytest.mark.parametrize("rows", [1, 12, 240])
def test_a_sample_has_the_rows_asked_for(key: str, rows: int) -> None:
    assert len(sample_csv(key, rows=rows)[1].splitlines()) == rows + 1


def test_the_mall_sample_has_the_flaws_of_a_real_export(tmp_path: Path) -> None:
    name, content = sample_csv()
    customers = taken_in(tmp_path, content)
    assert name == "sample_customers.csv"
    assert customers.features == ("Age", "Annual Income (k$)", "Spending Score (1-100)")
    assert customers.dataset.duplicates_dropped == 2
    assert sum(column.missing for column in customers.dataset.columns) == 4


def test_the_mall_sample_holds_five_kinds_of_customers(tmp_path: Path) -> None:
    """Four corners of income and spending are well filled, and so is the middle."""
    customers = taken_in(tmp_path, sample_csv(rows=2000)[1])
    income, spending = make_features(customers.table, customers.features[1:]).values.T
    corners = [
        ((income > 70) == rich)
        & ((spending > 65) if keen else (spending < 35))
        & (np.abs(income - 56) > 14)
        for rich in (True, False)
        for keen in (True, False)
    ]
    assert all(150 < corner.sum() < 500 for corner in corners)
    assert ((np.abs(income - 55) < 16) & (np.abs(spending - 50) < 15)).sum() > 500


def test_the_shop_sample_has_columns_of_every_role(tmp_path: Path) -> None:
    customers = taken_in(tmp_path, sample_csv("shop")[1])
    roles = [column.role for column in customers.dataset.columns]
    assert roles == ["id", "pii", "category", "feature", "money", "feature", "feature"]


def test_a_sample_that_is_not_there_is_said_so() -> None:
    with pytest.raises(UnknownMember) as told:
        sample_csv("bank")
    assert told.value.available == tuple(SAMPLES)


def test_benchmark_files_have_eight_columns_and_any_number_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    benchmark_csv(5000, 1, path)
    customers = take_in(open_source(str(path), path.name).read(Limits()))
    assert customers.dataset.rows_used == 5000
    assert [column.role for column in customers.dataset.columns] == [
        "id", "feature", "money", "feature", "feature", "feature", "money", "category",
    ]  # fmt: skip


def test_benchmark_files_repeat_with_their_seed(tmp_path: Path) -> None:
    for name in ("one", "two"):
        benchmark_csv(1000, 5, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
