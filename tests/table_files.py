"""One table as a file of every kind, written as people's programs write them."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import pandas as pd
import xlwt

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def csv_bytes(table: pd.DataFrame, delimiter: str = ",") -> bytes:
    """Text; whole numbers beside gaps stay whole, and booleans are spelled as databases do."""
    whole = table.convert_dtypes()
    truths = whole.select_dtypes("boolean").columns
    whole[truths] = whole[truths].astype("string").apply(lambda cells: cells.str.lower())
    return whole.to_csv(index=False, sep=delimiter, lineterminator="\n").encode()


def xlsx_bytes(sheets: dict[str, pd.DataFrame] | pd.DataFrame) -> bytes:
    """A workbook as pandas writes it."""
    sheets = {"Customers": sheets} if isinstance(sheets, pd.DataFrame) else sheets
    written = io.BytesIO()
    with pd.ExcelWriter(written, engine="xlsxwriter") as writer:
        for name, table in sheets.items():
            table.to_excel(writer, sheet_name=name, index=False)
    return written.getvalue()


def xls_bytes(table: pd.DataFrame) -> bytes:
    """A workbook of Excel 97."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Customers")
    for row, line in enumerate([list(table.columns), *table.astype(object).to_numpy().tolist()]):
        for column, value in enumerate(line):
            if value is not None and value == value:
                sheet.write(row, column, value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _record(kind: int, content: bytes = b"") -> bytes:
    """One record of a binary workbook: its kind and its length in sevens of bits, its content."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0xFF, kind >> 8])
    length, sevens = len(content), bytearray()
    while length >= 0x80:
        sevens.append(length & 0x7F | 0x80)
        length >>= 7
    return head + bytes([*sevens, length]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_cell(column: int, value: object) -> bytes:
    place = struct.pack("<II", column, 0)
    if value is None or value != value:
        return _record(0x01, place)
    if isinstance(value, bool):
        return _record(0x04, place + bytes([value]))
    if isinstance(value, str):
        return _record(0x06, place + _wide(value))
    return _record(0x05, place + struct.pack("<d", value))


def xlsb_bytes(table: pd.DataFrame) -> bytes:
    """A binary workbook: the records of MS-XLSB that every reader needs, and no others."""
    lines = [list(table.columns), *table.astype(object).to_numpy().tolist()]
    rows = b"".join(
        _record(0x00, struct.pack("<IIHBBBI", at, 0, 0x12C, 0, 0, 0, 0))
        + b"".join(_xlsb_cell(column, value) for column, value in enumerate(line))
        for at, line in enumerate(lines)
    )
    size = struct.pack("<IIII", 0, len(lines) - 1, 0, len(table.columns) - 1)
    sheet = (
        _record(0x0181) + _record(0x0194, size) + _record(0x0191) + rows
        + _record(0x0192) + _record(0x0182)
    )  # fmt: skip
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Customers")
    book = (
        _record(0x0183) + _record(0x018F) + _record(0x019C, bundle) + _record(0x0190)
        + _record(0x0184)
    )  # fmt: skip
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="bin"'
            ' ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            '<Default Extension="rels" ContentType="application/xml"/></Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="rId1"'
            f' Type="{office}/officeDocument" Target="xl/workbook.bin"/></Relationships>'.encode(),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{links}"><Relationship Id="rId1"'
            f' Type="{office}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'.encode(),
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _ods_cell(value: object) -> str:
    if value is None or value != value:
        return "<table:table-cell/>"
    if isinstance(value, str):
        kind, content = 'office:value-type="string"', escape(value)
    elif isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        content = str(value).upper()
    else:
        kind, content = f'office:value-type="float" office:value="{value}"', str(value)
    return f"<table:table-cell {kind}><text:p>{content}</text:p></table:table-cell>"


def ods_bytes(table: pd.DataFrame) -> bytes:
    """A workbook as LibreOffice writes it, with the blank rest of the sheet in one long row."""
    lines = [list(table.columns), *table.astype(object).to_numpy().tolist()]
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in lines
    )
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}>'
        f'<office:body><office:spreadsheet><table:table table:name="Customers">{rows}{blank}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        "</manifest:manifest>"
    )
    members = {
        "mimetype": _ODS.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    return zipped(members)


def parquet_bytes(table: pd.DataFrame) -> bytes:
    written = io.BytesIO()
    table.to_parquet(written)
    return written.getvalue()


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {name: (None if value != value else value) for name, value in row.items()}
        for row in table.astype(object).to_dict("records")
    ]


def json_bytes(table: pd.DataFrame) -> bytes:
    return json.dumps(_records(table), indent=1, ensure_ascii=False).encode()


def ndjson_bytes(table: pd.DataFrame) -> bytes:
    return "\n".join(json.dumps(row) for row in _records(table)).encode()


# By the ending of the file's name.
WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": csv_bytes,
    "tsv": lambda table: csv_bytes(table, "\t"),
    "psv": lambda table: csv_bytes(table, "|"),
    "csv.gz": lambda table: gzip.compress(csv_bytes(table), mtime=0),
    "zip": lambda table: zipped(
        {"customers.csv": csv_bytes(table), "__MACOSX/._customers.csv": b"x"}
    ),
    "xlsx": xlsx_bytes,
    "xls": xls_bytes,
    "xlsb": xlsb_bytes,
    "ods": ods_bytes,
    "parquet": parquet_bytes,
    "json": json_bytes,
    "ndjson": ndjson_bytes,
}
