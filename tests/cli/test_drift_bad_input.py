"""`segment-bot drift` with files that are not as they should be: a plain answer, a next step."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.cli.calling import Done, call

Edit = Callable[[pd.DataFrame], pd.DataFrame]
PLACES = np.array([(20, 20), (20, 80), (80, 20), (80, 80)])


def people(rows: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    points = PLACES[np.arange(rows) % 4] + rng.normal(0, 6, (rows, 2))
    ids = [f"C-{at:05d}" for at in range(rows)]
    return pd.DataFrame({"customer_id": ids, "income": points[:, 0], "spend": points[:, 1]})


OLD, NEW = people(240, 1), people(240, 2)


@pytest.fixture
def compare(tmp_path: Path) -> Callable[..., Done]:
    """The command on the old table and another one, given as a table or as bytes."""

    def run(new: pd.DataFrame | bytes, *options: str, old: pd.DataFrame = OLD) -> Done:
        files = tmp_path / "old.csv", tmp_path / "new.csv"
        old.to_csv(files[0], index=False)
        if isinstance(new, bytes):
            files[1].write_bytes(new)
        else:
            new.to_csv(files[1], index=False)
        done = call("drift", *files, "--k", "4", *options)
        assert "Traceback" not in done.stdout + done.stderr
        return Done(done.returncode, " ".join(done.stdout.split()), done.stderr)

    return run


GOES_ON: dict[str, tuple[Edit, list[str]]] = {
    "renamed": (
        lambda t: t.rename(columns={"income": "Einkommen"}),
        ["Nothing beyond chance changed", "I guess that income was renamed", "give the column"],
    ),
    "added": (lambda t: t.assign(visits=3), ["visits is new.", "analyse the new file on its own"]),
    "dropped": (
        lambda t: t.drop(columns="spend"),
        ["Too little of new.csv", "spend is not in the new file.", "Mend the export first"],
    ),
    "retyped": (
        lambda t: t.assign(spend="high"),
        ["spend held numbers and now holds words such as 'high'", "Mend the export first"],
    ),
    "other ids": (
        lambda t: t.assign(customer_id=[f"K9-{at}" for at in range(len(t))]),
        ["No id in customer_id is in both files", "export the same id"],
    ),
    "shuffled ids": (
        lambda t: t.assign(customer_id=t["customer_id"].to_numpy()[::-1]).iloc[::-1].iloc[:199],
        ["as with row numbers", "name the column that tells who is who (--id NAME)"],
    ),
    "another unit": (
        lambda t: t.assign(income=t["income"] * 1_000),
        ["1,000 times as large as before", "another unit and not like other customers"],
    ),
    "ten rows": (
        lambda t: t.head(10),
        [
            "The new file has 10 rows where the baseline has 240.",
            "whether the export was cut short",
        ],
    ),
}


@pytest.mark.parametrize("case", GOES_ON)
def test_what_can_be_compared_is_and_what_is_wrong_is_said(
    compare: Callable[..., Done], case: str
) -> None:
    edit, words = GOES_ON[case]
    done = compare(edit(NEW))
    assert (done.returncode, done.stderr) == (0, "")
    assert [word for word in words if word not in done.stdout] == []


def test_of_a_broken_table_no_shares_are_shown(compare: Callable[..., Done]) -> None:
    assert "joined or left" in compare(NEW).stdout
    broken = compare(NEW.head(10)).stdout
    assert "joined or left" not in broken
    assert "moved" not in broken


REFUSED: dict[str, tuple[pd.DataFrame | bytes, str]] = {
    "nothing at all": (b"", "new.csv is empty"),
    "only a header": (NEW.head(0), "new.csv is empty"),
    "three rows": (NEW.head(3), "at least 10 customers"),
    "all rows equal": (pd.concat([NEW.head(1)] * 50), "say the same"),
    "a PDF": (b"%PDF-1.7\n" + bytes(300), "it is a PDF"),
    "any bytes": (bytes(range(256)) * 20, "it is binary data"),
    "another table": (
        pd.DataFrame({"product": ["a", "b"] * 50, "stock": np.arange(100) % 9}),
        "none of the columns that the segments are made of",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_of_these_customers_ends_with_1_and_a_next_step(
    compare: Callable[..., Done], case: str
) -> None:
    new, words = REFUSED[case]
    done = compare(new)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "drop" not in done.stderr.lower()  # there is no channel here


def test_the_same_file_twice_is_said_to_be_that(compare: Callable[..., Done]) -> None:
    done = compare(OLD)
    assert done.returncode == 0
    assert "old.csv and new.csv are the same file, byte for byte." in done.stdout
    assert "give a newer export as the second" in done.stdout


def test_an_id_column_that_is_none_is_told_with_those_there_are(
    compare: Callable[..., Done],
) -> None:
    gone = compare(NEW, "--id", "number")
    assert gone.returncode == 1
    assert "no column called 'number'" in gone.stderr
    assert "customer_id" in gone.stderr
    shared = compare(NEW.assign(city="Bonn"), "--id", "city", old=OLD.assign(city="Bonn"))
    assert "240 customers share 1 value." in shared.stdout
    assert "every customer has a value of their own" in shared.stdout


def test_counts_that_are_none_end_with_wrong_usage_or_a_range(
    compare: Callable[..., Done],
) -> None:
    assert compare(NEW, "--k", "many").returncode == 2
    one = compare(NEW, "--k", "1")
    assert (one.returncode, "1 segment of this file" in one.stderr) == (1, True)
