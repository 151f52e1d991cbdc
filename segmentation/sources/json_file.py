"""JSON documents and files of one JSON record a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from segmentation.errors import DamagedFile, EmptyFile, NotATable, SeveralTables
from segmentation.reading.bounds import check_file
from segmentation.reading.encodings import Decoded, to_utf8
from segmentation.reading.file_kind import looks_like_json
from segmentation.reading.json_tables import JsonReader, JsonTable, NoTable
from segmentation.reading.json_text import JsonText, NotJson
from segmentation.reading.table_choice import table_meant
from segmentation.reading.typed_table import grid_table, named_table, with_names
from segmentation.results import CleaningStep, FileFormat
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The records in a JSON document.

    path: where the bytes are.
    file_name: what people call it.
    sheet: the name of the list to read, in a document with several.
    """

    path: str
    file_name: str
    sheet: str | None = None

    @property
    def name(self) -> str:
        return self.file_name

    def read(self, limits: Limits) -> RawTable:
        """Read every value as text.

        Raises
        ------
        EmptyFile : no record.
        NotATable : no list of records.
        SeveralTables : several lists of records, and `sheet` names none of them.
        DamagedFile : cut short or no JSON.
        FileTooLarge : more than `limits` allows.
        """
        check_file(self.path, self.file_name, limits)
        with pa.memory_map(self.path) as file:
            return self._read(to_utf8(file.read_buffer()), limits)

    def _read(self, text: Decoded, limits: Limits) -> RawTable:
        reader = JsonReader(JsonText(text.data), self.file_name, limits)
        try:
            table = self._chosen(reader.tables())
        except NoTable as error:
            kind = "a JSON document without a list of records"
            raise NotATable(self.file_name, kind) from error
        except NotJson as error:
            raise DamagedFile(self.file_name, "a JSON document") from error
        form = FileFormat(encoding=text.encoding, delimiter="", kind="json")
        return self._laid_out(table, form, limits)

    def _chosen(self, tables: Mapping[str, JsonTable]) -> JsonTable:
        """The only table, or the one that is named, or the only one that lies on top."""
        names = list(tables)
        if len(tables) > 1 and self.sheet is not None:
            return tables[table_meant(self.sheet, names, self.file_name)]
        top = min(table.depth for table in tables.values())
        on_top = [table for table in tables.values() if table.depth == top]
        if len(on_top) > 1:
            raise SeveralTables(self.file_name, names)
        return on_top[0]

    def _laid_out(self, table: JsonTable, form: FileFormat, limits: Limits) -> RawTable:
        steps = tuple(_broken(table))
        if table.cells.num_columns == 0:
            raise EmptyFile(self.file_name)
        if not table.named:
            return grid_table(self.file_name, table.cells, form, limits, steps)
        layout = with_names(table.cells.column_names)
        return named_table(self.file_name, table.cells, layout, form, limits, steps)


@dataclass(frozen=True, slots=True)
class JsonOpener:
    """Opens what begins as JSON does."""

    name: str = "json"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return looks_like_json(head)

    def open(self, path: str, file_name: str, sheet: str | None = None) -> JsonFile:
        return JsonFile(path, file_name, sheet)


def _broken(table: JsonTable) -> Iterator[CleaningStep]:
    if table.broken:
        what = "Lines that are no JSON were set aside."
        yield CleaningStep(what, table.broken, "Correct these lines in the file.")


OPENERS.add(JsonOpener())
