"""What is said of each segment in a list: a row of a table, a line with one recommendation."""

from bot.advising import what_sets_apart
from bot.blocks import TableColumn, context, fitting, section, shorten, table
from bot.market_words import result_noted
from bot.message import Block
from bot.templating import percent
from bot.wording import full_stop, marker, name_of, prose
from segmentation.results import Analysis, Recommendation, Segment

APART_CHARS = 110
TITLE_CHARS = 120
ADVICE_CHARS = 400
NOTED_CHARS = 120
MOST_ROWS = 15
MOST_LINES = 10
MORE_CHARS = 200
MOST_PARTS = 6
SEGMENT_COLUMNS = (
    TableColumn("segment"),
    TableColumn("customers", "right"),
    TableColumn("what sets it apart", wrapped=True),
)


def apart(segment: Segment, analysis: Analysis, most: int = 2) -> str:
    """The segment's strongest traits in words."""
    return shorten(what_sets_apart(segment, analysis, most), APART_CHARS)


def segment_table(analysis: Analysis) -> Block:
    """Number, name, customers and traits of every segment."""
    rows = [
        [
            f"{marker(segment)} {name_of(segment)}",
            f"{segment.size:,} ({percent(segment.share)})",
            apart(segment, analysis),
        ]
        for segment in analysis.segments[:MOST_ROWS]
    ]
    return table(SEGMENT_COLUMNS, rows)


def first_with_this_advice(segment: Segment, analysis: Analysis) -> Segment | None:
    """The earlier segment that the advice begins with the same play for; None if it is the first.

    What differs between two such segments is nothing to act on (an age, a small lean): then one
    says so, instead of saying the same twice.
    """
    if not segment.recommendations:
        return None
    earlier = (other for other in analysis.segments if other.number < segment.number)
    own = segment.recommendations[0].title
    alike = (other for other in earlier if [r.title for r in other.recommendations[:1]] == [own])
    return next(alike, None)


def advice_line(
    segment: Segment, *, said: bool = False, as_for: Segment | None = None, noted: str = ""
) -> Block:
    """The segment's name, its share, and the first thing to do about it: why, and what to offer.

    said: whether the message has said that already, as its first move. as_for: the segment that
    the same has been offered to. noted: a result that sets the segment apart.
    """
    first = next(iter(segment.recommendations), Recommendation("", ""))
    why, *offer = first.text.splitlines()[:2] or [""]
    why_and_offer = why if as_for else " ".join([why, *offer])
    text = prose(
        "segment_line",
        marker=marker(segment),
        name=name_of(segment),
        size=segment.size,
        share=segment.share,
        title=shorten(first.title, TITLE_CHARS),
        text=full_stop(shorten(why_and_offer, ADVICE_CHARS)),
        said=said,
        noted=shorten(noted, NOTED_CHARS),
        as_for=name_of(as_for) if as_for else "",
        as_for_marker=marker(as_for) if as_for else "",
    )
    return section(text)


def advice_lines(analysis: Analysis, characters: int, said: int | None = None) -> list[Block]:
    """A line for each segment that has advice, as many as there is room for; then how many more.

    said: the segment whose first advice the message has said already.
    """
    advised = [segment for segment in analysis.segments if segment.recommendations]
    all_lines = [
        advice_line(
            each,
            said=each.number == said,
            as_for=first_with_this_advice(each, analysis),
            noted=result_noted(each, analysis),
        )
        for each in advised[:MOST_LINES]
    ]
    lines = fitting(all_lines, characters - MORE_CHARS)
    more = len(advised) - len(lines)
    return [*lines, context(prose("segmented_more", more=more))] if more else lines


def advice(recommendation: Recommendation) -> Block:
    """One recommendation in full: why, the offer, the channel, the message, what to measure."""
    text = prose(
        "advice",
        title=shorten(recommendation.title, TITLE_CHARS),
        lines=[
            shorten(line, ADVICE_CHARS) for line in recommendation.text.splitlines()[:MOST_PARTS]
        ],
    )
    return section(text)
