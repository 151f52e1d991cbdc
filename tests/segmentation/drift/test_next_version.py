"""A chain of versions: each is the baseline of the next, and segments stay who they are."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.comparing_versions import Comparison, compare_with
from segmentation.ledger import Ledger
from segmentation.next_version import next_version
from segmentation.pipeline import analyze
from segmentation.results import Outcome
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec, Limits

PLACES = np.array([(20.0, 20.0), (20.0, 80.0), (80.0, 20.0), (80.0, 80.0)])


def customers(counts: list[int], seed: int, places: np.ndarray = PLACES) -> pd.DataFrame:
    """Customers around some places, each with an id that stays with it."""
    rng = np.random.default_rng(seed)
    rows = np.concatenate(
        [place + rng.normal(0, 6, (n, 2)) for place, n in zip(places, counts, strict=True)]
    )
    ids = np.concatenate([np.arange(n) + 10_000 * at for at, n in enumerate(counts)])
    frame = pd.DataFrame(rows.round(1), columns=["income", "spend"])
    return frame.assign(customer_id=[f"C-{one}" for one in ids])[["customer_id", "income", "spend"]]


def source(frame: pd.DataFrame, folder: Path):  # type: ignore[no-untyped-def]
    path = folder / "customers.csv"
    frame.to_csv(path, index=False)
    return open_source(str(path), "customers.csv")


def step(before: Outcome, frame: pd.DataFrame, folder: Path, ledger: Ledger | None) -> Comparison:
    raw = source(frame, folder).read(Limits())
    return compare_with(before, raw, AnalysisSpec(), ledger=ledger)


@pytest.fixture
def first(tmp_path: Path) -> Outcome:
    return analyze(source(customers([90, 80, 70, 60], 1), tmp_path))


def test_a_quiet_version_keeps_every_segment_and_describes_its_own_customers(
    first: Outcome, tmp_path: Path
) -> None:
    comparison = step(first, customers([90, 80, 70, 60], 2), tmp_path, None)
    second = next_version(comparison)
    assert [(s.number, s.name) for s in second.analysis.segments] == [
        (s.number, s.name) for s in first.analysis.segments
    ]
    assert [s.size for s in second.analysis.segments] == np.bincount(comparison.labels)[1:].tolist()
    assert second.analysis.scales == first.analysis.scales
    assert second.analysis.segment(1).centre != first.analysis.segment(1).centre
    assert second.assignment().tolist() == comparison.labels.tolist()


def test_after_a_death_numbers_have_gaps_and_the_next_version_goes_on_from_there(
    first: Outcome, tmp_path: Path
) -> None:
    gone = first.labels[0]  # the segment of the first customer: a place of its own
    without = customers([0, 80, 70, 60], 3)
    second = step(first, without, tmp_path, None)
    outcome = next_version(second)
    assert gone not in [s.number for s in outcome.analysis.segments]
    assert {s.number for s in outcome.analysis.segments} == {1, 2, 3, 4} - {int(gone)}
    third = step(outcome, customers([0, 80, 70, 60], 4), tmp_path, second.ledger)
    assert third.drift.verdict == "stable"
    assert [s.number for s in next_version(third).analysis.segments] == [
        s.number for s in outcome.analysis.segments
    ]
    assert {e.number for e in third.ledger.living} == {1, 2, 3, 4} - {int(gone)}


def test_a_birth_gets_a_number_that_was_never_used(first: Outcome, tmp_path: Path) -> None:
    second = step(first, customers([0, 80, 70, 60], 3), tmp_path, None)
    outcome = next_version(second)
    places = np.vstack([PLACES, (140.0, 140.0)])
    third = step(outcome, customers([0, 80, 70, 60, 90], 5, places), tmp_path, second.ledger)
    assert third.refit is not None
    assert next_version(third).analysis.segments[-1].number == 5
    assert "born" in {segment.event for segment in third.drift.segments}


def test_a_version_and_its_ledger_survive_being_stored(first: Outcome, tmp_path: Path) -> None:
    comparison = step(first, customers([0, 80, 70, 60], 3), tmp_path, None)
    outcome = next_version(comparison)
    outcome.save(tmp_path / "kept")
    loaded = Outcome.load(tmp_path / "kept")
    ledger = Ledger.from_json(json.dumps(json.loads(comparison.ledger.to_json())))
    frame = customers([0, 85, 75, 55], 6)
    fresh, stored = (
        step(one, frame, tmp_path, book)
        for one, book in ((outcome, comparison.ledger), (loaded, ledger))
    )
    assert replace(fresh.drift, timings={}) == replace(stored.drift, timings={})
    assert fresh.ledger == stored.ledger


def test_segments_made_of_answers_go_on_in_the_next_version(tmp_path: Path) -> None:
    def with_plans(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(plan=np.where(frame["income"] > 50, "pro", "basic"))

    spec = AnalysisSpec(features=("income", "spend", "plan"))
    frame = with_plans(customers([90, 80, 70, 60], 1))
    begun = analyze(source(frame, tmp_path), spec)
    raw = source(with_plans(customers([90, 80, 70, 60], 2)), tmp_path).read(Limits())
    outcome = next_version(compare_with(begun, raw, spec))
    assert outcome.analysis.features == begun.analysis.features
    assert [s.number for s in outcome.analysis.segments] == [
        s.number for s in begun.analysis.segments
    ]
    assert "plan" not in outcome.analysis.overall
