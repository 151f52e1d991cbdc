"""A year of weekly files: one right digest a week, and a ledger that tells what was planned.

Two replicas of the real bot on one Postgres, in the local workspace, under a clock that is moved
from Monday to Monday; `planned_year` says what happens, and nothing here looks at the answers to
decide what they ought to be.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.services.version_computing import LEDGER
from bot.workspace.person import Person
from bot.workspace.seen import Seen
from segmentation.ledger import Happening, Ledger
from segmentation.palette import segment_colour
from tests.conftest import a_server
from tests.dialogs.planned_year import (
    KILLED_IN,
    PLAN,
    RENAMED_IN,
    STARTED_IN,
    Crowd,
    Week,
    monday,
    year,
)
from tests.dialogs.replicas import Replicas, running

pytestmark = pytest.mark.slow

SEED, PATIENCE = 2027, 200
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n" + bytes(400)
OWN_NAME = "The young ones"
QUIET, NO_FILE = "Nothing beyond chance changed", "No new data since the last look"
UNREADABLE = "No new data: *shop_"
SAID = {
    "grown": "grew", "shrunk": "shrank", "born": "is new", "died": "is gone",
    "split": "came apart", "merged": "is one with", "drifted": "pending score",
}  # fmt: skip
Event = tuple[str, frozenset[int]]


@dataclass
class Channel:
    """Where it all happens: who is there, and what was told so far.

    numbers, names: of the kinds of customers, as the first answer gave them; later ones get the
    next number, as is promised. versions: the week of each version that stands, from version 1.
    """

    replicas: Replicas
    ada: Person
    room: str
    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    versions: list[int] = field(default_factory=list)
    tables: int = 0

    def digests(self) -> list[Seen]:
        return [m for m in self.ada.messages(self.room) if "The next look is" in m.said]

    def drop(self, number: int, week: Week, crowd: Crowd) -> Seen | None:
        """The week's file, and the answer to it."""
        if week.file == "none":
            return None
        if week.file == "unreadable":
            return self._drop(number, PDF, "couldn't read")
        if week.file in ("ten rows", "twice"):
            answer = self._table(number, b"\n".join(crowd.table().splitlines()[:11]))
            if week.file == "ten rows":
                return answer
        self.versions.append(number)
        return self._table(number, crowd.table(1_000 if week.file == "another unit" else 1))

    def _table(self, number: int, content: bytes) -> Seen:
        self.tables += 1
        wanted = "kinds of customers" if self.tables == 1 else f"is version {self.tables} of"
        return self._drop(number, content, wanted)

    def _drop(self, number: int, content: bytes, wanted: str) -> Seen:
        name = f"shop_{monday(number):%Y-%m-%d}.csv"
        ts = self.ada.drop(self.room, name, content)
        return self.ada.wait_for(wanted, self.room, thread=ts, timeout=PATIENCE)

    def learn(self, answer: Seen, crowd: Crowd) -> None:
        """Which number and name each kind of customers was given at first."""
        self.numbers, self.names = self.exported(answer, crowd)

    def exported(self, answer: Seen, crowd: Crowd) -> tuple[dict[str, int], dict[str, str]]:
        """The number and the name of the segment that every customer of a kind is in."""
        self.ada.press(answer, "Export")
        told = self.ada.wait_for(
            lambda m: bool(m.files), self.room, thread=answer.thread, timeout=PATIENCE
        )
        text = self.ada.download(told.files[0]["url"]).decode()
        rows = {row["customer_id"]: row for row in csv.DictReader(io.StringIO(text))}
        numbers, names = {}, {}
        for kind in sorted(set(crowd.kinds)):
            mine = [rows[f"C-{one:05d}"] for one in crowd.ids[crowd.of(kind)]]
            usual = max(mine, key=lambda row: sum(r["segment"] == row["segment"] for r in mine))
            assert sum(row["segment"] == usual["segment"] for row in mine) > 0.95 * len(mine)
            numbers[kind], names[kind] = int(usual["segment"]), usual["segment_name"]
        return numbers, names

    def names_of(self, *kinds: str) -> list[str]:
        """What the segments with the numbers of these kinds are called now."""
        ledger = self.ledger()
        return [ledger.entry(self.numbers[kind]).name for kind in kinds if kind]

    def ledger(self) -> Ledger:
        """The one that was written last."""
        folder = self.replicas.office.data_dir / "shared"
        kept = [Ledger.from_json(path.read_bytes()) for path in folder.rglob(LEDGER)]
        return max(kept, key=lambda ledger: ledger.version)


@pytest.fixture
def channel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Channel]:
    folder, begin = tmp_path_factory.mktemp("year"), monday(1) - timedelta(days=5)
    with (
        a_server() as address,
        running(Replicas(folder, address, begin)) as replicas,
        Person(replicas.office.workspace, "Ada") as ada,
    ):
        yield Channel(replicas, ada, replicas.office.room(ada))


