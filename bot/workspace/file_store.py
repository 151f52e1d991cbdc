"""The bytes of the workspace's files: one file a record, in a folder, written in pieces."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

PREVIEW_BYTES = 4096
PIECE_BYTES = 1024 * 1024


class Source(Protocol):
    """Something that is uploaded and can be read piece by piece."""

    async def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        ...


async def pieces(source: Source) -> AsyncIterator[bytes]:
    """What is uploaded, a piece at a time."""
    while piece := await source.read(PIECE_BYTES):
        yield piece


class FileStore:
    """A folder of files named by their ids."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, file_id: str) -> Path:
        """Where the bytes of a file lie; ids hold letters and digits only."""
        return self._folder / file_id

    def write(self, file_id: str, content: bytes) -> int:
        """Store the whole content; returns its size."""
        self.path(file_id).write_bytes(content)
        return len(content)

    async def receive(self, file_id: str, pieces: AsyncIterator[bytes]) -> int:
        """Store what comes in pieces, without holding it in memory; returns its size."""
        size = 0
        with self.path(file_id).open("wb") as target:
            async for piece in pieces:
                size += target.write(piece)
        return size

    def head(self, file_id: str) -> bytes:
        """The first bytes of a file."""
        path = self.path(file_id)
        if not path.exists():
            return b""
        with path.open("rb") as source:
            return source.read(PREVIEW_BYTES)

    def delete(self, file_id: str) -> None:
        """Remove the bytes of a file."""
        self.path(file_id).unlink(missing_ok=True)
