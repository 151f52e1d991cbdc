"""A channel without Slack: files are dropped, words are said, and results come back at once."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

import bot.commands  # (these two fill their registries)
import bot.presenters  # noqa: F401
from bot.belonging import Belonging
from bot.command import understand
from bot.desk import Desk, SharedFile
from bot.job import Aside
from bot.request import Door, Place, Request
from bot.services.analyze_upload import analyze_upload
from bot.services.score_upload import score_upload
from bot.settings import Settings
from bot.stores.files import open_files
from bot.stores.memory import MemoryStore
from segmentation.spec import AnalysisSpec

PLACE = Place("T024BE7LD", "C061EG9T2")
ADA = "U061F7AUR"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLACES = ((20, 20), (20, 80), (80, 20), (80, 80))


def customers(counts: list[int], seed: int, columns: str = "customer_id,income,spend") -> bytes:
    """Customers around four places, whose ids stay theirs from file to file."""
    rng = np.random.default_rng(seed)
    rows = [columns]
    for at, (place, count) in enumerate(zip(PLACES, counts, strict=True)):
        values = np.array(place) + rng.normal(0, 6, (count, 2))
        rows += [f"C-{at}{n:04d},{x:.1f},{y:.1f}" for n, (x, y) in enumerate(values)]
    return "\n".join(rows).encode()


class Here:
    """Computes in this very process."""

    def run(self, function: Callable[..., Any], *args: Any, **told: Any) -> Any:
        return function(*args)


class NoJobs:
    """Nothing is under way."""

    def submit(self, identity: str, request: dict[str, Any], *, computes: bool = True) -> None:
        raise AssertionError(identity)

    def cancel(self, identity: str, by: str = "") -> bool:
        return False

    def pending(self) -> tuple[Any, ...]:
        return ()


class Files:
    """The files that were shared, by their ids."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def describe(self, file_id: str) -> SharedFile:
        raise AssertionError(file_id)

    def fetch(self, file: SharedFile, destination: Path) -> None:
        destination.write_bytes(self.contents[file.id])


class InUtc:
    """Everybody lives where the clocks show UTC, and is a full member if not said otherwise."""

    def __init__(self) -> None:
        self.belongings: dict[str, Belonging] = {}

    def zone_of(self, person: str) -> str:
        return "UTC"

    def belonging_of(self, person: str) -> Belonging:
        return self.belongings.get(person, "member")


@dataclass
class Channel:
    """One channel; every drop comes an hour after the last."""

    folder: Path
    now: datetime = MONDAY
    desk: Desk = field(init=False)
    _files: Files = field(default_factory=Files)
    _count: int = 0

    def __post_init__(self) -> None:
        self.desk = Desk(
            Settings(), MemoryStore(), open_files(str(self.folder)), Here(), NoJobs(), self._files,
            InUtc(), lambda: self.now, Aside(), lambda progress: None,
        )  # fmt: skip

    def copy_to(self, folder: Path) -> "Channel":
        """Another channel in which the same has happened so far."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = Channel(folder, self.now, self._files, self._count)
        kept, store = self.desk.store, other.desk.store
        for series in kept.series_of(PLACE.channel):
            store.add_series(series)
            for version in kept.versions_of(series.id):
                store.add_version(version)
                for analysis in kept.analyses_of(version.id):
                    store.add_analysis(analysis)
        return other

    def drop(self, name: str, content: bytes, words: str = "") -> Any:
        """Share a file in the channel; what comes of it."""
        return analyze_upload(*self.shared(name, content, words))

    def score(self, name: str, content: bytes) -> Any:
        """Bring a file by the form that scores."""
        request, file, _, desk = self.shared(name, content, "score")
        return score_upload(request, file, desk)

    def shared(
        self, name: str, content: bytes, words: str = ""
    ) -> tuple[Request, SharedFile, AnalysisSpec, Desk]:
        self.now += timedelta(hours=1)
        request = self._request("upload", words)
        file = SharedFile(
            f"F{self._count}", name, len(content), "text/csv", "", ADA,
            {PLACE.channel: f"{self._count}.0"},
        )  # fmt: skip
        self._files.contents[file.id] = content
        place = replace(PLACE, thread_ts=f"{self._count}.0")
        request = replace(request, place=place, file_id=file.id)
        # Four groups as asked for: nobody needs to look for their number here.
        spec = replace(Settings().default_spec(), k=4)
        return request, file, spec, self._at(request)

    def say(self, words: str, analysis_id: str | None = None, door: Door = "slash") -> Any:
        """Say a command, or press a button that belongs to an analysis."""
        request = replace(self._request(door, words), analysis_id=analysis_id)
        understood = understand(words)
        return understood.command.run(request, understood.arguments, self._at(request))

    def analyses(self, name: str) -> list[str]:
        """The analyses of the files of that name, first to last."""
        datasets = [d for d in self.desk.store.datasets_of(channel=PLACE.channel) if d.name == name]
        return [one.id for d in datasets[::-1] for one in self.desk.store.analyses_of(d.id)]

    def _request(self, door: Door, words: str) -> Request:
        self._count += 1
        return Request(f"{door}:{self._count}", words, PLACE, ADA, door)

    def _at(self, request: Request) -> Desk:
        return replace(self.desk, job=Aside(request.identity))
