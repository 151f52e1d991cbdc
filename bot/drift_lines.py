"""What changed between two versions, in sentences: what matters, the evidence, who moved."""

import re

from bot.blocks import TableColumn, shorten, table
from bot.message import Block
from bot.templating import count, percent
from segmentation.drift_results import STRUCTURAL, Drift, SegmentChange
from segmentation.palette import segment_emoji
from segmentation.phrasing import listed

NAME_CHARS, MOST_ROWS, MOST_NAMES = 60, 15, 3
COLUMNS = (
    TableColumn("segment"),
    TableColumn("before", "right"),
    TableColumn("now", "right"),
    TableColumn("what became of it"),
)
FULL_STOP = re.compile(r"(?<=\.)\s")
# ` (PSI 0.31, adjusted p < 0.001)`; and how a reason about shares begins.
FIGURES = re.compile(r" \(((?:PSI [\d.]+, )?adjusted p [<=] [\d.]+)\)")
BY_STANDING = "By the segments as they stand, "
LEAST_MOVE = 0.01  # of all customers; smaller changes of a share are not the news


def headline(drift: Drift) -> str:
    """The one sentence that matters."""
    if drift.broken:
        return first_sentence(drift.broken.text)
    news = drift.main_change
    if news is not None and (news.event in STRUCTURAL or abs(news.change) >= LEAST_MOVE):
        return _of_segment(news)
    if drift.verdict == "stable":
        return f"Nothing beyond chance changed{_unit(drift)}."
    reasons = drift.reasons[1:] or drift.reasons
    telling = [reason for reason in reasons if not reason.startswith(("None of", "The segments"))]
    return first_sentence(_without_figures((telling or list(reasons))[0]))


def _unit(drift: Drift) -> str:
    """`; the numbers in spend came in another unit`."""
    names = [change.column or "" for change in drift.schema_changes if change.change == "unit"]
    return f"; the numbers in {listed(names, MOST_NAMES)} came in another unit" if names else ""


def first_sentence(text: str) -> str:
    """The text up to its first full stop; a point within a figure is none."""
    return FULL_STOP.split(text, maxsplit=1)[0]


def news_lines(drift: Drift) -> tuple[str, ...]:
    """What became of segments, a sentence each, the largest first: those that are new, gone, split
    or merged, then those whose share changed beyond chance."""
    structural = [s for s in drift.segments if s.event in STRUCTURAL]
    structural.sort(key=lambda s: -max(s.share_before, s.share_after))
    resized = [s for s in drift.segments if s.event in ("grown", "shrunk")]
    resized.sort(key=lambda s: -abs(s.change))
    return tuple(_of_segment(segment) for segment in (*structural, *resized))


def _of_segment(segment: SegmentChange) -> str:
    name, size = segment.name, count(segment.size_after, "customer")
    if segment.event == "born":
        return f"{name} is new: {size}, {percent(segment.share_after)} of all."
    if segment.event == "died":
        return f"{name} is gone; it was {percent(segment.share_before)} of customers."
    if segment.event == "split":
        return f"{name} came apart: {percent(segment.share_after)} of customers are in this part."
    if segment.event == "merged":
        return f"{name} is one with another segment now."
    how = "grew" if segment.share_after > segment.share_before else "shrank"
    return (
        f"{name} {how} from {percent(segment.share_before)} to"
        f" {percent(segment.share_after)} of customers."
    )


def who_moved(drift: Drift) -> str:
    """What is known of customers who are in both versions; empty where nobody can be told."""
    known = drift.migration
    if drift.broken or not known.matched_ids:
        return ""
    both, moved = count(known.matched_ids, "customer"), some(known.moved)
    return f"Of {both} in both versions, {moved} moved to another segment; {joined(drift)}."


def joined(drift: Drift) -> str:
    """`12 are new, nobody left`."""
    new = drift.migration.joined
    return f"{some(new)} {'is' if new <= 1 else 'are'} new, {some(drift.migration.left)} left"


def some(number: int) -> str:
    """How many of them, where 0 is nobody."""
    return f"{number:,}" if number else "nobody"


