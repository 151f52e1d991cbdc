"""Names that are proven, unique and fair."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.naming import name_segments
from segmentation.profiling import profile
from segmentation.results import Distinguishing, Segment, Trait
from segmentation.traits import HIGH, LEANING, VERY, traits_of
from segmentation.vocabulary import Concept, NamedPattern, Vocabulary

Understand = Callable[..., tuple[Segment, ...]]
Clustered = Callable[[pd.DataFrame, int], np.ndarray]

MALL_NAMES = [
    "Middle of the road",
    "Affluent enthusiasts",
    "Affluent savers",
    "Careful budgeters",
    "Modest-income enthusiasts",
]


def segment(effects: dict[str, float], words: Vocabulary) -> tuple[Trait, ...]:
    """The traits of a segment that lies so many deviations off the average."""
    return traits_of([Distinguishing(c, 10 + 6 * d, 10, d) for c, d in effects.items()], words)


def names(words: Vocabulary, *segments: dict[str, float]) -> list[str]:
    return [n.text for n in name_segments([segment(s, words) for s in segments], words)]


def test_mall_customers_get_five_names_a_marketer_can_use(
    mall: pd.DataFrame, clustered: Clustered, understood: Understand
) -> None:
    two = mall.iloc[:, 1:]
    assert [s.name for s in understood(two, clustered(two, 5))] == MALL_NAMES


def test_with_age_the_two_middle_groups_are_told_apart_by_a_neutral_word(
    mall: pd.DataFrame, clustered: Clustered, understood: Understand
) -> None:
    found = {s.name for s in understood(mall, clustered(mall, 6))}
    assert found == {"Older mainstream", "Younger mainstream", *MALL_NAMES[1:]}


def test_names_hold_under_resampling(
    mall: pd.DataFrame, clustered: Clustered, vocabulary: Vocabulary
) -> None:
    two = mall.iloc[:, 1:]
    labels = clustered(two, 5)
    rng = np.random.default_rng(7)
    for _ in range(50):
        rows = rng.integers(0, len(two), len(two))
        profiles = profile(two.iloc[rows], labels[rows])
        again = name_segments(
            [traits_of(p.distinguishing, vocabulary) for p in profiles], vocabulary
        )
        assert [name.text for name in again] == MALL_NAMES


def test_without_a_vocabulary_names_use_the_columns_own_words(
    mall: pd.DataFrame, clustered: Clustered, understood: Understand
) -> None:
    two = mall.iloc[:, 1:]
    assert [s.name for s in understood(two, clustered(two, 5), Vocabulary())] == [
        "Middle of the road",
        "High income and spending score",
        "High income, low spending score",
        "Low income and spending score",
        "High spending score, low income",
    ]


@pytest.mark.parametrize(
    ("effects", "name"),
    [
        ({"Recency": 1.5, "Frequency": -0.7, "Monetary": -0.6}, "Lapsed light buyers"),
        ({"Recency": -0.7, "Frequency": 1.5, "Monetary": 1.8}, "Champions"),
        ({"Recency": 1.1, "Frequency": 0.2, "Monetary": 1.0}, "Lapsed big spenders"),
        ({"Recency": -0.8, "Frequency": 0, "Monetary": 0.1}, "Recently active customers"),
        ({"tenure": -0.7, "MonthlyCharges": 0.6, "TotalCharges": -0.2}, "Big-spending newcomers"),
        ({"tenure": 1.2, "MonthlyCharges": 1.0, "TotalCharges": 1.6}, "Long-standing big spenders"),
        ({"CREDIT_LIMIT": 1.0, "BALANCE": 1.5, "CASH_ADVANCE": 1.6},
         "High-balance cash-advance users"),
        ({"Total_visits_bank": 0.7, "Total_calls_made": -0.3}, "Branch visitors"),
        ({"Fresh": -0.1, "Milk": 1.2, "Grocery": 1.3}, "Heavy grocery and milk buyers"),
        ({"Fresh": 1.4, "Milk": -0.8, "Grocery": -0.6}, "Heavy fresh, light milk buyers"),
        ({"Points": 1.2, "Logins A": -0.2}, "Many points"),
        ({"QUANTITYORDERED": 1.4, "PRICEEACH": 0.1}, "Bulk buyers"),
        ({"Dollar value": 0.9, "cds": 0.8}, "Bulk-buying big spenders"),
        ({"Fresh": 1.4, "Milk": 2.8, "Grocery": 0.6}, "High across the board"),
        ({"Fresh": -0.6, "Milk": -0.8, "Grocery": -0.9}, "Low across the board"),
        ({"Duration": 1.3, "Milk": 0}, "Long duration"),
        ({"Age": -1.4, "Income": 0.1}, "Younger mainstream"),
        ({"Year_Birth": -1.4, "Income": 0.1}, "Older mainstream"),
        ({"Umsatz (EUR)": 1.1, "Bestellungen": 0.9}, "Loyal big spenders"),
    ],
)  # fmt: skip
def test_what_sets_a_segment_apart_becomes_its_name(
    effects: dict[str, float], name: str, vocabulary: Vocabulary
) -> None:
    opposite = {column: -effect for column, effect in effects.items()}
    assert names(vocabulary, effects, opposite)[0] == name


def test_a_segment_that_nothing_sets_apart_is_the_middle(vocabulary: Vocabulary) -> None:
    assert names(vocabulary, {"Age": 0.3, "Income": 0.4}) == ["Middle of the road"]


def test_a_column_that_hardly_varies_gives_nobody_a_name(vocabulary: Vocabulary) -> None:
    """30 weeks a customer where all have 33: far in deviations, and new to nobody."""
    told = [Distinguishing("tenure_weeks", 30, 33, -1.1), Distinguishing("orders", 3.4, 1, 1.3)]
    assert name_segments([traits_of(told, vocabulary)], vocabulary)[0].text == "Frequent buyers"


def test_a_protected_word_before_a_columns_own_words_still_speaks_of_people(
    vocabulary: Vocabulary,
) -> None:
    twins = [{"duration": 1.9, "age": side} for side in (-0.9, 0.9)]
    assert names(vocabulary, *twins) == [
        "Younger customers, long duration",
        "Older customers, long duration",
    ]


def test_a_short_time_since_the_last_purchase_is_never_called_lapsed(
    vocabulary: Vocabulary,
) -> None:
    for column in ("Recency", "days_since_last_purchase", "Letzte Bestellung (Tage)", "R"):
        recent, gone = names(vocabulary, {column: -1.0}, {column: 1.0})
        assert "apsed" not in recent
        assert "apsed" in gone


def test_four_or_more_segments_of_one_column_are_tiers(vocabulary: Vocabulary) -> None:
    four = [{"Yearly Amount Spent": d} for d in (0.2, 1.4, -0.4, -1.3)]
    assert names(vocabulary, *four) == [
        "Higher spend", "Highest spend", "Lower spend", "Lowest spend",
    ]  # fmt: skip
    seven = [{"points": d / 2} for d in range(-3, 4)]
    assert names(vocabulary, *seven)[0] == "Points tier 7 of 7"


def test_segments_alike_but_in_degree_are_told_apart_by_it(vocabulary: Vocabulary) -> None:
    found = names(vocabulary, {"Age": 0.6, "Income": 0.1}, {"Age": 1.9, "Income": 0.0})
    assert found == ["Older mainstream", "Much older mainstream"]


def test_segments_alike_in_all_words_are_told_apart_by_their_order(vocabulary: Vocabulary) -> None:
    found = names(vocabulary, {"Income": 0.1, "Milk": 0.4}, {"Income": 0.0, "Milk": -0.4})
    assert found == [
        "Customers with higher spend on milk", "Customers with lower spend on milk",
    ]  # fmt: skip
    found = names(vocabulary, *({"Income": 0.0, "Milk": d} for d in (0.4, 0.0, -0.4)))
    assert found == ["Slightly higher milk", "Middle of the road", "Slightly lower milk"]


def test_who_buys_half_of_the_average_is_not_the_middle_however_much_others_buy(
    vocabulary: Vocabulary,
) -> None:
    """Heavy tails make deviations wide: half the orders are then few of them below the average."""
    few = [Distinguishing("orders", 2, 4.2, -0.3), Distinguishing("recency", 45, 92, -0.45)]
    many = [Distinguishing("orders", 19, 4.2, 2.1), Distinguishing("recency", 20, 92, -1.3)]
    traits = [traits_of(told, vocabulary) for told in (few, many)]
    found = name_segments(traits, vocabulary)
    assert [name.text for name in found] == [
        "Recent occasional buyers",
        "Recently active frequent buyers",
    ]
    assert {claim.test for claim in found[0].claims} == {"leaning"}


def test_of_two_a_half_is_named_by_what_it_does_rather_than_by_its_household(
    vocabulary: Vocabulary,
) -> None:
    found = names(vocabulary, {"Income": -0.4, "children": -0.7}, {"Income": 0.7, "children": 1.2})
    assert found == ["Customers with lower income", "High earners"]


def test_of_two_the_one_that_stands_out_in_nothing_is_the_lower_half(
    vocabulary: Vocabulary,
) -> None:
    best = {"orders": 1.3, "Monetary": 1.5, "Age": 0.9}
    many = {column: -effect / 3.5 for column, effect in best.items()}
    assert names(vocabulary, many, best) == ["Customers with lower spend", "Loyal big spenders"]
    proven = name_segments([segment(each, vocabulary) for each in (many, best)], vocabulary)[0]
    assert {(claim.test, claim.among) for claim in proven.claims} == {("order", (0, 1))}


def test_a_middle_that_leans_nowhere_stays_the_middle(vocabulary: Vocabulary) -> None:
    found = names(vocabulary, {"Spend": -0.25}, {"Spend": 0.05}, {"Spend": 0.45})
    assert found == ["Slightly lower spend", "Middle of the road", "Slightly higher spend"]


def test_children_and_orders_are_counted_in_a_name_not_measured(vocabulary: Vocabulary) -> None:
    found = names(vocabulary, *({"Income": 1.0, "Total children": d} for d in (1.6, -0.9, 0.4)))
    assert found == [
        "Larger-household high earners", "Smaller-household high earners", "High earners",
    ]  # fmt: skip
    found = names(vocabulary, *({"Income": 1.0, "Total children": d} for d in (1.6, 0.9, -0.4)))
    assert found[0].endswith("most children")
    found = names(vocabulary, {"employ": 0.9, "Income": 0.1}, {"employ": -0.4, "Income": 0})
    assert found[1] == "Customers with fewer years in work"


def test_time_is_shorter_or_longer_in_a_name_not_lower(vocabulary: Vocabulary) -> None:
    twins = [{"orders": 1.4, "delivery time": side} for side in (-0.3, 0.3)]
    assert names(vocabulary, *twins) == [
        "Frequent buyers, shorter delivery time",
        "Frequent buyers, longer delivery time",
    ]


def test_who_buys_at_once_and_in_parts_more_than_others_is_named_by_neither(
    vocabulary: Vocabulary,
) -> None:
    once, parts = "ONEOFF_PURCHASES_FREQUENCY", "PURCHASES_INSTALLMENTS_FREQUENCY"
    both = {once: 1.2, parts: 0.8, "PURCHASES_TRX": 0.9}
    at_once = {once: 1.2, parts: -0.2, "PURCHASES_TRX": 0.9}
    middle = {once: 0.0, parts: 0.0, "PURCHASES_TRX": 0.0}
    assert names(vocabulary, both, middle, middle | {parts: -0.9})[0] == "Frequent buyers"
    more = both | {"Widgets": 0.6}  # a column of no concept speaks against nothing
    assert names(vocabulary, more, middle, both)[0] == "Frequent buyers, many widgets"
    assert names(vocabulary, at_once, middle, both)[0] == "Frequent pay-at-once buyers"
    only = {once: 1.2, parts: 0.8, "PURCHASES_TRX": 0.0}
    assert names(vocabulary, only, middle, middle | {parts: -0.9})[0] != "Middle of the road"


def test_few_years_in_work_say_nothing_of_an_age(vocabulary: Vocabulary) -> None:
    found = names(vocabulary, {"Work_Experience": -0.8}, {"Work_Experience": 0.9}, {})
    assert found[:2] == ["Customers with less work experience", "Long-employed customers"]


def test_flights_and_miles_name_flyers(vocabulary: Vocabulary) -> None:
    airline = vocabulary.for_table(["L", "R", "F", "M", "C"])
    found = names(airline, {"F": 1.2, "M": 1.2}, {"F": -0.8, "M": -0.8}, {"F": 0.0, "M": 0.0})
    assert found[:2] == ["Frequent high-mileage flyers", "Occasional low-mileage flyers"]


def test_two_alike_are_named_by_what_each_has_most_of(vocabulary: Vocabulary) -> None:
    """Both come often and came lately; three words each would say no more."""
    lately = {"last_order_days": -1.15, "orders": 0.6, "tenure": -0.3}
    often = {"last_order_days": -1.1, "orders": 1.0, "tenure": 0.3}
    assert names(vocabulary, lately, often) == ["Recently active customers", "Frequent buyers"]


def test_no_second_word_for_spend_is_put_before_a_name_that_has_one(vocabulary: Vocabulary) -> None:
    usual = {"tenure": -0.9, "MonthlyCharges": 0.1, "TotalCharges": -0.6}
    light = {"tenure": -0.9, "MonthlyCharges": -1.1, "TotalCharges": -0.9}
    assert names(vocabulary, usual, light) == ["Newcomers", "Light spenders"]


def test_a_place_in_an_order_does_not_make_a_name_long(vocabulary: Vocabulary) -> None:
    alike = {"last_order_days": -1.0, "orders": 1.6}
    twins = [alike | {"delivery time": side} for side in (-0.3, 0.3)]
    assert names(vocabulary, *twins) == [
        "Frequent buyers, shorter delivery time",
        "Frequent buyers, longer delivery time",
    ]
    twins = [alike | {"tenure": side} for side in (-0.3, 0.3)]
    assert names(vocabulary, *twins) == [
        "Recently active frequent buyers, newer",
        "Frequent buyers, longer with you",
    ]


def test_only_words_that_have_degrees_are_intensified(vocabulary: Vocabulary) -> None:
    spend = names(vocabulary, {"Spend": 2.9, "Orders": 0}, {"Spend": 0.9, "Orders": 0})
    assert spend == ["Very big spenders", "Big spenders"]
    cash = names(vocabulary, {"CASH_ADVANCE": 2.9, "Points": 0}, {"CASH_ADVANCE": 0.9, "Points": 0})
    assert not any(name.startswith("Very") for name in cash)


def test_a_protected_trait_tells_two_apart_by_neutral_words(vocabulary: Vocabulary) -> None:
    found = names(vocabulary, {"Income": 0.8, "Age": -0.3}, {"Income": 0.9, "Age": 0.4})
    assert found == ["High earners, younger", "High earners, older"]


def test_segments_alike_in_everything_are_numbered(vocabulary: Vocabulary) -> None:
    assert names(vocabulary, {"Milk": 0.0}, {"Milk": 0.0}) == [
        "Middle of the road 1", "Middle of the road 2",
    ]  # fmt: skip


def test_nobody_is_named_by_gender_marriage_origin_or_education(vocabulary: Vocabulary) -> None:
    for column in ("Gender", "Sex", "Marital_Status", "Ethnicity", "Education"):
        first, second = names(vocabulary, {column: 2.5, "Milk": 0}, {column: -2.5, "Milk": 0})
        assert {first, second} == {"Middle of the road 1", "Middle of the road 2"}


def test_age_never_leads_where_behaviour_tells_segments_apart(vocabulary: Vocabulary) -> None:
    assert names(vocabulary, {"Age": 2.5, "Income": 0.6}, {"Age": -2.5, "Income": 0}) == [
        "High earners",
        "Younger mainstream",
    ]


def test_a_pattern_must_speak_of_what_sets_the_segment_apart_most() -> None:
    words = Vocabulary(
        concepts=(
            Concept("income", ("income",), "income", "rich", "poor", high_noun="earners"),
            Concept("spend", ("spend",), "spend", "big", "small"),
            Concept("recency", ("recency",), "recency", "lapsed", "recent"),
        ),
        names=(NamedPattern({"income": "high", "spend": "average"}, "Savers"),),
    )
    calm = {"income": 1.0, "spend": 0.1, "recency": 0.2}
    assert names(words, calm) == ["Savers"]
    assert names(words, calm | {"recency": 2.4}) == ["Lapsed customers"]


def test_of_two_patterns_the_one_that_says_more_wins() -> None:
    words = Vocabulary(
        concepts=(
            Concept("income", ("income",), "income", "rich", "poor"),
            Concept("spend", ("spend",), "spend", "big", "small"),
        ),
        names=(
            NamedPattern({"income": "high"}, "Earners"),
            NamedPattern({"income": "high", "spend": "high"}, "Big earners"),
        ),
    )
    assert names(words, {"income": 1.0, "spend": 0.8}) == ["Big earners"]


LEAST = {"apart": HIGH, "very": VERY, "leaning": LEANING}
effects = st.floats(-3, 3, allow_nan=False)
COLUMNS = (
    "Age", "Gender", "Annual Income (k$)", "Spending Score (1-100)", "Recency", "Orders",
    "tenure", "Fresh", "CASH_ADVANCE_TRX", "Purchases Installments Frequency Of Something",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=6, unique=True).flatmap(
        lambda columns: st.lists(
            st.fixed_dictionaries(dict.fromkeys(columns, effects)), min_size=1, max_size=9
        )
    )
)
@settings(max_examples=150, deadline=None)
def test_names_are_unique_fair_and_each_word_stands_on_a_test(
    vocabulary: Vocabulary, segments: list[dict[str, float]]
) -> None:
    traits = [segment(s, vocabulary) for s in segments]
    found = name_segments(traits, vocabulary)
    texts = [name.text for name in found]
    assert len(set(texts)) == len(texts)
    for name, own in zip(found, traits, strict=True):
        assert name.text[0].isupper()
        assert "ender" not in name.text.replace("pender", "")
        assert set(name.because) <= set(own)
        for claim in name.claims:
            assert abs(claim.trait.effect_size) >= LEAST.get(claim.test, 0.0) - 1e-6, name


@given(st.permutations(range(6)))
@settings(max_examples=30, deadline=None)
def test_a_segments_name_does_not_depend_on_its_number(
    vocabulary: Vocabulary, order: list[int]
) -> None:
    segments = [
        {"Age": 1.1, "Income": 0, "Spend": 0}, {"Age": -0.9, "Income": 0.1, "Spend": 0},
        {"Age": 0, "Income": 1, "Spend": 1}, {"Age": 0.7, "Income": 1, "Spend": -1},
        {"Age": -0.7, "Income": 1.1, "Spend": -1}, {"Age": 0, "Income": 0.1, "Spend": 0.4},
    ]  # fmt: skip
    plain = names(vocabulary, *segments)
    assert names(vocabulary, *(segments[i] for i in order)) == [plain[i] for i in order]


@pytest.mark.parametrize(
    ("file", "columns", "k"),
    [
        ("wholesale.csv", slice(2, 8), 4),
        ("cc_general.csv", slice(1, 18), 6),
        ("credit_card_660_bom.csv", slice(2, 7), 3),
        ("segmentation_data_365.csv", slice(1, 8), 5),
        ("online_retail_rfm.csv", slice(1, 4), 5),
        ("ecommerce_customers.csv", slice(1, 6), 4),
        ("airline_lrfmc_subset.csv", slice(0, 5), 5),
    ],
)
def test_real_files_get_short_names_that_are_all_different(
    shared_data: Path, file: str, columns: slice, k: int, clustered: Clustered,
    understood: Understand,
) -> None:  # fmt: skip
    frame = pd.read_csv(shared_data / file, encoding="utf-8-sig").iloc[:, columns]
    frame = frame.fillna(frame.median()).astype(float)
    found = [s.name for s in understood(frame, clustered(frame, k))]
    assert len(set(found)) == k
    assert all(len(name) <= 36 for name in found), found
