"""What a picture can say of a segment: the mean of a column of numbers, the share of an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from segmentation.errors import UnknownFeature
from segmentation.phrasing import percent, quantity, sentence, spoken
from segmentation.results import Segment
from segmentation.view import View


@dataclass(frozen=True)
class Measure:
    """A column of numbers, of which means are told; with an answer, the part who give it."""

    view: View = field(compare=False, repr=False)
    column: str
    answer: str = ""

    @property
    def key(self) -> str:
        """What tells this measure from all others of the file."""
        return f"{self.column}\n{self.answer}" if self.answer else self.column

    @property
    def spoken(self) -> str:
        """As it reads in a sentence."""
        words = spoken(self.column)
        return f"{words} “{self.answer}”" if self.answer else words

    @property
    def heading(self) -> str:
        """As it stands above figures."""
        words = sentence(spoken(self.column))
        return f"{words}: {self.answer}" if self.answer else words

    def of(self, segment: Segment) -> float:
        if self.answer:
            return segment.answers.get(self.column, {}).get(self.answer, 0.0)
        return self.view.mean(segment, self.column)

    @property
    def overall(self) -> float:
        """Of all customers."""
        if self.answer:
            return self.view.outcome.analysis.overall_answers[self.column][self.answer]
        return self.view.overall(self.column)

    def effect(self, segment: Segment) -> float:
        """How many standard deviations the segment lies from all customers."""
        if not self.answer:
            return self.view.effect(segment, self.column)
        spread = float(np.sqrt(self.overall * (1 - self.overall)))
        return (self.of(segment) - self.overall) / spread if spread else 0.0

    def said(self, value: float) -> str:
        """A figure with its unit."""
        return percent(value) if self.answer else quantity(value, self.column)


def has_portrait(view: View) -> bool:
    """Whether there are columns of numbers or answers that tell what the segments are like."""
    return bool(view.features) or any(segment.answers for segment in view.segments)


def measures(view: View, wanted: Sequence[str], most: int) -> tuple[Measure, ...]:
    """The columns asked for; without a wish, those numbers and answers in which the segments
    differ most: numbers in the file's order, then the answers. Raises UnknownFeature."""
    answers = {column for segment in view.segments for column in segment.answers}
    if wanted or not answers:
        return _asked(view, wanted, sorted(answers)) or _numbers(view, view.chosen(wanted, most))
    told = [*_numbers(view, view.most_telling(most)), *_answers(view, most)]
    kept = sorted(told, key=lambda one: -max(abs(one.effect(s)) for s in view.segments))[:most]
    return tuple(one for one in told if one in kept)


def _numbers(view: View, columns: Sequence[str]) -> tuple[Measure, ...]:
    return tuple(Measure(view, column) for column in columns)


def _asked(view: View, wanted: Sequence[str], columns: Sequence[str]) -> tuple[Measure, ...]:
    """The most common answers of the columns of answers asked for, where no numbers are."""
    if view.features or not wanted:
        return ()
    words = [word.strip().casefold() for word in wanted]
    for word in words:
        if not any(word in column.casefold() for column in columns):
            raise UnknownFeature(word, columns, "column of answers")
    found = [c for c in columns if any(word in c.casefold() for word in words)]
    return tuple(one for column in found for one in _of(view, column)[:3])


def _of(view: View, column: str) -> list[Measure]:
    """One for every answer of a column, the most common first; of two answers only one, as one
    tells the other."""
    shares = view.outcome.analysis.overall_answers.get(column, {})
    ordered = sorted(shares, key=lambda answer: -shares[answer])
    return [Measure(view, column, answer) for answer in ordered][: 1 if len(shares) == 2 else None]


def _answers(view: View, most: int) -> list[Measure]:
    """The answers that tell most: first the one that each segment gives oftener than all by
    most, then the others."""
    columns = dict.fromkeys(column for s in view.segments for column in s.answers)
    every = [one for column in columns for one in _of(view, column)]
    return list(dict.fromkeys([*_first(view, every), *_ranked(view, every)]))[:most]


def _first(view: View, every: Sequence[Measure]) -> Iterator[Measure]:
    for segment in view.segments:
        yield from sorted(every, key=lambda one: -one.effect(segment))[:1]


def _ranked(view: View, every: Sequence[Measure]) -> list[Measure]:
    return sorted(every, key=lambda one: -max(abs(one.effect(s)) for s in view.segments))
