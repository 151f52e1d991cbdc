"""The store in memory: for tests, and wherever nothing is to be kept."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.schedule import DigestSlot
from bot.series import Digest, FailedFile, Series
from bot.store import AnalysisRecord, Dataset, OutboxEntry


class MemoryStore:
    """Everything that is remembered, for as long as the program runs."""

    def __init__(self) -> None:
        self._datasets: dict[str, Dataset] = {}
        self._analyses: dict[str, AnalysisRecord] = {}
        self._chosen: dict[str, str] = {}
        self._outbox: dict[str, OutboxEntry] = {}
        self._series: dict[str, Series] = {}
        self._digests: dict[str, Digest] = {}
        self._slots: dict[tuple[str, str], DigestSlot] = {}
        self._failed: dict[str, FailedFile] = {}
        self._words: dict[str, tuple[str, datetime]] = {}
        self._lock = threading.RLock()

    def close(self) -> None:
        """Nothing to give back."""

    def add_dataset(self, dataset: Dataset) -> Dataset:
        with self._lock:
            if dataset.id not in self._datasets:
                self._chosen.pop(dataset.channel, None)
            return self._datasets.setdefault(dataset.id, dataset)

    def dataset(self, dataset_id: str) -> Dataset | None:
        return self._datasets.get(dataset_id)

    def dataset_of_thread(self, channel: str, thread_ts: str) -> Dataset | None:
        return self._latest(lambda one: (one.channel, one.thread_ts) == (channel, thread_ts))

    def latest_dataset(self, channel: str) -> Dataset | None:
        return self._latest(lambda one: one.channel == channel)

    def current_dataset(self, channel: str, thread_ts: str | None = None) -> Dataset | None:
        own = self.dataset_of_thread(channel, thread_ts) if thread_ts else None
        chosen = self._datasets.get(self._chosen.get(channel, ""))
        return own or chosen or self.latest_dataset(channel)

    def use_dataset(self, channel: str, dataset_id: str) -> None:
        self._chosen[channel] = dataset_id

    def datasets_of(
        self, *, channel: str | None = None, person: str | None = None, most: int = 20
    ) -> tuple[Dataset, ...]:
        return self._sorted(
            lambda one: channel in (None, one.channel) and person in (None, one.person)
        )[:most]

    def datasets_before(self, moment: datetime) -> tuple[Dataset, ...]:
        return self._sorted(lambda one: one.created_at < moment)[::-1]

    def find_upload(self, file_id: str, channel: str) -> Dataset | None:
        return self._latest(lambda one: (one.file_id, one.channel) == (file_id, channel))

    def delete_dataset(self, dataset_id: str) -> bool:
        with self._lock:
            self._analyses = {
                key: one for key, one in self._analyses.items() if one.dataset_id != dataset_id
            }
            return self._datasets.pop(dataset_id, None) is not None

    def add_analysis(self, analysis: AnalysisRecord) -> AnalysisRecord:
        with self._lock:
            if analysis.dataset_id not in self._datasets:
                raise KeyError(analysis.dataset_id)
            numbers = [one.number for one in self.analyses_of(analysis.dataset_id)]
            numbered = replace(analysis, number=max(numbers, default=0) + 1)
            return self._analyses.setdefault(analysis.id, numbered)

    def analysis(self, analysis_id: str) -> AnalysisRecord | None:
        return self._analyses.get(analysis_id)

    def latest_analysis(self, dataset_id: str) -> AnalysisRecord | None:
        return next(iter(self.analyses_of(dataset_id)[::-1]), None)

    def analyses_of(self, dataset_id: str) -> tuple[AnalysisRecord, ...]:
        with self._lock:
            own = [one for one in self._analyses.values() if one.dataset_id == dataset_id]
        return tuple(sorted(own, key=lambda one: one.number))

    def set_message(self, analysis_id: str, message_ts: str) -> None:
        with self._lock:
            if analysis_id in self._analyses:
                changed = replace(self._analyses[analysis_id], message_ts=message_ts)
                self._analyses[analysis_id] = changed

    def delete_analysis(self, analysis_id: str) -> bool:
        return self._analyses.pop(analysis_id, None) is not None

    def intend(self, key: str, method: str, channel: str, now: datetime) -> bool:
        entry = OutboxEntry(key, method, channel, "intended", now)
        return self._outbox.setdefault(key, entry) is entry

    def outbox_entry(self, key: str) -> OutboxEntry | None:
        return self._outbox.get(key)

    def note(self, key: str, ts: str) -> None:
        with self._lock:
            if key in self._outbox:
                self._outbox[key] = replace(self._outbox[key], ts=ts)

    def mark_sent(self, key: str, ts: str) -> None:
        with self._lock:
            if key in self._outbox:
                self._outbox[key] = replace(self._outbox[key], ts=ts, state="sent")

    def forget_outbox(self, before: datetime) -> int:
        with self._lock:
            old = [key for key, entry in self._outbox.items() if entry.created_at < before]
            for key in old:
                del self._outbox[key]
            return len(old)

    def add_series(self, series: Series) -> Series:
        return self._series.setdefault(series.id, series)

    def series(self, series_id: str) -> Series | None:
        return self._series.get(series_id)

    def series_of(self, channel: str) -> tuple[Series, ...]:
        def latest(one: Series) -> tuple[datetime, str]:
            moments = [version.created_at for version in self.versions_of(one.id)]
            return max(moments, default=one.created_at), one.id

        with self._lock:
            own = [one for one in self._series.values() if one.channel == channel]
        return tuple(sorted(own, key=latest, reverse=True))

    def change_series(self, series: Series) -> None:
        with self._lock:
            if known := self._series.get(series.id):
                self._series[series.id] = replace(
                    known, name=series.name, columns=series.columns, source=series.source,
                    standing=series.standing,
                )  # fmt: skip

    def add_version(self, dataset: Dataset) -> Dataset:
        with self._lock:
            if dataset.series_id not in self._series:
                raise KeyError(dataset.series_id)
            taken = [version.version for version in self.versions_of(dataset.series_id or "")]
            return self.add_dataset(replace(dataset, version=max(taken, default=0) + 1))

    def move_version(self, dataset_id: str, series_id: str) -> Dataset:
        with self._lock:
            dataset = self._datasets[dataset_id]
            if series_id not in self._series:
                raise KeyError(series_id)
            if dataset.series_id != series_id:
                taken = [version.version for version in self.versions_of(series_id)]
                number = max(taken, default=0) + 1
                dataset = replace(dataset, series_id=series_id, version=number)
                self._datasets[dataset_id] = dataset
            return dataset

    def versions_of(self, series_id: str) -> tuple[Dataset, ...]:
        with self._lock:
            own = [one for one in self._datasets.values() if one.series_id == series_id]
        return tuple(sorted(own, key=lambda one: one.version))

    def set_digest(self, digest: Digest) -> None:
        with self._lock:
            earlier = self.digest_of(digest.channel)
            if earlier and earlier.id != digest.id:
                self.delete_digest(earlier.id)
            self._digests[digest.id] = digest

    def digest(self, digest_id: str) -> Digest | None:
        return self._digests.get(digest_id)

    def digest_of(self, channel: str) -> Digest | None:
        found = (one for one in list(self._digests.values()) if one.channel == channel)
        return next(found, None)

    def active_digests(self) -> tuple[Digest, ...]:
        active = [one for one in list(self._digests.values()) if not one.stopped]
        return tuple(sorted(active, key=lambda one: one.id))

    def delete_digest(self, digest_id: str) -> bool:
        with self._lock:
            self._slots = {key: one for key, one in self._slots.items() if key[0] != digest_id}
            return self._digests.pop(digest_id, None) is not None

    def open_slot(self, slot: DigestSlot) -> bool:
        with self._lock:
            if (slot.digest_id, slot.key) in self._slots:
                return False
            self._slots[slot.digest_id, slot.key] = slot
            return True

    def slot(self, digest_id: str, key: str) -> DigestSlot | None:
        return self._slots.get((digest_id, key))

    def settle_slot(self, slot: DigestSlot) -> None:
        with self._lock:
            known = self._slots[slot.digest_id, slot.key]
            kept = replace(known, state=slot.state, seen=slot.seen)
            self._slots[slot.digest_id, slot.key] = kept

    def last_seen(self, digest_id: str, before: str) -> DigestSlot | None:
        seen = [
            slot
            for slot in list(self._slots.values())
            if slot.digest_id == digest_id and slot.key < before and slot.seen is not None
        ]
        return max(seen, key=lambda slot: slot.key, default=None)

    def note_words(self, identity: str, words: str, now: datetime) -> None:
        self._words.setdefault(identity, (words, now))

    def words_with(self, identity: str) -> str:
        return self._words[identity][0] if identity in self._words else ""

    def forget_words(self, before: datetime) -> int:
        with self._lock:
            old = [key for key, (_, at) in self._words.items() if at < before]
            for key in old:
                del self._words[key]
            return len(old)

    def add_failed_file(self, failed: FailedFile) -> None:
        self._failed.setdefault(failed.id, failed)

    def failed_files_of(self, channel: str, since: datetime) -> tuple[FailedFile, ...]:
        found = [one for one in list(self._failed.values()) if one.channel == channel]
        later = [one for one in found if one.at > since]
        return tuple(sorted(later, key=lambda one: (one.at, one.id)))

    def forget_failed_files(self, before: datetime) -> int:
        with self._lock:
            old = [key for key, one in self._failed.items() if one.at < before]
            for key in old:
                del self._failed[key]
            return len(old)

    def _sorted(self, wanted: Callable[[Dataset], bool]) -> tuple[Dataset, ...]:
        """The wanted data sets, latest first."""
        with self._lock:
            found: Iterable[Dataset] = filter(wanted, list(self._datasets.values()))
        return tuple(sorted(found, key=lambda one: (one.created_at, one.id), reverse=True))

    def _latest(self, wanted: Callable[[Dataset], bool]) -> Dataset | None:
        return next(iter(self._sorted(wanted)), None)
