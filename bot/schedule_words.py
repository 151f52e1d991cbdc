"""Schedules in people's words: `monday 09:00`, `mon and thu at 4pm`, `weekdays 8:30 Asia/Tokyo`."""

import re
from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from bot.schedule import DAYS, Schedule
from segmentation.errors import BadRequest

EXAMPLE = "digest monday 09:00"
NINE = time(9)
_GROUPS = {
    "daily": range(7), "day": range(7), "everyday": range(7),
    "weekdays": range(5), "weekday": range(5), "workdays": range(5),
    "weekly": range(1), "week": range(1), "weekends": range(5, 7), "weekend": range(5, 7),
}  # fmt: skip
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_FILLERS = {"every", "each", "on", "at", "and", "in", "the", "morning", "o'clock", "oclock", "h"}
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?m?\.?")
_GLUE = re.compile(r"(\d)\s+([ap]\.?m\.?)(?![a-z])", re.IGNORECASE)


class UnreadableSchedule(BadRequest):
    """Words that name no day and time."""

    def __init__(self, words: str, why: str = "") -> None:
        super().__init__(
            f"I can't read a day and a time in “{words[:80]}”{f': {why}' if why else ''}.",
            f"Say for instance `{EXAMPLE}`, `digest weekdays 8:30` or"
            " `digest mon, thu 4pm Europe/Berlin`.",
        )


def read_schedule(words: str, zone: str) -> Schedule:
    """The schedule in these words; without a time nine o'clock, without a zone the given one.

    Raises UnreadableSchedule.

    >>> read_schedule("Mondays at 9:30", "UTC").in_words, read_schedule("thu 4 pm", "UTC").in_words
    ('Monday 09:30', 'Thursday 16:00')
    """
    days: set[int] = set()
    times: list[time] = []
    zones: list[str] = []
    for word in re.split(r"[\s,;]+", _GLUE.sub(r"\1\2", words.strip())):
        if not word or word.lower() in _FILLERS:
            continue
        if found := _days(word):
            days |= found
        elif (at := _time(word)) is not None:
            times.append(at)
        elif named := _zone(word):
            zones.append(named)
        else:
            raise UnreadableSchedule(words, f"what is “{word[:20]}”?")
    if not days or len(times) > 1 or len(zones) > 1:
        raise UnreadableSchedule(words, "" if not days else "one time, please")
    return Schedule(tuple(sorted(days)), times[0] if times else NINE, zones[0] if zones else zone)


def _days(word: str) -> frozenset[int]:
    """`mon`, `Mondays`, `weekdays`, `daily`; nothing for other words."""
    plain = word.lower().rstrip(".")
    if plain in _GROUPS:
        return frozenset(_GROUPS[plain])
    singular = plain.removesuffix("s") if plain.endswith("days") else plain
    if len(singular) < 2 or not singular.isalpha():
        return frozenset()
    fitting = [n for n, name in enumerate(DAYS) if name.lower().startswith(singular)]
    return frozenset(fitting if len(fitting) == 1 else ())


def _time(word: str) -> time | None:
    plain = word.lower()
    if plain in _NAMED_TIMES:
        return _NAMED_TIMES[plain]
    found = _TIME.fullmatch(plain)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _zone(word: str) -> str | None:
    """A name of the time zone database, in any case."""
    known = {name.lower(): name for name in available_timezones()}
    return known.get(word.lower())


def known_zone(name: str | None) -> str:
    """The zone of that name, UTC where there is none such."""
    try:
        return str(ZoneInfo(name)) if name else "UTC"
    except (KeyError, ValueError, OSError):
        return "UTC"
