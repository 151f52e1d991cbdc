"""What a source of customers is: something that can be read into text cells, and its registry."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import pyarrow as pa

from segmentation.registry import Registry
from segmentation.results import CleaningStep, FileFormat
from segmentation.spec import Limits


@dataclass(frozen=True)
class RawTable:
    """A table as it was read: every cell is text (or null where nothing stood).

    cells: pyarrow table of string columns with unique, non-empty names, one row a line.
    receipt: what reading had to mend (bad lines, renamed columns …).
    """

    name: str
    cells: pa.Table
    format: FileFormat
    warnings: tuple[str, ...] = ()
    receipt: tuple[CleaningStep, ...] = ()


@runtime_checkable
class Source(Protocol):
    """One way in. Its fields are its parameters (a path, a query …)."""

    @property
    def name(self) -> str:
        """What people call this data (the file's name)."""
        ...

    def read(self, limits: Limits) -> RawTable:
        """Read everything. Raises UnreadableFile or one of its children."""
        ...


class Opener(Protocol):
    """How a file of some kind becomes a source; the registry is asked in order."""

    @property
    def name(self) -> str: ...

    def accepts(self, head: bytes, file_name: str) -> bool:
        """Whether these first bytes (at most 64 KiB) and this name are of its kind."""
        ...

    def open(self, path: str, file_name: str, sheet: str | None = None) -> Source:
        """The source. sheet: which table to read of a file with several, loosely spelled; a kind
        of file that holds one table has no use for it."""
        ...


OPENERS: Registry[Opener] = Registry("file format")
