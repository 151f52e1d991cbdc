"""What is said of each segment in a list: a row of a table, a line with one recommendation."""

from bot.advising import what_sets_apart
from bot.blocks import TableColumn, context, fitting, section, shorten, table
from bot.message import Block
from bot.templating import percent
from bot.wording import marker, name_of, prose
from segmentation.results import Analysis, Recommendation, Segment

APART_CHARS = 140
TITLE_CHARS = 120
ADVICE_CHARS = 400
MOST_ROWS = 20
MOST_LINES = 10
MORE_CHARS = 200
SEGMENT_COLUMNS = (
    TableColumn("#"),
    TableColumn("segment", wrapped=True),
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
            marker(segment),
            name_of(segment),
            f"{segment.size:,} ({percent(segment.share)})",
            apart(segment, analysis),
        ]
        for segment in analysis.segments[:MOST_ROWS]
    ]
    return table(SEGMENT_COLUMNS, rows)


def advice_line(segment: Segment) -> Block:
    """The segment's name, its share, and the first thing to do about it."""
    first = next(iter(segment.recommendations), Recommendation("", ""))
    text = prose(
        "segment_line",
        marker=marker(segment),
        name=name_of(segment),
        size=segment.size,
        share=segment.share,
        title=shorten(first.title, TITLE_CHARS),
        text=shorten(first.text, ADVICE_CHARS),
    )
    return section(text)


def advice_lines(analysis: Analysis, characters: int) -> list[Block]:
    """A line for each segment that has advice, as many as there is room for; then how many more."""
    advised = [segment for segment in analysis.segments if segment.recommendations]
    lines = fitting(
        [advice_line(segment) for segment in advised[:MOST_LINES]], characters - MORE_CHARS
    )
    more = len(advised) - len(lines)
    return [*lines, context(prose("segmented_more", more=more))] if more else lines


def advice(recommendation: Recommendation) -> Block:
    """One recommendation in full."""
    text = prose(
        "advice",
        title=shorten(recommendation.title, TITLE_CHARS),
        text=shorten(recommendation.text, 3 * ADVICE_CHARS),
    )
    return section(text)
