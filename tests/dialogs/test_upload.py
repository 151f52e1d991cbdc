"""A file is dropped: the thread below it fills with the answer."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.workspace.person import Person
from tests.dialogs.office import Office
from tests.table_files import xlsx_bytes

pytestmark = pytest.mark.slow


def test_a_dropped_file_becomes_segments_pictures_and_advice(
    office: Office, ada: Person, room: str, mall: bytes
) -> None:
    ts = ada.drop(room, "customers.csv", mall)
    answer = ada.wait_for("kinds of customers in customers.csv", room, thread=ts, timeout=60)

    kinds = [block["type"] for block in answer.blocks]
    assert "table" in kinds
    assert kinds.count("image") == 2
    assert "Six kinds of customers" in answer.said
    assert "200 customers" in answer.said
    assert "First move" in answer.said
    labels = {
        e.get("text", e.get("placeholder", {})).get("text", "")
        for block in answer.blocks
        if block["type"] == "actions"
        for e in block["elements"]
    }
    assert {"Profile", "Change groups", "Charts", "Export", "Deck"} <= labels


def test_a_dropped_workbook_becomes_segments_of_the_sheet_that_holds_customers(
    ada: Person, room: str, mall: bytes
) -> None:
    customers = pd.read_csv(BytesIO(mall))
    notes = pd.DataFrame({"Read me": ["Customers stand on the next sheet."]})
    book = xlsx_bytes({"Notes": notes, "Customers": customers, "Half": customers[:100]})
    ts = ada.drop(room, "customers.xlsx", book)
    answer = ada.wait_for("kinds of customers in customers.xlsx", room, thread=ts, timeout=60)
    assert "Six kinds of customers" in answer.said
    assert "200 customers" in answer.said
    ada.press(answer, "How was this calculated?")
    told = ada.wait_for("What I read.", room, thread=ts, timeout=30)
    assert "a workbook, sheet “Customers”" in told.said
    ada.mention(room, "sheet=half k=3", thread=ts)
    ada.wait_for("100 customers", room, thread=ts, timeout=60)


def test_a_dropped_list_of_orders_is_answered_by_customers_and_money(
    ada: Person, room: str, shared_data: Path
) -> None:
    orders = (shared_data / "cdnow_sample.csv").read_bytes()
    ts = ada.drop(room, "orders.txt", orders)
    answer = ada.wait_for("kinds of customers in orders.txt", room, thread=ts, timeout=60)
    assert "6,696 orders by 2,357 customers from 1 Jan 1997 to 30 Jun 1998" in answer.said
    assert "time since the last purchase" in answer.said
    assert "Where the money is: " in answer.said.replace("*", "")
    assert "Champions are 33 % of the customers and bring 76 % of the money" in answer.said
    assert "recency" not in answer.said
    assert "monetary" not in answer.said


def test_there_is_one_answer_although_slack_tells_of_the_file_twice(
    office: Office, ada: Person, room: str, mall: bytes
) -> None:
    ts = ada.drop(room, "customers.csv", mall)
    ada.wait_for("kinds of customers", room, thread=ts, timeout=60)
    for kind in ("file_shared", "message"):
        told = office.workspace.envelopes(kind)
        assert any(room in str(e.payload) and "file" in str(e.payload) for e in told)
    assert len(ada.messages(room, thread=ts)) == 2  # the file, and one answer


def test_the_file_gets_a_reaction_that_says_it_was_seen(
    office: Office, ada: Person, room: str, mall: bytes
) -> None:
    ts = ada.drop(room, "customers.csv", mall)
    ada.wait_for("kinds of customers", room, thread=ts, timeout=60)
    (root, _) = ada.messages(room, thread=ts)
    assert root.reactions == ["eyes"]


def test_a_file_dropped_in_a_direct_message_is_answered_there(
    office: Office, ada: Person, mall: bytes
) -> None:
    direct = ada.dm()
    ts = ada.drop(direct, "mine.csv", mall)
    answer = ada.wait_for("kinds of customers in mine.csv", direct, thread=ts, timeout=60)
    assert answer.thread == ts


def test_the_upload_form_brings_a_file_into_the_channel(
    office: Office, ada: Person, room: str, mall: bytes
) -> None:
    ada.command(room, "/segment upload")
    form = ada.view("Upload customers")
    file_id = ada.choose_file(form, "form.csv", mall)
    ada.submit(form, {"file": [file_id], "k": "4"})
    opening = ada.wait_for("brought *form.csv*", room)
    answer = ada.wait_for("form.csv", room, thread=opening.ts, timeout=60)
    ada.wait_for("our kinds of customers in form.csv", room, thread=opening.ts, timeout=60)
    assert answer.thread == opening.ts


def test_the_form_used_where_the_bot_is_no_member_is_answered_directly(
    office: Office, ada: Person, mall: bytes
) -> None:
    """Nothing can be posted there; the person is told what to do, in a direct message."""
    channel = ada.create_channel("without-the-bot")
    ada.command(channel, "/segment upload")
    form = ada.view("Upload customers")
    file_id = ada.choose_file(form, "form.csv", mall)
    ada.submit(form, {"file": [file_id]})
    told = ada.wait_for("/invite", timeout=30)
    assert told.channel == ada.dm()


def test_customers_without_groups_can_be_cut_into_tiers(ada: Person, room: str) -> None:
    rng = np.random.default_rng(4)
    lines = [f"{income:.0f},{spend:.0f}" for income, spend in rng.normal(50, 9, (300, 2))]
    ts = ada.drop(room, "one_crowd.csv", "\n".join(["income,spend", *lines]).encode())
    crowd = ada.wait_for("form one group, not several", room, thread=ts, timeout=60)
    ada.press(crowd, "Make 3 tiers")
    tiers = ada.wait_for(lambda m: m.ts > crowd.ts and "hree" in m.said, room, thread=ts)
    assert "no natural groups" in tiers.said.lower() or "one group" in tiers.said.lower()


def test_columns_that_heap_up_are_looked_at_alone_at_a_press(ada: Person, room: str) -> None:
    """Three clouds by income and spend, which four columns of noise blur."""
    rng = np.random.default_rng(4)
    clouds = np.repeat([[20.0, 80.0], [50.0, 20.0], [90.0, 75.0]], 150, axis=0)
    rows = np.column_stack([rng.normal(clouds, 6), rng.normal(50, 9, (450, 4))])
    lines = [",".join(f"{value:.1f}" for value in row) for row in rng.permutation(rows)]
    table = "\n".join(["income,spend,visits,distance,warmth,height", *lines]).encode()
    ts = ada.drop(room, "hidden.csv", table)
    first = ada.wait_for("Customers heap up at several values of", room, thread=ts, timeout=60)
    assert "with soft edges" in first.said
    ada.press(first, "Use only these 2 columns")
    clear = ada.wait_for("The groups are clearly separate", room, thread=ts, timeout=60)
    assert "told apart by *income* and *spend*" in clear.said
