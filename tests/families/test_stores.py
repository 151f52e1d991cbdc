"""What every store must do, whichever database it keeps things in."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from bot.schedule import DigestSlot, Schedule
from bot.series import Digest, FailedFile, Series, Store
from bot.store import AnalysisRecord, Dataset

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

UPLOAD = Dataset(
    id="ds_1", team="T1", channel="C1", thread_ts="100.1", message_ts="100.1", file_id="F1",
    name="customers.csv", person="U1", folder="datasets/ds_1", created_at=NOON,
)  # fmt: skip
ANALYSIS = AnalysisRecord(
    id="an_1", dataset_id="ds_1", folder="datasets/ds_1/an_1", spec={"k": None, "features": ["A"]},
    k=5, verdict="segments", algorithm="kmeans", made_by="U1", created_at=NOON,
)  # fmt: skip


def later(minutes: int, **changes: str) -> Dataset:
    return replace(UPLOAD, created_at=NOON + minutes * MINUTE, **changes)


def test_a_data_set_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.add_dataset(UPLOAD) == UPLOAD
    assert store.dataset("ds_1") == UPLOAD
    assert store.dataset("ds_2") is None


def test_the_same_data_set_twice_is_one_and_the_first_stays(store: Store) -> None:
    store.add_dataset(UPLOAD)
    again = store.add_dataset(later(5, name="another.csv"))
    assert again == UPLOAD
    assert store.datasets_of(channel="C1") == (UPLOAD,)


def test_moments_are_the_same_whatever_zone_they_were_given_in(store: Store) -> None:
    in_paris = NOON.astimezone(timezone(timedelta(hours=1)))
    store.add_dataset(replace(UPLOAD, created_at=in_paris))
    kept = store.dataset("ds_1")
    assert kept is not None
    assert kept.created_at == NOON
    assert kept.created_at.tzinfo is not None


def test_the_latest_data_set_of_a_thread_and_of_a_channel_counts(store: Store) -> None:
    store.add_dataset(UPLOAD)
    newer = store.add_dataset(later(1, id="ds_2", thread_ts="200.2"))
    elsewhere = store.add_dataset(later(2, id="ds_3", channel="C2"))
    same_thread = store.add_dataset(later(3, id="ds_4"))
    assert store.dataset_of_thread("C1", "200.2") == newer
    assert store.dataset_of_thread("C1", "100.1") == same_thread
    assert store.dataset_of_thread("C2", "200.2") is None
    assert store.latest_dataset("C1") == same_thread
    assert store.latest_dataset("C2") == elsewhere
    assert store.latest_dataset("C3") is None


def test_a_thread_speaks_of_its_own_data_set_and_a_channel_of_its_latest(store: Store) -> None:
    store.add_dataset(UPLOAD)
    newer = store.add_dataset(later(1, id="ds_2", thread_ts="200.2"))
    assert store.current_dataset("C1", "100.1") == UPLOAD
    assert store.current_dataset("C1", "999.9") == newer
    assert store.current_dataset("C1") == newer


def test_a_chosen_data_set_counts_until_another_comes(store: Store) -> None:
    store.add_dataset(UPLOAD)
    store.add_dataset(later(1, id="ds_2", thread_ts="200.2"))
    store.use_dataset("C1", "ds_2")
    store.use_dataset("C1", "ds_1")
    assert store.current_dataset("C1") == UPLOAD
    newest = store.add_dataset(later(2, id="ds_3", thread_ts="300.3"))
    assert store.current_dataset("C1") == newest


def test_data_sets_are_listed_by_channel_and_person_latest_first(store: Store) -> None:
    for number in range(4):
        store.add_dataset(later(number, id=f"ds_{number}", person=f"U{number % 2}"))
    assert [one.id for one in store.datasets_of(channel="C1", most=3)] == ["ds_3", "ds_2", "ds_1"]
    assert [one.id for one in store.datasets_of(person="U1")] == ["ds_3", "ds_1"]
    assert store.datasets_of(channel="C1", person="U9") == ()


def test_old_data_sets_are_found_oldest_first(store: Store) -> None:
    for number in (2, 0, 1):
        store.add_dataset(later(number, id=f"ds_{number}"))
    found = store.datasets_before(NOON + 2 * MINUTE)
    assert [one.id for one in found] == ["ds_0", "ds_1"]


def test_an_upload_is_found_by_its_file_in_its_channel(store: Store) -> None:
    store.add_dataset(UPLOAD)
    assert store.find_upload("F1", "C1") == UPLOAD
    assert store.find_upload("F1", "C2") is None


def test_deleting_a_data_set_takes_its_analyses_and_its_being_chosen_with_it(store: Store) -> None:
    store.add_dataset(UPLOAD)
    store.add_analysis(ANALYSIS)
    store.use_dataset("C1", "ds_1")
    assert store.delete_dataset("ds_1")
    assert not store.delete_dataset("ds_1")
    assert store.analysis("an_1") is None
    assert store.current_dataset("C1") is None


def test_analyses_are_numbered_within_their_data_set(store: Store) -> None:
    store.add_dataset(UPLOAD)
    store.add_dataset(later(1, id="ds_2"))
    first = store.add_analysis(ANALYSIS)
    second = store.add_analysis(replace(ANALYSIS, id="an_2"))
    other = store.add_analysis(replace(ANALYSIS, id="an_3", dataset_id="ds_2"))
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert store.latest_analysis("ds_1") == second
    assert store.analyses_of("ds_1") == (first, second)
    assert store.analysis("an_1") == replace(ANALYSIS, number=1)
    assert store.latest_analysis("ds_9") is None


def test_the_same_analysis_twice_keeps_its_number(store: Store) -> None:
    store.add_dataset(UPLOAD)
    first = store.add_analysis(ANALYSIS)
    store.add_analysis(replace(ANALYSIS, id="an_2"))
    assert store.add_analysis(replace(ANALYSIS, k=9)) == first


def test_an_analysis_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(KeyError):
        store.add_analysis(ANALYSIS)


def test_numbers_are_not_given_twice_while_several_threads_add(store: Store) -> None:
    store.add_dataset(UPLOAD)
    start = threading.Barrier(4)

    def add(worker: int) -> None:
        start.wait()
        for number in range(5):
            store.add_analysis(replace(ANALYSIS, id=f"an_{worker}_{number}"))

    threads = [threading.Thread(target=add, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.number for one in store.analyses_of("ds_1")] == list(range(1, 21))


def test_the_message_of_an_analysis_is_remembered(store: Store) -> None:
    store.add_dataset(UPLOAD)
    store.add_analysis(ANALYSIS)
    store.set_message("an_1", "123.4")
    kept = store.analysis("an_1")
    assert kept is not None
    assert kept.message_ts == "123.4"


def test_an_analysis_can_be_deleted_alone(store: Store) -> None:
    store.add_dataset(UPLOAD)
    store.add_analysis(ANALYSIS)
    assert store.delete_analysis("an_1")
    assert not store.delete_analysis("an_1")
    assert store.dataset("ds_1") == UPLOAD


def test_what_is_to_be_sent_is_recorded_once(store: Store) -> None:
    assert store.intend("answer/1", "chat.postMessage", "C1", NOON)
    assert not store.intend("answer/1", "chat.postMessage", "C1", NOON + MINUTE)
    entry = store.outbox_entry("answer/1")
    assert entry is not None
    assert (entry.state, entry.ts, entry.created_at) == ("intended", None, NOON)
    assert store.outbox_entry("answer/2") is None


def test_only_one_of_many_threads_gets_to_send(store: Store) -> None:
    start = threading.Barrier(6)
    first: list[bool] = []

    def try_it() -> None:
        start.wait()
        first.append(store.intend("key", "chat.postMessage", "C1", NOON))

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(first) == [False] * 5 + [True]


def test_what_was_sent_keeps_slacks_name_for_it(store: Store) -> None:
    store.intend("file", "files.completeUploadExternal", "C1", NOON)
    store.note("file", "F7")
    noted = store.outbox_entry("file")
    store.mark_sent("file", "F7")
    sent = store.outbox_entry("file")
    assert noted is not None
    assert (noted.state, noted.ts) == ("intended", "F7")
    assert sent is not None
    assert (sent.state, sent.ts) == ("sent", "F7")


def test_old_entries_of_the_outbox_are_dropped(store: Store) -> None:
    store.intend("old", "chat.postMessage", "C1", NOON)
    store.intend("new", "chat.postMessage", "C1", NOON + MINUTE)
    assert store.forget_outbox(NOON + MINUTE) == 1
    assert store.outbox_entry("old") is None
    assert store.outbox_entry("new") is not None


SERIES = Series(
    id="ser_1", team="T1", channel="C1", name="customers.csv", columns=("Age", "Income"),
    person="U1", created_at=NOON,
)  # fmt: skip
MONDAYS = Digest(
    id="dig_1", team="T1", channel="C1", person="U1",
    schedule=Schedule((0,), time(9, 30), "Europe/Berlin"), created_at=NOON,
)  # fmt: skip


def version(minutes: int, dataset_id: str, series_id: str = "ser_1") -> Dataset:
    return replace(later(minutes, id=dataset_id), series_id=series_id)


def test_a_version_moves_to_another_table_and_is_its_next_one(store: Store) -> None:
    for id_ in ("ser_1", "ser_2"):
        store.add_series(replace(SERIES, id=id_))
    store.add_version(version(0, "ds_1"))
    own = store.add_version(version(1, "ds_2", "ser_2"))
    moved = store.move_version("ds_2", "ser_1")
    assert moved == replace(own, series_id="ser_1", version=2)
    assert store.move_version("ds_2", "ser_1") == moved
    assert [one.id for one in store.versions_of("ser_1")] == ["ds_1", "ds_2"]
    assert store.versions_of("ser_2") == ()
    assert store.add_version(version(1, "ds_2", "ser_1")) == moved
    for dataset_id, series_id in (("ds_9", "ser_1"), ("ds_1", "ser_9")):
        with pytest.raises(KeyError):
            store.move_version(dataset_id, series_id)


def test_a_table_over_time_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.add_series(SERIES) == SERIES
    assert store.add_series(replace(SERIES, name="another")) == SERIES
    assert store.series("ser_1") == SERIES
    assert store.series("ser_2") is None


def test_the_versions_of_a_table_are_counted_from_one(store: Store) -> None:
    store.add_series(SERIES)
    store.add_series(replace(SERIES, id="ser_2"))
    first = store.add_version(version(1, "ds_1"))
    second = store.add_version(version(2, "ds_2"))
    other = store.add_version(version(3, "ds_3", "ser_2"))
    assert [first.version, second.version, other.version] == [1, 2, 1]
    assert store.versions_of("ser_1") == (first, second)
    assert store.add_version(version(9, "ds_1")) == first
    assert store.latest_dataset("C1") == other
    with pytest.raises(KeyError):
        store.add_version(version(4, "ds_4", "ser_9"))


def test_two_versions_at_the_same_moment_get_two_numbers(store: Store) -> None:
    store.add_series(SERIES)
    threads = [
        threading.Thread(target=store.add_version, args=(version(n, f"ds_{n}"),)) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.version for each in store.versions_of("ser_1")] == [1, 2, 3, 4, 5, 6]


def test_the_table_with_the_latest_version_comes_first(store: Store) -> None:
    store.add_series(SERIES)
    newer = store.add_series(replace(SERIES, id="ser_2", created_at=NOON + MINUTE))
    elsewhere = store.add_series(replace(SERIES, id="ser_3", channel="C2"))
    assert store.series_of("C1") == (newer, SERIES)
    store.add_version(version(5, "ds_1"))
    assert store.series_of("C1") == (SERIES, newer)
    assert store.series_of("C2") == (elsewhere,)


def test_a_table_keeps_its_new_name_and_standing_model(store: Store) -> None:
    store.add_series(SERIES)
    changed = replace(
        SERIES, name="crm", columns=("A",), source="crm", standing={"centres": [[1.5]], "k": None}
    )
    store.change_series(changed)
    assert store.series("ser_1") == changed


def test_a_version_that_is_forgotten_leaves_its_table(store: Store) -> None:
    store.add_series(SERIES)
    store.add_version(version(1, "ds_1"))
    store.add_version(version(2, "ds_2"))
    store.delete_dataset("ds_1")
    assert [each.version for each in store.versions_of("ser_1")] == [2]
    assert store.add_version(version(3, "ds_3")).version == 3


def test_a_channel_has_one_digest_and_a_new_one_takes_its_place(store: Store) -> None:
    store.set_digest(MONDAYS)
    assert store.digest_of("C1") == store.digest("dig_1") == MONDAYS
    slot = DigestSlot("dig_1", "2026-11-30", NOON)
    assert store.open_slot(slot)
    changed = replace(MONDAYS, failures=2, quiet=True)
    store.set_digest(changed)
    assert store.digest("dig_1") == changed
    assert store.slot("dig_1", "2026-11-30") == slot
    another = replace(MONDAYS, id="dig_2")
    store.set_digest(another)
    assert store.digest_of("C1") == another
    assert store.digest("dig_1") is None
    assert store.slot("dig_1", "2026-11-30") is None
    assert store.delete_digest("dig_2")
    assert not store.delete_digest("dig_2")


def test_digests_that_are_stopped_are_no_longer_active(store: Store) -> None:
    store.set_digest(MONDAYS)
    store.set_digest(replace(MONDAYS, id="dig_2", channel="C2", stopped="the channel is gone"))
    assert store.active_digests() == (MONDAYS,)


def test_a_period_is_opened_by_one_alone(store: Store) -> None:
    store.set_digest(MONDAYS)
    opened: list[bool] = []
    slot = DigestSlot("dig_1", "2026-11-30", NOON)
    threads = [
        threading.Thread(target=lambda: opened.append(store.open_slot(slot))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(opened) == [False] * 7 + [True]


def test_the_last_period_that_was_looked_at_is_what_the_next_goes_on_from(store: Store) -> None:
    store.set_digest(MONDAYS)
    for day, state in (("09", "said"), ("16", "due"), ("23", "quiet")):
        slot = DigestSlot("dig_1", f"2026-11-{day}", NOON)
        store.open_slot(slot)
        if day != "23":
            store.settle_slot(replace(slot, state=state, seen={"ser_1": int(day)}))  # type: ignore[arg-type]
    last = store.last_seen("dig_1", before="2026-11-30")
    assert last is not None
    assert (last.key, last.seen) == ("2026-11-16", {"ser_1": 16})
    assert store.last_seen("dig_1", before="2026-11-09") is None


FAILED = FailedFile("fail_1", "C1", "a.pdf", "I couldn't.", "Drop it again.", NOON)


def test_files_that_failed_are_told_from_a_moment_on_and_forgotten(store: Store) -> None:
    later_one = replace(FAILED, id="fail_2", at=NOON + MINUTE)
    for one in (
        later_one,
        FAILED,
        replace(FAILED, name="again.pdf"),
        replace(FAILED, id="x", channel="C2"),
    ):
        store.add_failed_file(one)
    assert store.failed_files_of("C1", NOON - MINUTE) == (FAILED, later_one)
    assert store.failed_files_of("C1", NOON) == (later_one,)
    assert store.forget_failed_files(NOON + MINUTE) == 2
    assert store.failed_files_of("C1", NOON - MINUTE) == (later_one,)


def test_words_with_a_file_stay_as_they_were_first_noted_and_are_forgotten(store: Store) -> None:
    store.note_words("upload:1", "score", NOON)
    store.note_words("upload:1", "k=4", NOON + MINUTE)
    assert (store.words_with("upload:1"), store.words_with("upload:2")) == ("score", "")
    assert store.forget_words(NOON + MINUTE) == 1
    assert store.words_with("upload:1") == ""
