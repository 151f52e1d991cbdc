"""Which way in a file takes: told by its first bytes, not by its name."""

from pathlib import Path

from segmentation.errors import NotATable, UnreadableFile
from segmentation.reading.file_kind import other_kind
from segmentation.source import OPENERS, Opener, Source

HEAD_BYTES = 1 << 16


def open_source(path: str, file_name: str, sheet: str | None = None) -> Source:
    """The source that can read a file, picked by its first bytes.

    Parameters
    ----------
    path : where the bytes are.
    file_name : what people call the file; sentences use this name.
    sheet : which table to read of a file with several.

    Raises
    ------
    UnreadableFile : when there is no such file.
    NotATable : when the bytes are of a kind that no member of OPENERS reads.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        reason = (error.strerror or "it can't be opened").lower()
        raise UnreadableFile(
            f"I couldn't open *{file_name}*: {reason}.", "Check the file's name and place."
        ) from error
    opener = opener_for(head, file_name)
    if opener is None:
        raise NotATable(file_name, other_kind(head, file_name) or "of a kind I don't know")
    return opener.open(path, file_name, sheet)


def opener_for(head: bytes, file_name: str) -> Opener | None:
    """The first member of OPENERS that takes these bytes; the registry is asked in order."""
    return next((opener for opener in OPENERS if opener.accepts(head, file_name)), None)
