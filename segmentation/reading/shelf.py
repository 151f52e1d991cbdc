"""Large tables put aside on disk until somebody needs them again."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

WORTH_IT = 200_000_000  # bytes


def shelved(table: pa.Table, worth_it: int = WORTH_IT, folder: Path | None = None) -> pa.Table:
    """The same table; a large one lies in a file that is mapped and has no name any more.

    Its cells then count as cache, which the system takes away and brings back as it needs to.
    Where the file can't be written, the table stays where it is.

    Parameters
    ----------
    table : of any columns.
    worth_it : from how many bytes on it is put aside.
    folder : where to; the system's folder for temporary files, unless said.
    """
    if table.nbytes < worth_it:
        return table
    try:
        return _mapped(table, folder)
    except OSError:
        return table


def _mapped(table: pa.Table, folder: Path | None) -> pa.Table:
    with tempfile.NamedTemporaryFile(suffix=".arrow", dir=folder, delete=False) as file:
        path = Path(file.name)
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    finally:
        with suppress(OSError):  # where a mapped file can't lose its name, it stays until a reboot
            path.unlink()


def give_back() -> None:
    """Return to the system what Arrow keeps for later; after reading, that is a large part."""
    pa.default_memory_pool().release_unused()
