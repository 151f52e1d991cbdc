"""What a ZIP archive is, told from its first bytes: a workbook, another document, plain files."""

import zlib
from collections.abc import Iterator
from typing import Literal

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
ZipKind = Literal["workbook", "word", "slides", "text", "files"]
_HEADER = 30
_SIZE_FOLLOWS = 0x08
_DEFLATED = 8
_FOLDERS: dict[str, ZipKind] = {"xl": "workbook", "word": "word", "ppt": "slides"}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xltx", ".ods")


def zip_kind(head: bytes, file_name: str) -> ZipKind | None:
    """What an archive with these first bytes is; None where they begin no archive.

    Parameters
    ----------
    head : the first bytes of the file, 64 KiB are plenty.
    file_name : asked only where the names inside tell nothing.
    """
    if not head.startswith((ZIP, EMPTY_ZIP)):
        return None
    for name, content in _members(head):
        if name == "mimetype" and content.startswith(_OPEN_DOCUMENT):
            is_sheet = content[len(_OPEN_DOCUMENT) :].startswith(b"spreadsheet")
            return "workbook" if is_sheet else "text"
        folder, _, rest = name.partition("/")
        if folder in _FOLDERS and rest.endswith((".xml", ".rels", ".bin")):
            return _FOLDERS[folder]
    return "workbook" if file_name.lower().endswith(_WORKBOOKS) else "files"


def _members(head: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and first bytes of each member, as far as the head goes. Members are stepped over by
    their size: an archive stored in an archive would show its own members otherwise."""
    at = 0
    while at >= 0 and head.startswith(ZIP, at) and at + _HEADER <= len(head):
        flags, packed = _number(head, at + 6, 2), _number(head, at + 18, 4)
        name_end = at + _HEADER + _number(head, at + 26, 2)
        start = name_end + _number(head, at + 28, 2)
        content = head[start : start + 200]
        if _number(head, at + 8, 2) == _DEFLATED:
            content = _inflated(content)
        yield head[at + _HEADER : name_end].decode("utf-8", "replace"), content
        is_told = packed or not flags & _SIZE_FOLLOWS
        at = start + packed if is_told else head.find(ZIP, start)


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, 200)
    except zlib.error:
        return b""


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
