"""What is remembered over time: tables that come again, their segments' ledger, and digests."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.schedule import DigestSlot, Schedule
from bot.store import AnalysisStore, Dataset, DatasetStore, FileWordsStore, OutboxStore


@dataclass(frozen=True, slots=True)
class Series:
    """A customer table that comes again and again in one channel; each time it is a version.

    columns: those of the latest version, by which the next one is recognised. source: the living
    source of config.toml that it comes from, None for uploads. standing: what scores a new
    version and says who is who (the model and the ledger of its segments), as JSON; None before
    the first version is analysed. person: who brought it first.
    """

    id: str
    team: str
    channel: str
    name: str
    columns: tuple[str, ...]
    person: str
    created_at: datetime
    source: str | None = None
    standing: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """When a channel is told what changed. quiet: only if something matters.

    failures: how often in a row it could not be posted. stopped: why it no longer is, else empty.
    """

    id: str
    team: str
    channel: str
    person: str
    schedule: Schedule
    created_at: datetime
    quiet: bool = False
    failures: int = 0
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that was brought to a channel and gave no table: what happened, and what to do."""

    id: str
    channel: str
    name: str
    problem: str
    next_step: str
    at: datetime


class SeriesStore(Protocol):
    """Tables over time."""

    def add_series(self, series: Series) -> Series:
        """Remember it; a known id changes nothing and gives the known one."""
        ...

    def series(self, series_id: str) -> Series | None: ...

    def series_of(self, channel: str) -> tuple[Series, ...]:
        """The tables of a channel, the one with the latest version first."""
        ...

    def change_series(self, series: Series) -> None:
        """Keep its new name, columns, source and standing model."""
        ...

    def add_version(self, dataset: Dataset) -> Dataset:
        """Remember a data set as the next version of its series; a known id changes nothing.

        Raises KeyError if there is no such series.
        """
        ...

    def move_version(self, dataset_id: str, series_id: str) -> Dataset:
        """Make a data set the next version of another series; if it is one already, nothing
        changes. Raises KeyError if there is no such data set or series."""
        ...

    def versions_of(self, series_id: str) -> tuple[Dataset, ...]:
        """The versions that are still kept, first to last."""
        ...


class DigestStore(Protocol):
    """Digests and their periods."""

    def set_digest(self, digest: Digest) -> None:
        """Keep it as the one of its channel, in the place of an earlier one."""
        ...

    def digest(self, digest_id: str) -> Digest | None: ...

    def digest_of(self, channel: str) -> Digest | None: ...

    def active_digests(self) -> tuple[Digest, ...]:
        """Those that are not stopped."""
        ...

    def delete_digest(self, digest_id: str) -> bool: ...

    def open_slot(self, slot: DigestSlot) -> bool:
        """Write down that a period is due; False if it was written before, by whomever."""
        ...

    def slot(self, digest_id: str, key: str) -> DigestSlot | None: ...

    def settle_slot(self, slot: DigestSlot) -> None:
        """Write down how a period ended."""
        ...

    def last_seen(self, digest_id: str, before: str) -> DigestSlot | None:
        """The last period before this key whose versions were looked at, told of or not."""
        ...


class FailedFileStore(Protocol):
    """Files that could not be read."""

    def add_failed_file(self, failed: FailedFile) -> None:
        """Remember it; a known id changes nothing."""
        ...

    def failed_files_of(self, channel: str, since: datetime) -> tuple[FailedFile, ...]:
        """Those of a channel after this moment, first to last."""
        ...

    def forget_failed_files(self, before: datetime) -> int:
        """Drop those older than this; how many there were."""
        ...


class Store(
    DatasetStore,
    AnalysisStore,
    OutboxStore,
    SeriesStore,
    DigestStore,
    FailedFileStore,
    FileWordsStore,
    Protocol,
):
    """Everything that is remembered in the database."""

    def close(self) -> None: ...
