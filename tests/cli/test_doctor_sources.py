"""The doctor looks at every source and says how to mend it, without a password."""

from pathlib import Path

import pandas as pd
from pydantic import SecretStr

from bot.cli.doctor import check_sources
from bot.settings import Settings
from bot.source_settings import SourceSettings
from tests.customer_databases import asked_for_a_password, fill_postgres, fill_sqlite

TABLE = pd.DataFrame({"customer_id": range(12), "spend": range(12)})
QUERY = "select * from customers"


def found(passwords: dict[str, str], **sources: SourceSettings) -> dict[str, tuple[str, str, str]]:
    secrets = {name: SecretStr(word) for name, word in passwords.items()}
    findings = list(check_sources(Settings(sources=sources, passwords=secrets)))
    assert not any(word in repr(findings) for word in passwords.values())
    return {one.check: (one.state, one.found, one.mend) for one in findings}


def test_each_source_is_well_or_is_told_how_to_mend_it(tmp_path: Path, postgres: str) -> None:
    fill_postgres(postgres, TABLE)
    lite = fill_sqlite(tmp_path / "crm.db", TABLE)
    with asked_for_a_password(postgres, "crm", "right-one") as address:
        crm = {"url": address, "query": QUERY, "channels": ("C1",)}
        told = found(
            {"RIGHT": "right-one", "WRONG": "wrong-one"},
            lite=SourceSettings(url=lite, query=QUERY, channels=("C1",)),
            gone=SourceSettings(url=lite, query="select * from gone", channels=("C1",)),
            right=SourceSettings(**crm, password_env="RIGHT"),
            wrong=SourceSettings(**crm, password_env="WRONG"),
            unset=SourceSettings(**crm, password_env="UNSET"),
        )
    well = "its database answers, with 2 columns: customer_id, spend"
    assert told["source lite"] == told["source right"] == ("ok", well, "")
    assert {name: state for name, (state, _, _) in told.items() if state != "ok"} == {
        "source gone": "wrong", "source wrong": "wrong", "source unset": "wrong",
    }  # fmt: skip
    assert "no such table: gone" in told["source gone"][1]
    assert "`password_env`" in told["source wrong"][2]
    assert told["source unset"][1:] == (
        "the variable UNSET is not set",
        "Set UNSET to the password, in the environment that I run in.",
    )
