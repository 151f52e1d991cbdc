"""Tables that need no file: listed, read on demand, refused elsewhere, told when they are gone."""

import pandas as pd
import pytest

from bot.workspace.person import Person
from tests.bot.services.test_living_sources import GROWN, USUAL
from tests.customer_databases import fill_sqlite
from tests.dialogs.office import Office

pytestmark = pytest.mark.slow


@pytest.fixture
def crm_team(office: Office, ada: Person) -> str:
    channel = ada.create_channel("crm-team")
    ada.invite(channel)
    return channel


def fill(office: Office, table: pd.DataFrame) -> None:
    fill_sqlite(office.data_dir / "crm.db", table)


def test_a_source_is_read_asked_about_and_missed(
    office: Office, ada: Person, crm_team: str
) -> None:
    fill(office, USUAL)
    ada.command(crm_team, "/segment source")
    listed = ada.wait_for("not read here yet", crm_team)
    assert "payroll" not in listed.said

    ada.press(listed, "Read now")
    answer = ada.wait_for("kinds of customers in crm", crm_team, timeout=60)
    ada.mention(crm_team, "how", thread=answer.ts)
    ada.wait_for("the answer of a database to a query", crm_team, thread=answer.ts, timeout=30)

    fill(office, GROWN)
    ada.command(crm_team, "/segment digest now")
    ada.wait_for("grew from 19 % to 43 % of customers", crm_team, timeout=60)

    (office.data_dir / "crm.db").unlink()
    ada.command(crm_team, "/segment digest now")
    told = ada.wait_for("Not read anew:* I couldn't read *crm*", crm_team, timeout=30)
    assert "I tried just now; what stands is untouched, from" in told.said
    ada.command(crm_team, "/segment source crm")
    ada.wait_for(lambda m: m.ts > told.ts and "database file is not there" in m.said, crm_team)


def test_a_channel_that_may_not_use_a_source_is_refused_in_private(
    office: Office, ada: Person, room: str
) -> None:
    ada.command(room, "/segment source crm")
    told = ada.wait_for("no source called “crm” for this channel", room)
    assert told.ephemeral
    assert room in told.said
    ada.command(room, "/segment source")
    ada.wait_for("No source is open to this channel", room)
    assert [m.said for m in ada.messages(room) if "crm-team" in m.said or "payroll" in m.said] == []
