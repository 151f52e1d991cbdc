"""Tables that came back otherwise than they were: each gets a plain answer, and nothing is lost."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from channels import Channel, customers

from bot.presenter import present
from bot.result import Changed
from segmentation.errors import SegmentationError

FIRST = customers([90, 80, 70, 60], 1)
SECOND = customers([90, 80, 70, 60], 2).decode()


def changed(edit: Callable[[list[str]], list[str]]) -> bytes:
    """The second version with every row edited, its head included."""
    return "\n".join(",".join(edit(row.split(","))) for row in SECOND.splitlines()).encode()


def orders(seed: int, factor: float = 1.0) -> bytes:
    """A list of orders; the amounts may be in another unit."""
    rng = np.random.default_rng(seed)
    rows = ["order_id,customer_id,date,amount"]
    for customer in range(150):
        for _ in range(int(rng.integers(1, 9)) * (1 + customer % 3)):
            day, month = int(rng.integers(1, 28)), int(rng.integers(1, 12))
            amount = rng.gamma(3, 20 * (1 + customer % 2 * 4)) * factor
            order = f"{len(rows)},C{customer:04d},2026-{month:02d}-{day:02d},{amount:.2f}"
            rows.append(order)
    return "\n".join(rows).encode()


def standing(channel: Channel) -> object:
    (series,) = channel.desk.store.series_of("C061EG9T2")
    return (series.standing or {})["analysis"]


def said(result: Changed) -> str:
    return "\n".join(b["text"]["text"] for b in present(result).blocks if "text" in b)


STANDS = {
    "a column renamed": (
        changed(lambda row: [row[0], row[1].replace("income", "yearly_income"), row[2]]),
        "I guess that income was renamed",
    ),
    "a column more": (
        changed(lambda row: [*row, "age" if row[1] == "income" else "30"]), "age is new",
    ),
    "ids that no longer match": (SECOND.replace("C-", "K9-").encode(), "I can't say who moved"),
    "another unit": (
        changed(lambda row: [row[0], re.sub(r"\.(\d)", r"\g<1>00", row[1]), row[2]]),
        "looks like another unit",
    ),
}  # fmt: skip
BROKEN = {
    "a column of the segments gone": (
        changed(lambda row: row[:2]), "spend is not in the new file.",
    ),
    "words where numbers were": (
        changed(lambda row: [*row[:2], "spend" if row[2] == "spend" else "high"]),
        "spend held numbers and now holds words such as 'high', so it played no part.",
    ),
    "ten rows where there were hundreds": (
        "\n".join(SECOND.splitlines()[:11]).encode(),
        "The new file has 10 rows where the baseline has 300.",
    ),
}  # fmt: skip
UNREADABLE = {
    "three rows": ("\n".join(SECOND.splitlines()[:4]).encode(), "at least 10 customers"),
    "only a header": (b"customer_id,income,spend\n", "is empty"),
    "a PDF": (b"%PDF-1.7\n", "it is a PDF"),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """A table that has come once."""
    made = Channel(tmp_path_factory.mktemp("begun"))
    made.drop("customers_1.csv", FIRST)
    return made


@pytest.mark.parametrize("case", STANDS)
def test_what_can_be_put_right_is_put_right_and_said(
    begun: Channel, tmp_path: Path, case: str
) -> None:
    channel = begun.copy_to(tmp_path)
    content, words = STANDS[case]
    told = channel.drop("customers_2.csv", content)
    assert isinstance(told, Changed)
    assert words in said(told)
    assert told.drift.verdict == "stable"
    assert standing(channel) == told.subject.analysis_id


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_version_says_so_first_and_the_one_before_it_stands(
    begun: Channel, tmp_path: Path, case: str
) -> None:
    channel = begun.copy_to(tmp_path)
    before = standing(channel)
    content, words = BROKEN[case]
    told = channel.drop("customers_2.csv", content)
    assert said(told).splitlines()[0] == words
    assert "looks broken" in said(told)
    assert "Mend the export first" in said(told)
    assert told.pictures == ()
    assert standing(channel) == before
    mended = channel.drop("customers_3.csv", SECOND.encode())
    assert "300 customers, against 300 then" in said(mended)
    assert standing(channel) == mended.subject.analysis_id


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_is_no_table_of_customers_leaves_nothing_behind(
    begun: Channel, tmp_path: Path, case: str
) -> None:
    channel = begun.copy_to(tmp_path)
    before = standing(channel)
    content, words = UNREADABLE[case]
    with pytest.raises(SegmentationError, match=words) as met:
        channel.drop("customers_2.csv", content)
    assert met.value.next_step
    assert standing(channel) == before
    assert len(list(channel.folder.glob("datasets/*"))) == 1


def test_orders_in_another_unit_are_the_same_customers(tmp_path: Path) -> None:
    channel = Channel(tmp_path)
    channel.drop("orders_1.csv", orders(1))
    for at, factor in enumerate((100.0, 1000.0, 1.0), start=2):
        told = channel.drop(f"orders_{at}.csv", orders(at, factor))
        assert isinstance(told, Changed)
        units = [(c.column, c.factor) for c in told.drift.schema_changes if c.change == "unit"]
        assert units == ([("amount", factor)] if factor > 1 else [])
        assert told.drift.verdict == "stable"
