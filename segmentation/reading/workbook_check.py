"""A workbook before it is opened: whole, not behind a password, and no larger than it may be.

Modern workbooks are ZIP archives of XML. A small one can unpack to more than any memory holds, and
two cells at opposite corners of a sheet span billions of empty ones. The library that reads them
trusts both, so they are measured here first.
"""

import mmap
import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from segmentation.errors import DamagedFile, NotATable, ProtectedFile
from segmentation.reading.bounds import unpacked_within
from segmentation.reading.unpacking import DAMAGE
from segmentation.reading.zip_kind import ZIP
from segmentation.spec import Limits

KIND = "a workbook"
_PIECE = 1 << 20
# A cell takes so many bytes in memory, empty or not.
_CELL_BYTES = 32
# A cell that holds something; the empty ones, which have only a style, are closed at once.
_FILLED = re.compile(rb'<(?:\w+:)?c [^<>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}(?<!/)>')
_OVERLAP = 500
_MEDIA = ("xl/media/", "Pictures/", "Thumbnails/", "docProps/")
_STREAMS = {
    "EncryptedPackage": "",
    "WordDocument": "an old Word document",
    "PowerPoint Document": "an old PowerPoint presentation",
    "__properties_version1.0": "an e-mail message (Outlook)",
}


def check_workbook(path: str, name: str, limits: Limits) -> None:
    """Measure a workbook.

    Raises
    ------
    DamagedFile : cut short or broken.
    ProtectedFile : behind a password.
    NotATable : another kind of document in the same wrapping.
    FileTooLarge : unpacks to more than `limits.max_decompressed_bytes`.
    """
    with Path(path).open("rb") as file:
        is_zip = file.read(len(ZIP)) == ZIP
    if not is_zip:
        _check_old(path, name)
        return
    try:
        with ZipFile(path) as archive:
            _check_archive(archive, name, limits)
    except (*DAMAGE, OSError) as error:
        raise DamagedFile(name, KIND) from error


def _check_old(path: str, name: str) -> None:
    """Files from before 2007, and encrypted ones, tell what they are by the names of streams."""
    with (
        Path(path).open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        for stream, kind in _STREAMS.items():
            if data.find(stream.encode("utf-16-le")) >= 0:
                raise NotATable(name, kind) if kind else ProtectedFile(name)


def _check_archive(archive: ZipFile, name: str, limits: Limits) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        raise ProtectedFile(name)
    unpacked_within(name, sum(member.file_size for member in members), limits)
    for member in members:
        if member.filename == "META-INF/manifest.xml" and b"encryption-data" in archive.read(
            member
        ):
            raise ProtectedFile(name)
        if not member.filename.startswith(_MEDIA):
            _check_member(archive, member, name, limits)


def _check_member(archive: ZipFile, member: ZipInfo, name: str, limits: Limits) -> None:
    """Unpack once without keeping anything: a wrong size or checksum shows now."""
    is_sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
    rows, columns = 0, set[bytes]()
    for piece in _pieces(archive, member):
        if is_sheet:
            found = _FILLED.findall(piece)
            columns.update(map(itemgetter(0), found))
            rows = max(rows, max(map(int, map(itemgetter(1), found)), default=0))
            widest = max(map(_column_number, columns), default=0)
            unpacked_within(name, rows * widest * _CELL_BYTES, limits)


def _pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """The member in pieces that overlap by more than a tag."""
    with archive.open(member) as stream:
        tail = b""
        while piece := stream.read(_PIECE):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
