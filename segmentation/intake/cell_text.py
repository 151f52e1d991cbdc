"""A column of text as its distinct cells, how often each occurs, and who stands where."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.reading.cells import NOTHING

_NOTHING = pa.array(sorted(NOTHING | {""}))
# Two letters that are also North America and Namibia.
_MAYBE_A_PLACE = "na"


@dataclass(frozen=True)
class CellText:
    """The text of one column.

    distinct: (u,) the different cells, without blanks at their ends; no nulls.
    counts: (u,) how often each occurs.
    codes: (n,) position in `distinct` of each row's cell, -1 where nothing stands.
    """

    distinct: pa.Array
    counts: np.ndarray
    codes: np.ndarray

    @classmethod
    def of(cls, cells: pa.ChunkedArray) -> "CellText":
        """Take a column apart; cells that differ only in blanks at their ends are the same."""
        coded = _coded(cells)
        trimmed = _coded(pc.utf8_trim_whitespace(coded.dictionary))
        second = np.append(trimmed.indices.to_numpy(), -1)
        codes = second[_positions(coded)]
        counts = np.bincount(codes[codes >= 0], minlength=len(trimmed.dictionary))
        return cls(trimmed.dictionary, counts, codes)

    @cached_property
    def lower(self) -> pa.Array:
        return pc.utf8_lower(self.distinct)

    @cached_property
    def says_nothing(self) -> np.ndarray:
        """(u,) which cells are spellings of "nothing here": N/A, ?, null, - …"""
        return np.asarray(pc.is_in(self.lower, value_set=_NOTHING))

    def mask(self, distinct_mask: np.ndarray) -> np.ndarray:
        """(n,) bool of the rows whose distinct cell is marked."""
        marked: np.ndarray = np.append(distinct_mask, False)[self.codes]
        return marked

    def count(self, distinct_mask: np.ndarray) -> int:
        """How many rows have a marked cell."""
        return int(self.counts[distinct_mask].sum())

    def share(self, pattern: str) -> float:
        """The share of filled cells that match a regular expression, 0 to 1."""
        filled = ~self.says_nothing
        matched = np.asarray(pc.match_substring_regex(self.distinct, pattern), dtype=bool)
        return self.count(matched & filled) / max(1, self.count(filled))

    def without(self, distinct_mask: np.ndarray) -> "CellText":
        """The same column with the marked cells empty."""
        kept = np.flatnonzero(~distinct_mask)
        renumbered = np.full(len(self.distinct) + 1, -1)
        renumbered[kept] = np.arange(len(kept))
        return CellText(self.distinct.take(pa.array(kept)), self.counts[kept], renumbered[self.codes])

    def keeping_places(self, is_geographic: bool) -> np.ndarray:
        """(u,) which cells say nothing in a column of words: "None" is an answer there, and
        "NA" in a column of places is North America."""
        lower = self.lower.to_pylist()
        spared = np.array(
            [word == "none" or (is_geographic and word == _MAYBE_A_PLACE) for word in lower],
            dtype=bool,
        )
        return self.says_nothing & ~spared


def _coded(cells: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    coded = pc.dictionary_encode(cells)
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.unify_dictionaries().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):  # no chunk at all
        coded = pa.array([], pa.string()).dictionary_encode()
    return coded


def _positions(coded: pa.DictionaryArray) -> np.ndarray:
    positions: np.ndarray = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
    return positions
