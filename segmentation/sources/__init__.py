"""Ways in: every kind of file that can be read, and the function that picks one."""

from pathlib import Path

from segmentation.errors import NotATable, UnreadableFile
from segmentation.reading.file_kind import other_kind
from segmentation.source import OPENERS, Source
from segmentation.sources import csv_file as csv_file

HEAD_BYTES = 1 << 16


def open_source(path: str, file_name: str) -> Source:
    """The source that can read a file, picked by its first bytes.

    Parameters
    ----------
    path : where the bytes are.
    file_name : what people call the file; sentences use this name.

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
    for opener in OPENERS:
        if opener.accepts(head, file_name):
            return opener.open(path, file_name)
    raise NotATable(file_name, other_kind(head, file_name) or "of a kind I don't know")
