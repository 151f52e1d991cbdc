"""The columns that a person asks for by name, however they spell it."""

from collections.abc import Sequence

from segmentation.column_words import normalised
from segmentation.errors import NothingLeft, UnknownFeature, UnusableWeight
from segmentation.spec import AnalysisSpec

MOST_TIMES = 100.0
KIND = "column to compare customers by"


def resolve(wanted: Sequence[str], usable: Sequence[str]) -> tuple[str, ...]:
    """The columns meant by these words, each once, in the order asked for.

    A name counts as meant when it is the same letter for letter, else the same but for case and
    punctuation, else the only one that begins so, else the only one that has all of the words
    (`income` for `Annual Income (k$)`).

    Raises
    ------
    UnknownFeature : when no usable column is meant, or several are.

    Examples
    --------
    >>> resolve(["income", "AGE"], ["Age", "Annual Income (k$)"])
    ('Annual Income (k$)', 'Age')
    """
    return tuple(dict.fromkeys(_resolved(one.strip(), usable) for one in wanted if one.strip()))


def without(
    features: Sequence[str], leave_out: Sequence[str], available: Sequence[str]
) -> tuple[str, ...]:
    """The features that stay when some of the available columns are left out.

    Raises
    ------
    UnknownFeature : a column to leave out that is not there.
    NothingLeft : none stays.
    """
    left_out = resolve(leave_out, available)
    kept = tuple(name for name in features if name not in left_out)
    if not kept:
        raise NothingLeft(left_out)
    return kept


def weights_of(spec: AnalysisSpec, features: Sequence[str]) -> dict[str, float]:
    """How many times each feature counts, for those that a weight was named for.

    Raises
    ------
    UnknownFeature : a weight for a column that is no feature.
    UnusableWeight : not above 0, or above 100.

    Examples
    --------
    >>> weights_of(AnalysisSpec(weights=(("income", 2.0),)), ["Age", "Annual Income (k$)"])
    {'Annual Income (k$)': 2.0}
    """
    told: dict[str, float] = {}
    for named, times in spec.weights:
        if not 0 < times <= MOST_TIMES:
            raise UnusableWeight(named, times, MOST_TIMES)
        told |= dict.fromkeys(resolve([named], features), times)
    return told


def _resolved(one: str, usable: Sequence[str]) -> str:
    if one in usable:
        return one
    asked = normalised(one)
    spelled = {name: normalised(name) for name in usable}
    for meant in (
        [name for name, words in spelled.items() if _squeezed(words) == _squeezed(asked)],
        [name for name, words in spelled.items() if _squeezed(words).startswith(_squeezed(asked))],
        [name for name, words in spelled.items() if _has_words(words, asked)],
    ):
        if len(meant) == 1 and asked:
            return meant[0]
        if len(meant) > 1 and asked:
            raise UnknownFeature(one, meant, KIND)
    raise UnknownFeature(one, usable, KIND)


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


def _has_words(words: str, asked: str) -> bool:
    return all(any(word.startswith(part) for word in words.split()) for part in asked.split())
