"""Facts in the words that every message uses: names, shares, kinds, what was set aside."""

import re
from collections.abc import Sequence
from typing import Any

from bot.blocks import shorten
from bot.blocks.limits import SECTION_TEXT
from bot.result import CommandHelp, Subject
from bot.templating import render, verbatim
from bot.vocabulary_file import words_for
from segmentation.column_words import feature_label
from segmentation.heaps import heaped_features
from segmentation.palette import segment_emoji
from segmentation.phrasing import listed
from segmentation.results import Analysis, Column, Segment
from segmentation.traits import plain_labels

NAME_CHARS = 60
FILE_CHARS = 80
LINE_CHARS = 120
EMOJI_STYLE, FIRST_PICTURE_ONLY = "\N{VARIATION SELECTOR-16}", 0x1F000
ROLE_WORDS = {
    "id": "identifier",
    "label": "label",
    "date": "date",
    "category": "category",
    "text": "free text",
    "pii": "personal data",
    "feature": "not chosen",
    "money": "not chosen",
    "ignored": "tells nothing new",
}
# An empty line, or a line that begins with a bullet.
NEW_LINE = re.compile(r"\n\s*\n|\n\s*(?=•)")
MEMBER = re.compile(r"[UW][A-Z0-9]{2,}")
CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")


def prose(part: str, **facts: Any) -> str:
    """A message template's text: line breaks are spaces, but for those that NEW_LINE finds."""
    text = render(f"messages/{part}.j2", **facts)
    lines = (" ".join(line.split()) for line in NEW_LINE.split(text))
    return "\n".join(line for line in lines if line)


def full_stop(text: str) -> str:
    """The text as a sentence that ends."""
    return text if not text or text[-1] in ".…?!”" else f"{text}."


def file_of(subject: Subject) -> str:
    """The file's name, short enough for a headline."""
    return shorten(subject.file_name, FILE_CHARS)


def name_of(segment: Segment) -> str:
    """The segment's name, short enough for a cell."""
    return shorten(segment.name, NAME_CHARS)


def marker(segment: Segment) -> str:
    """The segment's number with the sign of its colour in the pictures: `🔵 1`."""
    sign = segment_emoji(segment.number)
    # The older signs (⚫) are drawn as letters unless they are told to be pictures.
    picture = sign + EMOJI_STYLE if ord(sign[0]) < FIRST_PICTURE_ONLY else sign
    return f"{picture} {segment.number}"


def found(analysis: Analysis) -> str:
    """`five kinds of customers`, `three parts of one group of customers`, `no groups`."""
    return prose("found", segments=len(analysis.segments), verdict=analysis.verdict)


def customers(analysis: Analysis) -> int:
    """How many customers there are, those in no segment included."""
    return sum(segment.size for segment in analysis.segments) + analysis.noise


def largest(analysis: Analysis) -> Segment | None:
    """The segment with the most customers."""
    return max(analysis.segments, key=lambda segment: segment.size, default=None)


def told_apart(analysis: Analysis, most: int = 3) -> str:
    """The columns that the segments differ by, in bold: the file's order, or the strongest."""
    features = list(analysis.features)
    if len(features) > most:
        features.sort(key=lambda feature: -_difference(analysis, feature))
    plain = named(analysis)
    return listed([f"*{verbatim(shorten(plain[f], NAME_CHARS))}*" for f in features], most)


def named(analysis: Analysis) -> dict[str, str]:
    """Feature -> what sentences call it: its own words, or plainer ones where those say less
    (`previous` is earlier contacts)."""
    return plain_labels(analysis.features, words_for(analysis))


def alone(analysis: Analysis) -> str:
    """The columns in which groups may show more clearly than in all, as a sentence; empty where
    there are none."""
    heaped, plain = heaped_features(analysis), named(analysis)
    columns = [f"*{verbatim(shorten(plain[feature], NAME_CHARS))}*" for feature in heaped]
    return prose("heaped", columns=columns, verdict=analysis.verdict) if columns else ""


def called(feature: str) -> str:
    """A column's name as it reads in a sentence: `annual income`."""
    return shorten(feature_label(feature)[0], NAME_CHARS)


def set_aside(analysis: Analysis) -> tuple[Column, ...]:
    """The columns that customers were not compared by; of a list of orders those made of it, for
    its own columns are what they are made of."""
    orders = analysis.dataset.kind == "transactions"
    columns = (c for c in analysis.dataset.columns if c.made or not orders)
    return tuple(c for c in columns if c.name not in analysis.features)


def aside_words(column: Column) -> str:
    """`CustomerID (identifier)`."""
    return f"{shorten(column.name, NAME_CHARS)} ({ROLE_WORDS[column.role]})"


def person(user: str) -> str:
    """A mention of a member, or the name as it stands."""
    return f"<@{user}>" if MEMBER.fullmatch(user) else verbatim(user)


def place(channel: str) -> str:
    """A link to a channel; nothing for a direct conversation."""
    return f"<#{channel}>" if CHANNEL.fullmatch(channel) else ""


def command_lines(commands: Sequence[CommandHelp]) -> tuple[str, ...]:
    """One line a command, in as many texts as Slack's sections need."""
    texts = [""]
    for command in commands:
        usage, summary = shorten(command.usage, NAME_CHARS), shorten(command.summary, LINE_CHARS)
        line = prose("helped_line", usage=usage, summary=summary)
        if len(texts[-1]) + len(line) >= SECTION_TEXT:
            texts.append("")
        texts[-1] = f"{texts[-1]}\n{line}".strip()
    return tuple(text for text in texts if text)


def _difference(analysis: Analysis, feature: str) -> float:
    sizes = (
        abs(trait.effect_size)
        for segment in analysis.segments
        for trait in segment.distinguishing
        if trait.feature == feature
    )
    return max(sizes, default=0.0)
