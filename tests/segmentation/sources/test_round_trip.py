"""One table as a file of every kind gives the same cells and the same analysis."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from segmentation.pipeline import analyze
from segmentation.results import Analysis, FileFormat
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.sources.sample import sample_csv
from segmentation.spec import AnalysisSpec, Limits
from tests.table_files import WRITERS

KINDS = {
    "csv": FileFormat(),
    "tsv": FileFormat(delimiter="\t"),
    "psv": FileFormat(delimiter="|"),
    "csv.gz": FileFormat(packed="gzip"),
    "zip": FileFormat(packed="zip"),
    "xlsx": FileFormat(delimiter="", kind="excel", sheet="Customers"),
    "xls": FileFormat(delimiter="", kind="excel", sheet="Customers"),
    "xlsb": FileFormat(delimiter="", kind="excel", sheet="Customers"),
    "ods": FileFormat(delimiter="", kind="excel", sheet="Customers"),
    "parquet": FileFormat(delimiter="", kind="parquet"),
    "json": FileFormat(delimiter="", kind="json"),
    "ndjson": FileFormat(delimiter="", kind="json"),
}


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Made-up customers with gaps, of every type that a file can hold."""
    path = tmp_path_factory.mktemp("sample") / "customers.csv"
    path.write_bytes(sample_csv("mall", rows=60)[1])
    table = pd.read_csv(path)
    table["Zip"] = [f"{n:05}" for n in range(len(table))]
    table["Spend"] = [None if n % 17 == 0 else n * 7 % 50 + 0.25 for n in range(len(table))]
    table["Member"] = [n % 3 == 0 for n in range(len(table))]
    table["Note"] = [f"Zürich; {n}, “ok” | €" if n % 5 else None for n in range(len(table))]
    return table


def read(table: pd.DataFrame, ending: str, folder: Path) -> RawTable:
    path = folder / "table"
    path.write_bytes(WRITERS[ending](table))
    return open_source(str(path), f"customers.{ending}").read(Limits())


@pytest.mark.parametrize("ending", KINDS)
def test_a_table_gives_the_same_cells_from_every_kind_of_file(
    customers: pd.DataFrame, tmp_path: Path, ending: str
) -> None:
    raw = read(customers, ending, tmp_path)
    assert raw.cells.to_pylist() == read(customers, "csv", tmp_path).cells.to_pylist()
    assert raw.format == KINDS[ending]
    assert raw.warnings == ()


def found_in(table: pd.DataFrame, ending: str, folder: Path) -> Analysis:
    """All that was found, but for how the file was read and how long it took."""
    path = folder / "table"
    path.write_bytes(WRITERS[ending](table))
    found = analyze(open_source(str(path), "customers"), AnalysisSpec(k=3)).analysis
    return replace(found, timings={}, dataset=replace(found.dataset, format=FileFormat()))


@pytest.fixture(scope="module")
def of_csv(customers: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return found_in(customers, "csv", tmp_path_factory.mktemp("csv"))


@pytest.mark.parametrize("ending", [ending for ending in KINDS if ending != "csv"])
def test_a_table_gives_the_same_analysis_from_every_kind_of_file(
    customers: pd.DataFrame, of_csv: Analysis, tmp_path: Path, ending: str
) -> None:
    assert found_in(customers, ending, tmp_path) == of_csv
