"""Schedules have one slot a day at most, whatever the clocks do, and read in people's words."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import Schedule
from bot.schedule_words import UnreadableSchedule, known_zone, read_schedule

BERLIN = "Europe/Berlin"
ZONES = ["UTC", BERLIN, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("monday 09:00", "Monday 09:00"),
        ("Mondays at 9", "Monday 09:00"),
        ("every friday 4pm", "Friday 16:00"),
        ("every Friday at 4:30 p.m.", "Friday 16:30"),
        ("mon, thu 8.15", "Monday and Thursday 08:15"),
        ("mon and wed and fri 12 am", "Monday, Wednesday and Friday 00:00"),
        ("weekdays 8:30", "weekdays 08:30"),
        ("daily noon", "every day 12:00"),
        ("every day", "every day 09:00"),
        ("weekly", "Monday 09:00"),
        ("TUESDAY", "Tuesday 09:00"),
        ("sa 23:59", "Saturday 23:59"),
        ("weekend 18h30", "Saturday and Sunday 18:30"),
    ],
)
def test_people_say_days_and_times_in_many_ways(words: str, said: str) -> None:
    assert read_schedule(words, "UTC").in_words == said


def test_a_zone_may_be_named_else_the_given_one_counts() -> None:
    assert read_schedule("mon 9:00 america/new_york", BERLIN).zone == "America/New_York"
    assert read_schedule("mon 9:00", BERLIN).zone == BERLIN


@pytest.mark.parametrize(
    "words",
    ["", "soon", "9:00", "monday 25:00", "monday 9:75", "monday 13pm", "monday 9 10", "t 9:00",
     "monday 9:00 Mars/Olympus", "every other monday", "the 1st", "s 9", "monday -9"],
)  # fmt: skip
def test_what_names_no_day_and_time_is_refused_with_examples(words: str) -> None:
    with pytest.raises(UnreadableSchedule) as met:
        read_schedule(words, "UTC")
    assert "digest monday 09:00" in met.value.next_step


@given(st.text(max_size=40))
def test_no_words_break_the_reading(words: str) -> None:
    try:
        schedule = read_schedule(words, "UTC")
    except UnreadableSchedule:
        return
    assert schedule.days
    assert read_schedule(schedule.in_words, "UTC") == schedule


SCHEDULES = st.builds(
    Schedule,
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(SCHEDULES, MOMENTS)
def test_now_lies_between_the_latest_slot_and_the_next(schedule: Schedule, now: datetime) -> None:
    before, after = schedule.latest(now), schedule.next(now)
    assert before.at <= now < after.at
    assert before.key < after.key
    assert after.at - before.at <= timedelta(days=8)
    assert schedule.latest(after.at) == after


@given(SCHEDULES, MOMENTS)
def test_a_slot_is_on_its_day_at_its_time_unless_summer_time_skips_it(
    schedule: Schedule, now: datetime
) -> None:
    slot = schedule.latest(now)
    local = slot.at.astimezone(ZoneInfo(schedule.zone))
    skipped = local.time().replace(tzinfo=None) != schedule.at
    if not skipped:
        assert local.date().isoformat() == slot.key
        assert local.weekday() in schedule.days


def test_a_time_that_summer_time_skips_or_repeats_is_one_slot() -> None:
    at_half_past_two = Schedule((6,), time(2, 30), BERLIN)
    spring = at_half_past_two.latest(datetime(2027, 3, 28, 12, tzinfo=UTC))
    assert spring.at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03:30 on the clock
    autumn = at_half_past_two.latest(datetime(2027, 10, 31, 12, tzinfo=UTC))
    assert autumn.at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # the first of the two
    assert at_half_past_two.latest(datetime(2027, 10, 31, 1, 45, tzinfo=UTC)) == autumn


def test_over_a_year_there_is_one_slot_a_week() -> None:
    schedule, now = Schedule((0,), time(9), "America/New_York"), datetime(2026, 1, 1, tzinfo=UTC)
    keys = {schedule.latest(now + timedelta(minutes=30 * n)).key for n in range(48 * 364)}
    assert len(keys) == 53  # the one before the year, and one in each of its weeks


def test_a_zone_that_does_not_exist_is_utc() -> None:
    assert known_zone("Europe/Berlin") == "Europe/Berlin"
    assert known_zone("Nowhere/Land") == known_zone(None) == known_zone("../etc/passwd") == "UTC"
