"""Packed files: unpacked to a temporary file, piece by piece and no further than the limit."""

import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from gzip import BadGzipFile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal
from zipfile import BadZipFile

from segmentation.errors import DamagedFile, EmptyFile, NotATable, UnreadableFile
from segmentation.reading.bounds import unpacked_within
from segmentation.reading.file_kind import other_kind
from segmentation.reading.opening import HEAD_BYTES, opener_for
from segmentation.source import RawTable
from segmentation.spec import Limits

Packed = Literal["gzip", "zip"]
_PIECE = 1 << 20
_KINDS: dict[Packed, str] = {"gzip": "a gzip archive", "zip": "a ZIP archive"}
# What goes wrong inside an archive that was cut short or changed.
DAMAGE = (BadGzipFile, BadZipFile, EOFError, zlib.error, lzma.LZMAError, NotImplementedError)


def read_packed(
    stream: IO[bytes], packed: Packed, name: str, sheet: str | None, limits: Limits
) -> RawTable:
    """The table in a packed stream, read by whichever opener takes what comes out of it.

    Parameters
    ----------
    stream : gives the unpacked bytes.
    name : what people call the packed file.
    sheet : handed on to a workbook.

    Raises
    ------
    FileTooLarge : more than `limits.max_decompressed_bytes` come out.
    DamagedFile : the archive is cut short or broken.
    NotATable : an archive in an archive, or another kind of file.
    """
    with _unpacked(stream, packed, name, limits) as path:
        head = first_bytes(path)
        if not head:
            raise EmptyFile(name)
        opener = opener_for(head, name)
        if opener is None:
            raise NotATable(name, f"{_KINDS[packed]} with {other_kind(head, name)} in it")
        if opener.name in _KINDS:
            raise NotATable(name, "an archive inside an archive (unpack it first)")
        inner = replace(limits, max_bytes=limits.max_decompressed_bytes)
        table = opener.open(str(path), name, sheet).read(inner)
    return replace(table, format=replace(table.format, packed=packed))


def first_bytes(path: Path) -> bytes:
    """As many as openers ask for."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


@contextmanager
def _unpacked(stream: IO[bytes], packed: Packed, name: str, limits: Limits) -> Iterator[Path]:
    """The path of a file with all that the stream gives; it is gone afterwards."""
    with TemporaryDirectory(prefix="segment-bot-") as folder:
        path = Path(folder) / "table"
        try:
            _copy(stream, path, name, limits)
        except DAMAGE as error:
            raise DamagedFile(name, _KINDS[packed]) from error
        except OSError as error:
            if error.errno is None:  # not the disk, but what decompresses
                raise DamagedFile(name, _KINDS[packed]) from error
            reason = (error.strerror or "the disk refuses").lower()
            raise UnreadableFile(
                f"I couldn't unpack *{name}*: {reason}.", "Unpack it and drop the table itself."
            ) from error
        yield path


def _copy(stream: IO[bytes], path: Path, name: str, limits: Limits) -> None:
    size = 0
    with path.open("wb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            unpacked_within(name, size, limits)
            file.write(piece)
