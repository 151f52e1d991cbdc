"""A segment's own name: kept with the data set, found again after a new cut, taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.desk import Desk
from bot.job import Aside
from bot.request import Place, Request
from bot.services.analyze_upload import analyse
from bot.services.explain_customer import NoSuchCustomer, explain_customer
from bot.services.find_analysis import find_subject
from bot.services.refit_dataset import SpecChange, refit_dataset
from bot.services.rename_segment import NameTaken, NothingToUndo, rename_segment, undo_rename
from bot.settings import Settings
from bot.spec_file import spec_to_dict
from bot.store import AnalysisRecord, Dataset
from bot.stores.files import open_files
from bot.stores.memory import MemoryStore
from segmentation.spec import AnalysisSpec

NOW = datetime(2026, 5, 4, tzinfo=UTC)
PLACE = Place("T024BE7LD", "C061EG9T2")


class Here:
    """Computes in this very process."""

    def run(self, function: Callable[..., Any], *args: Any, **told: Any) -> Any:
        return function(*args)


def asked(identity: str) -> Request:
    return Request(identity, "", PLACE, "U061F7AUR", "slash")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with one data set of two clear groups, analysed."""
    rows = [f"C-{at},{10 + at % 5},{20 + at % 7}" for at in range(60)]
    rows += [f"C-{at},{80 + at % 5},{90 + at % 7}" for at in range(60, 100)]
    files = open_files(str(tmp_path))
    with files.writing("datasets/ds_1/upload") as folder:
        (folder / "table").write_text("\n".join(["Customer ID,Income,Spend", *rows]))
    store = MemoryStore()
    store.add_dataset(
        Dataset("ds_1", "T", PLACE.channel, "", "", "F1", "c.csv", "U1", "datasets/ds_1", NOW)
    )
    nobody: Any = None
    made = Desk(
        Settings(), store, files, Here(), nobody, nobody, nobody, lambda: NOW, Aside("first"), print
    )
    spec = AnalysisSpec(k=2)
    facts = analyse("datasets/ds_1", "c.csv", spec, made)
    store.add_analysis(
        AnalysisRecord(
            "an_1", "ds_1", facts["folder"], spec_to_dict(spec), 2, "segments", "kmeans", "U1", NOW
        )
    )

    return made


def names(desk: Desk) -> list[str]:
    return [s.name for s in find_subject(asked("look"), desk).analysis.segments]


def test_a_name_is_given_once_however_often_the_job_runs(desk: Desk) -> None:
    before = names(desk)
    result = rename_segment(asked("r1"), 2, "VIPs", desk)
    rename_segment(asked("r1"), 2, "VIPs", desk)
    assert (result.number, result.before) == (2, before[1])
    assert names(desk) == [before[0], "VIPs"]
    undo_rename(asked("u1"), desk)
    assert names(desk) == before


def test_the_name_survives_a_new_cut_whose_segment_is_the_same(desk: Desk) -> None:
    rename_segment(asked("r1"), 2, "VIPs", desk)
    anew = replace(desk, job=Aside("second"))
    cut = refit_dataset(asked("k3"), SpecChange(k=3), anew)
    assert "VIPs" in [s.name for s in cut.subject.analysis.segments]
    assert len(cut.subject.analysis.segments) == 3
    undo_rename(asked("u1"), desk)
    assert "VIPs" not in names(desk)


def test_undo_takes_names_back_one_by_one_and_then_says_that_none_is_left(desk: Desk) -> None:
    rename_segment(asked("r1"), 2, "VIPs", desk)
    rename_segment(asked("r2"), 2, "Friends", desk)
    back = undo_rename(asked("u1"), desk)
    undo_rename(asked("u1"), desk)  # the same job, run again
    assert (back.number, back.before, back.undone) == (2, "Friends", True)
    assert names(desk)[1] == "VIPs"
    undo_rename(asked("u2"), desk)
    with pytest.raises(NothingToUndo):
        undo_rename(asked("u3"), desk)


def test_two_segments_never_bear_one_name(desk: Desk) -> None:
    rename_segment(asked("r1"), 2, "VIPs", desk)
    with pytest.raises(NameTaken):
        rename_segment(asked("r2"), 1, "vips", desk)


def test_pictures_and_exports_of_the_old_name_are_gone(desk: Desk) -> None:
    record = desk.store.analysis("an_1")
    assert record is not None
    for kept in ("charts", "exports"):
        with desk.files.writing(f"{record.folder}.{kept}/x") as folder:
            (folder / "old").write_text("old")
    rename_segment(asked("r1"), 1, "Regulars", desk)
    assert not desk.files.exists(f"{record.folder}.charts/x")
    assert not desk.files.exists(f"{record.folder}.exports/x")
    with desk.files.local(record.folder) as folder:
        assert (folder / "charts" / "bars.png").read_bytes().startswith(b"\x89PNG")


def test_a_customer_is_explained_from_what_is_stored(desk: Desk) -> None:
    subject = find_subject(asked("look"), desk)
    told = explain_customer(subject, "c-7", desk)
    assert told.reasons.segment == 1
    assert told.typed == "c-7"
    with pytest.raises(NoSuchCustomer, match="C-999"):
        explain_customer(subject, "C-999", desk)
