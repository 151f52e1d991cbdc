"""Rows and columns that say the same as another one."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from segmentation.intake.duplicates import first_of_equal_rows
from segmentation.intake.redundancy import repeats_of


def table_of(rows: list[tuple[str | None, ...]], width: int) -> pa.Table:
    return pa.table(
        {f"c{at}": pa.array([row[at] for row in rows], pa.string()) for at in range(width)}
    )


def test_each_row_points_to_the_first_that_says_the_same() -> None:
    rows = [("1", "a"), ("2", "b"), ("1", "a"), ("1", "b"), ("2", "b"), ("2", "b")]
    assert first_of_equal_rows(table_of(rows, 2)).tolist() == [0, 1, 0, 3, 1, 1]


def test_empty_cells_equal_empty_cells_only() -> None:
    rows = [("1", None), ("1", ""), ("1", None)]
    assert first_of_equal_rows(table_of(rows, 2)).tolist() == [0, 1, 0]


@given(
    st.lists(st.tuples(*[st.sampled_from(["a", "b", None])] * 3), max_size=40),
)
def test_it_agrees_with_comparing_every_pair(rows: list[tuple[str | None, ...]]) -> None:
    expected = [rows.index(row) for row in rows]
    assert first_of_equal_rows(table_of(rows, 3)).tolist() == expected


def test_transformed_copies_repeat_the_column_with_the_shortest_name() -> None:
    x = np.random.default_rng(3).gamma(2, 30, 500)
    other = np.random.default_rng(4).normal(size=500)
    columns = {"log Spend": np.log(x), "Spend": x, "Rank": -x, "Other": other}
    assert repeats_of(columns) == {"log Spend": "Rank", "Spend": "Rank"}
    assert repeats_of(dict(reversed(columns.items()))) == repeats_of(columns)


def test_bands_and_correlated_columns_are_kept() -> None:
    rng = np.random.default_rng(5)
    age = rng.integers(18, 80, 500).astype(float)
    columns = {"age": age, "age band": age // 10, "income": age + rng.normal(0, 0.5, 500)}
    assert repeats_of(columns) == {}


def test_copies_with_few_values_and_with_gaps_are_found() -> None:
    x = np.array([1.0, 2, np.nan, 2, 1, 1])
    assert repeats_of({"a": x, "a (2)": x.copy()}) == {"a (2)": "a"}
    assert repeats_of({"a": x, "b": np.nan_to_num(x)}) == {}
