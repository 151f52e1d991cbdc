"""The columns that a person asks for by name, however they spell it."""

from collections.abc import Sequence

from segmentation.column_words import normalised
from segmentation.errors import UnknownFeature


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
            raise UnknownFeature(one, meant)
    raise UnknownFeature(one, usable)


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


def _has_words(words: str, asked: str) -> bool:
    return all(any(word.startswith(part) for word in words.split()) for part in asked.split())
