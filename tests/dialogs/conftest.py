"""One office for all dialogs of a test process; each dialog has a room of its own."""

from collections.abc import Iterator

import pytest

from bot.workspace.person import Person
from tests.dialogs.office import Office

# Living sources for the dialogs about them; the files are made there.
SOURCES = """
[sources.crm]
url = "sqlite:///{folder}/crm.db"
query = "select * from customers"
channels = ["crm-team"]

[sources.payroll]
parquet = "{folder}/payroll.parquet"
channels = ["C0BOARDROOM"]
"""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    (office.data_dir / "config.toml").write_text(SOURCES.format(folder=office.data_dir))
    try:
        office.start_bot()
        yield office
    finally:
        office.close()


@pytest.fixture
def ada(office: Office) -> Iterator[Person]:
    with Person(office.workspace, "Ada") as person:
        yield person


@pytest.fixture
def room(office: Office, ada: Person) -> str:
    """A fresh channel with Ada and the bot in it."""
    return office.room(ada)


@pytest.fixture
def mall(shared_data) -> bytes:  # type: ignore[no-untyped-def]
    content: bytes = (shared_data / "mall_customers.csv").read_bytes()
    return content