@pytest.mark.timeout(1_500)
def test_a_year_of_weekly_files_gives_one_right_digest_a_week_and_the_planned_ledger(
    channel: Channel,
) -> None:
    weeks = year(SEED)
    number, week, crowd = next(weeks)
    first = channel.drop(number, week, crowd)
    assert first is not None
    channel.learn(first, crowd)
    channel.ada.command(channel.room, "/segment digest monday 09:00")
    channel.ada.wait_for("the next time Monday 4 January, 09:00", channel.room, timeout=PATIENCE)
    last = first
    for number, week, crowd in weeks:
        last = live_through(channel, number, week, crowd) or last
    assert len(channel.digests()) == 52
    assert_the_ledger_tells_the_plan(channel, channel.ledger())
    numbers, names = channel.exported(last, crowd)
    assert numbers == {kind: channel.numbers[kind] for kind in numbers}
    assert {kind: names[kind] for kind in channel.names if kind in names} == {
        kind: name for kind, name in channel.names.items() if kind in names
    }


def live_through(channel: Channel, number: int, week: Week, crowd: Crowd) -> Seen | None:
    """One week: the file comes or not, Monday comes, one digest is there, and it is right."""
    assert len(channel.digests()) == number - 1, "a digest came twice"
    channel.replicas.at(monday(number) - timedelta(days=1))
    if number == STARTED_IN:
        channel.replicas.start()
    answer = channel.drop(number, week, crowd)
    if week.does in ("born", "split"):
        new = week.into or week.kind
        channel.numbers[new] = max(channel.numbers.values()) + 1
    if number == RENAMED_IN:
        rename(channel, "young")
    channel.replicas.at(monday(number))
    if number == KILLED_IN:
        channel.replicas.kill_first()  # whether it had begun the digest or not
    channel.ada.wait_until(lambda: len(channel.digests()) == number or None, timeout=PATIENCE)
    assert_told(channel, week, crowd, channel.digests()[-1])
    return answer


def rename(channel: Channel, kind: str) -> None:
    channel.ada.command(channel.room, f'/segment rename {channel.numbers[kind]} "{OWN_NAME}"')
    channel.ada.wait_for(OWN_NAME, channel.room, timeout=PATIENCE)
    channel.names[kind] = OWN_NAME


def assert_told(channel: Channel, week: Week, crowd: Crowd, digest: Seen) -> None:
    """The first line says what was planned, of the segment that it was planned for."""
    headline = next(line for line in digest.said.splitlines() if line)
    if week.file == "none":
        assert headline.startswith(NO_FILE)
    elif week.file == "unreadable":
        assert headline.startswith(UNREADABLE)
        assert "it is a PDF" in digest.said
    elif week.file == "ten rows":
        assert "10 rows" in headline
    elif week.does == "quiet":
        assert headline.startswith(f"{QUIET} ({len(crowd.ids):,} customers")
    else:
        assert SAID[week.does] in headline
        assert week.does == "drifted" or any(
            name in headline for name in channel.names_of(week.kind, week.into)
        ), headline


def assert_the_ledger_tells_the_plan(channel: Channel, ledger: Ledger) -> None:
    """Its events are the planned ones, every segment keeps its number, name and colour."""
    meant = {
        (week, event) for week, planned in PLAN.items() if (event := event_of(planned, channel))
    }
    found = {
        (week, event)
        for version, week in enumerate(channel.versions, start=1)
        for event in events_in(ledger, version, PLAN.get(week, Week()))
    }
    right = len(found & meant)
    f1 = 2 * right / (len(found) + len(meant))
    assert f1 >= 0.95, (sorted(map(str, found - meant)), sorted(map(str, meant - found)))
    for kind, name in channel.names.items():
        entry = ledger.entry(channel.numbers[kind])
        assert (entry.name, entry.colour) == (name, segment_colour(channel.numbers[kind]))


def event_of(week: Week, channel: Channel) -> Event | None:
    if week.does in ("quiet", "drifted"):
        return None
    kinds = [kind for kind in (week.kind, week.into) if kind]
    return week.does, frozenset(channel.numbers[kind] for kind in kinds)


def events_in(ledger: Ledger, version: int, week: Week) -> set[Event]:
    """What the ledger says of a version. When something is planned, the shares of all others
    shift with it, and to say so is neither right nor wrong."""
    happened = [h for h in ledger.happenings if h.version == version and h.event != "kept"]
    events = {(each.event, of(each)) for each in happened}
    if week.does == "quiet":
        return set(events)
    sizes = {"grown", "shrunk"} - {week.does}
    return {event for event in events if event[0] not in sizes}


def of(happening: Happening) -> frozenset[int]:
    return frozenset({happening.number, *happening.came_from, *happening.went_to})
