"""What is remembered: data sets, analyses, messages sent; and what a store of them must offer."""

import hashlib
import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter to mistake for a digit


def _encoded(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def new_id(prefix: str, now: datetime) -> str:
    """A short id that sorts by time: `ds_` + 9 characters of milliseconds + 5 of chance."""
    milliseconds = int(now.timestamp() * 1000)
    return f"{prefix}_{_encoded(milliseconds, 9)}{_encoded(secrets.randbits(25), 5)}"


def stable_id(prefix: str, identity: str) -> str:
    """The id that follows from an identity: the same job gives the same id on every try."""
    digest = hashlib.sha256(f"{prefix}\0{identity}".encode()).digest()
    return f"{prefix}_{_encoded(int.from_bytes(digest[:9], 'big'), 14)}"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A customer file that was dropped somewhere. folder: where its bytes lie in the file store.

    thread_ts: the thread in which it is spoken about; message_ts: the message that brought it.
    series_id, version: which table over time it belongs to, and its place there from 1.
    """

    id: str
    team: str
    channel: str
    thread_ts: str
    message_ts: str
    file_id: str
    name: str
    person: str
    folder: str
    created_at: datetime
    series_id: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class AnalysisRecord:
    """One segmentation of a data set. number counts from 1 within the data set (0: not yet given).

    spec: what was asked for, as JSON. message_ts: the message that shows it, once there is one.
    """

    id: str
    dataset_id: str
    folder: str
    spec: dict[str, Any]
    k: int
    verdict: str
    algorithm: str
    made_by: str
    created_at: datetime
    number: int = 0
    message_ts: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A message or file that was to be sent.

    state: `intended` if perhaps it arrived and perhaps not, `sent` if it did.
    ts: Slack's name for it: a message's timestamp (once sent), a file's id (once uploaded).
    """

    key: str
    method: str
    channel: str
    state: Literal["intended", "sent"]
    created_at: datetime
    ts: str | None = None


class DatasetStore(Protocol):
    """Data sets. Of several in one place, the latest counts."""

    def add_dataset(self, dataset: Dataset) -> Dataset:
        """Remember it; if its id is known already, nothing changes and the known one is given."""
        ...

    def dataset(self, dataset_id: str) -> Dataset | None: ...

    def dataset_of_thread(self, channel: str, thread_ts: str) -> Dataset | None: ...

    def latest_dataset(self, channel: str) -> Dataset | None: ...

    def current_dataset(self, channel: str, thread_ts: str | None = None) -> Dataset | None:
        """The one at hand: the thread's own, else the one chosen for the channel, else its
        latest."""
        ...

    def use_dataset(self, channel: str, dataset_id: str) -> None:
        """Choose the data set that a channel speaks of, until another is added or chosen."""
        ...

    def datasets_of(
        self, *, channel: str | None = None, person: str | None = None, most: int = 20
    ) -> tuple[Dataset, ...]:
        """Data sets of a channel and/or a person, latest first."""
        ...

    def datasets_before(self, moment: datetime) -> tuple[Dataset, ...]:
        """Data sets older than this, oldest first."""
        ...

    def find_upload(self, file_id: str, channel: str) -> Dataset | None: ...

    def delete_dataset(self, dataset_id: str) -> bool:
        """Forget a data set with its analyses; False if it was not there."""
        ...


class AnalysisStore(Protocol):
    """Analyses of data sets."""

    def add_analysis(self, analysis: AnalysisRecord) -> AnalysisRecord:
        """Remember it and give it the next number of its data set; a known id changes nothing.

        Raises KeyError if there is no such data set.
        """
        ...

    def analysis(self, analysis_id: str) -> AnalysisRecord | None: ...

    def latest_analysis(self, dataset_id: str) -> AnalysisRecord | None: ...

    def analyses_of(self, dataset_id: str) -> tuple[AnalysisRecord, ...]:
        """Analyses of a data set, first to last."""
        ...

    def set_message(self, analysis_id: str, message_ts: str) -> None:
        """Remember which message shows an analysis."""
        ...

    def delete_analysis(self, analysis_id: str) -> bool: ...


class OutboxStore(Protocol):
    """What was to be sent, and what was."""

    def intend(self, key: str, method: str, channel: str, now: datetime) -> bool:
        """Record under this key that something is about to be sent; False if it was known."""
        ...

    def note(self, key: str, ts: str) -> None:
        """Remember Slack's name for what is about to be sent."""
        ...

    def outbox_entry(self, key: str) -> OutboxEntry | None: ...

    def mark_sent(self, key: str, ts: str) -> None: ...

    def forget_outbox(self, before: datetime) -> int:
        """Drop entries older than this; how many there were."""
        ...


class FileWordsStore(Protocol):
    """Words that came with a file by another way than the file itself."""

    def note_words(self, identity: str, words: str, now: datetime) -> None:
        """Keep what was said with the upload of this identity; what is known already stays."""
        ...

    def words_with(self, identity: str) -> str:
        """What was said with it; empty if nothing was."""
        ...

    def forget_words(self, before: datetime) -> int:
        """Drop what is older than this; how many there were."""
        ...


class FileStore(Protocol):
    """Folders of files, each there whole or not at all. A folder's name is a relative path."""

    def writing(self, folder: str) -> AbstractContextManager[Path]:
        """A fresh local directory; its files become the folder when the block ends well (an older
        one of that name is replaced), and vanish when it ends with an error."""
        ...

    def local(self, folder: str) -> AbstractContextManager[Path]:
        """The folder as a local directory, to read only. Raises MissingFolder."""
        ...

    def exists(self, folder: str) -> bool: ...

    def delete(self, folder: str) -> None:
        """Remove a folder with all below it; nothing happens if there is none."""
        ...

    def sweep(self, seconds: float = 0.0) -> None:
        """Remove what a crash left half-written and nobody touched for so long."""
        ...


class MissingFolder(LookupError):
    """A folder that is not in the file store (it may have been kept long enough and removed)."""


def utc_now() -> datetime:
    """The time of day, with its zone."""
    return datetime.now(UTC)
