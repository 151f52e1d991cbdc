"""The limits of the settings, held against a file and against a table; too much is said plainly."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from segmentation.errors import EmptyFile, FileTooLarge
from segmentation.spec import Limits


def within(name: str, found: int, limit: int, what: str, setting: str) -> None:
    """Raise FileTooLarge where `found` goes beyond the limit that `limits.<setting>` sets."""
    if found > limit:
        raise FileTooLarge(name, what, f"{found:,}", f"{limit:,}", f"limits.{setting}")


def unpacked_within(name: str, found: int, limits: Limits) -> None:
    """The same for bytes that come out of packed ones; how many there are is not found out."""
    most = limits.max_decompressed_bytes
    if found > most:
        setting = "limits.max_decompressed_bytes"
        more = f"more than {most:,}"
        raise FileTooLarge(name, "bytes once unpacked", more, f"{most:,}", setting)


def check_file(path: str, name: str, limits: Limits) -> None:
    """Hold a file's size against the limits before anything of it is read.

    Raises
    ------
    EmptyFile : no byte in it.
    FileTooLarge : more bytes than `limits.max_bytes`.
    """
    size = Path(path).stat().st_size
    within(name, size, limits.max_bytes, "bytes", "max_bytes")
    if size == 0:
        raise EmptyFile(name)


def check_columns(count: int, name: str, limits: Limits) -> None:
    """Raises FileTooLarge."""
    within(name, count, limits.max_columns, "columns", "max_columns")


def check_table(table: pa.Table, name: str, limits: Limits) -> None:
    """Hold a table of text cells against the limits.

    Raises
    ------
    EmptyFile : no row or no column.
    FileTooLarge : more columns, rows or letters in a cell than the limits allow.
    """
    if table.num_rows == 0 or table.num_columns == 0:
        raise EmptyFile(name)
    check_columns(table.num_columns, name, limits)
    within(name, table.num_rows, limits.max_rows, "rows", "max_rows")
    longest = max(_longest(column, limits.max_cell_chars) for column in table.columns)
    within(name, longest, limits.max_cell_chars, "letters in one cell", "max_cell_chars")


def _longest(column: pa.ChunkedArray, enough: int) -> int:
    """The most letters in one cell; bytes are counted first because that is quicker."""
    most_bytes = pc.max(pc.binary_length(column)).as_py() or 0
    return most_bytes if most_bytes <= enough else pc.max(pc.utf8_length(column)).as_py()
