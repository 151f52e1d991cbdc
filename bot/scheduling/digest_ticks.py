"""Which digests are due: the clock ticks, the database decides, so each is said once."""

from collections.abc import Callable
from datetime import datetime

from bot.schedule import DigestSlot, Slot
from bot.series import Digest, DigestStore

Submit = Callable[[Digest, Slot], None]


def tick_digests(store: DigestStore, submit: Submit, now: datetime) -> int:
    """Hand over every digest whose period has come and is not settled; how many.

    A period that was due while nobody ran is made up for when somebody does, unless the next has
    come by then. Handing over twice does no harm: the job bears the period's name.
    """
    due = [(digest, slot) for digest in store.active_digests() if (slot := _due(digest, now))]
    handed_over = 0
    for digest, slot in due:
        known = store.slot(digest.id, slot.key)
        if known and known.state != "due":
            continue
        store.open_slot(DigestSlot(digest.id, slot.key, slot.at))
        submit(digest, slot)
        handed_over += 1
    return handed_over


def _due(digest: Digest, now: datetime) -> Slot | None:
    """The latest slot, if the digest was there already when it came."""
    slot = digest.schedule.latest(now)
    return slot if slot.at > digest.created_at else None
