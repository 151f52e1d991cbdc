"""A table that comes again is a new version: compared, told of, and asked after."""

import csv
import io

import numpy as np
import pytest

from bot.workspace.person import Person
from bot.workspace.seen import Seen

pytestmark = pytest.mark.slow

PLACES = ((20, 20), (20, 80), (80, 20), (80, 80))


def customers(counts: list[int], seed: int, more_spend: float = 0.0) -> bytes:
    """Customers around four places, whose ids stay theirs from file to file."""
    rng = np.random.default_rng(seed)
    rows = ["customer_id,income,spend"]
    for at, (place, count) in enumerate(zip(PLACES, counts, strict=True)):
        values = np.array(place) + rng.normal(0, 6, (count, 2)) + (0, more_spend)
        rows += [f"C-{at}{n:04d},{x:.1f},{y:.1f}" for n, (x, y) in enumerate(values)]
    return "\n".join(rows).encode()


def moved_up(content: bytes) -> bytes:
    """The same customers, of whom every other one of the first place has a higher income."""
    rows = content.decode().splitlines()
    for at in range(2, 91, 2):
        id_, income, spend = rows[at].split(",")
        rows[at] = f"{id_},{float(income) + 60:.1f},{spend}"
    return "\n".join(rows).encode()


@pytest.fixture
def first(ada: Person, room: str) -> Seen:
    ts = ada.drop(room, "customers_2026-11-23.csv", customers([90, 80, 70, 60], 1))
    return ada.wait_for(
        "kinds of customers in customers_2026-11-23.csv", room, thread=ts, timeout=60
    )


def second(ada: Person, room: str, content: bytes, name: str = "customers_2026-11-30.csv") -> Seen:
    ts = ada.drop(room, name, content)
    return ada.wait_for("is version 2 of this table", room, thread=ts, timeout=60)


def test_a_quiet_week_says_that_nothing_changed(ada: Person, room: str, first: Seen) -> None:
    told = second(ada, room, customers([90, 80, 70, 60], 2))
    assert "Nothing beyond chance changed." in told.said
    assert "300 customers, against 300 then" in told.said


def test_a_segment_that_grew_is_the_headline_and_keeps_its_number(
    ada: Person, room: str, first: Seen
) -> None:
    told = second(ada, room, customers([90, 80, 70, 160], 3))
    headline = next(block for block in told.blocks if block["type"] == "header")["text"]["text"]
    assert "grew from 20 % to 40 % of customers" in headline
    table = next(block for block in told.blocks if block["type"] == "table")["rows"]
    names_before = [
        row[0]["text"] for row in next(b for b in first.blocks if b["type"] == "table")["rows"][1:]
    ]
    assert [row[0]["text"] for row in table[1:]] == names_before
    assert "100 are new" in told.said


def test_the_new_version_can_be_profiled_and_exported(ada: Person, room: str, first: Seen) -> None:
    told = second(ada, room, customers([90, 80, 70, 160], 3))
    ada.mention(room, "profile 4", thread=told.thread)
    ada.wait_for(lambda m: m.ts > told.ts and "egment 4" in m.said, room, thread=told.thread)
    ada.press(told, "Export")
    export = ada.wait_for(lambda m: bool(m.files), room, thread=told.thread, timeout=30)
    table = list(csv.DictReader(io.StringIO(ada.download(export.files[0]["url"]).decode())))
    assert len(table) == 400
    assert {row["segment"] for row in table} == set("1234")


def test_drift_tells_again_what_changed(ada: Person, room: str, first: Seen) -> None:
    ada.command(room, "/segment drift")
    assert ada.wait_for("only one version", room).ephemeral
    told = second(ada, room, customers([90, 80, 70, 160], 3))
    ada.command(room, "/segment drift")
    again = ada.wait_for(lambda m: m.ts > told.ts and "grew from" in m.said, room)
    assert "is version 2 of this table" in again.said


def test_who_moved_is_counted_for_all_and_listed_for_the_one_who_asks(
    ada: Person, room: str, first: Seen
) -> None:
    told = second(ada, room, moved_up(customers([90, 80, 70, 60], 1)))
    ada.press(told, "Who moved?")
    counted = ada.wait_for("45 (15 %) changed segment", room, thread=told.thread, timeout=30)
    assert "C-00" not in f"{counted.said}{counted.blocks}"
    handed = ada.wait_for("Only you have this list", ada.dm(), timeout=30)
    (shared,) = ada.wait_until(
        lambda: ada.messages(ada.dm(), thread=handed.ts)[1:] or None, timeout=30
    )
    rows = list(csv.DictReader(io.StringIO(ada.download(shared.files[0]["url"]).decode())))
    assert len(rows) == 45
    assert {row["segment_before"] for row in rows} != {row["segment_now"] for row in rows}


