"""Which advice a segment gets, with which figures."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segmentation.describing import describe_segments
from segmentation.recommending import (
    ALWAYS,
    MOST,
    OF_A_TRAIT,
    PLAYS,
    Play,
    first_move,
    recommend,
    recommend_all,
)
from segmentation.results import Advice, Analysis, Dataset, Distinguishing, FileFormat, Segment
from segmentation.traits import traits_of
from segmentation.vocabulary import Vocabulary

Understand = Callable[..., tuple[Segment, ...]]
Clustered = Callable[[pd.DataFrame, int], np.ndarray]


def segment(
    effects: dict[str, float], words: Vocabulary, size: int = 200, share: float = 0.2
) -> Segment:
    """A segment that lies so many deviations (of 4, around 10) off the average."""
    apart = tuple(Distinguishing(c, 10 + 4 * d, 10.0, d) for c, d in effects.items())
    centre = {d.feature: d.value for d in apart}
    return Segment(
        1, "Someone", size, share, None, centre, "", None, None, apart, traits_of(apart, words)
    )


def templates(effects: dict[str, float], words: Vocabulary, **facts: float) -> list[str]:
    return [a.template for a in recommend(segment(effects, words, **facts), 1000, words)]


def analysis_of(segments: tuple[Segment, ...]) -> Analysis:
    rows = sum(s.size for s in segments)
    return Analysis(
        Dataset(rows, rows, 0, FileFormat(), ()), (), "kmeans", "zscore", len(segments), "segments",
        (), None, None, 0, segments,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("effects", "first"),
    [
        ({"Income": 1.0, "Spending Score": -1.2}, "untapped_wallet"),
        ({"Income": 1.0, "Spending Score": 1.2}, "best_customers"),
        ({"Income": -1.3, "Spending Score": 1.2}, "eager_on_a_budget"),
        ({"Income": -1.3, "Spending Score": -1.1}, "value_seekers"),
        ({"Income": -0.2, "Spending Score": 0.1}, "everyday_middle"),
        ({"Income": 0.9, "Spending Score": 0.1}, "premium_try"),
        ({"Frequency": 1.0, "Monetary": 1.2}, "loyal_core"),
        ({"Recency": 1.4, "Monetary": 0.8}, "win_back"),
        ({"Recency": 1.4, "Monetary": -0.6}, "let_rest"),
        ({"Recency": 1.4, "Monetary": 0}, "wake_up"),
        ({"Recency": -0.8, "Frequency": -0.6}, "second_order"),
        ({"tenure": -1.1, "MonthlyCharges": 0.6}, "promising_newcomers"),
        ({"tenure": -1.1, "MonthlyCharges": 0.1}, "welcome"),
        ({"Credit amount": 1.4}, "large_loans"),
        ({"Credit amount": -1.4}, "small_loans"),
        ({"discount_share": 1.2}, "discount_driven"),
        ({"Satisfaction": -0.9}, "fix_first"),
        ({"complaints": 0.9}, "fix_first"),
        ({"Total_calls_made": 0.9}, "call_heavy"),
        ({"Grocery": 1.4, "Fresh": -0.6}, "stand_out"),
        ({"Grocery": 0, "Fresh": -0.6}, "shortfall"),
        ({"Gender": 1.4}, "everyday_middle"),
        ({"Age": 1.4, "Income": 0.1}, "age_fit"),
        ({"Duration": 1.4, "Age": -1.2}, "ask_them"),
        ({"AcceptedCmp1": -1.4}, "get_to_know"),
    ],
)
def test_traits_choose_the_advice(
    effects: dict[str, float], first: str, vocabulary: Vocabulary
) -> None:
    assert templates(effects, vocabulary)[0] == first


def test_what_speaks_of_two_traits_replaces_what_speaks_of_one(vocabulary: Vocabulary) -> None:
    assert templates({"Income": 1.0, "Spending Score": -1.2}, vocabulary) == ["untapped_wallet"]


def test_advice_does_not_contradict_itself(vocabulary: Vocabulary) -> None:
    gone = templates({"Recency": 1.4, "Frequency": -0.9, "Monetary": -0.8}, vocabulary)
    assert gone == ["let_rest"]
    owing = templates({"CREDIT_LIMIT": 1.4, "Card Debt": 0.9}, vocabulary)
    assert owing == ["steady_the_debt"]


def test_a_segment_gets_three_at_most_the_best_first(vocabulary: Vocabulary) -> None:
    effects = {"Orders": 1.5, "Basket": 1.0, "returns": 1.8, "discounts": 0.6, "distance": 0.9}
    advice = recommend(segment(effects, vocabulary, share=0.03), 1000, vocabulary)
    assert len(advice) == MOST
    opportunities = [a.facts["opportunity"] for a in advice]
    assert opportunities == sorted(opportunities, reverse=True)


def test_a_very_small_and_a_very_large_segment_are_told_so(vocabulary: Vocabulary) -> None:
    assert "small_niche" in templates({"Income": 0.9}, vocabulary, size=30, share=0.03)
    assert "large_majority" in templates({"Income": 0.1}, vocabulary, share=0.7)


def test_a_large_file_has_no_segment_to_serve_in_person(vocabulary: Vocabulary) -> None:
    """4.7 % of 18,148 customers are 845: nobody calls them one by one."""
    assert "small_niche" not in templates({"Income": 0.9}, vocabulary, size=845, share=0.047)


def test_who_buys_a_third_of_the_average_is_not_the_middle(vocabulary: Vocabulary) -> None:
    """Where a few buy very much, the many lie few deviations off the average, and far below it."""
    told = (Distinguishing("orders", 4.0, 12.0, -0.43), Distinguishing("Age", 40.0, 39.0, 0.1))
    many = replace(of_answers(*told), traits=traits_of(told, vocabulary))
    assert [a.template for a in recommend(many, 1000, vocabulary)] == ["more_often"]


def test_twins_that_differ_in_age_alone_hear_the_same_rather_than_their_age(
    vocabulary: Vocabulary,
) -> None:
    twins = [
        segment({"previous": 1.4, "Age": side, "duration": 0}, vocabulary) for side in (-0.9, 1.3)
    ]
    first = [own[0].template for own in recommend_all(twins, 1000, vocabulary)]
    assert first == ["pick_up_the_thread"] * 2


def test_whom_an_age_alone_sets_apart_hears_of_it_before_being_called_the_middle(
    vocabulary: Vocabulary,
) -> None:
    older = segment({"Age": 1.4, "Income": 0.1}, vocabulary)
    younger = segment({"Age": -0.8, "Income": 0.1}, vocabulary)
    assert templates({"Age": 0.6}, vocabulary)[0] == "age_fit"
    first = [own[0].template for own in recommend_all([younger, older], 1000, vocabulary)]
    assert first == ["everyday_middle", "age_fit"]


def test_those_who_came_a_little_later_are_not_called_new(vocabulary: Vocabulary) -> None:
    assert templates({"tenure": -0.7}, vocabulary)[0] == "everyday_middle"


def test_spend_on_one_kind_of_goods_is_said_to_be_that(vocabulary: Vocabulary) -> None:
    found = segment({"MntWines": 1.4, "Income": 1.0}, vocabulary)
    assert recommend(found, 1000, vocabulary)[0].facts["spend_label"] == "spend on wines"


def of_answers(*told: Distinguishing) -> Segment:
    """A segment that answers set apart, and no number."""
    return Segment(1, "Someone", 200, 0.2, None, {}, "", None, None, told)


def test_segments_made_of_answers_are_advised_by_their_own_answers(
    vocabulary: Vocabulary,
) -> None:
    pro, free = (Distinguishing("Plan", 0.9, 0.4, 1.0, said) for said in ("pro", "free"))
    weak = Distinguishing("Contract", 0.6, 0.55, 0.1, "yearly")
    advice = recommend_all([of_answers(pro, weak), of_answers(free)], 1000, vocabulary)
    assert [[a.template for a in own] for own in advice] == [["their_answer"]] * 2
    assert [own[0].facts["said"] for own in advice] == ["pro", "free"]
    assert advice[0][0].facts["said_of"] == "plan"
    assert (advice[0][0].facts["said_share"], advice[0][0].facts["said_overall"]) == (0.9, 0.4)


def test_no_advice_rests_on_an_answer_about_who_someone_is(vocabulary: Vocabulary) -> None:
    gender = Distinguishing("Gender", 0.9, 0.4, 1.0, "Female")
    coded = Distinguishing("Status", 0.9, 0.4, 1.0, "married")
    assert [a.template for a in recommend(of_answers(gender, coded), 1000, vocabulary)] == [
        "everyday_middle"
    ]


def test_figures_are_the_segments_own(vocabulary: Vocabulary) -> None:
    found = segment({"Annual Income (k$)": 1.0, "Spending Score (1-100)": -1.0}, vocabulary)
    (advice,) = recommend(found, 1000, vocabulary)
    expected = {
        "size": 200, "share": 0.2, "customers": 1000, "held_back": 100, "detectable": 15,
        "income_label": "income", "income_unit": "k$", "income_mean": 14.0, "income_overall": 10.0,
        "income_effect": 1.0, "income_money": 0, "income_times": 1.4,
        "spend_label": "spending", "spend_unit": "", "spend_mean": 6.0, "spend_overall": 10.0,
        "spend_effect": -1.0, "spend_money": 0, "spend_times": 0.6,
        "focus_label": "income",
    }  # fmt: skip
    assert {key: advice.facts[key] for key in expected} == expected


def test_ages_are_never_multiplied(vocabulary: Vocabulary) -> None:
    advice = recommend(segment({"Age": 1.0}, vocabulary), 1000, vocabulary)
    ages = next(a for a in advice if a.template == "age_fit")
    assert "age_mean" in ages.facts
    assert "age_times" not in ages.facts


def test_every_play_speaks_of_concepts_that_the_vocabulary_has(vocabulary: Vocabulary) -> None:
    meanings = {concept.meaning for concept in vocabulary.concepts}
    for play in PLAYS:
        assert play.when.keys() | play.unless.keys() <= meanings
        assert set(play.when.values()) | set(play.unless.values()) <= {"high", "low", "average"}
        assert 0 < play.worth <= 1


def test_a_play_fits_when_all_that_calls_for_it_is_there_and_nothing_against_it() -> None:
    play = Play("t", {"a": "high", "b": "average"}, 0.5, {"c": "high"})
    assert play.fits({"a": 1, "b": 0})
    assert play.fits({"a": 2, "b": 0, "c": -1})
    assert not play.fits({"a": 1})
    assert not play.fits({"a": 1, "b": 1})
    assert not play.fits({"a": 1, "b": 0, "c": 1})


def test_the_first_move_on_the_mall_is_to_win_the_affluent_savers(
    mall: pd.DataFrame, clustered: Clustered, understood: Understand
) -> None:
    two = mall.iloc[:, 1:]
    segments = understood(two, clustered(two, 5))
    move = first_move(analysis_of(segments))
    assert move is not None
    assert segments[move.segment - 1].name == "Affluent savers"
    assert move.advice.template == "untapped_wallet"


def test_of_two_like_segments_the_larger_comes_first(vocabulary: Vocabulary) -> None:
    effects = {"Income": 1.0, "Spending Score": -1.2}
    small, large = (segment(effects, vocabulary, size=n, share=n / 1000) for n in (100, 900))
    advised = tuple(
        Segment(i, s.name, s.size, s.share, None, s.centre, "", None, None, s.distinguishing,
                s.traits, recommend(s, 1000, vocabulary))
        for i, s in enumerate((small, large), start=1)
    )  # fmt: skip
    move = first_move(analysis_of(advised))
    assert move is not None
    assert move.segment == 2


def test_without_advice_there_is_no_first_move() -> None:
    assert first_move(analysis_of(())) is None


def test_advice_survives_json_unchanged(vocabulary: Vocabulary) -> None:
    found = segment({"Income": 1.0, "Orders": -1.2}, vocabulary)
    advice = recommend(found, 1000, vocabulary)
    again = Analysis.from_json(analysis_of((found,)).to_json())
    assert again.segments[0].traits == found.traits
    stored = Segment(1, "A", 1, 1.0, None, {}, "", None, None, (), (), advice)
    assert Analysis.from_json(analysis_of((stored,)).to_json()).segments[0].advice == advice
    for one in advice:
        assert set(ALWAYS) <= one.facts.keys()
        assert {f"focus_{name}" for name in OF_A_TRAIT} <= one.facts.keys()
        assert isinstance(one, Advice)


def test_no_two_segments_of_the_mall_begin_with_the_same_advice(
    mall: pd.DataFrame, clustered: Callable[..., np.ndarray], vocabulary: Vocabulary
) -> None:
    segments = describe_segments(mall, clustered(mall, 6), None, vocabulary, 42)
    first = [s.advice[0].template for s in segments]
    assert len(set(first)) == 6


def test_segments_that_nothing_tells_apart_may_hear_the_same(vocabulary: Vocabulary) -> None:
    values = pd.DataFrame({"Milk": np.tile([1.0, 2.0], 20)})
    segments = describe_segments(values, np.repeat([1, 2], 20), None, vocabulary, 42)
    assert [s.advice[0].template for s in segments] == [
        "everyday_middle", "large_majority",
    ]  # fmt: skip


def test_the_second_best_has_its_own_figures(vocabulary: Vocabulary) -> None:
    rng = np.random.default_rng(4)
    labels = np.repeat([1, 2, 3], 60)
    spend = np.array([0, 10, 14, 30])[labels] + rng.normal(0, 3, 180)
    income = np.array([0, 30, 36, 36])[labels] + rng.normal(0, 12, 180)
    values = pd.DataFrame({"Spend (EUR)": spend, "Income (EUR)": income})
    segments = describe_segments(values, labels, None, vocabulary, 42)
    assert len({s.advice[0].template for s in segments}) == 3
    for s in segments:
        assert s.advice[0].facts["size"] == 60


def test_what_no_play_knows_is_spoken_of_in_its_own_words(vocabulary: Vocabulary) -> None:
    few = segment({"QUANTITYORDERED": -0.8, "SALES": -0.1}, vocabulary)
    assert recommend(few, 1000, vocabulary)[0].template == "shortfall"
    rates = segment({"euribor3m": 1.2, "SALES": -0.1}, vocabulary)
    assert recommend(rates, 1000, vocabulary)[0].template != "stand_out"
