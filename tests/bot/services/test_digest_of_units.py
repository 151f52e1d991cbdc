"""A table in another unit: said in its thread and its digest, once, and never called a change."""

from collections.abc import Callable
from pathlib import Path

import pytest
from channels import ADA, PLACE, Channel, customers
from message_reading import sections

from bot.presenter import present
from bot.request import Request
from bot.services.post_digest import look_back, matters, versions_now
from tests.bot.services.test_bad_versions import orders


def people(seed: int, factor: float = 1.0) -> bytes:
    """Customers whose spend may be in another unit."""
    head, *rows = customers([90, 80, 70, 60], seed).decode().splitlines()
    cells = (row.split(",") for row in rows)
    times = [f"{id_},{income},{float(spend) * factor:.10g}" for id_, income, spend in cells]
    return "\n".join([head, *times]).encode()


@pytest.mark.parametrize(
    ("table", "column"), [(people, "spend"), (orders, "amount")], ids=["customers", "orders"]
)
def test_another_unit_is_told_once_in_the_digest_even_in_a_quiet_one(
    tmp_path: Path, table: Callable[[int, float], bytes], column: str
) -> None:
    channel = Channel(tmp_path)
    channel.drop("table_1.csv", table(1, 1.0))
    told = channel.drop("table_2.csv", table(2, 100.0))
    headline, evidence, *_ = sections(present(told))
    assert headline.endswith(f"changed; the numbers in {column} came in another unit.")
    assert f"The numbers in {column} are 100 times as large as before" in evidence
    digest = channel.say("digest now")
    (said, *_) = sections(present(digest))
    assert said.startswith("Nothing beyond chance changed (")
    assert f"• The numbers in {column} are 100 times as large as before" in said
    assert "not like other customers" in said
    assert matters(digest)
    channel.drop("table_3.csv", table(3, 100.0))
    again = channel.say("digest now")
    assert "100 times" not in "".join(sections(present(again)))
    assert not matters(again)


def test_a_unit_that_changed_between_two_looks_is_told_whatever_came_after_it(
    tmp_path: Path,
) -> None:
    channel = Channel(tmp_path)
    channel.drop("table_1.csv", people(1))
    channel.drop("donors_1.csv", customers([90, 80, 70, 60], 4, "donor,gift,years"))
    channel.drop("table_2.csv", people(2, 1_000.0))
    channel.drop("table_3.csv", people(3))
    channel.drop("donors_2.csv", customers([90, 80, 70, 160], 5, "donor,gift,years"))
    request = Request("look", "", PLACE, ADA, "schedule")
    seen = dict.fromkeys(versions_now(request, channel.desk), 1)
    told = look_back(request, None, seen, channel.desk)
    assert [change.factor for change in told.others[0].changes] == [1_000.0]
    said = "\n".join(sections(present(told)))
    assert "*table_3.csv*: The numbers in spend are 1,000 times" in said