def test_another_table_in_the_channel_is_another_data_set(
    ada: Person, room: str, first: Seen, mall: bytes
) -> None:
    ts = ada.drop(room, "mall.csv", mall)
    ada.wait_for("kinds of customers in mall.csv", room, thread=ts, timeout=60)
    told = second(ada, room, customers([90, 80, 70, 60], 2))
    assert "customers_2026-11-30.csv" in told.said


def test_a_broken_export_is_told_of_and_leaves_the_version_before_it_standing(
    ada: Person, room: str, first: Seen
) -> None:
    broken = second(ada, room, customers([4, 3, 3, 2], 2))
    assert "looks broken" in broken.said
    ts = ada.drop(room, "customers_2026-12-07.csv", customers([90, 80, 70, 60], 5))
    told = ada.wait_for("is version 3 of this table", room, thread=ts, timeout=60)
    assert "300 customers, against 300 then" in told.said


def test_a_digest_is_set_asked_after_and_taken_back(ada: Person, room: str, first: Seen) -> None:
    ada.command(room, "/segment digest monday 09:00")
    kept = ada.wait_for("what changed in its segments: Monday 09:00 (Europe/Amsterdam)", room)
    ada.command(room, "/segment digest status")
    assert f"<@{ada.id}> asked for it" in ada.wait_for("comes Monday 09:00", room).said
    ada.press(kept, "Fewer messages")
    ada.wait_for("Only when something matters", room)
    ada.command(room, "/segment digest off")
    ada.wait_for("The digest is off", room)
    ada.command(room, "/segment digest status")
    ada.wait_for("no digest in this channel", room)


def test_a_digest_now_says_how_old_the_data_is_or_what_changed(
    ada: Person, room: str, first: Seen
) -> None:
    ada.command(room, "/segment digest now")
    assert "No new data since the last look" in ada.wait_for("No new data", room).said
    told = second(ada, room, customers([90, 80, 70, 160], 3))
    ada.command(room, "/segment digest now")
    digest = ada.wait_for(lambda m: m.ts > told.ts and "grew from" in m.said, room)
    assert "100 are new" in digest.said


def test_a_schedule_that_cannot_be_read_gets_examples(ada: Person, room: str) -> None:
    ada.command(room, "/segment digest every other blue moon")
    assert "digest weekdays 8:30" in ada.wait_for("can't read a day", room).said


def test_new_customers_are_scored_by_a_form(ada: Person, room: str, first: Seen) -> None:
    ada.command(room, "/segment score")
    form = ada.view("Score customers")
    file_id = ada.choose_file(form, "new.csv", customers([10, 20, 30, 40], 8))
    ada.submit(form, {"file": [file_id]})
    told = ada.wait_for("no new version began", room, timeout=30)
    assert "100 customers of new.csv" in told.said
    ada.wait_for(lambda m: bool(m.files), room, thread=told.thread, timeout=30)
    ada.command(room, "/segment drift")
    assert ada.wait_for("only one version", room).ephemeral


def test_new_customers_are_scored_by_the_words_beside_the_file(
    ada: Person, room: str, first: Seen
) -> None:
    bot = next(m.user for m in ada.messages(room, thread=first.thread) if m.user != ada.id)
    for text, name in ((f"<@{bot}> score this", "a.csv"), ("score", "b.csv")):
        ts = ada.drop(room, name, customers([10, 20, 30, 40], 8), text=text)
        told = ada.wait_for("no new version began", room, thread=ts, timeout=30)
        assert f"100 customers of {name}" in told.said
    ada.command(room, "/segment drift")
    assert ada.wait_for("only one version", room).ephemeral


def test_where_it_is_not_sure_which_table_a_file_is_a_button_says_so(
    ada: Person, room: str, first: Seen
) -> None:
    content = customers([90, 80, 70, 60], 2).replace(b"spend", b"visits", 1)
    ts = ada.drop(room, "web.csv", content)
    asked = ada.wait_for("in web.csv", room, thread=ts, timeout=60)
    ada.press(asked, "A new version of customers_2026-11-23.csv")
    told = ada.wait_for("is version 2 of this table", room, thread=ts, timeout=60)
    assert "spend" in told.said
    again = ada.drop(room, "web again.csv", content)
    ada.wait_for("This is the same file as before", room, thread=again, timeout=30)
