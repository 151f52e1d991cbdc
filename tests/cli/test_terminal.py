"""The analysis as text in a terminal: every word that a person reads there."""

from dataclasses import replace

import pytest
from analyses import advised, column, mall, no_natural_groups, with_money
from heaped_analysis import heaped

from bot.advising import with_recommendations
from bot.cli.terminal import headline, print_analysis
from segmentation.results import Advice, Analysis, CleaningStep, OverRepresented


def printed(analysis: Analysis, capsys: pytest.CaptureFixture[str]) -> str:
    """What stands in the terminal, without its line breaks."""
    print_analysis(analysis, "customers.csv", None)
    return " ".join(capsys.readouterr().out.split())


def test_it_tells_where_the_money_is(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(with_money(), capsys)
    assert "Where the money is: Affluent enthusiasts are 20 % of the customers and bring" in told
    assert "The most to win: Middle of the road bring" in told
    assert "Where the money is" not in printed(mall(), capsys)


def test_it_tells_what_was_done_with_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    steps = tuple(CleaningStep(f"Step {n} was taken.", n, "") for n in range(1, 12))
    one = replace(mall(), dataset=replace(mall().dataset, receipt=steps[:1]))
    many = replace(mall(), dataset=replace(mall().dataset, receipt=steps))
    assert "Step 1 was taken." in printed(one, capsys)
    assert "3 more steps are in the receipt (--json)." in printed(many, capsys)


def test_it_names_method_and_columns_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert "k-means on annual income, spending score, scaling zscore" in printed(mall(), capsys)


def test_it_tells_what_each_segment_answers_more_often(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = OverRepresented("Plan", "pro", 0.9, 0.45, 200.0, 0.001)
    left = OverRepresented("Left", "yes", 0.5, 0.25, 200.0, 0.001)
    title = OverRepresented("Prefix", "Mrs", 0.9, 0.45, 200.0, 0.001)  # not told unasked
    shop = advised()
    columns = (column("Plan", "category"), column("Left", "label"))
    segments = (replace(shop.segments[0], categories=(title, plan, left)), *shop.segments[1:])
    told = replace(shop, segments=segments, dataset=replace(shop.dataset, columns=columns))
    assert (
        "More often than others: left “yes” 50 % (25 % of all), plan “pro” 90 % (45 % of all)."
    ) in printed(with_recommendations(told), capsys)


def test_the_same_advice_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    facts = {**advised().segments[0].advice[0].facts}
    twins = tuple(
        replace(segment, advice=(Advice("everyday_middle", {**facts, "size": 10 + at}),))
        for at, segment in enumerate(mall().segments[:2])
    )
    told = printed(with_recommendations(replace(mall(), segments=twins)), capsys)
    assert told.count("Offer: two versions side by side") == 1
    assert "The same offer, channel and message as for 1 Middle of the road. Measure:" in told
    assert told.count("Let them sort themselves") == 2


def test_parts_of_one_group_are_said_to_be_parts_once(capsys: pytest.CaptureFixture[str]) -> None:
    parts = with_recommendations(replace(advised(), verdict="no_natural_groups"))
    assert "cut for planning" not in printed(parts, capsys)
    assert all(
        r.text.endswith("This part was cut for planning; it is not a kind of customer of its own.")
        for segment in parts.segments
        for r in segment.recommendations
    )


def test_columns_that_may_show_groups_are_named_with_what_to_type(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = mall().features[0]
    told = printed(heaped(one), capsys)
    assert "But customers heap up at several values of annual income, and of no other" in told
    assert f"Try --features '{one}'" in told
    assert "heap up" not in printed(no_natural_groups(), capsys)


def test_orders_without_natural_groups_are_cut_and_the_headline_says_by_what() -> None:
    one = no_natural_groups()
    assert headline(one, "a.csv") == "The customers in a.csv form one group, not several"
    orders = replace(
        one,
        dataset=replace(one.dataset, kind="transactions", columns=(column("recency_days"),)),
        features=("recency_days", "frequency", "monetary_value"),
        k=4,
    )
    assert headline(orders, "a.csv") == (
        "One group of customers in a.csv, in 4 parts by time since the last purchase, orders and"
        " spend"
    )
    asked = replace(one, k=3, k_chosen_by="person")
    assert headline(asked, "a.csv").startswith("One group of customers in a.csv, in 3 parts by")
