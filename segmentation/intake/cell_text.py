"""A column of text as its distinct cells, how often each occurs, and who stands where."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.reading.cells import NOTHING

_NOTHING = pa.array(sorted(NOTHING), pa.large_string())
# Two letters that are also North America and Namibia.
_MAYBE_A_PLACE = "na"
_LOOKED_AT = 10_000
_SAMPLED = 2_000


@dataclass(frozen=True)
class CellText:
    """The text of one column.

    distinct: (u,) the different cells, without blanks at their ends; no nulls. Where nearly all
    cells differ they stand here as they come, and a few may stand twice.
    counts: (u,) how often each occurs.
    codes: (n,) position in `distinct` of each row's cell, -1 where nothing stands.
    merged: whether equal cells have been brought together.
    """

    distinct: pa.Array
    counts: np.ndarray
    codes: np.ndarray
    merged: bool = True

    @classmethod
    def of(cls, cells: pa.ChunkedArray) -> "CellText":
        """Take a column apart; cells that differ only in blanks at their ends are the same."""
        whole = pc.cast(cells, pa.large_string()).combine_chunks()
        head = whole.slice(0, _LOOKED_AT)
        if len(whole) > 2 * _LOOKED_AT and pc.count_distinct(head).as_py() > 0.9 * _LOOKED_AT:
            return cls._as_it_comes(pc.utf8_trim_whitespace(whole))
        coded = whole.dictionary_encode()
        trimmed = pc.utf8_trim_whitespace(coded.dictionary).dictionary_encode()
        second = np.append(trimmed.indices.to_numpy(), -1)
        codes = second[pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)]
        counts = np.bincount(codes[codes >= 0], minlength=len(trimmed.dictionary))
        return cls(trimmed.dictionary, counts, codes)

    @classmethod
    def _as_it_comes(cls, cells: pa.Array) -> "CellText":
        there = np.asarray(pc.is_valid(cells))
        codes = np.where(there, np.cumsum(there) - 1, -1)
        return cls(cells.drop_null(), np.ones(int(there.sum()), dtype=np.int64), codes, False)

    @cached_property
    def sample(self) -> "CellText":
        """A few rows from all over the column, enough to tell that it is nothing like a pattern."""
        at = np.random.default_rng(0).integers(0, max(1, len(self.codes)), _SAMPLED)
        rows = self.codes[at] if len(self.codes) > _SAMPLED else self.codes
        words = self.distinct.take(pa.array(rows[rows >= 0]))
        return CellText.of(pa.chunked_array([words]))

    @cached_property
    def distinct_count(self) -> int:
        """How many different cells there are."""
        return len(self.distinct) if self.merged else len(self.distinct.unique())

    @cached_property
    def lower(self) -> pa.Array:
        return pc.utf8_lower(self.distinct)

    @cached_property
    def says_nothing(self) -> np.ndarray:
        """(u,) which cells are spellings of "nothing here": N/A, ?, null, - …"""
        return np.asarray(pc.is_in(self.lower, value_set=_NOTHING))

    def count(self, distinct_mask: np.ndarray) -> int:
        """How many rows have a marked cell."""
        return int(self.counts[distinct_mask].sum())

    def share(self, pattern: str) -> float:
        """The share of filled cells that match a regular expression, 0 to 1."""
        filled = ~self.says_nothing
        matched = np.asarray(pc.match_substring_regex(self.distinct, pattern), dtype=bool)
        return self.count(matched & filled) / max(1, self.count(filled))

    def mostly(self, pattern: str, share: float) -> bool:
        """Whether at least this share of the filled cells matches; a sample rules out most."""
        if len(self.distinct) > 2 * _SAMPLED and self.sample.share(pattern) < share / 2:
            return False
        return self.share(pattern) >= share

    def without(self, distinct_mask: np.ndarray) -> "CellText":
        """The same column with the marked cells empty."""
        if not distinct_mask.any():
            return self
        kept = np.flatnonzero(~distinct_mask)
        renumbered = np.full(len(self.distinct) + 1, -1)
        renumbered[kept] = np.arange(len(kept))
        words = self.distinct.take(pa.array(kept))
        return CellText(words, self.counts[kept], renumbered[self.codes], self.merged)

    def says_nothing_in_words(self, is_geographic: bool) -> np.ndarray:
        """(u,) which cells say nothing in a column of words: "None" is an answer there, and
        "NA" in a column of places is North America."""
        spared = pa.array(["none", _MAYBE_A_PLACE] if is_geographic else ["none"])
        nothing: np.ndarray = self.says_nothing & ~np.asarray(
            pc.is_in(self.lower, value_set=pc.cast(spared, self.lower.type))
        )
        return nothing
