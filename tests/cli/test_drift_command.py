"""`segment-bot drift`, as people and scripts call it."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.drift_power import compared, drawn, groups, is_found
from tests.cli.calling import call, call_process


@pytest.mark.shared_data
def test_json_is_one_document_with_everything_that_was_promised(
    shared_data: Path, tmp_path: Path
) -> None:
    mall = shared_data / "mall_customers.csv"
    done = call_process(
        "drift", mall, mall, "--k", "5", "--id", "CustomerID", "--json", "--out", tmp_path / "new"
    )
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["verdict"] == "stable"
    assert document["rows"] == {"baseline": 200, "new": 200}
    assert set(document["features"][0]) >= {
        "name", "psi", "psi_critical", "p_value", "p_adjusted", "drifted",
    }  # fmt: skip
    assert len(document["segments"]) == 5
    assert set(document["segments"][0]) >= {
        "number", "name", "share_before", "share_after", "event",
    }  # fmt: skip
    assert set(document["segment_shares"]) >= {"psi", "psi_critical", "p_value", "drifted"}
    migration = document["migration"]
    assert (migration["matched_ids"], migration["moved"]) == (200, 0)
    assert sum(map(sum, migration["matrix"])) == 200
    assert set(document["attribution"][0]) == {
        "segment", "delta", "moved", "joined_left", "refit",
    }  # fmt: skip
    assert document["schema_changes"] == []
    assert json.loads((tmp_path / "new" / "drift.json").read_text("utf-8"))["verdict"] == "stable"


@pytest.mark.shared_data
def test_text_leads_with_the_verdict_and_says_what_to_do(shared_data: Path) -> None:
    files = (shared_data / name for name in ("mall_snake_zeropad.csv", "mall_new_with_segment.csv"))
    done = call("drift", *files)
    assert done.returncode == 0
    assert done.stdout.startswith("The customers changed from mall_snake_zeropad.csv")
    assert "To do:" in done.stdout
    assert "10 customers in both files by customer_id" in done.stdout


@pytest.mark.shared_data
def test_a_file_that_is_empty_or_missing_ends_with_1_and_a_plain_sentence(
    shared_data: Path, tmp_path: Path
) -> None:
    mall = shared_data / "mall_customers.csv"
    (tmp_path / "empty.csv").write_text("CustomerID,Age\n")
    for new, told in ((tmp_path / "empty.csv", "is empty"), (tmp_path / "no.csv", "no file")):
        done = call("drift", mall, new, "--json")
        assert (done.returncode, done.stdout) == (1, "")
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def test_wrong_usage_ends_with_2_and_help_has_an_example() -> None:
    assert call_process("drift", "one.csv").returncode == 2
    assert "Example:" in call_process("drift", "--help").stdout


@pytest.mark.parametrize("seed", range(2))
def test_the_command_finds_what_the_power_curve_says_and_cries_at_nothing_else(
    seed: int, tmp_path: Path
) -> None:
    """Without a change, and with 0.8 standard deviations in one column of 300 rows."""
    for shift in (0.0, 0.8):
        files = tmp_path / "before.csv", tmp_path / "after.csv"
        tables = drawn(groups, (300, 300), np.random.default_rng(seed), shift)
        for file, table in zip(files, tables, strict=True):
            pd.DataFrame(table).to_csv(file, index=False)
        document = json.loads(call("drift", *files, "--k", "5", "--json").stdout)
        measured = compared(groups, (300, 300), seed, shift)
        assert [(f["name"], f["p_value"]) for f in document["features"]] == [
            (f.name, pytest.approx(f.p_value)) for f in measured.features
        ]
        assert [f["name"] for f in document["features"] if f["drifted"]] == ["income"] * bool(shift)
        assert is_found(measured) == bool(shift)
        assert (document["verdict"] == "stable") == (shift == 0.0)
