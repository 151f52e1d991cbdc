"""Advice in words: every template with every trait, and the phrases that tell segments apart."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from jinja2 import TemplateNotFound, UndefinedError, meta

from bot.advising import (
    FOLDER,
    PARTS,
    first_move_text,
    render_advice,
    what_sets_apart,
    why_this_name,
    with_recommendations,
)
from bot.templating import environment, templates_folder
from bot.vocabulary_file import read_vocabulary
from segmentation.proofs import NameProof, TrialPlan
from segmentation.recommending import (
    ALWAYS,
    ASK_THEM,
    EVERYDAY,
    GET_TO_KNOW,
    LARGE_MAJORITY,
    PLAYS,
    SHORTFALL,
    SMALL_NICHE,
    STAND_OUT,
    THEIR_ANSWER,
    recommend,
)
from segmentation.results import (
    Advice,
    Analysis,
    Dataset,
    Distinguishing,
    FileFormat,
    Recommendation,
    Segment,
)
from segmentation.traits import traits_of

WORDS = read_vocabulary()
# For each concept that plays speak of, a column as files have it.
COLUMNS = {
    "income": "Annual Income (k$)", "spend": "Total Spend (EUR)", "recency": "Recency (days)",
    "frequency": "Orders", "tenure": "tenure_months", "basket": "AOV", "credit_limit": "Limit",
    "satisfaction": "Satisfaction", "complaints": "Complaints", "returns": "return_rate",
    "discount": "discount_share", "debt": "Card Debt", "cash_advance": "CASH_ADVANCE",
    "balance": "Balance", "instalments": "INSTALLMENTS_PURCHASES", "products": "Total_Credit_Cards",
    "responses": "AcceptedCmp1", "earlier_contacts": "previous", "contacts": "campaign",
    "online": "NumWebVisitsMonth", "in_person": "NumStorePurchases", "calls": "Total_calls_made",
    "catalogue": "NumCatalogPurchases", "distance": "Distance (km)", "household": "Family_Size",
    "age": "Age", "credit_amount": "Credit amount",
}  # fmt: skip
EFFECTS = {"high": (0.6, 1.9), "low": (-0.6, -1.9), "average": (0.0, 0.4)}
SIZES = ((6, 0.01), (81, 0.4), (1_234_567, 0.8))
TEMPLATES = sorted(
    path.stem
    for path in (templates_folder() / FOLDER).glob("*.j2")
    if not path.stem.startswith("_")
)
SPECIAL = (
    STAND_OUT,
    SHORTFALL,
    EVERYDAY,
    SMALL_NICHE,
    LARGE_MAJORITY,
    THEIR_ANSWER,
    ASK_THEM,
    GET_TO_KNOW,
)


def segment(effects: dict[str, float], size: int = 81, share: float = 0.4) -> Segment:
    """A segment so many deviations (of 400, around 1,000) off the average."""
    apart = tuple(
        Distinguishing(column, 1000 + 400 * effect, 1000.0, effect)
        for column, effect in sorted(effects.items(), key=lambda item: -abs(item[1]))
    )
    centre = {d.feature: d.value for d in apart}
    return Segment(
        1, "Someone", size, share, None, centre, "", None, None, apart, traits_of(apart, WORDS)
    )


def analysis_of(*segments: Segment, features: tuple[str, ...] = ()) -> Analysis:
    rows = sum(s.size for s in segments)
    features = features or tuple(segments[0].centre)
    return Analysis(
        Dataset(rows, rows, 0, FileFormat(), ()), features, "kmeans", "zscore", len(segments),
        "segments", (), None, None, 0, segments,
    )  # fmt: skip


def situations() -> Iterator[Segment]:
    """Every play at every level it is called for at, and the ones that need no concept."""
    for size, share in SIZES:
        for play in PLAYS:
            for strength in (0, 1):
                effects = {COLUMNS[k]: EFFECTS[how][strength] for k, how in play.when.items()}
                yield segment(effects, size, share)
        for effects in (
            {"Milk": 1.5},
            {"Milk": -1.5},
            {"Milk": 0.0},
            {"Widgets": -1.5},
            {"Duration": 1.5},
            {"previous": -1.5},
        ):
            yield segment(effects, size, share)
        yield of_answers(Distinguishing("plan", 0.9, 0.4, 1.02, "pro"), size, share)


def of_answers(told: Distinguishing, size: int = 81, share: float = 0.4) -> Segment:
    """A segment that answers set apart, and no number."""
    return Segment(
        1, "Mostly pro", size, share, None, {}, "", None, None, (told,), traits_of((told,), WORDS)
    )


ADVICE = [advice for s in situations() for advice in recommend(s, 2_000_000, WORDS)]


def needs_of(template: str) -> set[str]:
    """What the first line of a template says that it needs."""
    source = (templates_folder() / FOLDER / f"{template}.j2").read_text(encoding="utf-8")
    stated = re.match(r"\{# Needs: (.+?) #\}\n", source)
    assert stated, f"{template} does not state what it needs"
    return set() if stated[1].startswith("nothing") else set(stated[1].split(", "))


def used_by(template: str) -> set[str]:
    """What a template uses beside what is always there."""
    env = environment()
    source = (templates_folder() / FOLDER / f"{template}.j2").read_text(encoding="utf-8")
    return meta.find_undeclared_variables(env.parse(source)) - set(ALWAYS)


def test_every_template_is_chosen_by_some_segment_and_every_choice_has_a_template() -> None:
    assert {advice.template for advice in ADVICE} == set(TEMPLATES)
    assert {play.template for play in (*PLAYS, *SPECIAL)} == set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_states_exactly_what_it_needs_and_has_all_its_parts(template: str) -> None:
    assert used_by(template) == needs_of(template)
    assert set(environment().get_template(f"{FOLDER}/{template}.j2").blocks) == set(PARTS)
    for play in PLAYS:
        if play.template == template:
            assert needs_of(template) <= play.when.keys() | {"focus"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_reads_well_with_every_trait_and_level(template: str) -> None:
    for advice in (a for a in ADVICE if a.template == template):
        made = render_advice(advice)
        assert 0 < len(made.title) <= 60
        words = [word for word in made.text.split() if re.search(r"\w", word)]  # "×" is none
        assert len(words) <= 90, made.text
        assert [line.split()[0] for line in made.text.splitlines()[1:]] == [
            "*Offer:*", "*Channel:*", "*Message:*", "*Measure:*",
        ]  # fmt: skip
        assert not re.search(r"[!{}<>]|\bnan\b|None|  |\.\.|,,|\( | \)", made.title + made.text)
        assert made.text.count("(") == made.text.count(")")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_missing_figure_is_an_error_and_not_a_gap(template: str) -> None:
    advice = next(a for a in ADVICE if a.template == template)
    render_advice(advice)
    for need in (*needs_of(template), "held_back"):
        facts = {k: v for k, v in advice.facts.items() if k != need and k != f"{need}_label"}
        with pytest.raises((UndefinedError, KeyError)):
            render_advice(Advice(advice.template, facts))


def test_advice_of_an_unknown_template_is_an_error() -> None:
    with pytest.raises(TemplateNotFound):
        render_advice(Advice("no_such_advice", dict(ADVICE[0].facts)))


def test_the_text_has_the_segments_own_figures() -> None:
    found = segment({"Annual Income (k$)": 1.2, "Total Spend (EUR)": -1.0}, size=5000)
    (advice,) = recommend(found, 20_000, WORDS)
    made = render_advice(advice)
    assert made.title == "Win more of their wallet"
    assert "income $1,500k, 1.5 × the average" in made.text
    assert "spend €600, 0.6 × the average" in made.text
    assert made.plan == TrialPlan(
        5000, 110, 10, 0.8, 0.1, 60, "how many buy within 60 days, and what they spend"
    )
    assert made.text.endswith(
        "Hold back 110 of the 5,000 at random: a difference of 10 percentage points (20 %"
        " against 10 %) would show."
    )


def test_goods_are_bought_and_all_else_is_tried() -> None:
    goods, other = (
        render_advice(recommend(segment({column: -1.5}), 200, WORDS)[0]).text
        for column in ("Milk", "Widgets")
    )
    assert "a small quantity at a lower price" in goods
    assert "a first time at no cost" in other
    assert "how many take more of it within 60 days" in goods


def test_a_reward_speaks_of_what_is_counted() -> None:
    airline = WORDS.for_table(["L", "R", "F", "M", "C"])
    told = (Distinguishing("F", 30.0, 13.0, 1.1),)
    flyers = Segment(1, "", 81, 0.4, None, {}, "", None, None, told, traits_of(told, airline))
    text = render_advice(recommend(flyers, 200, airline)[0]).text
    assert "grows with their flights" in text
    assert "flights per customer over 60 days" in text


def test_a_plan_says_how_long_to_look_once() -> None:
    weeks = render_advice(recommend(segment({"Discounts": -1.0}), 200, WORDS)[0])
    assert weeks.text.count("60 days") == 1
    value = render_advice(recommend(segment({"Income": -1, "Spend": -1}), 200, WORDS)[0])
    assert "Look after 60 days." in value.text
    half_year = render_advice(recommend(segment({"tenure": 1.0}), 200, WORDS)[0])
    assert half_year.plan is not None
    assert half_year.plan.days == 180
    assert "after 180 days" in half_year.plan.measure


def test_where_nothing_is_sold_nothing_is_held_back() -> None:
    learned = render_advice(Advice("get_to_know", dict(ADVICE[0].facts) | {"days": 0}))
    assert "to learn, not to sell" in learned.text
    assert learned.plan is not None
    assert learned.plan.held_back == 0


def test_parts_of_one_group_are_not_spoken_of_as_kinds_of_people() -> None:
    found = segment({"Orders": 1.0})
    found = replace(found, advice=recommend(found, 200, WORDS))
    whole = replace(analysis_of(found), verdict="no_natural_groups")
    (made,) = with_recommendations(whole).segments[0].recommendations
    assert made.text.endswith("cut for planning; it is not a kind of customer of its own.")
    (kind,) = with_recommendations(analysis_of(found)).segments[0].recommendations
    assert "cut for planning" not in kind.text


def test_a_small_segment_hears_what_its_test_can_show() -> None:
    for size, said in (
        (81, "at random: only 26 percentage points or more (36 % against 10 %) would show."),
        (50, "percentage points or more (45 % against 10 %) would show; take it as a hint."),
        (9, "The segment is too small to test: ask some of them instead."),
    ):
        advice = recommend(segment({"Recency": 1.0}, size=size), 1000, WORDS)[0]
        assert said in render_advice(advice).text


def test_averages_are_compared_and_no_points_spoken_of_where_no_rate_is_measured() -> None:
    made = render_advice(recommend(segment({"Orders": 1.0}, size=5000), 9000, WORDS)[0])
    assert (
        "orders per customer over 60 days. Hold back 110 of the 5,000 at random, and compare"
        in (made.text)
    )
    assert "point" not in made.text
    assert made.plan is not None
    assert (made.plan.held_back, made.plan.detectable) == (110, 0)


def test_every_segment_gets_its_advice_in_words() -> None:
    found = segment({"Orders": 1.0, "Age": 0.9})
    found = replace(found, advice=recommend(found, 200, WORDS))
    made = with_recommendations(analysis_of(found)).segments[0].recommendations
    assert len(made) == len(found.advice) == 2
    assert all(isinstance(one, Recommendation) for one in made)


def test_the_first_move_names_the_segment_the_reason_the_offer_and_the_test() -> None:
    found = replace(segment({"Orders": 1.0}), name="Our <regulars>")
    found = replace(found, advice=recommend(found, 200, WORDS))
    text = first_move_text(analysis_of(found))
    assert text is not None
    assert text.startswith("*Our <regulars>* (81 customers): They come more often than others")
    assert "Offer a benefit that grows with their orders: a free extra every tenth time." in text
    assert "Hold back 40" in text
    assert first_move_text(analysis_of(segment({"Orders": 1.0}))) is None


def test_a_marketer_can_change_the_words(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    copytree(templates_folder(), folder)
    path = folder / FOLDER / "regulars.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("Reward the habit", "Say thanks"))
    advice = recommend(segment({"Orders": 1.0}), 200, WORDS)[0]
    assert render_advice(advice, folder).title == "Say thanks"
    assert render_advice(advice).title == "Reward the habit"


def apart(*features: Distinguishing, most: int = 2) -> str:
    found = replace(segment({}), distinguishing=features)
    names = tuple(sorted(d.feature for d in features))
    return what_sets_apart(found, analysis_of(found, features=names), most)


INCOME, SCORE = "Annual Income (k$)", "Spending Score (1-100)"


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([(SCORE, 82.1, 50.2, 1.24), (INCOME, 86.5, 60.6, 0.99)],
         "income 1.4 ×, spending 1.6 × the average"),
        ([(INCOME, 55.3, 60.6, -0.2), (SCORE, 49.5, 50.2, -0.03)], "close to average in both"),
        ([("Milk", 1.0, 1.1, -0.1)], "close to average"),
        ([("Milk", 1, 1.1, -0.3), ("Fresh", 1, 1.1, -0.3), ("Grocery", 1, 1.2, -0.4)],
         "a little below average throughout"),
        ([("Milk", 1, 1.1, -0.3), ("Fresh", 1, 1.1, -0.3), ("Grocery", 1, 1.0, 0.0)],
         "close to average in all"),
        ([("Orders", 4.0, 13.0, -0.43), ("Spend", 7.0, 20.0, -0.42), ("Visits", 8.0, 9.0, -0.3)],
         "orders 0.3 ×, spend 0.3 × the average"),
        ([("Age", 25.27, 38.85, -0.98)], "age 25 (average 39)"),
        ([("Age", 25.27, 38.85, -0.98), (SCORE, 82, 50, 1.2)],
         "spending 1.6 × the average, age 25 (average 39)"),
        ([("Balance (EUR)", -210.0, 1423.0, -0.6)], "balance -€210 (average €1,400)"),
        ([("balance", 4.0, -3.0, 0.9)], "balance 4 (average -3)"),
        ([("growth", 3.0, 0.02, 1.5)], "growth 3 (average 0.02)"),
        ([("CASH_ADVANCE", 4.0, 979.0, -0.7)], "cash advance near zero (average 980)"),
        ([("Avg. Session Length", 33.93, 33.07, 0.9)], "session length 33.9 (average 33.1)"),
        ([("SeniorCitizen", 0.85, 0.16, 0.69 / (0.16 * 0.84) ** 0.5)],
         "senior citizen 85 % (average 16 %)"),
        ([("Gender", 1.0, 0.5, 1.0)], "gender is 1 for 100 % (average 50 %)"),
        ([("Recency (days)", 231.0, 101.0, 1.3)], "time since the last purchase 2.3 × the average"),
        ([("CASH_ADVANCE", 4500.0, 979.0, 1.7), ("CASH_ADVANCE_TRX", 14.0, 3.2, 1.6),
          ("BALANCE", 4600.0, 1560.0, 1.4)], "balance 2.9 ×, cash advance 4.6 × the average"),
    ],
)  # fmt: skip
def test_what_sets_a_segment_apart_is_said_in_a_phrase(
    features: list[tuple[str, float, float, float]], said: str
) -> None:
    assert apart(*(Distinguishing(*d) for d in features)) == said


def test_more_traits_can_be_asked_for() -> None:
    features = [Distinguishing(c, 20.0, 10.0, 1.0) for c in ("Fresh", "Grocery", "Milk")]
    assert apart(*features, most=3) == "fresh 2 ×, grocery 2 ×, milk 2 × the average"


def test_the_tests_behind_a_name_can_be_asked_for() -> None:
    proof = NameProof(
        "affluent", INCOME, "income $86.5k against $60.6k over all: 1.0 standard deviations above",
        1.0, "at least 0.5 above the average", 0.5, 0.995, 200,
    )  # fmt: skip
    assert why_this_name(replace(segment({}), name_proof=(proof,))) == (
        "“affluent”: income $86.5k against $60.6k over all: 1.0 standard deviations above (asked"
        " for: at least 0.5 above the average; so in 100 % of"
        " 200 resamples).",
    )
    assert why_this_name(segment({"Age": 0.2})) == ()
