"""Effect sizes over resamples: what they should be, and what names do with them."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from segmentation.describing import describe_segments
from segmentation.name_proof import Prover
from segmentation.naming import name_segments
from segmentation.profiling import profile
from segmentation.resampling import SAMPLE, Redrawn, redraw
from segmentation.traits import SURE, traits_of
from segmentation.vocabulary import Vocabulary

Clustered = Callable[[pd.DataFrame, int], np.ndarray]


def drawn(values: pd.DataFrame, labels: np.ndarray, seed: int = 1) -> Redrawn:
    return redraw(values, labels, profile(values, labels), seed)


def skewed(rows: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Two groups of one skewed column; customers of no segment besides."""
    rng = np.random.default_rng(3)
    labels = np.repeat([1, 2, 0], [rows * 6 // 10, rows * 3 // 10, rows // 10])
    return pd.DataFrame({"spend": rng.lognormal(0.4 * labels, 0.8)}), labels


@pytest.mark.parametrize("rows", [200, 20_000])
def test_the_spread_of_an_effect_is_that_of_a_full_bootstrap(rows: int) -> None:
    values, labels = skewed(rows)
    rng = np.random.default_rng(8)
    full = []
    for _ in range(300):
        again = rng.integers(0, rows, rows)
        full.append([p.effect_sizes["spend"] for p in profile(values.iloc[again], labels[again])])
    found = drawn(values, labels).effects[:, :, 0]
    assert found.shape == (200, 2)
    assert found.std(axis=0) == pytest.approx(np.std(full, axis=0), rel=0.35)
    assert found.mean(axis=0) == pytest.approx(np.mean(full, axis=0), abs=0.03)


def test_the_same_seed_gives_the_same_draws_and_the_rows_order_plays_no_part() -> None:
    values, labels = skewed(2 * SAMPLE)
    assert (drawn(values, labels).effects == drawn(values, labels).effects).all()
    turned = drawn(values.iloc[::-1].reset_index(drop=True), labels[::-1])
    assert turned.effects.std(axis=0) == pytest.approx(
        drawn(values, labels).effects.std(axis=0), rel=0.3
    )


def test_a_constant_column_has_no_effect() -> None:
    values = pd.DataFrame({"same": np.full(40, 3.3), "x": np.arange(40.0)})
    effects = drawn(values, np.repeat([1, 2], 20)).effects
    assert np.isfinite(effects).all()
    assert np.abs(effects[:, :, 0]).max() == 0


def test_a_word_that_does_not_hold_in_nine_of_ten_resamples_is_not_given(
    vocabulary: Vocabulary,
) -> None:
    rng = np.random.default_rng(0)
    few = pd.DataFrame({"Income": np.r_[rng.normal(0, 1, 60), rng.normal(0.75, 1, 8)]})
    labels = np.repeat([1, 2], [60, 8])
    profiles = profile(few, labels)
    traits = [traits_of(p.distinguishing, vocabulary) for p in profiles]
    held = drawn(few, labels)
    assert traits[1][0].level > 0
    assert held.beyond(1, "Income", 0.5) < SURE
    assert name_segments(traits, vocabulary)[1].text == "High earners"
    assert name_segments(traits, vocabulary, held)[1].text != "High earners"


def test_every_word_of_the_malls_names_comes_with_its_proof(
    mall: pd.DataFrame, clustered: Clustered, vocabulary: Vocabulary
) -> None:
    segments = describe_segments(mall, clustered(mall, 6), None, vocabulary, 42)
    named = {s.name: s.name_proof for s in segments}
    income, spending = named["Affluent savers"]
    assert (
        income.statement == "income $88.9k against $60.6k over all: 1.1 standard deviations above"
    )
    assert income.test == "at least 0.5 above the average"
    assert spending.effect_size < -income.threshold == -0.5
    assert [p.word for p in named["Older mainstream"]] == ["older"]
    assert all(p.holds >= SURE and p.draws == 200 for s in segments for p in s.name_proof)


def test_a_rank_among_segments_of_one_name_is_proven_by_their_order(vocabulary: Vocabulary) -> None:
    values = pd.DataFrame({"points": np.repeat([1.0, 2.0, 3.0, 9.0], 25)})
    labels = np.repeat([1, 2, 3, 4], 25)
    profiles = profile(values, labels)
    traits = [traits_of(p.distinguishing, vocabulary) for p in profiles]
    held = drawn(values, labels)
    names = name_segments(traits, vocabulary, held)
    prover = Prover([p.distinguishing for p in profiles], {"points": "points"}, held)
    (proof,) = prover.proofs(0, names[0])
    assert names[0].text == "Fewest points"
    assert proof.test == "the lowest of the 4 segments that would else have this name"
    assert proof.holds == 1.0
