"""The store in memory: for tests, and wherever nothing is to be kept."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.store import AnalysisRecord, Dataset, OutboxEntry


class MemoryStore:
    """Everything that is remembered, for as long as the program runs."""

    def __init__(self) -> None:
        self._datasets: dict[str, Dataset] = {}
        self._analyses: dict[str, AnalysisRecord] = {}
        self._chosen: dict[str, str] = {}
        self._outbox: dict[str, OutboxEntry] = {}
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

    def _sorted(self, wanted: Callable[[Dataset], bool]) -> tuple[Dataset, ...]:
        """The wanted data sets, latest first."""
        with self._lock:
            found: Iterable[Dataset] = filter(wanted, list(self._datasets.values()))
        return tuple(sorted(found, key=lambda one: (one.created_at, one.id), reverse=True))

    def _latest(self, wanted: Callable[[Dataset], bool]) -> Dataset | None:
        return next(iter(self._sorted(wanted)), None)
