"""Parquet files: typed columns, written back as the text that a CSV file of them would have."""

from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from segmentation.errors import DamagedFile, EmptyFile, NestedColumns
from segmentation.reading.arrow_text import is_nested, text_of
from segmentation.reading.bounds import check_columns, check_file, unpacked_within, within
from segmentation.reading.kept_query import is_kept_query
from segmentation.reading.typed_table import named_table, with_names
from segmentation.reading.value_columns import gathered
from segmentation.results import FileFormat
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits

_MAGIC = b"PAR1"
_KIND = "a Parquet file"
_FORM = FileFormat(delimiter="", kind="parquet")
# So many rows are unpacked at a time: a few bytes can stand for millions of long cells.
_BATCH_ROWS = 1 << 16


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A table of typed columns in a file.

    path: where the bytes are.
    file_name: what people call it.
    """

    path: str
    file_name: str

    @property
    def name(self) -> str:
        return self.file_name

    def read(self, limits: Limits) -> RawTable:
        """Read every cell as text.

        Raises
        ------
        EmptyFile : no row.
        NestedColumns : lists or records instead of values.
        DamagedFile : cut short or broken.
        FileTooLarge : more than `limits` allows.
        """
        check_file(self.path, self.file_name, limits)
        try:
            with pq.ParquetFile(self.path, read_dictionary=_words(self.path)) as file:
                return self._read(file, limits)
        except (pa.ArrowException, OSError) as error:
            raise DamagedFile(self.file_name, _KIND) from error

    def _read(self, file: pq.ParquetFile, limits: Limits) -> RawTable:
        self._check(file, limits)
        batches = (self._text(batch, limits) for batch in file.iter_batches(_BATCH_ROWS))
        cells = gathered(batches, self.file_name, limits)
        if cells is None:
            raise EmptyFile(self.file_name)
        names = [_given(name) for name in cells.column_names]
        form = replace(_FORM, kind="sql") if is_kept_query(file.schema_arrow) else _FORM
        return named_table(self.file_name, cells, with_names(names), form, limits)

    def _check(self, file: pq.ParquetFile, limits: Limits) -> None:
        """What the file says about itself, before any of it is unpacked."""
        fields = file.schema_arrow
        check_columns(len(fields), self.file_name, limits)
        within(self.file_name, file.metadata.num_rows, limits.max_rows, "rows", "max_rows")
        nested = [field.name for field in fields if is_nested(field.type)]
        if nested:
            raise NestedColumns(self.file_name, nested)
        groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
        unpacked_within(self.file_name, sum(group.total_byte_size for group in groups), limits)

    def _text(self, batch: pa.RecordBatch, limits: Limits) -> pa.RecordBatch:
        """A batch as text; words are measured before their repeats are written out."""
        size = sum(_letters(column) for column in batch.columns)
        unpacked_within(self.file_name, size, limits)
        columns = [text_of(column) for column in batch.columns]
        return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


@dataclass(frozen=True, slots=True)
class ParquetOpener:
    """Opens Parquet files by their first bytes."""

    name: str = "parquet"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return head.startswith(_MAGIC) and b"\x00" in head[:64]

    def open(self, path: str, file_name: str, sheet: str | None = None) -> ParquetFile:
        return ParquetFile(path, file_name)


def _words(path: str) -> list[str]:
    """Columns of words, which are best read as a list of distinct ones."""
    schema = pq.read_schema(path)
    return [field.name for field in schema if _is_words(field.type)]


def _is_words(kind: pa.DataType) -> bool:
    return kind in (pa.string(), pa.large_string(), pa.binary(), pa.large_binary())


def _letters(column: pa.Array) -> int:
    """How many bytes the words of a column take once they are written out."""
    if not pa.types.is_dictionary(column.type):
        return 0
    lengths = pc.binary_length(pc.cast(column.dictionary, pa.large_binary()))
    return pc.sum(pc.cast(lengths.take(column.indices), pa.int64())).as_py() or 0


def _given(name: str) -> str:
    """The name of a column; the row labels that pandas writes have none."""
    return "" if name.startswith("__index_level_") else name


OPENERS.add(ParquetOpener())
