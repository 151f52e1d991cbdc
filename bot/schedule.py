"""When something is said by itself: days of the week and a time in someone's zone, as slots."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = 7
SlotState = Literal["due", "said", "quiet"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment at which a schedule is due.

    key: the day as people there call it, `2026-11-30`; a schedule has one slot a day at most, so
    two replicas, a restart or summer time can't make two of it. at: the moment, in UTC.
    """

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DigestSlot:
    """One period of a digest: the truth about whether it was said.

    seen: the version of each series that it spoke of, by the series' id.
    """

    digest_id: str
    key: str
    at: datetime
    state: SlotState = "due"
    seen: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Days of the week (0 is Monday), a time of day, and the zone that both are meant in.

    >>> Schedule((0,), time(9), "Europe/Berlin").in_words
    'Monday 09:00'
    """

    days: tuple[int, ...]
    at: time
    zone: str

    @property
    def in_words(self) -> str:
        """`Monday 09:00`, `weekdays 09:00`, `every day 09:00`."""
        return f"{_days_in_words(self.days)} {self.at:%H:%M}"

    def latest(self, now: datetime) -> Slot:
        """The last slot that is not in the future."""
        today = now.astimezone(self._zone).date()
        slots = (self._slot(today - timedelta(days=back)) for back in range(WEEK + 1))
        return next(slot for slot in slots if slot is not None and slot.at <= now)

    def next(self, now: datetime) -> Slot:
        """The first slot that is in the future."""
        today = now.astimezone(self._zone).date()
        slots = (self._slot(today + timedelta(days=ahead)) for ahead in range(WEEK + 1))
        return next(slot for slot in slots if slot is not None and slot.at > now)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def _slot(self, day: date) -> Slot | None:
        """That day's slot. A time that summer time skips is an hour later on the clock; one that
        comes twice is the first of the two."""
        if day.weekday() not in self.days:
            return None
        return Slot(day.isoformat(), datetime.combine(day, self.at, self._zone).astimezone(UTC))


def _days_in_words(days: tuple[int, ...]) -> str:
    if len(days) == WEEK:
        return "every day"
    if days == (0, 1, 2, 3, 4):
        return "weekdays"
    names = [DAYS[day] for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
