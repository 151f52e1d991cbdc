"""Answers in names: “Mostly fiber optic customers”, where that is so and may be said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

import numpy as np

from segmentation.answers import NOT_GIVEN, OTHER
from segmentation.name_words import SegmentName
from segmentation.proofs import NameProof
from segmentation.resampling import DRAWS
from segmentation.results import Distinguishing
from segmentation.traits import HIGH, SURE, concept_of
from segmentation.vocabulary import Vocabulary

MOST_OF_THEM = 0.5
MANY_OF_THEM, MORE_THAN_USUAL = 0.3, 1.5
LONGEST = 40
LONGEST_ANSWER = 24
_YES = {"yes", "y", "true", "t", "1", "ja", "oui", "si", "sí", "sim"}
_NO = {"no", "n", "false", "f", "0", "nein", "non", "não", "none"}


def worth_saying(
    told: Sequence[Distinguishing], size: int, vocabulary: Vocabulary, seed: int
) -> tuple[Distinguishing, ...]:
    """The answers that the name of a segment of that size may speak of, the strongest first.

    Most of the segment give it, or many and clearly more than usual, in nine of ten resamples;
    and neither the column nor the answer is about something that people must not be sorted by.
    """
    fit = (d for d in told if d.answer not in ("", NOT_GIVEN, OTHER))
    fair = (d for d in fit if not any(_protected(w, vocabulary) for w in (d.feature, d.answer)))
    sure = (d for d in fair if _holds(d, size, seed) >= SURE)
    return tuple(sorted(sure, key=lambda d: (-round(d.effect_size, 6), d.feature)))


def answer_proof(d: Distinguishing, label: str, size: int, seed: int) -> NameProof:
    """What an answer in a name stands on."""
    return NameProof(
        word=f"{_degree(d)} {' '.join(d.answer.split())}",
        feature=d.feature,
        statement=f"{label} “{' '.join(d.answer.split())}” {100 * d.value:.0f} % against"
        f" {100 * d.overall:.0f} % over all: {d.effect_size:.1f} standard deviations above",
        effect_size=d.effect_size,
        test=f"at least {100 * _least(d):.0f} % give this answer",
        threshold=HIGH,
        holds=round(_holds(d, size, seed), 3),
        draws=DRAWS,
    )


def with_answers(
    name: SegmentName, told: Sequence[Distinguishing], labels: Mapping[str, str]
) -> SegmentName:
    """A name that speaks of the most telling answer too, or instead.

    Parameters
    ----------
    name : what the numbers prove; it stands on no trait where they prove nothing.
    told : the answers that are worth saying, the strongest first.
    """
    if not told:
        return name
    first = told[0]
    strongest = max((abs(trait.effect_size) for trait in name.because), default=0.0)
    alone = SegmentName(_sentence(_phrase(told[:1], labels)), (), (first,))
    if not name.because:
        return alone
    both = f"{name.text}, {_phrase(told[:1], labels)}"
    if len(both) <= LONGEST and first.effect_size >= strongest / 2:
        return replace(name, text=both, said=(first,))
    return alone if first.effect_size > strongest and len(name.because) < 2 else name


def told_apart(
    names: list[SegmentName], told: Sequence[Sequence[Distinguishing]], labels: Mapping[str, str]
) -> list[SegmentName]:
    """The names, with a second answer in those that are alike and speak of answers alone."""
    texts = [name.text for name in names]
    for i, name in enumerate(names):
        two = tuple(told[i][:2])
        if texts.count(name.text) > 1 and not name.because and len(two) == 2:
            text = _sentence(_phrase(two, labels))
            if len(text) <= LONGEST + 10:
                names[i] = SegmentName(text, (), two)
    return names


def _least(d: Distinguishing) -> float:
    """The share from which a name may speak of an answer."""
    many = MOST_OF_THEM if d.value > MOST_OF_THEM else max(
        MANY_OF_THEM, MORE_THAN_USUAL * d.overall
    )  # fmt: skip
    return max(many, d.overall + HIGH * sqrt(d.overall * (1 - d.overall)))


def _holds(d: Distinguishing, size: int, seed: int) -> float:
    """The share of resamples of the segment's customers in which enough give the answer."""
    drawn = np.random.default_rng(seed).binomial(size, d.value, DRAWS)
    return float(np.mean(drawn >= _least(d) * size))


def _protected(words: str, vocabulary: Vocabulary) -> bool:
    concept = concept_of(words, vocabulary)
    return concept is not None and concept.protected


def _degree(d: Distinguishing) -> str:
    return "mostly" if d.value > MOST_OF_THEM else "often"


def _phrase(told: Sequence[Distinguishing], labels: Mapping[str, str]) -> str:
    degree = min(map(_degree, told), key=len)  # the weaker word holds for both
    return f"{degree} {', '.join(_words(d, labels[d.feature]) for d in told)}"


def _words(d: Distinguishing, label: str) -> str:
    """`fiber optic`, `with paperless billing`, `plan B`."""
    answer = " ".join(d.answer.split())
    if answer.casefold() in _YES:
        return f"with {label}"
    if answer.casefold() in _NO:
        return f"without {label}"
    if len(answer) > LONGEST_ANSWER:
        answer = f"{answer[: LONGEST_ANSWER - 1].rstrip()}…"
    tells_nothing = len(answer) < 3 or not any(letter.isalpha() for letter in answer)
    return f"{label} {answer}" if tells_nothing else answer


def _sentence(phrase: str) -> str:
    text = phrase[:1].upper() + phrase[1:]
    plain = not any(word in f" {phrase}" for word in (" with ", " without "))
    return f"{text} customers" if plain and len(text) <= LONGEST - 10 else text