def evidence(drift: Drift) -> tuple[str, ...]:
    """Why, one sentence each: what supports the headline, which is not said again; what differs
    between the tables; shares, columns, fit."""
    changes = tuple(change.text for change in drift.schema_changes)
    # What a broken table seems to say of its customers means nothing.
    lines = changes if drift.broken else (*changes, *drift.reasons)
    said = headline(drift)
    told = [(line, _beyond(said, line)) for line in lines]
    told.sort(key=lambda pair: pair[0] == pair[1])
    return tuple(text for _, text in told if text)


def _beyond(said: str, line: str) -> str:
    """What a line says that the headline does not."""
    plain = _without_figures(line)
    if not plain.startswith(said):
        return line
    rest = plain.removeprefix(said).strip()
    figures = FIGURES.search(line)
    proof = f"This is more than chance gives ({figures.group(1)})." if figures else ""
    return f"{proof} {rest}".strip()


def _without_figures(line: str) -> str:
    """A reason without the figures of its test, and without how it was reckoned."""
    return FIGURES.sub("", line, count=1).removeprefix(BY_STANDING)


def largest_moves(drift: Drift, most: int = 3) -> str:
    """`4 from Middle of the road to Affluent savers` for the flows with most customers."""
    names = {segment.number: segment.name for segment in drift.segments}
    return listed(
        [
            f"{size:,} from {names.get(one, one)} to {names.get(to, to)}"
            for size, one, to in flows(drift)[:most]
        ]
    )


def flows(drift: Drift) -> list[tuple[int, int, int]]:
    """(customers, from, to) of every move between two segments, the largest first."""
    numbers, matrix = drift.migration.numbers, drift.migration.matrix
    found = [
        (matrix[row][column], numbers[row], numbers[column])
        for row in range(len(numbers))
        for column in range(len(numbers))
        if row != column and matrix[row][column]
    ]
    return sorted(found, reverse=True)


def named(drift: Drift, number: int) -> str:
    """`🔵 1 Careful budgeters`."""
    name = next((s.name for s in drift.segments if s.number == number), "")
    return f"{segment_emoji(number)} {number} {name}".rstrip()


def attribution_lines(drift: Drift) -> tuple[str, ...]:
    """Why shares changed, in points, the largest change first; parts that round to 0 are left out.

    `Affluent savers: +6 points; +4 by customers who moved, +2 by those who joined or left.`
    """
    names = {segment.number: segment.name for segment in drift.segments}
    changed = sorted(drift.attribution, key=lambda part: -abs(part.delta))
    lines = []
    for part in changed:
        reasons = (
            (part.moved, "by customers who moved"),
            (part.joined_left, "by those who joined or left"),
            (part.refit, "by borders drawn anew"),
        )
        told = [f"{_points(size)} {why}" for size, why in reasons if abs(size) >= LEAST_MOVE / 2]
        if abs(part.delta) >= LEAST_MOVE and told:
            unit = "point" if round(abs(part.delta) * 100) == 1 else "points"
            name = names.get(part.segment, str(part.segment))
            lines.append(f"{name}: {_points(part.delta)} {unit}; {listed(told)}.")
    return tuple(lines)


def _points(share: float) -> str:
    sign = "+" if share > 0 else "−"
    return f"{sign}{round(abs(share) * 100)}"


def shares_table(drift: Drift) -> Block:
    """Every segment's share before and now, and what became of it."""
    rows = [
        [
            shorten(named(drift, segment.number), NAME_CHARS + 6),
            percent(segment.share_before) if segment.share_before else "–",
            percent(segment.share_after) if segment.share_after else "–",
            event_words(segment),
        ]
        for segment in drift.segments[:MOST_ROWS]
    ]
    return table(COLUMNS, rows)


def event_words(segment: SegmentChange) -> str:
    """`kept`, `split from 2`, `merged into 1`."""
    if segment.came_from:
        word = "split from" if segment.event == "split" else "merged with"
        return f"{word} {listed([str(number) for number in segment.came_from])}"
    if segment.went_to:
        word = "split, with" if segment.event == "split" else "merged into"
        return f"{word} {listed([str(number) for number in segment.went_to])}"
    return segment.event
