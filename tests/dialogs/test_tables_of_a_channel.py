"""Several tables in one channel: told of together, and asked about where a file fits two."""

import pytest

from bot.workspace.person import Person
from bot.workspace.seen import Seen
from tests.dialogs.test_versions import customers

pytestmark = pytest.mark.slow

USUAL, GROWN = [90, 80, 70, 60], [90, 80, 70, 160]


def drop(ada: Person, room: str, name: str, content: bytes, wanted: str) -> Seen:
    ts = ada.drop(room, name, content)
    return ada.wait_for(wanted, room, thread=ts, timeout=60)


def of_columns(column: str, counts: list[int], seed: int) -> bytes:
    return customers(counts, seed).replace(b"spend", column.encode(), 1)


def test_a_digest_tells_of_all_tables_and_a_file_that_fits_two_is_asked_about(
    ada: Person, room: str
) -> None:
    drop(ada, room, "shop_1.csv", of_columns("spend", USUAL, 1), "in shop_1.csv")
    asked = drop(ada, room, "web_1.csv", of_columns("visits", USUAL, 2), "in web_1.csv")
    ada.press(asked, "Another table")
    ada.wait_for("is a table of its own", room, thread=asked.thread, timeout=30)
    drop(ada, room, "shop_2.csv", of_columns("spend", GROWN, 3), "is version 2 of this table")
    drop(ada, room, "web_2.csv", of_columns("visits", USUAL, 4), "is version 2 of this table")

    ada.command(room, "/segment digest now")
    told = ada.wait_for("In *shop_2.csv*", room, timeout=30)
    assert "grew from 20 % to 40 % of customers" in told.said
    assert "Nothing beyond chance changed in *web_2.csv*" in told.said

    both = drop(ada, room, "both.csv", of_columns("calls", USUAL, 5), "in both.csv")
    assert "The columns fit shop_2.csv and web_2.csv equally well." in both.said or (
        "The columns fit web_2.csv and shop_2.csv equally well." in both.said
    )
    ada.press(both, "A new version of web_2.csv")
    again = ada.wait_for("is version 3 of this table", room, thread=both.thread, timeout=60)
    assert "300 customers, against 300 then" in again.said
