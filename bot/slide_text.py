"""How much room a text takes on a slide, and how small or short it has to be to fit."""

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

LINE = 1.2  # line height in font sizes
BETWEEN = 0.35  # space after a paragraph in font sizes
_POINTS = 72  # in an inch
_CAUTION = 1.04  # fonts differ from machine to machine
_BOLD = 1.07
_BREAK = re.compile(r"\*([^*\n]+)\*")
# Widths in Arial, in font sizes; all other letters are taken for 0.56.
_WIDTHS = {
    0.24: "ijl'|",
    0.3: 'Ift.,:;!/\\ []()-r"',
    0.5: "cksvxyzJ^",
    0.68: "ABEKPSVXY&",
    0.74: "CDHNRUw",
    0.8: "GOQ",
    0.87: "mM",
    0.98: "W%@",
    1.0: "…—",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; *stars* mark bold words as in a message. scale: its size against others'."""

    text: str
    bold: bool = False
    colour: str = ""
    scale: float = 1.0
    bullet: bool = False

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """Pieces of the text and whether they are bold."""
        pieces = _BREAK.split(self.text)
        return [(piece, self.bold or i % 2 == 1) for i, piece in enumerate(pieces) if piece]

    @property
    def plain(self) -> str:
        return _BREAK.sub(r"\1", self.text)


def paragraphs_of(text: str) -> list[Paragraph]:
    """A message's text as paragraphs, one a line."""
    return [Paragraph(html.unescape(line.strip())) for line in text.splitlines() if line.strip()]


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Inches that a text takes on one line, rather too many than too few."""
    return _ems(text) * size / _POINTS * _CAUTION * (_BOLD if bold else 1.0)


@lru_cache(maxsize=16_384)
def _ems(text: str) -> float:
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return _WIDTH_OF.get(letter, 0.7 if letter.isupper() else 0.56)


@lru_cache(maxsize=4_096)
def lines_of(text: str, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
    """The lines in which a text of this size wraps at this width."""
    space = width_of(" ", size, bold)
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in _words(text, size, width, bold):
        wide = width_of(word, size, bold)
        if lines[-1] and used + space + wide > width:
            lines.append([])
        used = used + space + wide if lines[-1] else wide
        lines[-1].append(word)
    return tuple(" ".join(words) for words in lines)


def _words(text: str, size: float, width: float, bold: bool) -> list[str]:
    """Words, those too long for a line in pieces."""
    pieces: list[str] = []
    for word in text.split():
        if width_of(word, size, bold) <= width:
            pieces.append(word)
            continue
        piece = ""
        for letter in word:
            if piece and width_of(piece + letter, size, bold) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return pieces


def height_of(paragraphs: Sequence[Paragraph], size: float, width: float) -> float:
    """Inches that paragraphs of this size take at this width."""
    total = 0.0
    for paragraph in paragraphs:
        own = size * paragraph.scale
        indent = own / _POINTS if paragraph.bullet else 0.0
        count = len(lines_of(paragraph.plain, own, width - indent, bold=True))
        total += (count * LINE + BETWEEN) * own / _POINTS
    return total


def fitted(
    paragraphs: Sequence[Paragraph], room: tuple[float, float], sizes: tuple[int, int]
) -> tuple[int, list[Paragraph]]:
    """The largest size from sizes (largest, smallest) at which paragraphs fit into room (width,
    height in inches); where none does, the smallest, and the text shortened with an ellipsis."""
    width, height = room
    largest, smallest = sizes
    for size in range(largest, smallest - 1, -1):
        if height_of(paragraphs, size, width) <= height:
            return size, list(paragraphs)
    return smallest, _shortened(paragraphs, smallest, room)


def _shortened(
    paragraphs: Sequence[Paragraph], size: int, room: tuple[float, float]
) -> list[Paragraph]:
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if height_of([*kept, paragraph], size, room[0]) > room[1]:
            words = paragraph.text.split(" ")
            fitting = bisect_left(
                range(1, len(words)),
                True,
                key=lambda n: (
                    height_of([*kept, _cut(paragraph, words[:n])], size, room[0]) > room[1]
                ),
            )
            return [*kept, _cut(paragraph, words[:fitting])] if fitting else kept
        kept.append(paragraph)
    return kept


def _cut(paragraph: Paragraph, words: Sequence[str]) -> Paragraph:
    return replace(paragraph, text=" ".join(words).rstrip(",.;: ") + "…")


def advice_that_fits(
    told: Sequence[tuple[str, str]], room: tuple[float, float], size: int
) -> list[Paragraph]:
    """The first title with its text; of the others, each a title and the first line of a text, as
    many as fit into room (width, height in inches) at this size."""
    (title, text), *others = told
    words = [Paragraph(title, bold=True, scale=1.15), *paragraphs_of(text)]
    for title, text in others:
        more = [*words, Paragraph(title, bold=True), *paragraphs_of(text)[:1]]
        if height_of(more, size, room[0]) > 0.92 * room[1]:  # a line above tells what this is
            break
        words = more
    return words


def one_cell(text: str, size: float, width: float, most: int) -> str:
    """The text of a table's cell in at most so many lines; more ends in an ellipsis."""
    lines = lines_of(text, size, width, bold=True)
    if len(lines) <= most:
        return text
    last = lines[most - 1]
    while last and width_of(last + "…", size, bold=True) > width:
        last = last[:-1]
    return " ".join([*lines[: most - 1], last.rstrip() + "…"])
