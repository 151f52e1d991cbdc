"""A file is read and cleaned in a process of its own, while this one loads its libraries."""

import mmap
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

from bot.cli.processes import can_fork, copies, cores, deaf, loading

ALIGNED = 64  # bytes, as Arrow and NumPy like their arrays


class ReadElsewhere:
    """A reading under way."""

    def __init__(self, file: Path, wishes: Mapping[str, Any], config: Path | None) -> None:
        # Large arrays travel in a file without a name, which is mapped here instead of copied.
        self._arrays = tempfile.TemporaryFile()  # noqa: SIM115
        self._said, theirs = copies().Pipe(duplex=False)
        given = (file, wishes, config, self._arrays, theirs)
        with deaf():
            copies().Process(target=_read, args=given, daemon=True).start()
        theirs.close()

    def result(self) -> Any:
        """The CustomerTable, once; None where it could not be read, for reasons that a reading
        here will find again."""
        try:
            head, places = self._said.recv()
        except EOFError:
            return None
        return _unpacked(head, places, self._arrays)

    def close(self) -> None:
        """What was read stays."""
        self._said.close()
        self._arrays.close()


@contextmanager
def read_elsewhere(
    file: Path, wishes: Mapping[str, Any], config: Path | None
) -> Iterator[ReadElsewhere | None]:
    """A reading that begins at once; None on a single core, where this process can't be copied,
    and where the system has no room for another or for its file."""
    reading = None
    if cores() > 1 and can_fork():
        with suppress(OSError):
            reading = ReadElsewhere(file, wishes, config)
    if reading is None:
        yield None
        return
    with closing(reading):
        yield reading


def _read(
    file: Path, wishes: Mapping[str, Any], config: Path | None, arrays: IO[bytes], to: Connection
) -> None:
    """What the other process does. What goes wrong is not said: the reading here will say it."""
    with suppress(Exception), to:
        with loading():
            from bot.cli.wishes import source_and_spec
            from bot.settings import load_settings
            from segmentation.intake.ahead import taken_in

        source, spec = source_and_spec(file, wishes, load_settings(config))
        to.send(_packed(taken_in(source, spec), arrays))


def _packed(thing: Any, into: IO[bytes]) -> tuple[bytes, list[tuple[int, int]]]:
    """The thing without its arrays, which are written to a file, and where they lie there."""
    arrays: list[pickle.PickleBuffer] = []
    head = pickle.dumps(thing, protocol=5, buffer_callback=arrays.append)
    places = []
    for array in arrays:
        with array.raw() as content:
            places.append((into.tell(), content.nbytes))
            into.write(content)
            into.write(bytes(-content.nbytes % ALIGNED))
    into.flush()
    return head, places


def _unpacked(head: bytes, places: list[tuple[int, int]], arrays: IO[bytes]) -> Any:
    mapped = memoryview(mmap.mmap(arrays.fileno(), 0, access=mmap.ACCESS_COPY))
    return pickle.loads(head, buffers=[mapped[at : at + size] for at, size in places])
