"""A column of text taken apart into distinct cells."""

import numpy as np
import pyarrow as pa

from segmentation.intake.cell_text import CellText


def text_of(*cells: str | None) -> CellText:
    return CellText.of(pa.chunked_array([pa.array(cells, pa.string())]))


def test_equal_cells_are_counted_once_and_blanks_at_their_ends_do_not_count() -> None:
    text = text_of("Rome", " Rome ", None, "Bonn", "Rome")
    assert text.distinct.to_pylist() == ["Rome", "Bonn"]
    assert text.counts.tolist() == [3, 1]
    assert text.codes.tolist() == [0, 0, -1, 1, 0]


def test_cells_from_several_chunks_share_one_numbering() -> None:
    chunks = pa.chunked_array([["a", "b"], ["c", "a"]])
    text = CellText.of(chunks)
    assert text.distinct.take(pa.array(text.codes)).to_pylist() == ["a", "b", "c", "a"]


def test_a_column_without_any_cell_is_empty() -> None:
    text = text_of(None, None)
    assert text.distinct_count == 0
    assert text.codes.tolist() == [-1, -1]


def test_spellings_of_nothing_are_found_in_any_case() -> None:
    text = text_of("N/A", "?", "null", "-", "Unknown", "0", "no")
    assert text.says_nothing.tolist() == [True] * 5 + [False] * 2


def test_none_is_an_answer_among_words_and_na_is_a_place_among_places() -> None:
    text = text_of("None", "NA", "?")
    assert text.says_nothing_in_words(is_geographic=False).tolist() == [False, True, True]
    assert text.says_nothing_in_words(is_geographic=True).tolist() == [False, False, True]


def test_shares_are_of_the_filled_cells() -> None:
    text = text_of("a1", "a1", "b", "?", None)
    assert text.share("[0-9]") == 2 / 3


def test_columns_of_different_cells_are_not_merged_but_count_the_same() -> None:
    cells = [f"  user {row}" for row in range(25_000)] + ["user 7", None]
    text = text_of(*cells)
    assert not text.merged
    assert text.distinct_count == 25_000
    assert text.codes[-1] == -1
    assert text.distinct[int(text.codes[-2])].as_py() == "user 7"


def test_marked_cells_can_be_emptied() -> None:
    text = text_of("a", "?", "b", "?")
    rest = text.without(text.says_nothing)
    assert rest.distinct.to_pylist() == ["a", "b"]
    assert rest.codes.tolist() == [0, -1, 1, -1]


def test_a_sample_stands_for_the_whole_column() -> None:
    text = text_of(*(f"x{row % 3}" for row in range(30_000)))
    assert set(text.sample.distinct.to_pylist()) == {"x0", "x1", "x2"}
    assert np.isclose(text.sample.share("x1"), 1 / 3, atol=0.01)
