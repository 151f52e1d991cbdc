"""Data that was kept long enough goes: files first, then the records of them."""

from datetime import timedelta

from bot.desk import Desk

OUTBOX_DAYS = 14  # Slack repeats nothing for that long
FAILED_DAYS = 60  # longer than from one digest to the next


def forget_old(desk: Desk) -> int:
    """Remove data sets older than the settings keep them; how many. 0 days keeps them for ever."""
    now = desk.clock()
    desk.store.forget_outbox(now - timedelta(days=OUTBOX_DAYS))
    desk.store.forget_words(now - timedelta(days=OUTBOX_DAYS))
    desk.store.forget_failed_files(now - timedelta(days=FAILED_DAYS))
    days = desk.settings.files.keep_days
    if days == 0:
        return 0
    old = desk.store.datasets_before(now - timedelta(days=days))
    for dataset in old:
        desk.files.delete(dataset.folder)
        desk.store.delete_dataset(dataset.id)
    return len(old)
