"""A table that is read by itself: known by its source's name, read anew before a digest."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from bot.belonging import Belonging
from bot.desk import Desk
from bot.job import Aside, TimeLimitReached
from bot.request import Place, Request
from bot.result import Changed, Digested, ListedSource, NotRefreshed, Progress, Segmented
from bot.services.analyze_source import analyze_source
from bot.services.find_analysis import find_subject
from bot.services.keep_versions import baseline_of, look_for_series
from bot.services.list_sources import list_sources
from bot.services.post_digest import digest_now, matters
from bot.services.refresh_sources import refresh_sources
from bot.services.use_source import NoSuchSource, SourceWanted
from bot.settings import AnalysisSettings, Settings
from bot.source_settings import SourceSettings
from bot.store import Dataset
from bot.stores.files import open_files
from bot.stores.sql import SqlStore
from segmentation.source_errors import SourceEmpty, SourceRefused, SourceTooSlow
from segmentation.spec import AnalysisSpec
from tests.customer_databases import fill_sqlite

NOW = datetime(2026, 5, 4, tzinfo=UTC)
PLACE = Place("T024BE7LD", "C061EG9T2")
ELSEWHERE = Place("T024BE7LD", "C0ELSEWHERE")
CRM, ANEW = SourceWanted("crm"), SourceWanted("crm", anew=True)
PLACES = ((20, 20), (20, 80), (80, 20), (80, 80))


def table(counts: tuple[int, ...], seed: int = 1, income: str = "income") -> pd.DataFrame:
    """Customers around four places."""
    rng = np.random.default_rng(seed)
    parts = [
        np.array(place) + rng.normal(0, 6, (n, 2)) for place, n in zip(PLACES, counts, strict=True)
    ]
    points = np.concatenate(parts).round(1)
    ids = [f"C-{at}{n:04d}" for at, count in enumerate(counts) for n in range(count)]
    return pd.DataFrame({"customer_id": ids, income: points[:, 0], "spend": points[:, 1]})


USUAL, GROWN, FEW = table((40, 35, 30, 25)), table((40, 35, 30, 80), 2), table((3, 3, 3, 3), 3)


@dataclass
class Here:
    """Computes in this very process, unless it is to hang."""

    hangs: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)

    def run(self, function: Callable[..., Any], *args: Any, **told: Any) -> Any:
        self.asked.append(told)
        if self.hangs:
            raise TimeLimitReached(told["time_limit"])
        return function(*args)


class Names:
    """Knows one channel by name."""

    def zone_of(self, person: str) -> str:
        return "UTC"

    def belonging_of(self, person: str) -> Belonging:
        return "member"

    def channel_name(self, channel: str) -> str:
        return "crm-team" if channel == "C0NAMED" else ""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    fill_sqlite(tmp_path / "crm.db", USUAL)
    return tmp_path / "crm.db"


def made(folder: Path) -> Desk:
    """A desk with its database and its files in a folder, for sources beside it."""
    crm = SourceSettings(
        url=f"sqlite:///{folder}/crm.db",
        query="select * from customers",
        channels=(PLACE.channel, "#crm-team"),
        seconds=30.0,
    )
    payroll = crm.model_copy(update={"channels": ("C0BOARD",), "password_env": "UNSET"})
    nobody: Any = None
    return Desk(
        Settings(analysis=AnalysisSettings(max_k=4), sources={"crm": crm, "payroll": payroll}),
        SqlStore(f"sqlite:///{folder}/bot.db"), open_files(str(folder / "files")), Here(), nobody,
        nobody, Names(), lambda: NOW, Aside("first"), lambda progress: None,
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, database: Path) -> Iterator[Desk]:
    desk = made(tmp_path)
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk that has read its source."""
    folder = tmp_path_factory.mktemp("read-once")
    fill_sqlite(folder / "crm.db", USUAL)
    desk = made(folder)
    assert isinstance(read(desk, "one"), Segmented)
    desk.store.close()
    return folder


