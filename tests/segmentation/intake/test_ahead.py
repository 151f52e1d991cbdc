"""A file is read and cleaned while something else is done."""

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from segmentation.errors import EmptyFile
from segmentation.intake.ahead import TakenAhead, customers_of
from segmentation.source import RawTable, Source
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec, Limits

SPEC = AnalysisSpec()
ROWS = "age,income\n" + "".join(f"{20 + n},{100 * n}\n" for n in range(20))


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


def watched(folder: Path, text: str = ROWS) -> Watched:
    path = folder / "customers.csv"
    path.write_text(text)
    return Watched(open_source(str(path), path.name))


def test_a_source_taken_ahead_gives_the_customers_it_would_have_given(tmp_path: Path) -> None:
    source = watched(tmp_path)
    ahead = TakenAhead(source, SPEC)
    assert ahead.name == "customers.csv"
    assert ahead.read(Limits()).cells.equals(source.source.read(Limits()).cells)
    there, here = customers_of(ahead, SPEC), customers_of(source.source, SPEC)
    assert there.table.equals(here.table)
    assert there.dataset == here.dataset


def test_it_is_read_once_and_not_by_the_one_who_asks(tmp_path: Path) -> None:
    source = watched(tmp_path)
    customers_of(TakenAhead(source, SPEC), SPEC)
    assert [thread is threading.current_thread() for thread in source.threads] == [False]


def test_whoever_asks_again_or_for_something_else_gets_a_fresh_reading(tmp_path: Path) -> None:
    source = watched(tmp_path)
    ahead = TakenAhead(source, SPEC)
    customers_of(ahead, SPEC)
    assert len(customers_of(ahead, SPEC).table) == 20
    other = replace(SPEC, leave_out=("age",))
    assert customers_of(TakenAhead(source, SPEC), other).features == ("income",)
    assert len(source.threads) == 4


def test_what_is_wrong_with_a_file_is_said_when_its_customers_are_asked_for(
    tmp_path: Path,
) -> None:
    ahead = TakenAhead(watched(tmp_path, ""), SPEC)
    with pytest.raises(EmptyFile):
        customers_of(ahead, SPEC)
