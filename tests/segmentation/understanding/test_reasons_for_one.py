"""Why a customer is in its segment, and what would move it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from segmentation.finding_one import find_customer
from segmentation.own_units import axes_of
from segmentation.pipeline import analyze
from segmentation.reasons_for_one import reasons_for
from segmentation.results import Outcome
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec
from segmentation.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def analysed(shared_data: Path, vocabulary: Vocabulary) -> dict[str, Outcome]:
    """Two real files by k-means, plain and drawn in, and one by a method of other borders."""
    specs = {
        "mall": ("mall_customers.csv", AnalysisSpec(k=5)),
        "retail": ("online_retail_rfm.csv", AnalysisSpec(k=4)),
        "dense": ("mall_customers.csv", AnalysisSpec(algorithm="dbscan")),
    }
    found = {}
    for name, (file, spec) in specs.items():
        source = open_source(str(shared_data / file), file)
        found[name] = analyze(source, spec, vocabulary)
    return found


def nearest(outcome: Outcome, point: np.ndarray) -> int:
    numbers = [s.number for s in outcome.analysis.segments]
    centres = [outcome.scaled[outcome.labels == n].mean(axis=0) for n in numbers]
    return numbers[int(np.argmin([np.sum((point - c) ** 2) for c in centres]))]


@pytest.mark.parametrize("name", ["mall", "retail"])
def test_every_change_leads_where_it_says_and_stays_within_what_customers_show(
    analysed: dict[str, Outcome], name: str, vocabulary: Vocabulary
) -> None:
    outcome = analysed[name]
    axes = {axis.feature: axis for axis in axes_of(outcome)}
    moved = 0
    for row in range(0, len(outcome.labels), len(outcome.labels) // 60):
        told = reasons_for(outcome, row, vocabulary)
        assert told is not None
        assert told.segment == told.nearest == outcome.labels[row]
        point = outcome.scaled[row].copy()
        for change in told.changes:
            axis = axes[change.feature]
            low, high = axis.range
            assert low <= change.after <= high
            assert change.before == pytest.approx(axis.values[row])
            point[axis.places[0]] = axis.to_scaled(change.after)
        if told.changes:
            moved += 1
            assert nearest(outcome, point) == told.moves_to != told.segment
    assert moved > 30


def test_a_smaller_change_of_that_feature_would_not_move_the_customer(
    analysed: dict[str, Outcome], vocabulary: Vocabulary
) -> None:
    outcome = analysed["mall"]
    axes = {axis.feature: axis for axis in axes_of(outcome)}
    for row in range(0, 200, 7):
        told = reasons_for(outcome, row, vocabulary)
        assert told is not None
        if len(told.changes) == 1:
            (change,) = told.changes
            axis = axes[change.feature]
            point = outcome.scaled[row].copy()
            for part in (0.25, 0.5, 0.75, 0.9):
                value = change.before + part * (change.after - change.before)
                point[axis.places[0]] = axis.to_scaled(value)
                if (
                    abs(part * (change.after - change.before))
                    < abs(change.after - change.before) - 1
                ):
                    assert nearest(outcome, point) == told.nearest


def test_age_is_never_what_should_change(
    analysed: dict[str, Outcome], vocabulary: Vocabulary
) -> None:
    for row in range(0, 200, 11):
        told = reasons_for(analysed["mall"], row, vocabulary)
        assert told is not None
        assert "Age" not in [change.feature for change in told.changes]


def test_the_parts_of_what_decides_come_from_the_distances(
    analysed: dict[str, Outcome], vocabulary: Vocabulary
) -> None:
    told = reasons_for(analysed["mall"], 0, vocabulary)
    assert told is not None
    assert told.distance < told.other_distance
    assert 0.9 < sum(one.part for one in told.deciding) <= 1.0 + 1e-9
    assert told.deciding[0].value == analysed["mall"].table[told.deciding[0].feature].iloc[0]


def test_a_customer_of_no_group_is_explained_by_the_nearest(
    analysed: dict[str, Outcome], vocabulary: Vocabulary
) -> None:
    outcome = analysed["dense"]
    labels = outcome.labels.copy()
    labels[3] = 0
    told = reasons_for(replace(outcome, labels=labels), 3, vocabulary)
    assert told is not None
    assert told.segment == 0
    assert told.nearest in [s.number for s in outcome.analysis.segments]


def test_where_nothing_was_found_there_is_nothing_to_say(analysed: dict[str, Outcome]) -> None:
    outcome = analysed["mall"]
    bare = outcome.with_analysis(replace(outcome.analysis, segments=()))
    assert reasons_for(bare, 0) is None


def test_without_stored_scales_the_values_themselves_show_the_way(
    analysed: dict[str, Outcome], vocabulary: Vocabulary
) -> None:
    outcome = analysed["retail"]
    bare = outcome.with_analysis(replace(outcome.analysis, scales=()))
    known, shown = axes_of(outcome)[0], axes_of(bare)[0]
    for value in np.quantile(known.values, [0.1, 0.5, 0.9]):
        assert shown.to_scaled(value) == pytest.approx(known.to_scaled(value), abs=1e-6)
        assert known.to_own(known.to_scaled(value)) == pytest.approx(value)


def test_a_customer_is_found_by_identifier_or_row(analysed: dict[str, Outcome]) -> None:
    outcome = analysed["mall"]
    assert find_customer(outcome, "17") == find_customer(outcome, " 0017 ") == 16
    assert find_customer(outcome, "row 3") == 2
    assert find_customer(outcome, "999") is None
    assert find_customer(outcome, "row 201") is None
    columns = tuple(replace(c, role="feature") for c in outcome.analysis.dataset.columns)
    dataset = replace(outcome.analysis.dataset, columns=columns)
    nameless = outcome.with_analysis(replace(outcome.analysis, dataset=dataset))
    assert find_customer(nameless, "200") == 199
    assert find_customer(nameless, "0") is None
