"""Cells of text gathered row by row into columns, within the limits of the settings."""

from collections.abc import Mapping

import pyarrow as pa

from segmentation.reading.bounds import check_columns, unpacked_within, within
from segmentation.spec import Limits

# So many cells, or letters, are put away at a time.
_CELLS = 500_000
_LETTERS = 1 << 26
# Rows above and below a table that don't count as its rows.
_SPARE_ROWS = 100


class TextColumns:
    """A table that grows by rows; what is known of it already is held against the limits.

    name: what people call the file.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._chunks: dict[str, list[pa.Array]] = {}
        self._cells: dict[str, list[str | None]] = {}
        self._rows = self._put_away = 0
        self._letters = self._size = 0

    def add(self, row: Mapping[str, str | None]) -> None:
        """One more row; a column that it names for the first time is empty above.

        Raises
        ------
        FileTooLarge : too many rows, columns or letters in a cell; too much in memory.
        """
        here = self._rows - self._put_away
        for column, text in row.items():
            cells = self._cells.get(column)
            if cells is None:
                cells = self._new(column)
            cells.extend([None] * (here - len(cells)))
            cells.append(text)
            if text is not None:
                self._count(len(text))
        self._rows += 1
        if (here + 1) * len(self._cells) >= _CELLS or self._letters >= _LETTERS:
            self._put()

    def __len__(self) -> int:
        return self._rows

    def table(self) -> pa.Table:
        """(rows, columns) string columns in the order in which they were first named."""
        self._put()
        columns = [pa.chunked_array(chunks, pa.string()) for chunks in self._chunks.values()]
        return pa.table(columns, names=list(self._chunks))

    def _new(self, column: str) -> list[str | None]:
        check_columns(len(self._cells) + 1, self._name, self._limits)
        self._chunks[column] = [pa.nulls(self._put_away, pa.string())]
        self._cells[column] = []
        return self._cells[column]

    def _count(self, letters: int) -> None:
        self._letters += letters
        most = self._limits.max_cell_chars
        within(self._name, letters, most, "letters in one cell", "max_cell_chars")

    def _put(self) -> None:
        most = self._limits.max_rows
        if self._rows > most + _SPARE_ROWS:
            within(self._name, self._rows, most, "rows", "max_rows")
        here = self._rows - self._put_away
        for column, cells in self._cells.items():
            cells.extend([None] * (here - len(cells)))
            chunk = text_array(cells)
            self._size += chunk.nbytes
            self._chunks[column].append(chunk)
            cells.clear()
        unpacked_within(self._name, self._size, self._limits)
        self._put_away, self._letters = self._rows, 0


def text_array(cells: list[str | None]) -> pa.Array:
    """Cells as Arrow text; half letters, which JSON can spell but nobody can read, are replaced."""
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        mended = [cell and cell.encode("utf-8", "replace").decode() for cell in cells]
        return pa.array(mended, pa.string())
