"""The tables in a JSON document: lists of records, of rows, of values by column."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from segmentation.reading.bounds import within
from segmentation.reading.json_records import flat, value_text
from segmentation.reading.json_text import JsonText, NotJson
from segmentation.reading.text_columns import TextColumns, text_array
from segmentation.spec import Limits

# Lists are looked for so many objects deep.
_DEEPEST = 4
_BROKEN_SHARE = 0.1
Cells = dict[str, str | None]


class NoTable(Exception):
    """JSON, but no list of records in it."""


@dataclass(frozen=True)
class JsonTable:
    """One table of a document.

    cells: string columns. names: whether they carry names, or the first row has to be looked at.
    depth: how many objects deep it stands. broken: lines that were no JSON.
    """

    cells: pa.Table
    named: bool = True
    depth: int = 0
    broken: int = 0


@dataclass
class Walked:
    """What was found in one object: tables by their path, lists and objects of plain values."""

    depth: int
    tables: dict[str, JsonTable] = field(default_factory=dict)
    lists: dict[str, list[str | None]] = field(default_factory=dict)
    objects: dict[str, Cells] = field(default_factory=dict)
    inner: list["Walked"] = field(default_factory=list)
    values: Cells = field(default_factory=dict)


class JsonReader:
    """Reads one document. name: what people call the file."""

    def __init__(self, text: JsonText, name: str, limits: Limits) -> None:
        self._text, self._name, self._limits = text, name, limits

    def tables(self) -> dict[str, JsonTable]:
        """Every table by its path, "" for the document itself.

        Raises
        ------
        NotJson : the document breaks off or is none.
        NoTable : no table in it.
        FileTooLarge : more than the limits allow.
        """
        if self._text.is_sequence():
            return {"": self._sequence()}
        if self._text.peek() == "[":
            found = self._list(0)
            if not isinstance(found, JsonTable):
                raise NoTable
            return {"": found}
        walked = self._object("", 0)
        if self._text.peek():
            raise NotJson("more than one document")
        return walked.tables or _by_columns(walked)

    def _columns(self) -> TextColumns:
        return TextColumns(self._name, self._limits)

    def _sequence(self) -> JsonTable:
        """One value a line; lines that are no JSON are set aside while they are few."""
        columns, named, broken = self._columns(), self._text.peek() == "{", 0
        while self._text.peek():
            try:
                columns.add(_row(self._text.value(), named))
            except NotJson:
                broken += 1
                self._text.skip_line()
        if broken > max(1, _BROKEN_SHARE * len(columns)):
            raise NotJson("lines that are no JSON")
        return JsonTable(columns.table(), named, broken=broken)

    def _list(self, depth: int) -> JsonTable | list[str | None]:
        """A list of records or rows as a table, a list of plain values as it is."""
        columns, values = self._columns(), list[str | None]()
        named = None
        for _ in self._text.items():
            is_plain = self._text.peek() not in ("{", "[")
            if named is None and not is_plain:
                named = self._text.peek() == "{"
                if any(values):
                    raise NoTable
            value = self._text.value()
            if named is None:
                values.append(value_text(value))
                within(self._name, len(values), self._limits.max_rows, "rows", "max_rows")
            elif value is not None:
                columns.add(_row(value, named))
        if named is None:
            return values
        return JsonTable(columns.table(), named, depth)

    def _object(self, path: str, depth: int) -> Walked:
        found = Walked(depth)
        for key in self._text.members():
            here = f"{path}.{key}" if path else key
            sign = self._text.peek()
            if sign == "[":
                self._keep(found, here, key)
            elif sign == "{" and depth < _DEEPEST:
                below = self._object(here, depth + 1)
                found.tables |= below.tables
                if below.values:
                    found.objects[key] = below.values
                found.inner.append(below)
            else:
                found.values[key] = value_text(self._text.value())
        return found

    def _keep(self, found: Walked, path: str, key: str) -> None:
        table = self._list(found.depth)
        if isinstance(table, list):
            found.lists[key] = table
        elif table.cells.num_rows:
            found.tables[path] = _headed(table, found.lists)


def _row(value: Any, named: bool) -> Cells:
    """A record or a row as cells. Raises NoTable where it is another kind than the first one."""
    if named and isinstance(value, dict):
        return flat(value)
    if not named and isinstance(value, list):
        return {str(at): value_text(cell) for at, cell in enumerate(value)}
    raise NoTable


def _headed(table: JsonTable, lists: dict[str, list[str | None]]) -> JsonTable:
    """Rows whose names stand beside them, as `{"columns": […], "data": [[…]]}`."""
    names = lists.get("columns")
    if table.named or names is None or len(names) != table.cells.num_columns:
        return table
    return JsonTable(table.cells.rename_columns([name or "" for name in names]), True, table.depth)


def _by_columns(walked: Walked) -> dict[str, JsonTable]:
    """A table spelled column by column, or as an object of records."""
    for one in _all_walked(walked):
        for cells in (_of_lists(one.lists), _of_objects(one.objects)):
            if cells is not None:
                return {"": JsonTable(cells)}
    raise NoTable


def _all_walked(walked: Walked) -> Iterator[Walked]:
    yield walked
    for inner in walked.inner:
        yield from _all_walked(inner)


def _of_lists(lists: dict[str, list[str | None]]) -> pa.Table | None:
    """`{"age": [19, 21], "income": [15, 15]}`."""
    if not lists or len({len(values) for values in lists.values()}) > 1:
        return None
    return _text_table(lists)


def _of_objects(objects: dict[str, Cells]) -> pa.Table | None:
    """`{"age": {"0": 19, "1": 21}}` column by column, `{"c1": {"age": 19}, …}` row by row."""
    if not objects:
        return None
    if all(key.isdigit() for cells in objects.values() for key in cells):
        rows = list(dict.fromkeys(key for cells in objects.values() for key in cells))
        return _text_table(
            {name: [cells.get(row) for row in rows] for name, cells in objects.items()}
        )
    shared = set.intersection(*(set(cells) for cells in objects.values()))
    if len(objects) < 2 or not shared:
        return None
    names = list(dict.fromkeys(name for cells in objects.values() for name in cells))
    table = {name: [cells.get(name) for cells in objects.values()] for name in names}
    if list(objects) != [str(at) for at in range(len(objects))]:
        table = {"key": list(objects), **table}
    return _text_table(table)


def _text_table(columns: dict[str, list[str | None]]) -> pa.Table:
    return pa.table({name: text_array(values) for name, values in columns.items()})
