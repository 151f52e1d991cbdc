"""A file is read while something else is done."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from segmentation.errors import EmptyFile
from segmentation.reading.read_ahead import ReadAhead
from segmentation.source import RawTable, Source
from segmentation.sources import open_source
from segmentation.spec import Limits


@dataclass
class Watched:
    """A source that notes on which threads it is read."""

    source: Source
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.source.name

    def read(self, limits: Limits) -> RawTable:
        self.threads.append(threading.current_thread())
        return self.source.read(limits)


def watched(folder: Path, text: str) -> Watched:
    path = folder / "customers.csv"
    path.write_text(text)
    return Watched(open_source(str(path), path.name))


def test_a_source_read_ahead_gives_what_it_would_have_given(tmp_path: Path) -> None:
    source = watched(tmp_path, "id,age\n1,30\n2,40\n")
    ahead = ReadAhead(source, Limits())
    assert ahead.name == "customers.csv"
    assert ahead.read(Limits()).cells.equals(source.source.read(Limits()).cells)


def test_it_is_read_once_and_not_by_the_one_who_asks(tmp_path: Path) -> None:
    source = watched(tmp_path, "id,age\n1,30\n2,40\n")
    ReadAhead(source, Limits()).read(Limits())
    assert [thread is threading.current_thread() for thread in source.threads] == [False]


def test_whoever_asks_again_or_with_other_limits_gets_a_fresh_reading(tmp_path: Path) -> None:
    source = watched(tmp_path, "id,age\n1,30\n2,40\n")
    ahead = ReadAhead(source, Limits())
    ahead.read(Limits())
    assert ahead.read(Limits()).cells.num_rows == 2
    assert ReadAhead(source, Limits()).read(Limits(max_rows=5)).cells.num_rows == 2
    assert len(source.threads) == 4


def test_what_is_wrong_with_a_file_is_said_when_it_is_asked_for(tmp_path: Path) -> None:
    ahead = ReadAhead(watched(tmp_path, ""), Limits())
    with pytest.raises(EmptyFile):
        ahead.read(Limits())
