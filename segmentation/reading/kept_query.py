"""The answer of a query, kept as a Parquet file of text that still knows where it came from."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_MARK = {b"segment-bot": b"the answer of a query"}


def keep_query(cells: pa.Table, path: Path) -> None:
    """Write string columns, whose names may repeat, so that any source of files reads them."""
    pq.write_table(cells.replace_schema_metadata(_MARK), path)


def is_kept_query(schema: pa.Schema) -> bool:
    """Whether a Parquet file was written by `keep_query`."""
    return (schema.metadata or {}).items() >= _MARK.items()
