"""Values as a database driver gives them, as the text that a CSV file of them would have."""

import json
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from segmentation.reading.value_columns import column_text, without_blanks
from segmentation.reading.value_text import cell_text, literal_text


def sql_column(values: Sequence[object]) -> pa.Array:
    """(n,) text of a column; null where nothing stands.

    Columns of one plain type, which most are, take the quick way.
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds <= {str} or kinds == {float}:
        return column_text(values)
    if kinds == {int}:
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return without_blanks(pa.array([sql_text(value) for value in values], pa.string()))


def sql_text(value: object) -> str | None:
    """The text of one value.

    Money and decimals keep their digits, without a fraction of zeros; bytes are read as UTF-8, or
    written in hexadecimal digits; lists and records become JSON.

    Examples
    --------
    >>> [sql_text(value) for value in (Decimal("1234.50"), Decimal("1E+3"), b"abc", [1, 2], None)]
    ['1234.50', '1000', 'abc', '[1, 2]', None]
    """
    if isinstance(value, Decimal):
        return literal_text(f"{value:f}") if value.is_finite() else None
    if isinstance(value, bytes | memoryview):
        return _bytes(bytes(value))
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, default=str, ensure_ascii=False)
    return cell_text(value)


def _bytes(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()
