"""Digests under a clock that the test moves, from two replicas on one Postgres: each once."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import NullPool, create_engine, text

from bot.workspace.person import Person
from bot.workspace.seen import Seen
from tests.conftest import a_server
from tests.customer_databases import asked_for_a_password, do, fill_postgres
from tests.dialogs.replicas import Replicas, running
from tests.dialogs.test_versions import customers

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)  # 09:01 in Amsterdam
WEEK = timedelta(weeks=1)
PASSWORD = "a-word-that-shows-nowhere"
SOURCE = """
[sources.crm]
url = "{url}"
query = "select * from crm_customers"
password_env = "CRM_PASSWORD"
channels = ["crm-team"]
"""
QUIET, GROWN = [90, 80, 70, 60], [90, 80, 70, 160]


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    with a_server() as address, asked_for_a_password(address, "crm", PASSWORD) as crm:
        made = Replicas(
            tmp_path_factory.mktemp("digests"),
            address,
            MONDAY - timedelta(days=5),
            SOURCE.format(url=crm),
            CRM_PASSWORD=PASSWORD,
        )
        with running(made):
            yield made


@pytest.fixture
def ada(replicas: Replicas) -> Iterator[Person]:
    with Person(replicas.office.workspace, "Ada") as person:
        yield person


def drop(ada: Person, room: str, name: str, counts: list[int], seed: int) -> Seen:
    ts = ada.drop(room, f"{name}.csv", customers(counts, seed))
    return ada.wait_for(
        lambda m: "Deck" in m.said and f"{name}.csv" in m.said, room, thread=ts, timeout=90
    )


def digests(ada: Person, room: str) -> list[str]:
    """What the bot said by itself at the top of the channel, oldest first."""
    return [m.said for m in ada.messages(room) if "The next look is" in m.said]


def test_a_year_of_mondays_in_miniature(replicas: Replicas, ada: Person) -> None:
    """Growth, a quiet week, a week without data, summer time, a replica that dies: one each."""
    room = replicas.office.room(ada)
    drop(ada, room, "customers_0", QUIET, 1)
    ada.command(room, "/segment digest monday 09:00")
    ada.wait_for("the next time Monday 30 November, 09:00", room, timeout=30)

    drop(ada, room, "customers_1", GROWN, 2)
    replicas.at(MONDAY)
    told = ada.wait_for("The next look is Monday 09:00", room, timeout=60)
    assert "grew from 20 % to 40 % of customers" in told.said

    drop(ada, room, "customers_2", GROWN, 3)
    replicas.at(MONDAY + WEEK)
    ada.wait_for(lambda m: "Nothing beyond chance changed (400" in m.said, room, timeout=60)

    replicas.kill_first()
    replicas.at(MONDAY + 2 * WEEK)
    ada.wait_for(lambda m: "No new data since the last look" in m.said, room, timeout=60)

    replicas.start()
    summer = MONDAY + 17 * WEEK  # 29 March: 09:01 in Amsterdam is 07:01 in UTC by now
    replicas.at(summer - timedelta(hours=1, minutes=2))
    # Of all that was due meanwhile only the last is made up for.
    ada.wait_until(lambda: len(digests(ada, room)) == 4 or None, timeout=60)
    drop(ada, room, "customers_3", GROWN, 4)
    assert len(digests(ada, room)) == 4
    replicas.at(summer - timedelta(hours=1))
    ada.wait_until(lambda: len(digests(ada, room)) == 5 or None, timeout=60)

    replicas.at(summer + timedelta(days=1))
    drop(ada, room, "customers_4", GROWN, 5)  # an answer after the digest: nothing else came
    assert len(digests(ada, room)) == 5


def fill(replicas: Replicas, counts: list[int], seed: int) -> None:
    table = pd.read_csv(io.BytesIO(customers(counts, seed)))
    fill_postgres(replicas.database, table, "crm_customers")


def found_in_the_database(address: str, word: str) -> list[str]:
    """The tables, of the bot and of its jobs, in which a word stands anywhere."""
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        tables = connection.exec_driver_sql(
            "select schemaname || '.' || tablename from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema')"
        ).scalars()
        found = {
            table: connection.execute(
                text(f"select count(*) from {table} one where one::text like :word"),
                {"word": f"%{word}%"},
            ).scalar_one()
            for table in list(tables)
        }
    return [table for table, rows in found.items() if rows]


def test_a_source_is_read_anew_before_its_digest_once_and_its_password_shows_nowhere(
    replicas: Replicas, ada: Person
) -> None:
    room, begin = ada.create_channel("crm-team"), datetime(2026, 11, 25, 9, tzinfo=UTC)
    ada.invite(room)
    replicas.at(begin)
    fill(replicas, QUIET, 1)
    ada.command(room, "/segment source crm")
    ada.wait_for("kinds of customers in crm", room, timeout=120)
    ada.command(room, "/segment digest monday 09:00")
    ada.wait_for("the next time Monday 30 November, 09:00", room, timeout=30)

    fill(replicas, GROWN, 2)
    replicas.at(MONDAY)
    told = ada.wait_for("The next look is Monday 09:00", room, timeout=120)
    assert "grew from 20 % to 40 % of customers" in told.said
    ada.command(room, "/segment source")
    ada.wait_for("version 2, read", room, timeout=30)

    do(replicas.database, "DROP TABLE crm_customers")
    replicas.at(MONDAY + WEEK)
    told = ada.wait_for(lambda m: "*crm* could not be read" in m.said, room, timeout=120)
    assert 'relation "crm_customers" does not exist' in told.said
    assert "What stands is untouched: *crm* is from 7 days ago" in told.said

    said = " ".join(m.said for m in ada.messages(room))
    assert PASSWORD not in said + replicas.log()
    assert found_in_the_database(replicas.database, "crm_customers")  # it would be found
    assert found_in_the_database(replicas.database, PASSWORD) == []


def test_a_quiet_digest_stays_silent_until_something_matters(
    replicas: Replicas, ada: Person
) -> None:
    room, begin = replicas.office.room(ada), datetime(2027, 6, 2, 9, tzinfo=UTC)
    replicas.at(begin)
    drop(ada, room, "base_0", QUIET, 1)
    ada.command(room, "/segment digest quiet monday 09:00")
    ada.wait_for("Only when something matters", room, timeout=30)
    drop(ada, room, "base_1", QUIET, 2)
    replicas.at(datetime(2027, 6, 7, 7, 1, tzinfo=UTC))
    drop(ada, room, "base_2", GROWN, 3)
    replicas.at(datetime(2027, 6, 14, 7, 1, tzinfo=UTC))
    told = ada.wait_for("The next look is Monday 09:00", room, timeout=60)
    assert "grew from 20 % to 40 %" in told.said
    assert len(digests(ada, room)) == 1


def test_a_channel_that_is_closed_to_the_bot_stops_its_digest_and_the_owner_hears(
    replicas: Replicas, ada: Person
) -> None:
    room, begin = replicas.office.room(ada), datetime(2027, 7, 1, 9, tzinfo=UTC)
    replicas.at(begin)
    drop(ada, room, "base_0", QUIET, 1)
    ada.command(room, "/segment digest monday 09:00")
    ada.wait_for("the next time Monday", room, timeout=30)
    ada.remove(room)
    replicas.at(datetime(2027, 7, 5, 7, 1, tzinfo=UTC))
    told = ada.wait_for("so its digest is off", ada.dm(), timeout=60)
    assert "Invite me again" in told.said
