"""The bot is killed in the middle: after its restart the thread has its one answer."""

import pytest

from bot.workspace.person import Person
from tests.dialogs.office import Office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    office = Office(tmp_path_factory.mktemp("fragile"))
    try:
        office.start_bot()
        yield office
    finally:
        office.close()


def test_killed_in_the_middle_the_thread_gets_its_one_answer(fragile: Office, mall: bytes) -> None:
    with Person(fragile.workspace, "Ada") as ada:
        room = fragile.room(ada)
        ts = ada.drop(room, "customers.csv", mall)
        ada.wait_for("customers.csv", room, thread=ts, timeout=60)  # the progress message
        fragile.kill_bot()
        fragile.start_bot()
        ada.wait_for("kinds of customers in customers.csv", room, thread=ts, timeout=90)
        assert len(ada.messages(room, thread=ts)) == 2


def test_an_upload_while_the_bot_is_away_is_answered_when_it_is_back(
    fragile: Office, mall: bytes
) -> None:
    with Person(fragile.workspace, "Ada") as ada:
        room = fragile.room(ada)
        fragile.kill_bot()
        ts = ada.drop(room, "customers.csv", mall)
        fragile.start_bot()
        ada.wait_for("kinds of customers in customers.csv", room, thread=ts, timeout=90)


def test_asked_to_stop_in_the_middle_it_ends_well_and_nothing_is_lost(
    fragile: Office, mall: bytes
) -> None:
    with Person(fragile.workspace, "Ada") as ada:
        room = fragile.room(ada)
        ts = ada.drop(room, "customers.csv", mall)
        ada.wait_for("customers.csv", room, thread=ts, timeout=60)
        assert fragile.stop_bot() == 0
        fragile.start_bot()
        ada.wait_for("kinds of customers in customers.csv", room, thread=ts, timeout=90)
        assert len(ada.messages(room, thread=ts)) == 2
