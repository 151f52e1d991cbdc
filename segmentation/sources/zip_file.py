"""ZIP archives with one table in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from segmentation.errors import DamagedFile, EmptyFile, NotATable, ProtectedFile, SeveralTables
from segmentation.reading.bounds import check_file
from segmentation.reading.opening import HEAD_BYTES, opener_for
from segmentation.reading.table_choice import table_meant
from segmentation.reading.unpacking import DAMAGE, read_packed
from segmentation.reading.zip_kind import zip_kind
from segmentation.results import CleaningStep
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits

_ENCRYPTED = 0x1
# What systems put beside people's own files.
_LITTER = ("thumbs.db", "desktop.ini")
# Endings of files that hold tables; others (a readme) give way to them.
_TABLES = (
    ".csv", ".tsv", ".tab", ".psv", ".dat", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet",
    ".pq", ".json", ".ndjson", ".jsonl",
)  # fmt: skip
# Members are looked into only up to here; nobody packs a table among so many other files.
_MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class ZippedTable:
    """A table in a ZIP archive.

    path: where the archive is.
    file_name: what people call it.
    sheet: which of its files is meant, or which sheet of the one workbook in it.
    """

    path: str
    file_name: str
    sheet: str | None = None

    @property
    def name(self) -> str:
        return self.file_name

    def read(self, limits: Limits) -> RawTable:
        """Find the one table, unpack it within the limits, and read it.

        Raises
        ------
        SeveralTables : more than one, and `sheet` names none of them.
        ProtectedFile : behind a password.
        DamagedFile : cut short or broken.
        """
        check_file(self.path, self.file_name, limits)
        try:
            with ZipFile(self.path) as archive:
                return self._read(archive, limits)
        except (*DAMAGE, OSError) as error:
            raise DamagedFile(self.file_name, "a ZIP archive") from error

    def _read(self, archive: ZipFile, limits: Limits) -> RawTable:
        members = [member for member in archive.infolist() if not _is_litter(member)]
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise ProtectedFile(self.file_name)
        tables = [one for one in members[:_MOST_MEMBERS] if self._may_be_table(archive, one)]
        if len(tables) > 1:
            tables = [one for one in tables if one.filename.lower().endswith(_TABLES)] or tables
        if not tables:
            raise self._without_tables(members)
        member, sheet = self._chosen(tables)
        with archive.open(member) as stream:
            table = read_packed(stream, "zip", self.file_name, sheet, limits)
        others = tuple(_left_out(members))
        return replace(table, receipt=(*others, *table.receipt))

    def _may_be_table(self, archive: ZipFile, member: ZipInfo) -> bool:
        with archive.open(member) as stream:
            head = stream.read(HEAD_BYTES)
        return bool(head) and opener_for(head, member.filename) is not None

    def _chosen(self, tables: Sequence[ZipInfo]) -> tuple[ZipInfo, str | None]:
        """The member to read, and what is left to say about sheets."""
        if len(tables) == 1:
            return tables[0], self.sheet
        names = [member.filename for member in tables]
        if self.sheet is None:
            raise SeveralTables(self.file_name, names)
        return tables[names.index(table_meant(self.sheet, names, self.file_name))], None

    def _without_tables(self, members: Sequence[ZipInfo]) -> EmptyFile | NotATable:
        if not any(member.file_size for member in members):
            return EmptyFile(self.file_name)
        return NotATable(self.file_name, "a ZIP archive without a table in it")


@dataclass(frozen=True, slots=True)
class ZipOpener:
    """Opens archives of plain files; workbooks are archives too, and asked for before."""

    name: str = "zip"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return zip_kind(head, file_name) == "files"

    def open(self, path: str, file_name: str, sheet: str | None = None) -> ZippedTable:
        return ZippedTable(path, file_name, sheet)


def _is_litter(member: ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return (
        member.is_dir()
        or path.parts[:1] == ("__MACOSX",)
        or path.name.startswith(".")
        or path.name.lower() in _LITTER
    )


def _left_out(members: Sequence[ZipInfo]) -> Sequence[CleaningStep]:
    """Files beside the table, for the receipt."""
    if len(members) < 2:
        return ()
    undo = "Pack them without the table if they should be read."
    what = "Other files in the archive were left alone."
    return (CleaningStep(what, len(members) - 1, undo),)


OPENERS.add(ZipOpener())
