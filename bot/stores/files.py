"""Files in folders: in a local directory by default, by fsspec in `s3://…` and elsewhere."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

import fsspec

from bot.errors import PlainError
from bot.store import FileStore, MissingFolder

INCOMING = ".incoming"  # where folders are written before they take their place
COMPLETE = ".complete"  # written last where a folder can't be moved in one piece


class NoSuchFileSystem(PlainError):
    """An address that this installation can't open."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Files can't be kept at {url}: {reason}.",
            "Install what is missing, or change the setting `files.location`.",
        )


def open_files(url: str) -> FileStore:
    """The file store at an address: a path, or `protocol://…` of an fsspec file system.

    Raises NoSuchFileSystem.
    """
    if "://" in url and not url.startswith("file://"):
        return RemoteFiles(url)
    return LocalFiles(Path(url.removeprefix("file://")))


def checked(folder: str) -> str:
    """A folder's name, if it stays below the root. Raises ValueError."""
    parts = PurePosixPath(folder).parts
    if not parts or folder.startswith("/") or any(part.startswith(".") for part in parts):
        raise ValueError(f"{folder!r} is not a folder's name")
    return "/".join(parts)


class LocalFiles:
    """Folders in a local directory; a folder takes its place by one rename."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    @contextmanager
    def writing(self, folder: str) -> Iterator[Path]:
        target = self._root / checked(folder)
        fresh = self._root / INCOMING / uuid4().hex
        fresh.mkdir(parents=True)
        try:
            yield fresh
            self._take_place(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    @contextmanager
    def local(self, folder: str) -> Iterator[Path]:
        if not self.exists(folder):
            raise MissingFolder(folder)
        yield self._root / checked(folder)

    def exists(self, folder: str) -> bool:
        return (self._root / checked(folder)).is_dir()

    def delete(self, folder: str) -> None:
        self._set_aside(self._root / checked(folder))

    def sweep(self, seconds: float = 0.0) -> None:
        incoming = self._root / INCOMING
        for left in incoming.glob("*") if incoming.is_dir() else ():
            with suppress(FileNotFoundError):  # a living replica has just finished it
                if time.time() - left.stat().st_mtime >= seconds:
                    shutil.rmtree(left, ignore_errors=True)

    def _take_place(self, fresh: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        for last in (False, False, True):
            self._set_aside(target)
            try:
                fresh.rename(target)
            except OSError:  # someone else's folder of that name came in between
                if last:
                    raise
            else:
                return

    def _set_aside(self, target: Path) -> None:
        """Remove a folder by way of a rename, so that it is never seen half-removed."""
        old = self._root / INCOMING / uuid4().hex
        old.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.rename(old)
        except FileNotFoundError:
            return
        shutil.rmtree(old, ignore_errors=True)


class RemoteFiles:
    """Folders in a remote file system, copied here to be read and there when they are written."""

    def __init__(self, url: str) -> None:
        self._files: Any
        try:
            self._files, root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise NoSuchFileSystem(url, str(error)) from None
        self._root = str(root).rstrip("/")

    @contextmanager
    def writing(self, folder: str) -> Iterator[Path]:
        target = self._path(folder)
        with tempfile.TemporaryDirectory() as fresh:
            yield Path(fresh)
            self.delete(folder)
            for file in sorted(Path(fresh).rglob("*")):
                if file.is_file():
                    self._put(file, f"{target}/{file.relative_to(fresh).as_posix()}")
            self._files.pipe_file(f"{target}/{COMPLETE}", b"")

    @contextmanager
    def local(self, folder: str) -> Iterator[Path]:
        source = self._path(folder)
        if not self.exists(folder):
            raise MissingFolder(folder)
        with tempfile.TemporaryDirectory() as copy:
            for name in self._files.find(source):
                inside = name.removeprefix(source).lstrip("/")
                if inside != COMPLETE:
                    self._get(name, Path(copy) / inside)
            yield Path(copy)

    def exists(self, folder: str) -> bool:
        return bool(self._files.exists(f"{self._path(folder)}/{COMPLETE}"))

    def delete(self, folder: str) -> None:
        """The mark goes first: what is half-removed does not count as there."""
        target = self._path(folder)
        if self._files.exists(f"{target}/{COMPLETE}"):
            self._files.rm_file(f"{target}/{COMPLETE}")
        if self._files.exists(target):
            self._files.rm(target, recursive=True)

    def sweep(self, seconds: float = 0.0) -> None:
        """Nothing to do: a folder without its mark doesn't count, and is overwritten."""

    def _path(self, folder: str) -> str:
        return f"{self._root}/{checked(folder)}"

    def _put(self, file: Path, target: str) -> None:
        self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._files.put_file(str(file), target)

    def _get(self, name: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self._files.get_file(name, str(target))
