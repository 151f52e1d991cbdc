"""One column as the intake sees it: its text, its numbers, and what was mended to get them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.column_words import currency_sign, normalised
from segmentation.intake.cell_text import CellText
from segmentation.intake.name_patterns import PLACE, says

_ENOUGH_TO_TELL = 10_000
# Whole numbers as programs write them that know floats only; 1.000 may be a thousand.
_WHOLE = r"^[+-]?[0-9]+([.,]0{1,2})?$"


@dataclass(frozen=True)
class Numbers:
    """A column's numbers.

    values: (n,) float64, NaN where missing.
    bad: filled cells that hold no number.
    stand_in: the number that stood for "missing", and how often.
    thousands: set where the cells could be read in two ways and were taken for thousands.
    """

    values: np.ndarray
    bad: int = 0
    stand_in: float | None = None
    stood_in: int = 0
    currency: bool = False
    percent: bool = False
    thousands: bool = False

    @cached_property
    def filled(self) -> np.ndarray:
        known: np.ndarray = self.values[~np.isnan(self.values)]
        return known

    @cached_property
    def whole(self) -> bool:
        return bool((self.filled == np.floor(self.filled)).all())

    @cached_property
    def few(self) -> np.ndarray | None:
        """The distinct values in order, where they are whole and at most a hundred apart."""
        if not len(self.filled) or not self.whole or np.ptp(self.filled) > 100:
            return None
        low = self.filled.min()
        counts = np.bincount((self.filled - low).astype(np.int64))
        found: np.ndarray = np.flatnonzero(counts) + low
        return found

    @cached_property
    def constant(self) -> bool:
        return len(self.filled) > 0 and bool(self.filled.min() == self.filled.max())

    @cached_property
    def all_differ(self) -> bool:
        """Whether no number occurs twice; a repeat among the first rows answers at once."""
        head = self.filled[:_ENOUGH_TO_TELL]
        if len(np.unique(head)) < len(head):
            return False
        return len(np.unique(self.filled)) == len(self.filled)


@dataclass(frozen=True)
class ColumnView:
    """One column of the file.

    cells: its text as read.
    text: the same taken apart; absent where every cell is a plain number.
    numbers: where it is a column of numbers.
    dates: how its dates are written, where it holds dates.
    padded: whole numbers with leading zeros, which are codes and not figures.
    """

    name: str
    cells: pa.ChunkedArray
    text: CellText | None
    numbers: Numbers | None
    dates: str | None = None
    padded: bool = False

    def as_words(self) -> "ColumnView":
        """The column read as words only, for instance because its numbers are telephone numbers."""
        text = CellText.of(self.cells) if self.text is None else self.text
        return replace(self, text=text, numbers=None)

    @cached_property
    def sign(self) -> str:
        """The currency that the cells carry, where it is one that sentences can write."""
        if self.numbers is None or not self.numbers.currency or self.text is None:
            return ""
        marks = pc.replace_substring_regex(self.text.distinct, r"[-−+()0-9.,'\s]+", "")
        signs = {sign for mark in marks.unique().to_pylist() if (sign := currency_sign(mark))}
        return signs.pop() if len(signs) == 1 else ""

    @property
    def rows(self) -> int:
        return len(self.cells)

    @cached_property
    def words(self) -> str:
        return normalised(self.name)

    @cached_property
    def nothing(self) -> np.ndarray | None:
        """(u,) which distinct cells of a column of words say that nothing is known."""
        return self.text.says_nothing_in_words(self._holds_places) if self.text else None

    @property
    def _holds_places(self) -> bool:
        return says(PLACE, self.words) or (
            self.text is not None and self.text.share("^(EMEA|APAC|LATAM|MEA|ANZ|AMER)$") > 0
        )

    @cached_property
    def missing(self) -> int:
        """How many cells hold nothing."""
        if self.numbers is not None:
            return self.rows - len(self.numbers.filled)
        if self.text is None or self.nothing is None:
            return int(self.cells.null_count)
        return int((self.text.codes < 0).sum()) + self.text.count(self.nothing)

    @property
    def filled(self) -> int:
        return self.rows - self.missing

    @cached_property
    def words_said(self) -> CellText:
        """The column as words, without the cells that say nothing."""
        text = self.text or CellText.of(self.cells)
        return text.without(text.says_nothing_in_words(self._holds_places))

    @cached_property
    def answers(self) -> pd.Index:
        """(u,) the distinct cells of `words_said` as people read them: codes that are written 1.0
        are 1, so that a gap elsewhere in the column does not change what they are called."""
        words = self.words_said.distinct
        if pc.all(pc.match_substring_regex(words, _WHOLE)).as_py():
            plain = pc.replace_substring_regex(words, "[.,]0{1,2}$", "")
            words = plain if len(plain.unique()) == len(words) else words
        answers: pd.Index = pd.Index(words.to_pandas(), dtype="str")
        return answers

    @cached_property
    def distinct(self) -> int:
        """How many different values there are among the filled cells."""
        numbers = self._telling_numbers
        return self.words_said.distinct_count if numbers is None else len(np.unique(numbers.filled))

    @property
    def is_one_word(self) -> bool:
        """Whether the filled cells all say the same."""
        return self.words_said.merged and len(self.words_said.distinct) == 1

    @cached_property
    def all_differ(self) -> bool:
        """Whether every filled cell occurs once."""
        numbers = self._telling_numbers
        return self.distinct == self.filled if numbers is None else numbers.all_differ

    @property
    def _telling_numbers(self) -> Numbers | None:
        """The numbers, where they tell cells apart; beyond 2^53 float64 no longer does."""
        if self.numbers is None or np.abs(self.numbers.filled).max(initial=0) >= 2**53:
            return None
        return self.numbers
