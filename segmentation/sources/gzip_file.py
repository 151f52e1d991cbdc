"""Tables packed with gzip, of any kind that can be read unpacked."""

import gzip
from dataclasses import dataclass
from typing import IO, cast

from segmentation.reading.bounds import check_file
from segmentation.reading.unpacking import read_packed
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits

_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class GzipFile:
    """A packed table in a file.

    path: where the bytes are.
    file_name: what people call it.
    sheet: which sheet to read where a workbook comes out of it.
    """

    path: str
    file_name: str
    sheet: str | None = None

    @property
    def name(self) -> str:
        return self.file_name

    def read(self, limits: Limits) -> RawTable:
        """Unpack within the limits, then read what came out."""
        check_file(self.path, self.file_name, limits)
        with gzip.open(self.path, "rb") as stream:
            return read_packed(cast(IO[bytes], stream), "gzip", self.file_name, self.sheet, limits)


@dataclass(frozen=True, slots=True)
class GzipOpener:
    """Opens .gz files by their first two bytes."""

    name: str = "gzip"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return head.startswith(_MAGIC)

    def open(self, path: str, file_name: str, sheet: str | None = None) -> GzipFile:
        return GzipFile(path, file_name, sheet)


OPENERS.add(GzipOpener())
