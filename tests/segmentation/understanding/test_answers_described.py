"""Segments made from answers: their shares, what is telling, names that are proven, rules."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.answer_names import worth_saying
from segmentation.answers import answers_of
from segmentation.describing import describe_segments
from segmentation.pipeline import analyze
from segmentation.results import Analysis, Distinguishing, Outcome, Segment
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec
from segmentation.standing_model import StandingModel
from segmentation.vocabulary import Vocabulary

FIBRE = Distinguishing("internet", 0.9, 0.4, 1.02, "Fibre")


def described(words: Vocabulary, labels: np.ndarray, **columns: list[str]) -> tuple[Segment, ...]:
    used = {name: answers_of(pd.Series(cells, name=name)) for name, cells in columns.items()}
    nothing = pd.DataFrame(index=range(len(labels)))
    return describe_segments(nothing, labels, None, words, 42, used)


def test_shares_and_the_telling_answer_of_each_segment(vocabulary: Vocabulary) -> None:
    labels = np.repeat([1, 2], [40, 60])
    internet = ["Fibre"] * 30 + ["DSL"] * 10 + ["Fibre"] * 2 + ["DSL"] * 58
    first, second = described(vocabulary, labels, internet=internet)
    assert first.answers == {"internet": {"DSL": 0.25, "Fibre": 0.75}}
    (told,) = first.distinguishing
    assert (told.answer, told.value, told.overall) == ("Fibre", 0.75, 0.32)
    assert told.effect_size == pytest.approx((0.75 - 0.32) / np.sqrt(0.32 * 0.68))
    assert second.distinguishing[0].answer == "DSL"
    assert [first.name, second.name] == ["Mostly Fibre customers", "Mostly DSL customers"]
    assert [first.rule, second.rule] == ["internet is Fibre", "internet is DSL"]
    assert (first.rule_precision, first.rule_recall) == (round(30 / 32, 4), 0.75)


def test_a_word_for_an_answer_is_proven_like_the_others(vocabulary: Vocabulary) -> None:
    first, _ = described(
        vocabulary, np.repeat([1, 2], 50), plan=["Pro"] * 45 + ["Free"] * 5 + ["Free"] * 50
    )
    (proof,) = first.name_proof
    assert (proof.word, proof.feature, proof.draws) == ("mostly Pro", "plan", 200)
    assert "90 % against 45 % over all" in proof.statement
    assert proof.holds > 0.99


def test_what_few_customers_say_by_chance_is_no_name(vocabulary: Vocabulary) -> None:
    assert worth_saying([FIBRE], 100, vocabulary, 1) == (FIBRE,)
    barely = replace(FIBRE, value=0.66, effect_size=0.53)
    assert worth_saying([barely], 10, vocabulary, 1) == ()
    assert worth_saying([barely], 10_000, vocabulary, 1) == (barely,)


@pytest.mark.parametrize(
    ("feature", "answer"),
    [("gender", "Female"), ("Marital_Status", "Divorced"), ("religion", "none"), ("who", "female"),
     ("plan", "not given"), ("plan", "other")],
)  # fmt: skip
def test_protected_and_empty_answers_name_nobody(
    vocabulary: Vocabulary, feature: str, answer: str
) -> None:
    told = replace(FIBRE, feature=feature, answer=answer)
    assert worth_saying([told], 1_000, vocabulary, 1) == ()


def test_yes_and_no_are_said_as_with_and_without(vocabulary: Vocabulary) -> None:
    labels = np.repeat([1, 2], 50)
    first, second = described(
        vocabulary, labels, paperless_billing=["yes"] * 48 + ["no"] * 2 + ["no"] * 50
    )
    assert first.name == "Mostly with paperless billing"
    assert second.name == "Mostly without paperless billing"


def test_segments_with_the_same_answer_are_told_apart_by_another(vocabulary: Vocabulary) -> None:
    labels = np.repeat([1, 2, 3, 4], 40)
    segments = described(
        vocabulary,
        labels,
        channel=["web"] * 80 + ["shop"] * 80,
        plan=(["pro"] * 38 + ["free"] * 2 + ["free"] * 38 + ["pro"] * 2) * 2,
    )
    names = [segment.name for segment in segments]
    assert len(set(names)) == 4
    assert all(name.startswith("Mostly ") for name in names)


def mixed_file(folder: Path) -> Path:
    """Three kinds of customers, by two amounts, a plan, a channel and a newsletter."""
    rng = np.random.default_rng(4)
    kind = np.repeat([0, 1, 2], 120)
    noise = rng.random((3, 360)) < 0.1
    plans = np.array(["Basic", "Pro", "Team"])
    table = pd.DataFrame(
        {
            "id": np.arange(5_000, 5_360),
            "spend": np.array([50, 400, 90])[kind] + rng.normal(0, 20, 360).round(1),
            "visits": np.array([5, 9, 30])[kind] + rng.normal(0, 2, 360).round(),
            "plan": plans[np.where(noise[0], rng.integers(0, 3, 360), kind)],
            "channel": np.where(noise[1], "partner", np.array(["web", "shop", "web"])[kind]),
            "newsletter": np.where((kind == 2) ^ noise[2], "yes", "no"),
        }
    )
    table.sample(frac=1, random_state=1).to_csv(folder / "mixed.csv", index=False)
    return folder / "mixed.csv"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    path = mixed_file(tmp_path_factory.mktemp("mixed"))
    wanted = AnalysisSpec(features=("spend", "visits", "plan", "channel", "newsletter"))
    return analyze(open_source(str(path), path.name), wanted)


def test_planted_kinds_are_found_with_the_right_number(mixed: Outcome) -> None:
    assert (mixed.analysis.k, mixed.analysis.verdict) == (3, "segments")
    assert [segment.size for segment in mixed.analysis.segments] == [120, 120, 120]


def test_a_mixed_analysis_survives_json_and_holds_every_feature(mixed: Outcome) -> None:
    analysis = mixed.analysis
    assert Analysis.from_json(analysis.to_json()) == analysis
    assert set(analysis.overall) == {"spend", "visits"}
    assert set(analysis.overall_answers) == {"plan", "channel", "newsletter"}
    for segment in analysis.segments:
        assert {d.feature for d in segment.distinguishing} == set(analysis.features)
        assert all(sum(shares.values()) == pytest.approx(1) for shares in segment.answers.values())
        assert set(segment.centre) == {"spend", "visits"}


def test_new_customers_with_answers_are_sorted_as_the_old_ones_were(mixed: Outcome) -> None:
    model = StandingModel.from_json(StandingModel.of(mixed).to_json())
    assert model.features == mixed.analysis.features
    scores = model.score(mixed.table)
    assert np.allclose(scores.scaled, mixed.scaled)
    assert (scores.labels == mixed.labels).all()
    unknown = mixed.table.assign(plan="Platinum", channel=None)
    assert (model.score(unknown).labels == mixed.labels).mean() > 0.9


def test_the_order_of_rows_changes_no_segment(mixed: Outcome, tmp_path: Path) -> None:
    path = mixed_file(tmp_path)
    table = pd.read_csv(path, dtype=str).sample(frac=1, random_state=9)
    table.to_csv(tmp_path / "again.csv", index=False)
    wanted = AnalysisSpec(features=("spend", "visits", "plan", "channel", "newsletter"))
    again = analyze(open_source(str(tmp_path / "again.csv"), "again.csv"), wanted)
    assert (again.assignment() == mixed.assignment()[table.index]).all()
    assert [s.name for s in again.analysis.segments] == [s.name for s in mixed.analysis.segments]