@pytest.fixture
def known(read_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk that has read its source once."""
    shutil.copytree(read_once, tmp_path, dirs_exist_ok=True)
    desk = made(tmp_path)
    yield desk
    desk.store.close()


def asked(identity: str, place: Place = PLACE, door: Any = "slash") -> Request:
    return Request(identity, "source crm", place, "U061F7AUR", door)


def read(desk: Desk, identity: str, wanted: SourceWanted = CRM) -> Segmented | Changed:
    return analyze_source(asked(identity), wanted, replace(desk, job=Aside(identity)))


def versions(desk: Desk) -> list[int]:
    (series,) = desk.store.series_of(PLACE.channel)
    return [one.version for one in desk.store.versions_of(series.id)]


def standing(desk: Desk) -> str:
    (series,) = desk.store.series_of(PLACE.channel)
    record = baseline_of(series, desk)
    assert record is not None
    return record.id


def test_the_first_reading_is_an_answer_and_the_next_one_a_version(
    known: Desk, database: Path
) -> None:
    first = find_subject(asked("look"), known)
    assert (first.file_name, first.analysis.k) == ("crm", 4)
    assert first.analysis.dataset.format.kind == "sql"
    fill_sqlite(database, GROWN)
    second = read(known, "two")
    assert isinstance(second, Changed)
    assert (second.version, second.drift.verdict, second.stands) == (2, "drifted", True)
    assert versions(known) == [1, 2]


def test_a_renamed_column_is_told_as_a_change_and_not_taken_for_another_table(
    known: Desk, database: Path
) -> None:
    fill_sqlite(database, table((40, 35, 30, 25), 2, income="yearly_income"))
    second = read(known, "two")
    assert isinstance(second, Changed)
    (change,) = second.drift.schema_changes
    assert (change.change, versions(known)) == ("renamed", [1, 2])


def test_a_query_that_was_changed_on_purpose_can_begin_anew(known: Desk, database: Path) -> None:
    fill_sqlite(database, FEW)
    assert isinstance(read(known, "two", ANEW), Segmented)
    fill_sqlite(database, table((3, 3, 3, 4), 4))
    again = read(known, "three")
    assert isinstance(again, Changed)
    assert (again.version, again.stands, again.drift.rows.baseline) == (3, True, 12)


def test_the_same_job_run_again_is_the_same_version(known: Desk) -> None:
    read(known, "one")
    assert versions(known) == [1]


def test_a_channel_that_may_not_use_a_source_hears_of_none_and_nothing_is_read(
    desk: Desk,
) -> None:
    for place in (ELSEWHERE, Place("T", "D0CRM")):
        with pytest.raises(NoSuchSource, match=place.channel) as told:
            analyze_source(asked("one", place), CRM, desk)
        assert "payroll" not in str(told.value)
    assert desk.compute.asked == []  # type: ignore[attr-defined]
    assert desk.store.latest_dataset(ELSEWHERE.channel) is None


def test_a_name_that_is_open_elsewhere_is_refused_as_one_that_is_nowhere(desk: Desk) -> None:
    told = []
    for name in ("payroll", "nonsense"):
        with pytest.raises(NoSuchSource) as refused:
            analyze_source(asked("one"), SourceWanted(name), desk)
        told.append(str(refused.value).replace(name, "…"))
    assert told[0] == told[1]
    assert "Here you may use crm" in told[0]


def test_channels_are_opened_by_id_or_by_name(known: Desk) -> None:
    assert list_sources(asked("a"), known).sources == (ListedSource("crm", 1, 0.0),)
    assert list_sources(asked("a", Place("T", "C0NAMED")), known).sources == (ListedSource("crm"),)
    assert list_sources(asked("a", ELSEWHERE), known).sources == ()


def test_a_password_that_is_not_set_is_told_by_the_name_of_its_variable(desk: Desk) -> None:
    with pytest.raises(SourceRefused, match="variable UNSET"):
        analyze_source(asked("one", Place("T", "C0BOARD")), SourceWanted("payroll"), desk)


def test_what_fails_leaves_nothing_behind(desk: Desk, database: Path, tmp_path: Path) -> None:
    fill_sqlite(database, USUAL[:0])
    with pytest.raises(SourceEmpty):
        read(desk, "one")
    assert desk.store.series_of(PLACE.channel) == ()
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_a_process_that_hangs_is_ended_and_the_sources_own_bound_is_named(desk: Desk) -> None:
    hanging = replace(desk, compute=Here(hangs=True))
    with pytest.raises(SourceTooSlow, match=r"30 seconds.*`sources\.crm\.seconds`"):
        read(hanging, "one")


def test_a_file_with_the_same_columns_does_not_become_a_version_of_the_source(known: Desk) -> None:
    latest = known.store.latest_dataset(PLACE.channel)
    assert latest is not None
    dropped = Dataset(
        "ds_x", "T", PLACE.channel, "1.2", "", "F1", "crm.csv", "U1", latest.folder, NOW
    )
    assert look_for_series(dropped, AnalysisSpec(), known)["certainty"] == "new"


def test_a_digest_reads_the_source_and_tells_the_change(known: Desk, database: Path) -> None:
    fill_sqlite(database, GROWN)
    told = digest_now(asked("digest"), replace(known, job=Aside("digest")))
    assert told.drift is not None
    assert (told.drift.verdict, told.drift.rows.new, told.not_refreshed) == ("drifted", 185, ())
    assert versions(known) == [1, 2]


def test_a_refresh_happens_once_however_often_the_job_is_run(known: Desk, database: Path) -> None:
    fill_sqlite(database, GROWN)
    for _ in range(2):  # another replica, or the same one after it died
        assert refresh_sources(asked("digest", door="schedule"), known) == ()
    assert versions(known) == [1, 2]


def _gone(database: Path) -> None:
    database.unlink()


def _no_table(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE customers")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_gone, "database file is not there"),
        (_no_table, "no such table: customers"),
        (lambda path: fill_sqlite(path, USUAL[:0]), "not one row came"),
        (lambda path: fill_sqlite(path, FEW), "12 rows, against 130 in the version that stands"),
        (lambda path: fill_sqlite(path, USUAL[:64]), "64 rows, against 130"),
        (lambda path: fill_sqlite(path, USUAL[["customer_id"]]), "crm"),
    ],
)
def test_a_refresh_that_fails_is_told_and_the_standing_version_is_untouched(
    known: Desk, database: Path, spoil: Callable[[Path], Any], said: str
) -> None:
    before = standing(known)
    spoil(database)
    told = digest_now(asked("digest"), replace(known, job=Aside("digest")))
    (trouble,) = told.not_refreshed
    assert said in trouble.problem
    assert trouble.next_step
    assert told.drift is None
    assert (versions(known), standing(known)) == ([1], before)


@pytest.fixture
def locked(database: Path) -> Iterator[Callable[[], None]]:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        yield lambda: connection.execute("BEGIN EXCLUSIVE") and None


def test_a_source_that_is_locked_or_closed_to_the_channel_is_told(
    known: Desk, locked: Callable[[], None]
) -> None:
    closed = replace(known, settings=Settings())
    (trouble,) = refresh_sources(asked("digest"), closed)
    assert "no source called “crm” for this channel" in trouble.problem
    locked()
    crm = known.settings.sources["crm"].model_copy(update={"seconds": 0.4})
    hurried = replace(known, settings=known.settings.model_copy(update={"sources": {"crm": crm}}))
    (trouble,) = refresh_sources(asked("digest"), hurried)
    assert "locked" in trouble.problem


def test_the_channel_goes_on_speaking_of_the_table_it_spoke_of(known: Desk, database: Path) -> None:
    survey = Dataset("ds_s", "T", PLACE.channel, "", "", "F2", "survey.csv", "U1", "x", NOW)
    known.store.add_dataset(survey)
    known.store.use_dataset(PLACE.channel, survey.id)
    fill_sqlite(database, GROWN)
    refresh_sources(asked("digest", door="schedule"), known)
    at_hand = known.store.current_dataset(PLACE.channel)
    assert at_hand is not None
    assert at_hand.id == survey.id


def test_progress_is_shown_to_who_asks_and_not_before_a_digest_that_comes_by_itself(
    known: Desk, database: Path
) -> None:
    database.unlink()
    shown: list[Progress] = []
    watched = replace(known, tell=shown.append)
    refresh_sources(asked("digest", door="schedule"), watched)
    assert shown == []
    refresh_sources(asked("now"), watched)
    assert shown[0] == Progress("crm", "first")


def test_a_quiet_digest_speaks_of_a_source_that_could_not_be_read() -> None:
    quiet = Digested(None, None, 0.0)
    assert not matters(quiet)
    assert matters(replace(quiet, not_refreshed=(NotRefreshed("I couldn't.", "Look.", 3.0),)))
