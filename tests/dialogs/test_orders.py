"""A list of orders is dropped: read as customers, sorted by rules, taken for something else."""

from pathlib import Path

import pytest

from bot.workspace.person import Person

pytestmark = [pytest.mark.slow, pytest.mark.shared_data]


def test_orders_are_read_as_customers_and_otherwise_on_request(
    ada: Person, room: str, shared_data: Path
) -> None:
    orders = (shared_data / "sales_data_sample.csv").read_bytes()
    ts = ada.drop(room, "orders.csv", orders)
    answer = ada.wait_for("307 orders by 92 customers", room, thread=ts, timeout=90)
    assert "told apart by" in answer.said
    ada.command(room, "/segment algo=rfm_rules")
    ada.wait_for("Loyal customers", room, timeout=90)
    ada.command(room, "/segment rows customers")
    ada.wait_for("2,823 customers", room, timeout=90)
